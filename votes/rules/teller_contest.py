"""The result of a contest as lines of text that a teller can read aloud: ranking, figures, duels, rounds, budget."""

from collections.abc import Iterator
from itertools import combinations

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, sentence, written
from votes.rules.contest import Contest
from votes.rules.contest_result import ContestResult
from votes.rules.decision import Decision, Funding
from votes.rules.teller_lines import grid, heading, told

_RANK, _OPTION, _LABEL, _HEADS = N_("Rank"), N_("Option"), N_("Label"), N_("By head")
_RESULT, _MEDIAN, _FIRST_ROUND = N_("Result"), N_("Median"), N_("First round")
_STEPS = {
    "greedy": N_("by approvals"),
    "equal_shares": N_("equal shares"),
    "raised_budget": N_("raised shares"),
}


def contest_table(title: str, result: ContestResult, contest: Contest, lang: str) -> str:
    """The whole result as text, ending without a line break.

    >>> from votes.rules.count import count
    >>> from votes.rules.count_file import parse
    >>> file = parse(
    ...     '{"format": "scic-count/1", "title": "Siège", "method": "plurality", "options": [{"id": "A"}, {"id": "B"}],'
    ...     '"ballots": [{"choice": "A", "count": 2}, {"choice": "B"}]}'
    ... )
    >>> contest_table(file.title, count(file), file.contest, "en").splitlines()[4:7]
    ['Rank  Option  Result', '1          A       2', '2          B       1']
    """
    return "\n".join(_lines(title, result, contest, lang))


def _lines(title: str, result: ContestResult, contest: Contest, lang: str) -> Iterator[str]:
    yield from heading(title, result.boxed, lang)
    yield ""
    yield from grid(list(_rows(result, contest, lang)))
    for block in (
        _duels(result.decision),
        _rounds(result.decision, contest, lang),
        _budget(result.decision, contest, lang),
    ):
        lines = list(block)
        yield from ("", *lines) if lines else ()
    yield ""
    yield from told(result.reasons, result.invalid_ballots, lang, names_of(contest))
    yield ""
    yield _verdict(result.decision, contest, lang)


def names_of(contest: Contest) -> dict[str, str]:
    """How a sentence names each option: by its label and its id, by its id alone where it has no label.

    >>> from votes.rules.contest import Option
    >>> names_of(Contest((Option("o1", "Ada"), Option("B"))))
    {'o1': 'Ada (o1)', 'B': 'B'}
    """
    return {one.id: f"{one.label} ({one.id})" if one.label else one.id for one in contest.options}


def _rows(result: ContestResult, contest: Contest, lang: str) -> Iterator[tuple[str, ...]]:
    """A line an option, best first: its rank, its figure, by head where weights decided, and of each college alone."""
    labelled = any(option.label for option in contest.options)
    heads = [] if result.heads is None else [(sentence(lang, _HEADS), result.heads)]
    columns = [(sentence(lang, _figure_heading(result.decision)), result.decision), *heads]
    columns += [(college.id, college.decision) for college in result.by_college]
    shown = [(name, figures) for name, one in columns if (figures := _figures(one, contest))]
    label = [sentence(lang, _LABEL)] if labelled else []
    yield (sentence(lang, _RANK), sentence(lang, _OPTION), *label, *(name for name, _ in shown))
    rank = 1
    for group in result.decision.ranking:
        for option in group:
            named = [contest.options[contest.index[option]].label] if labelled else []
            yield (str(rank), option, *named, *(figures.get(option, "") for _, figures in shown))
        rank += len(group)


def _figure_heading(decision: Decision) -> str:
    if decision.scores is None and decision.rounds:
        return _FIRST_ROUND
    return _RESULT if decision.median is None else _MEDIAN


def _figures(decision: Decision, contest: Contest) -> dict[str, str]:
    """The figure of each option that one reads first: its sum, its median grade, or its votes in the first round."""
    if decision.scores is not None:
        return {option: str(score) for option, score in decision.scores.items()}
    if decision.median is not None:
        return {option: contest.grades[grade] for option, grade in decision.median.items()}
    if decision.rounds:
        return {option: str(votes) for option, votes in decision.rounds[0].votes.items()}
    return {}


def _duels(decision: Decision) -> Iterator[str]:
    if decision.pairwise is None:
        return
    options = [option for group in decision.ranking for option in group]
    for one, other in combinations(options, 2):
        yield f"{one} > {other}: {decision.pairwise[one, other]} / {decision.pairwise[other, one]}"


def _rounds(decision: Decision, contest: Contest, lang: str) -> Iterator[str]:
    for one in decision.rounds:
        held = " · ".join(f"{option} {votes}" for option, votes in one.votes.items())
        values = {"number": one.number, "votes": held, "exhausted": one.exhausted}
        yield sentence(lang, N_("Round %(number)s: %(votes)s · exhausted: %(exhausted)s"), values)
        for note in one.notes:
            yield f"  {note.said(lang, names_of(contest))}"
        if one.excluded:
            yield "  " + sentence(lang, N_("Leaves: %(options)s"), {"options": ", ".join(one.excluded)})


def _budget(decision: Decision, contest: Contest, lang: str) -> Iterator[str]:
    funding = decision.funding
    if funding is None:
        return
    for option in funding.funded:
        cost = Money(contest.costs[contest.index[option]])
        yield f"{option}: {written(lang, cost)} ({sentence(lang, _STEPS[funding.steps[option]])})"
    yield _spent(funding, lang)


def _spent(funding: Funding, lang: str) -> str:
    values = {"spent": Money(funding.spent_cents), "left": Money(funding.left_cents)}
    return sentence(lang, N_("Spent: %(spent)s · left: %(left)s"), values)


def _verdict(decision: Decision, contest: Contest, lang: str) -> str:
    names = names_of(contest)
    if decision.unresolved:
        return sentence(lang, N_("A TIE STANDS"))
    if not decision.winners:
        return sentence(lang, N_("NO OPTION RETAINED"))
    return sentence(
        lang, N_("RETAINED: %(winners)s"), {"winners": ", ".join(names.get(one, one) for one in decision.winners)}
    )
