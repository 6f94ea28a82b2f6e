"""Ballots that rank, equal ranks allowed: counted by (option, options ranked below it), from which every duel follows.

An option left out of a ballot ranks with the others left out, below all that were named.
"""

from votes.rules.contest import Contest
from votes.rules.methods.interface import Tally

Ranks = tuple[tuple[int, ...], ...]
Cell = tuple[int, int]
Matrix = list[list[int]]


def entries(ballot: Ranks, contest: Contest) -> list[tuple[Cell, int]]:
    """For each option named, one vote in the cell (option, those below it as the bits of a number).

    >>> from votes.rules.contest import Option
    >>> entries(((1,), (0,)), Contest((Option("A"), Option("B"), Option("C"))))
    [((1, 5), 1), ((0, 4), 1)]
    """
    below = (1 << len(contest.options)) - 1
    cells: list[tuple[Cell, int]] = []
    for rank in ballot:
        for place in rank:
            below &= ~(1 << place)
        cells += [((place, below), 1) for place in rank]
    return cells


def duels(tally: Tally[Cell], contest: Contest) -> Matrix:
    """How many units rank the option of the row above that of the column.

    >>> from votes.rules.contest import Option
    >>> duels(Tally({(1, 5): 3, (0, 4): 3}, 3), Contest((Option("A"), Option("B"), Option("C"))))
    [[0, 0, 3], [3, 0, 3], [0, 0, 0]]
    """
    size = len(contest.options)
    above = [[0] * size for _ in range(size)]
    for (option, below), units in tally.cells.items():
        row = above[option]
        for other in range(size):
            if below >> other & 1:
                row[other] += units
    return above
