"""Ballots that give each option a whole number: counted by (option, number), so that sums and medians come from one tally."""

from collections.abc import Mapping
from fractions import Fraction

from votes.rules.contest import Contest
from votes.rules.methods.interface import Tally

Numbers = tuple[int, ...]
Cell = tuple[int, int]


def entries(ballot: Numbers, _contest: Contest) -> list[tuple[Cell, int]]:
    """One vote in the cell (option, number) of each option.

    >>> entries((0, 3), Contest(()))
    [((0, 0), 1), ((1, 3), 1)]
    """
    return [(cell, 1) for cell in enumerate(ballot)]


def sums(tally: Tally[Cell]) -> dict[int, int]:
    """The sum of the numbers of each option, in units of the tally.

    >>> sums(Tally({(0, 5): 2, (0, 1): 3, (1, 2): 5}, 5))
    {0: 13, 1: 10}
    """
    totals: dict[int, int] = {}
    for (option, number), units in tally.cells.items():
        totals[option] = totals.get(option, 0) + number * units
    return totals


def distribution(tally: Tally[Cell], contest: Contest, highest: int) -> Mapping[str, tuple[Fraction, ...]]:
    """For each option, the votes or weight that each number from 0 to `highest` received.

    >>> from votes.rules.contest import Option
    >>> distribution(Tally({(0, 1): 3, (0, 0): 1}, 4), Contest((Option("A"),)), 1)
    {'A': (Fraction(1, 1), Fraction(3, 1))}
    """
    return {
        option: tuple(tally.exact(tally.cells.get((place, number), 0)) for number in range(highest + 1))
        for place, option in enumerate(contest.ids)
    }
