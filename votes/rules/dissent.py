"""Where colleges disagree most on a contest, and what each of them alone would have kept.

The support of an option in a college is the part of the most it could have received there (`support.py`). The gap of an
option is the distance between the college that supports it most and the one that supports it least. Colleges in which
no vote was expressed are left aside; under two colleges there is nothing to compare.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

SHOWN = 3


@dataclass(frozen=True)
class Gap:
    """One option, the college that supports it most and the one that supports it least, and how much each does."""

    option: str
    most: str
    least: str
    highest: Fraction
    lowest: Fraction

    @property
    def width(self) -> Fraction:
        """The distance between the two, from 0 to 1."""
        return self.highest - self.lowest


def widest_gaps(supports: Mapping[str, Mapping[str, Fraction]]) -> tuple[Gap, ...]:
    """The options on which colleges stand furthest apart, the widest gap first; those without any gap are left out.

    `supports`: by college, then by option, every college the same options. Three at most, and those equal to the third;
    equal gaps stay in the order of the options.

    >>> half = Fraction(1, 2)
    >>> habitants = {"A": Fraction(1), "B": half, "C": half}
    >>> [(gap.option, gap.most, str(gap.width)) for gap in widest_gaps({"h": habitants, "v": dict.fromkeys("ABC", half)})]
    [('A', 'h', '1/2')]
    """
    if len(supports) < 2:
        return ()
    options = next(iter(supports.values()))
    found = [gap for gap in (_gap(option, supports) for option in options) if gap.width]
    found.sort(key=lambda gap: -gap.width)
    return tuple(gap for place, gap in enumerate(found) if place < SHOWN or gap.width == found[SHOWN - 1].width)


def _gap(option: str, supports: Mapping[str, Mapping[str, Fraction]]) -> Gap:
    most = max(supports, key=lambda college: supports[college][option])
    least = min(supports, key=lambda college: supports[college][option])
    return Gap(option, most, least, supports[most][option], supports[least][option])


def held_by_all(options: Collection[str], winners: Collection[Collection[str]]) -> tuple[str, ...]:
    """The options that each college alone would have kept for certain; none where fewer than two colleges were heard.

    >>> held_by_all(["A", "B"], [("A", "B"), ("B",)])
    ('B',)
    """
    if len(winners) < 2:
        return ()
    return tuple(option for option in options if all(option in kept for kept in winners))
