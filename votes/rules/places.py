"""From figures to a ranking, from a ranking to places; a tie for a place goes to the tie rule, or stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Ranking, Tie
from votes.rules.result import Reason
from votes.rules.terms import TieRule
from votes.rules.ties import settled

Figure = TypeVar("Figure", int, Fraction)
_TIES = {
    TieRule.NONE: N_("A tie stands for the places left (%(places)s): %(tied)s. No tie rule was chosen."),
    TieRule.ORDER: N_(
        "A tie for the places left (%(places)s): %(tied)s. The order decided beforehand gives: %(settled)s."
    ),
    TieRule.LOT: N_(
        "A tie for the places left (%(places)s): %(tied)s. The lot drawn from the published text gives: %(settled)s."
    ),
}


@dataclass(frozen=True)
class Places:
    """Who holds a place for certain, and the tie for the last places where there is one."""

    winners: tuple[str, ...]
    tie: Tie | None
    reasons: tuple[Reason, ...]


def ranking_of(figures: Mapping[str, Figure]) -> Ranking:
    """Groups of equal figures, the highest first; inside a group the order says nothing.

    >>> ranking_of({"A": 3, "B": 5, "C": 3})
    (('B',), ('A', 'C'))
    """
    groups: dict[Figure, list[str]] = {}
    for option, figure in figures.items():
        groups.setdefault(figure, []).append(option)
    return tuple(tuple(groups[figure]) for figure in sorted(groups, reverse=True))


def award(ranking: Iterable[Sequence[str]], contest: Contest) -> Places:
    """Give the places of a contest down a ranking of those who may hold one.

    A group that is larger than the places left is a tie: the tie rule settles it, or it stands.

    >>> from votes.rules.contest import Option
    >>> three = Contest((Option("A"), Option("B"), Option("C")), seats=2)
    >>> places = award([("B",), ("A", "C")], three)
    >>> places.winners, places.tie.between, places.tie.places
    (('B',), ('A', 'C'), 1)
    """
    winners: list[str] = []
    for group in ranking:
        left = contest.seats - len(winners)
        if left and len(group) > left:
            return _tied(winners, tuple(group), contest)
        winners += group[:left]
    return Places(tuple(winners), None, (*_told(winners), *_vacant(contest.seats - len(winners))))


def _tied(winners: list[str], group: tuple[str, ...], contest: Contest) -> Places:
    left = contest.seats - len(winners)
    favoured = settled(group, contest)[:left]
    tie = Tie(group, left, str(contest.tie_rule), favoured)
    values = {"places": left, "tied": group, "settled": favoured}
    held = (*winners, *favoured)
    return Places(held, tie, (*_told(held), Reason(_TIES[contest.tie_rule], values)))


def _told(winners: Sequence[str]) -> tuple[Reason, ...]:
    return (Reason(N_("Retained: %(winners)s."), {"winners": tuple(winners)}),) if winners else ()


def _vacant(places: int) -> tuple[Reason, ...]:
    return (Reason(N_("Places left vacant: %(places)s."), {"places": places}),) if places else ()
