"""Places compared by criteria: marks, weights, and what a place reaches of what it could; an aid, never a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

BEST = 4
MARKS: dict[int, str] = {
    0: N_("Very insufficient"),
    1: N_("Insufficient"),
    2: N_("Passable"),
    3: N_("Good"),
    4: N_("Very good"),
}
_FEW = N_("Write two places at least: with one alone there is nothing to choose.")
_BARE = N_("Write a criterion at least: a choice is argued by criteria.")
_UNMARKED = N_("“%(place)s” has no mark by “%(criterion)s”: a place is compared once it is judged by every criterion.")


@dataclass(frozen=True)
class Criterion:
    """A criterion and its weight, 1 to 5."""

    id: int
    label: str
    weight: int


@dataclass(frozen=True)
class Compared:
    """A place with its marks, 0 to 4, by the id of the criterion."""

    id: int
    name: str
    marks: Mapping[int, int]


def score(criteria: Sequence[Criterion], place: Compared) -> Fraction | None:
    """The part of the best that a place reaches, each mark counted by its weight; None while a mark is missing.

    >>> criteria = [Criterion(1, "Accès", 3), Criterion(2, "Loyer", 1)]
    >>> score(criteria, Compared(1, "Halle", {1: 4, 2: 0})), score(criteria, Compared(2, "Gare", {1: 4}))
    (Fraction(3, 4), None)
    """
    if not criteria or any(one.id not in place.marks for one in criteria):
        return None
    reached = sum(one.weight * place.marks[one.id] for one in criteria)
    return Fraction(reached, BEST * sum(one.weight for one in criteria))


def leading(criteria: Sequence[Criterion], places: Sequence[Compared]) -> list[Compared]:
    """The places that reach most, several where they are equal; none while one is not judged whole.

    >>> criteria = [Criterion(1, "Accès", 1)]
    >>> [one.name for one in leading(criteria, [Compared(1, "Halle", {1: 3}), Compared(2, "Gare", {1: 3})])]
    ['Halle', 'Gare']
    """
    scores = [score(criteria, one) for one in places]
    known = [one for one in scores if one is not None]
    if not known or len(known) < len(scores):
        return []
    return [place for place, reached in zip(places, scores, strict=True) if reached == max(known)]


def require_comparable(criteria: Sequence[Criterion], places: Sequence[Compared]) -> None:
    """Refuse to put to a body what is not compared whole.

    >>> require_comparable([Criterion(1, "Accès", 1)], [Compared(1, "Halle", {1: 3}), Compared(2, "Gare", {1: 2})])
    """
    if not criteria:
        raise Refused("choice-bare", _BARE)
    if len(places) < 2:
        raise Refused("choice-of-one", _FEW)
    for place in places:
        for criterion in criteria:
            if criterion.id not in place.marks:
                raise Refused("choice-unmarked", _UNMARKED, place=place.name, criterion=criterion.label)
