"""Ranks of actions from year to year, and the lines that draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pole.priorities.rules.ballots import number_of
from votes.rules.decision import Ranking

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class YearRanks:
    """The ranks of one year, by the number of each action, 1 the best; equal ones alike."""

    year: int
    ranks: Mapping[int, int]

    @property
    def of(self) -> int:
        """How many actions were ranked.

        >>> YearRanks(2025, {1: 1, 2: 2}).of
        2
        """
        return len(self.ranks)


@dataclass(frozen=True)
class Trail:
    """One action through the years. `ranks`: one a year, None where it was not on the list; `points`: where its line
    passes in a square of one by one, from the left and from the top.
    """

    number: int
    ranks: tuple[int | None, ...]
    points: tuple[tuple[Fraction, Fraction] | None, ...]

    @property
    def latest(self) -> int | None:
        """Its rank in the last year.

        >>> Trail(3, (1, None), ((HALF, HALF), None)).latest is None
        True
        """
        return self.ranks[-1]

    @property
    def move(self) -> int | None:
        """How many ranks it went up since the year before (below nought: down); None where one of the two is missing.

        >>> Trail(3, (5, 2), (None, None)).move
        3
        """
        before = self.ranks[-2] if len(self.ranks) > 1 else None
        return None if before is None or self.latest is None else before - self.latest


def ranks_of(ranking: Ranking) -> dict[int, int]:
    """By the number of an action, its rank in a decision; equal ones alike.

    >>> ranks_of((("a7",), ("a1", "a2"), ("a4",)))
    {7: 1, 1: 2, 2: 2, 4: 4}
    """
    ranks: dict[int, int] = {}
    rank = 1
    for group in ranking:
        ranks |= dict.fromkeys((number_of(option) for option in group), rank)
        rank += len(group)
    return ranks


def places(ranks: Mapping[int, int]) -> dict[int, int]:
    """A place for each action alone, from 1 on: equal ranks stand one below the other, the oldest action first.

    >>> places({7: 1, 2: 2, 1: 2, 4: 4})
    {7: 1, 1: 2, 2: 3, 4: 4}
    """
    ordered = sorted(ranks, key=lambda number: (ranks[number], number))
    return {number: place for place, number in enumerate(ordered, 1)}


def trails(years: Sequence[YearRanks]) -> tuple[Trail, ...]:
    """One line an action, the first of the last year at the top; those that left the list come after, by number.

    >>> [one.number for one in trails([YearRanks(2024, {1: 1, 2: 2}), YearRanks(2025, {2: 1, 3: 2})])]
    [2, 3, 1]
    """
    if not years:
        return ()
    placed = [places(one.ranks) for one in years]
    most = max(one.of for one in years)
    last = placed[-1]
    numbers = sorted({number for one in years for number in one.ranks}, key=lambda one: (last.get(one, most + 1), one))
    return tuple(_trail(number, years, placed, most) for number in numbers)


def _trail(number: int, years: Sequence[YearRanks], placed: Sequence[Mapping[int, int]], most: int) -> Trail:
    steps = max(1, len(years) - 1)
    points = tuple(
        (Fraction(rank, steps), (one[number] - HALF) / most) if number in one else None
        for rank, one in enumerate(placed)
    )
    return Trail(number, tuple(one.ranks.get(number) for one in years), points)
