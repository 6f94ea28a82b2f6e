"""The result as lines of text that a teller can read aloud; marks and numbers only, words come translated."""

from collections.abc import Iterator, Sequence

from foundation.kernel.sentences import N_, sentence
from votes.rules.result import CollegeResult, Result
from votes.rules.teller_lines import grid, heading, told
from votes.rules.terms import CollegeState

_STATES = {
    CollegeState.EXPRESSED: N_("expressed"),
    CollegeState.SILENT: N_("silent"),
    CollegeState.EMPTY: N_("empty"),
}
_HEADINGS = (
    N_("College"),
    N_("Weight"),
    N_("For"),
    N_("Against"),
    N_("Abstain"),
    N_("State"),
    N_("Carried for"),
    N_("Carried against"),
)


def teller_table(title: str, result: Result, lang: str) -> str:
    """The whole result as text, ending without a line break."""
    return "\n".join(_lines(title, result, lang))


def _lines(title: str, result: Result, lang: str) -> Iterator[str]:
    yield from heading(title, result.boxed, lang)
    votes = {"for_": result.votes.for_, "against": result.votes.against, "abstain": result.votes.abstain}
    yield sentence(lang, N_("By head: %(for_)s for · %(against)s against · %(abstain)s abstain"), votes)
    if result.by_college:
        yield ""
        yield from grid([tuple(sentence(lang, word) for word in _HEADINGS), *_rows(result.by_college, lang)])
    yield ""
    carried = {"for_": result.for_, "against": result.against}
    yield sentence(lang, N_("Carried: %(for_)s for · %(against)s against"), carried)
    yield from told(result.reasons, result.invalid_ballots, lang)
    yield ""
    yield _verdict(result, lang)


def _verdict(result: Result, lang: str) -> str:
    if result.adopted is None:
        return sentence(lang, N_("NO VERDICT"))
    return sentence(lang, N_("ADOPTED") if result.adopted else N_("REJECTED"))


def _rows(colleges: Sequence[CollegeResult], lang: str) -> Iterator[tuple[str, ...]]:
    for line in colleges:
        yield (
            line.id,
            str(line.weight),
            str(line.votes.for_),
            str(line.votes.against),
            str(line.votes.abstain),
            sentence(lang, _STATES[line.state]),
            str(line.carried_for),
            str(line.carried_against),
        )
