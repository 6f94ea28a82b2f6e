"""Where the charts put their bars and arcs. Shares come in exact and leave as text for SVG attributes.

Only drawing happens here: no figure that a person reads is computed from these roundings.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from foundation.kernel.money import Money
from foundation.web import filters

Part = Mapping[str, Any]
CENTRE_X, CENTRE_Y = 160.0, 164.0
OUTER_RING, INNER_RING = (112.0, 158.0), (88.0, 106.0)


@dataclass(frozen=True)
class Box:
    """A piece of a stacked bar, in hundredths of its width."""

    x: str
    width: str
    tone: int | str


@dataclass(frozen=True)
class Arc:
    """A piece of a half ring."""

    path: str
    tone: int | str


@dataclass(frozen=True)
class Line:
    """The line of a sparkline, and the same closed under it."""

    path: str
    area: str


def part(count: int | Fraction | None, whole: int | Fraction | None) -> Fraction:
    """`count` of `whole` as a share of one; nothing of nothing is nothing."""
    return Fraction(count or 0) / Fraction(whole) if whole else Fraction(0)


def exact(text: str) -> Fraction:
    """A fraction kept as text ("7/12"), exact again."""
    return Fraction(text)


def hundredths(share: Fraction | int, shift: float = 0.0) -> str:
    """A share of one on a scale of 100, within the bar, for an SVG attribute: "57.5"."""
    within = min(Fraction(1), max(Fraction(0), Fraction(share)))
    return _text(min(100.0, max(0.0, float(within * 100) + shift)))


def stack(parts: Sequence[Part]) -> list[Box]:
    """The pieces of a 100 % bar, one after the other; each part has `share` and `tone`."""
    boxes, start = [], Fraction(0)
    for one in parts:
        share = Fraction(one["share"])
        boxes.append(Box(hundredths(start), hundredths(share), one["tone"]))
        start += share
    return boxes


def outer_arcs(colleges: Sequence[Part]) -> list[Arc]:
    """One arc a college, as wide as its weight."""
    arcs, start = [], Fraction(0)
    for one in colleges:
        end = start + Fraction(one["share"])
        if end > start:
            arcs.append(Arc(_ring(start, end, OUTER_RING), one["tone"]))
        start = end
    return arcs


def inner_arcs(colleges: Sequence[Part]) -> list[Arc]:
    """Under each college, what it carried for and against; nothing before the result is known."""
    arcs, start = [], Fraction(0)
    for one in colleges:
        weight = Fraction(one["share"])
        if one.get("for") is not None:
            arcs += _votes_of(one, start, weight)
        start += weight
    return arcs


def _votes_of(college: Part, start: Fraction, weight: Fraction) -> list[Arc]:
    yes, no = weight * Fraction(college["for"]), weight * Fraction(college.get("against") or 0)
    rest = weight - yes - no
    edges = (
        (start, start + yes, "good"),
        (start + yes, start + yes + rest, "rest"),
        (start + yes + rest, start + weight, "bad"),
    )
    return [Arc(_ring(begin, end, INNER_RING), tone) for begin, end, tone in edges if end > begin]


def college_lines(colleges: Sequence[Part]) -> list[list[str]]:
    """The table under the hemicycle: college, weight, for and against inside it."""
    return [
        [one["label"], filters.ratio(one["share"]), filters.ratio(one.get("for")), filters.ratio(one.get("against"))]
        for one in colleges
    ]


def weight_lines(colleges: Sequence[Part]) -> list[list[str]]:
    """The same before the vote: college and weight."""
    return [[one["label"], filters.ratio(one["share"])] for one in colleges]


def point_lines(points: Sequence[tuple[str, Any]], show: str) -> list[list[str]]:
    """The table under a sparkline; `show` is number, euros or percent."""
    written = {"number": filters.number, "euros": filters.euros, "percent": filters.percent}[show]
    return [[label, written(value)] for label, value in points]


def line(points: Sequence[tuple[str, int | Fraction | Money]]) -> Line:
    """A line through the values, in a box of 100 by 30; a flat series runs through the middle."""
    values = [Fraction(value.cents if isinstance(value, Money) else value) for _label, value in points]
    low, high = min(values), max(values)
    step = 100 / (len(values) - 1)
    heights = [15.0 if high == low else 28 - 26 * float((value - low) / (high - low)) for value in values]
    path = " ".join(
        f"{'M' if rank == 0 else 'L'}{_text(rank * step)} {_text(height)}" for rank, height in enumerate(heights)
    )
    return Line(path, f"{path} L100 30 L0 30 Z")


def broken_line(points: Sequence[tuple[Fraction, Fraction] | None]) -> str:
    """A path through points of a square of one by one, from the left and from the top; it stops where one is missing.

    >>> broken_line([(Fraction(0), Fraction(1, 2)), None, (Fraction(1), Fraction(1, 4))])
    'M0 50 M100 25'
    """
    said, down = [], False
    for point in points:
        if point is not None:
            said.append(f"{'L' if down else 'M'}{hundredths(point[0])} {hundredths(point[1])}")
        down = point is not None
    return " ".join(said)


def _ring(start: Fraction, end: Fraction, radii: tuple[float, float]) -> str:
    inner, outer = radii
    large = 0  # a piece of a half ring never exceeds half a turn
    begin_x, begin_y = _point(start, outer)
    end_x, end_y = _point(end, outer)
    back_x, back_y = _point(end, inner)
    close_x, close_y = _point(start, inner)
    return (
        f"M{begin_x} {begin_y} A{_text(outer)} {_text(outer)} 0 {large} 1 {end_x} {end_y} "
        f"L{back_x} {back_y} A{_text(inner)} {_text(inner)} 0 {large} 0 {close_x} {close_y} Z"
    )


def _point(share: Fraction, radius: float) -> tuple[str, str]:
    angle = math.pi * (1 - float(min(Fraction(1), share)))
    return _text(CENTRE_X + radius * math.cos(angle)), _text(CENTRE_Y - radius * math.sin(angle))


def _text(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
