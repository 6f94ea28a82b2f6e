"""The numbers of the register that nobody has, and why: nothing is hidden, nothing is used again."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """Numbers in a row that were never given here, both ends included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many."""
        return self.last - self.first + 1


def gaps_in(numbers: Iterable[int]) -> list[Gap]:
    """The holes below the highest number given; the next number is always the highest plus one.

    Numbers given here follow each other; holes come from a register brought in with the numbers it had.
    Source: decided here (a number is a name: given once, at effect, never again).

    >>> gaps_in([1, 2, 5, 9])
    [Gap(first=3, last=4), Gap(first=6, last=8)]
    >>> gaps_in([3]), gaps_in([])
    ([Gap(first=1, last=2)], [])
    """
    found, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            found.append(Gap(expected, number - 1))
        expected = number + 1
    return found


def covers(first: int, last: int, gap: Gap) -> bool:
    """Whether an explanation of the numbers `first` to `last` explains the whole gap.

    >>> covers(1, 10, Gap(3, 4)), covers(4, 10, Gap(3, 4))
    (True, False)
    """
    return first <= gap.first and gap.last <= last
