"""One thing that happened, as a page tells it: the day, the words, and where to read more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Happened:
    """A line of a timeline. `kind`: what it is, for its icon; `message` with `values`: its sentence; `text`: words of people.

    `place`: the endpoint of the page that tells more, with its values; empty where there is none. `fact_id`: the fact of
    an action that tells it, where it can be taken back.
    """

    on: date
    kind: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    place: str = ""
    at_place: Mapping[str, object] = field(default_factory=dict)
    fact_id: int | None = None


def in_order(lines: Iterable[Happened]) -> list[Happened]:
    """The lines in the order of their days; those of one day stay as they came.

    >>> late, early = Happened(date(2026, 3, 1), "note", "late"), Happened(date(2026, 1, 1), "note", "early")
    >>> [line.message for line in in_order([late, early])]
    ['early', 'late']
    """
    return sorted(lines, key=lambda line: line.on)


def since(lines: Iterable[Happened], day: date) -> list[Happened]:
    """The lines from a day on, in order.

    >>> since([Happened(date(2026, 1, 1), "note", "before")], date(2026, 2, 1))
    []
    """
    return [line for line in in_order(lines) if line.on >= day]
