"""The life of a job: waiting, running under a lease, done, or failed after enough tries."""

from datetime import datetime, timedelta
from enum import StrEnum

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
MAX_ATTEMPTS = len(DELAYS) + 1


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def next_run(attempts: int, at: datetime) -> datetime | None:
    """When to try again after the `attempts`-th try failed; None when it was the last.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 12, 12, tzinfo=UTC)
    >>> next_run(1, noon).minute, next_run(MAX_ATTEMPTS, noon)
    (1, None)
    """
    return at + DELAYS[max(attempts, 1) - 1] if attempts < MAX_ATTEMPTS else None


def share_done(done: int, total: int) -> int:
    """Hundredths of the work that are done, rounded down: 100 only when all is.

    >>> share_done(1, 3), share_done(3, 3), share_done(0, 0)
    (33, 100, 0)
    """
    return 0 if total <= 0 else min(done, total) * 100 // total
