"""Where the map of who works with whom puts its dots and lines: the pole in the middle, actors on a ring around it, by type.

Only drawing happens here: coordinates leave as text for SVG attributes, and the same ties stand as a table beside.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pole.actors.queries.directory import THE_POLE, ActorNow, Tie
from pole.actors.rules.words import ActorType, LinkKind

WIDTH, ROW, MARGIN = 1000, 30, 60
TONES = {ActorType.ESS: 1, ActorType.RESOURCE: 2, ActorType.PUBLIC: 3, ActorType.FUNDER: 4, ActorType.OTHER: 5}
CLASSES = {LinkKind.PROTOCOL: "protocol", LinkKind.SHARED_STAFF: "shared", LinkKind.MEMBER: "member"}
LONGEST = 34


@dataclass(frozen=True)
class Dot:
    """An actor on the map: its place, its name beside it (shortened), on which side the name runs."""

    id: int
    x: str
    y: str
    text_x: str
    anchor: str
    name: str
    tone: int


@dataclass(frozen=True)
class Line:
    """A tie on the map."""

    path: str
    kind: str


@dataclass(frozen=True)
class Web:
    """The whole map; `height` in the units of its box, `centre_y` where the pole stands."""

    width: int
    height: int
    centre_y: str
    dots: list[Dot]
    lines: list[Line]


def web(actors: Sequence[ActorNow], ties: Sequence[Tie]) -> Web:
    """The map of the actors that have a tie; those without one are in the directory alone."""
    tied = {one.one for one in ties} | {one.other for one in ties}
    shown = sorted((one for one in actors if one.id in tied), key=lambda one: list(ActorType).index(one.kind))
    half = -(-len(shown) // 2)
    height = 2 * MARGIN + ROW * max(half, 8)
    places = _places(shown, half, height)
    dots = [_dot(one, *places[one.id]) for one in shown]
    return Web(WIDTH, height, _text(height / 2), dots, _lines(ties, places, height))


def _places(shown: Sequence[ActorNow], half: int, height: int) -> dict[int, tuple[float, float]]:
    """Half of them down the right side of an ellipse, the others up its left side."""
    found = {}
    for rank, one in enumerate(shown):
        right = rank < half
        place, count = (rank, half) if right else (len(shown) - 1 - rank, len(shown) - half)
        y = MARGIN + (height - 2 * MARGIN) * (place + 0.5) / max(count, 1)
        bend = math.sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2)) ** 2))
        reach = 60 + 130 * bend
        found[one.id] = (WIDTH / 2 + reach if right else WIDTH / 2 - reach, y)
    return found


def _dot(one: ActorNow, x: float, y: float) -> Dot:
    right = x > WIDTH / 2
    name = one.name if len(one.name) <= LONGEST else f"{one.name[: LONGEST - 1].rstrip()}…"
    return Dot(
        one.id,
        _text(x),
        _text(y),
        _text(x + 14 if right else x - 14),
        "start" if right else "end",
        name,
        TONES[one.kind],
    )


def _lines(ties: Sequence[Tie], places: Mapping[int, tuple[float, float]], height: int) -> list[Line]:
    points = {**places, THE_POLE: (WIDTH / 2, height / 2)}
    found = []
    for tie in sorted(ties, key=lambda one: one.kind is LinkKind.PROTOCOL):
        if tie.one in points and tie.other in points:
            (x1, y1), (x2, y2) = points[tie.one], points[tie.other]
            bend_x, bend_y = ((x1 + x2) / 2 + WIDTH / 2) / 2, ((y1 + y2) / 2 + height / 2) / 2
            path = f"M{_text(x1)} {_text(y1)} Q{_text(bend_x)} {_text(bend_y)} {_text(x2)} {_text(y2)}"
            found.append(Line(path, CLASSES.get(tie.kind, "")))
    return found


def _text(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
