"""What the machine was doing meanwhile: steal is the time that the host took away."""

import platform
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

MOST_STEAL = 0.20
MOST_TRIES = 3

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Ticks:
    """Processor time so far, in ticks."""

    stolen: int
    total: int


def ticks() -> Ticks | None:
    """The counters of all processors; None where there are none to read."""
    try:
        numbers = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    except (OSError, ValueError, IndexError):
        return None
    return Ticks(numbers[7], sum(numbers))


def steal_between(before: Ticks | None, after: Ticks | None) -> float:
    """The stolen share of the time between two readings; 0 where it cannot be known."""
    if before is None or after is None or after.total == before.total:
        return 0.0
    return (after.stolen - before.stolen) / (after.total - before.total)


def quiet(measure: Callable[[], Outcome]) -> tuple[Outcome, float]:
    """Measure, and again while more than a fifth of the time was stolen (three times at most)."""
    for attempt in range(1, MOST_TRIES + 1):
        before = ticks()
        outcome = measure()
        steal = steal_between(before, ticks())
        if steal <= MOST_STEAL or attempt == MOST_TRIES:
            break
    return outcome, steal


def median(values: list[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def description() -> dict[str, str]:
    """Enough to know what one is looking at."""
    return {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
