"""A published result as rows of a flat table: one row an option in each scope, the counts of its scope beside it.

The columns are in French and stay as they are: who reads the file today reads it tomorrow. Exact numbers are fractions
written as text ("7/12").
"""

from collections.abc import Iterator, Sequence

from foundation.kernel.money import Money
from votes.rules.denominators import CountLine
from votes.rules.published import Published
from votes.rules.published_contest import Counts, PublishedContest, Scope
from votes.rules.result_tables import Figure, figures_of

COLUMNS = (
    *("portee", "nom", "poids", "inscrits", "bulletins", "exprimes", "blancs", "nuls", "invalides"),
    *("option", "libelle", "rang", "retenu", "resultat", "sur", "mention", "cout", "financement"),
)
SCOPES = {"weighted": "ponderation", "heads": "tetes"}
SIDES = (("pour", "Pour"), ("contre", "Contre"), ("abstention", "Abstention"))
COLLEGE = "college"
Row = tuple[object, ...]


def contest_rows(published: PublishedContest) -> Iterator[Row]:
    """Scope by scope, every option best first.

    >>> len(COLUMNS)
    18
    """
    for line, figures in figures_of(published):
        for figure in figures:
            yield (*_scope(figure.scope), line.id, line.label, *_figure(published, figure, line.id))


def _scope(scope: Scope) -> Row:
    name, weight = SCOPES.get(scope.key, COLLEGE) if scope.tone is None else COLLEGE, scope.weight
    return (name, scope.name, "" if weight is None else weight, *_counts(scope.counts))


def _counts(counts: Counts) -> Row:
    return (counts.entitled, counts.ballots, counts.valid, counts.blank, counts.null, counts.invalid)


def _figure(published: PublishedContest, figure: Figure, option: str) -> Row:
    value = "" if figure.value is None else figure.value
    contest, funding = published.contest, figure.scope.decision.funding
    cost: object = Money(contest.costs[contest.index[option]]) if published.is_budget else ""
    step = funding.steps.get(option, "") if funding else ""
    return (figure.rank, figure.holds, value, figure.scope.expressed, figure.grade, cost, step)


def resolution_rows(published: Published, lines: Sequence[CountLine]) -> Iterator[Row]:
    """For, against and abstain: carried by weight, by head, and of each college."""
    total = lines[-1].counts
    votes = (published.votes.for_, published.votes.against, published.votes.abstain)
    if published.weighted:
        carried = (published.for_, published.against, "")
        yield from _sides(("ponderation", "", "", *_counts(total)), carried, published.base)
    yield from _sides(("tetes", "", "", *_counts(total)), votes, total.valid if published.weighted else published.base)
    for one, line in zip(published.colleges, lines, strict=False):
        own = (one.votes.for_, one.votes.against, one.votes.abstain)
        yield from _sides((COLLEGE, one.name, one.weight, *_counts(line.counts)), own, line.counts.valid)


def _sides(scope: Row, figures: Sequence[object], base: object) -> Iterator[Row]:
    for (side, label), figure in zip(SIDES, figures, strict=True):
        yield (*scope, side, label, "", "", figure, "" if base is None else base, "", "", "")
