"""What becomes of a delivery after each try: taken, tried again later, or given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 180, 360, 720, 1440))
MAX_ATTEMPTS = len(DELAYS) + 1
GONE = 410


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Answer:
    """What the receiver said: its status, 0 where it said nothing, and then why, in a sentence of ours. No word of its own."""

    status: int
    why: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the receiver took it: any status from 200 to 299."""
        return 200 <= self.status < 300

    @property
    def words(self) -> str:
        """The answer for the page.

        >>> Answer(503).words, Answer(0, "no answer in time").words
        ('503', 'no answer in time')
        """
        return str(self.status) if self.status else self.why


@dataclass(frozen=True)
class Outcome:
    """The state that a delivery takes, and when it is tried again (only where it is queued)."""

    state: DeliveryState
    next_try_at: datetime | None = None


def outcome(answer: Answer, *, attempts: int, at: datetime) -> Outcome:
    """Judge one try, the `attempts`-th; 410 says that nobody will ever be there again (RFC 9110, 15.5.11).

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 12, 12, tzinfo=UTC)
    >>> outcome(Answer(503), attempts=2, at=noon).next_try_at.minute
    5
    >>> outcome(Answer(410), attempts=1, at=noon).state.value, outcome(Answer(500), attempts=10, at=noon).state.value
    ('failed', 'failed')
    """
    if answer.accepted:
        return Outcome(DeliveryState.SENT)
    if answer.status == GONE or attempts >= MAX_ATTEMPTS:
        return Outcome(DeliveryState.FAILED)
    return Outcome(DeliveryState.QUEUED, at + DELAYS[max(attempts, 1) - 1])
