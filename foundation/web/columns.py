"""Where the columns of a chart by year go: stacked, side by side, or a line through the years. Only drawing happens here.

The box is 100 by 100 and is stretched to the room there is; labels stand under it as text, evenly set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from foundation.kernel.money import Money
from foundation.web import filters
from foundation.web.plotting import scale, written

Value = int | Fraction | Money | None
Series = Mapping[str, Any]
FULL = 100
ROOM = Fraction(3, 4)
"""How much of the width of its year a column, or all those of a year side by side, take."""


@dataclass(frozen=True)
class Piece:
    """A rectangle, with what it says."""

    x: str
    y: str
    width: str
    height: str
    tone: int | str
    text: str


@dataclass(frozen=True)
class Drawn:
    """A line through the years: its path, its points, how it is drawn (1 to 6)."""

    path: str
    points: list[tuple[str, str]]
    tone: int | str
    style: int


@dataclass(frozen=True)
class Columns:
    """A chart by year: labels of the scale from the top down, what is drawn, and what each year adds up to."""

    heights: list[str]
    ticks: list[str]
    pieces: list[Piece]
    lines: list[Drawn]
    totals: list[str]


def stacked(groups: Sequence[object], series: Sequence[Series], show: str = "euros") -> Columns:
    """One column a group, its pieces from the first series up; below zero nothing is drawn."""
    sums = [sum((_figure(one["values"][rank]) for one in series), Fraction(0)) for rank in range(len(groups))]
    top, count = scale(max(sums, default=Fraction(0)), show)
    pieces = []
    for rank, group in enumerate(groups):
        base = Fraction(0)
        for one in series:
            value = _figure(one["values"][rank])
            across = (FULL * (rank + (1 - ROOM) / 2) / len(groups), FULL * ROOM / len(groups))
            pieces.append(_piece(across, (base / top, value / top), one["tone"], _said(group, one, rank, show)))
            base += value
    totals = [filters.euros(int(one), cents=False) if show == "euros" else written(one, show) for one in sums]
    return Columns(*_scale(top, count, show), pieces, [], totals)


def beside(groups: Sequence[object], series: Sequence[Series], show: str = "euros") -> Columns:
    """The columns of a group side by side, one a series."""
    figures = [_figure(value) for one in series for value in one["values"]]
    top, count = scale(max(figures, default=Fraction(0)), show)
    pieces = []
    for rank, group in enumerate(groups):
        for place, one in enumerate(series):
            width = FULL * ROOM / len(groups) / len(series)
            start = FULL * (rank + (1 - ROOM) / 2) / len(groups) + place * width
            height = (Fraction(0), _figure(one["values"][rank]) / top)
            pieces.append(_piece((start, width), height, one["tone"], _said(group, one, rank, show)))
    return Columns(*_scale(top, count, show), pieces, [], [])


def through(groups: Sequence[object], series: Sequence[Series], show: str = "percent") -> Columns:
    """A line a series through the middle of the groups; a group without value is passed over."""
    figures = [_figure(value) for one in series for value in one["values"]]
    top, count = scale(max(figures, default=Fraction(0)), show)
    lines = []
    for place, one in enumerate(series):
        points = [
            (_text(FULL * (rank + Fraction(1, 2)) / len(groups)), _text(FULL - FULL * _figure(value) / top))
            for rank, value in enumerate(one["values"])
            if value is not None
        ]
        path = " ".join(f"{'L' if rank else 'M'}{x} {y}" for rank, (x, y) in enumerate(points))
        lines.append(Drawn(path, points, one["tone"], one.get("style", place + 1)))
    return Columns(*_scale(top, count, show), [], lines, [])


def rows(series: Sequence[Series], show: str = "euros") -> list[list[str]]:
    """The table under the chart: one line a series, one column a group."""
    return [[one["label"], *(written(value, show) for value in one["values"])] for one in series]


def _said(group: object, one: Series, rank: int, show: str) -> str:
    return f"{group}\n{one['label']} {written(one['values'][rank], show)}"


def _piece(across: tuple[Fraction, Fraction], up: tuple[Fraction, Fraction], tone: int | str, text: str) -> Piece:
    base, height = (FULL * one for one in up)
    return Piece(_text(across[0]), _text(FULL - base - height), _text(across[1]), _text(height), tone, text)


def _figure(value: Value) -> Fraction:
    """A value above zero, as a number; nothing and debts are nothing to draw."""
    if value is None:
        return Fraction(0)
    return max(Fraction(0), Fraction(value.cents if isinstance(value, Money) else value))


def _scale(top: Fraction, count: int, show: str) -> tuple[list[str], list[str]]:
    steps = range(count + 1)
    return [_text(Fraction(FULL * rank, count)) for rank in steps], [
        _tick(top * (count - rank) / count, show) for rank in steps
    ]


def _tick(value: Fraction, show: str) -> str:
    if show == "euros":
        return filters.euros(int(value), cents=False)
    return filters.percent(value) if show == "percent" else filters.number(int(value))


def _text(value: Fraction | int) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".") or "0"
