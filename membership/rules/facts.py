"""Dated facts: the one rule by which appended facts give the state of a day.

Every fact has two dates: `effective_on`, the first day it is true (law), and `recorded_at`, the moment we learned it
(knowledge). The state of a day is the fact effective last on or before it; of two effective the same day, the one
recorded last. A mistake is corrected by a fact that names the one it takes back (`reverses_id`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar


class DatedFact(Protocol):
    """What the rule needs to know of a fact."""

    @property
    def id(self) -> int: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def reverses_id(self) -> int | None: ...


F = TypeVar("F", bound=DatedFact)


def standing_facts(facts: Iterable[F], known_at: datetime | None = None) -> list[F]:
    """The facts that hold, in the order of the law: those taken back, and the takings back, are left out.

    `known_at`: only what was recorded by that moment (None: all that is known).
    """
    known = [fact for fact in facts if known_at is None or fact.recorded_at <= known_at]
    taken_back = {fact.reverses_id for fact in known}
    return sorted(
        (fact for fact in known if fact.reverses_id is None and fact.id not in taken_back),
        key=lambda fact: (fact.effective_on, fact.recorded_at, fact.id),
    )


def fact_on(facts: Iterable[F], on: date, known_at: datetime | None = None) -> F | None:
    """The fact that rules on the day `on`; None before the first.

    Decided here: a fact is true from the first moment of its effective day.
    Source: two time axes, as the register of movements is read (C. com. art. R228-9) on any past date.

    >>> from dataclasses import dataclass
    >>> from datetime import UTC
    >>> @dataclass(frozen=True)
    ... class Moved:
    ...     id: int
    ...     effective_on: date
    ...     recorded_at: datetime
    ...     town: str
    ...     reverses_id: int | None = None
    >>> first = Moved(1, date(2024, 1, 1), datetime(2024, 1, 2, tzinfo=UTC), "Rennes")
    >>> late = Moved(2, date(2024, 6, 1), datetime(2025, 3, 1, tzinfo=UTC), "Redon")
    >>> fact_on([first, late], date(2024, 6, 1)).town
    'Redon'
    >>> fact_on([first, late], date(2024, 6, 1), known_at=datetime(2024, 12, 31, tzinfo=UTC)).town
    'Rennes'
    """
    ruling: Sequence[F] = [fact for fact in standing_facts(facts, known_at) if fact.effective_on <= on]
    return ruling[-1] if ruling else None
