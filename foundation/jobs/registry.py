"""Which kinds of job there are, and what the worker does by itself. Packages declare, `scic/jobs.py` lists.

@job("minutes-pdf", title=N_("Print the minutes"))
def print_minutes(context: JobContext) -> dict[str, object] | None: ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=30)


@dataclass(frozen=True)
class Kind:
    """A kind of job: its handler, its name for people, and how long a try may go without a sign of life."""

    name: str
    title: str
    handler: Callable[[Any], dict[str, Any] | None]
    lease: timedelta = LEASE


@dataclass(frozen=True)
class EveryMinute:
    """Something the worker does each minute, and at once when woken by `name`; twice does no harm."""

    name: str
    function: Callable[[Clock], object]


@dataclass(frozen=True)
class Daily:
    """A job of `kind` put in once a day, from `hour` (Paris time) on: a worker that slept does it when it wakes."""

    kind: str
    hour: int
    params: dict[str, Any] = field(default_factory=dict)


KINDS: dict[str, Kind] = {}


def job(name: str, *, title: str, lease: timedelta = LEASE) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Declare the handler of jobs of kind `name`; `title` is a marked English sentence.

    A handler is given a JobContext and returns what is to be kept as the result (JSON), or None. All it writes is
    committed with the job's own progress.
    """

    def declare(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
        if name in KINDS and KINDS[name].handler is not handler:
            raise ValueError(f"two handlers for jobs of kind {name}")
        KINDS[name] = Kind(name, title, handler, lease)
        return handler

    return declare
