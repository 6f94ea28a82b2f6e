"""Where the lines of a chart go: a scale of round figures, a path a series, a stripe a day. Only drawing happens here.

The box is 100 by 100 and is stretched to the room there is; labels stand beside it as text, evenly set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from foundation.kernel.money import Money
from foundation.web import filters

Value = int | Fraction | Money
Series = Mapping[str, Any]
ROUND_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
EURO = 100
MOST_STEPS = 5
STYLES = 6


@dataclass(frozen=True)
class Drawn:
    """One series: its path, the same closed under it, where it ends, and how its line is drawn (1 to 6)."""

    path: str
    area: str
    end_x: str
    end_y: str
    tone: int | str
    style: int


@dataclass(frozen=True)
class Stripe:
    """The width of a day, with what it says."""

    x: str
    width: str
    text: str


@dataclass(frozen=True)
class Plot:
    """A chart of lines: labels of the scale from the top down, of the days from first to last, lines and stripes."""

    heights: list[str]
    ticks: list[str]
    days: list[date]
    lines: list[Drawn]
    stripes: list[Stripe]


def plot(days: Sequence[date], series: Sequence[Series], show: str = "number") -> Plot:
    """The lines of `series` ("label", "values", "tone") over `days`; `show` is number, euros or percent."""
    figures = [[_figure(value) for value in one["values"]] for one in series]
    known = [value for values in figures for value in values if value is not None]
    top, count = scale(max(known, default=Fraction(0)), show)
    across = _across(days)
    lines = [
        _drawn(values, across, top, (one, rank)) for rank, (one, values) in enumerate(zip(series, figures, strict=True))
    ]
    heights = [_text(100 * rank / count) for rank in range(count + 1)]
    ticks = [_tick(top * (count - rank) / count, show) for rank in range(count + 1)]
    middle = days[0] + (days[-1] - days[0]) / 2
    shown = [days[0], middle, days[-1]] if (days[-1] - days[0]) > timedelta(days=1) else [days[-1]]
    return Plot(heights, ticks, shown, lines, _stripes(days, series, across, show))


def scale(highest: Fraction, show: str = "number") -> tuple[Fraction, int]:
    """(the top of the scale, in how many equal steps): round figures, whole ones for counts.

    >>> scale(Fraction(62))
    (Fraction(80, 1), 4)
    >>> scale(Fraction(1, 2), "percent"), scale(Fraction(0))
    ((Fraction(1, 2), 5), (Fraction(1, 1), 1))
    """
    unit = {"euros": Fraction(EURO), "percent": Fraction(1, 100)}.get(show, Fraction(1))
    if highest <= 0:
        return unit, 1
    size = unit
    while True:
        for more in ROUND_STEPS[:3]:
            count = -(-highest // (size * more))
            if count <= MOST_STEPS:
                return size * more * max(1, count), int(max(1, count))
        size *= 10


def written(value: Any, show: str) -> str:
    """A value as the table and the stripes say it."""
    return {"number": filters.number, "euros": filters.euros, "percent": filters.percent}[show](value)


def rows(days: Sequence[date], series: Sequence[Series], show: str = "number") -> list[list[str]]:
    """The table under the chart: one line a day, the latest first."""
    lines = [[filters.day(on), *(written(one["values"][rank], show) for one in series)] for rank, on in enumerate(days)]
    return lines[::-1]


def _figure(value: Value | None) -> Fraction | None:
    return None if value is None else Fraction(value.cents if isinstance(value, Money) else value)


def _tick(value: Fraction, show: str) -> str:
    if show == "euros":
        return filters.euros(int(value), cents=False)
    return filters.percent(value) if show == "percent" else filters.number(int(value))


def _across(days: Sequence[date]) -> list[float]:
    span = (days[-1] - days[0]).days
    return [100 * (day - days[0]).days / span if span else 100.0 for day in days]


def _drawn(
    values: Sequence[Fraction | None], across: Sequence[float], top: Fraction, what: tuple[Series, int]
) -> Drawn:
    points = [(x, 100 - float(100 * value / top)) for x, value in zip(across, values, strict=True) if value is not None]
    path = " ".join(f"{'M' if rank == 0 else 'L'}{_text(x)} {_text(y)}" for rank, (x, y) in enumerate(points))
    one, rank = what
    style = one.get("style", rank % STYLES + 1)
    if not points:
        return Drawn("", "", "0", "100", one["tone"], style)
    area = f"{path} L{_text(points[-1][0])} 100 L{_text(points[0][0])} 100 Z"
    return Drawn(path, area, _text(points[-1][0]), _text(points[-1][1]), one["tone"], style)


def _stripes(days: Sequence[date], series: Sequence[Series], across: Sequence[float], show: str) -> list[Stripe]:
    """Around each day, half way to its neighbours, what stands there."""
    edges = [0.0, *((left + right) / 2 for left, right in pairwise(across)), 100.0]
    found = []
    for rank, on in enumerate(days):
        said = "\n".join(f"{one['label']} {written(one['values'][rank], show)}" for one in series)
        width = _text(edges[rank + 1] - edges[rank])
        found.append(Stripe(_text(edges[rank]), width, f"{filters.day(on)}\n{said}"))
    return found


def _text(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
