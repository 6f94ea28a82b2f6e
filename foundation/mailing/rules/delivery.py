"""What becomes of a mail after each try: sent, tried again later, or given up with the server's answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 180, 360, 720, 1440))
MAX_ATTEMPTS = len(DELAYS) + 1


class MailState(StrEnum):
    """Where a mail stands. SENT means that our server took charge of it, not that somebody read it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class FactKind(StrEnum):
    """What happened to a mail; one append-only row each."""

    QUEUED = "queued"
    SENT = "sent"
    DELAYED = "delayed"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    EXPIRED = "expired"
    REQUEUED = "requeued"


class Stage(StrEnum):
    """Which step of the conversation the answer is about. The first two concern us, the last two this mail."""

    CONNECTION = "connection"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True)
class Answer:
    """What the server said: its code (0 where it said nothing), its text, and the step it answered."""

    stage: Stage
    code: int
    text: str

    @property
    def accepted(self) -> bool:
        """Whether the server took charge of the message."""
        return self.stage is Stage.CONTENT and 200 <= self.code < 300

    @property
    def closes(self) -> bool:
        """Whether the conversation ends here: nobody there, our sender or password refused, or "421"."""
        return self.code == 421 or self.stage in (Stage.CONNECTION, Stage.SENDER)

    @property
    def words(self) -> str:
        """The answer as the server gave it, for the proof."""
        return f"{self.code} {self.text}" if self.code else self.text


@dataclass(frozen=True)
class Outcome:
    """The state a mail takes, the fact to keep, and when to try again (only where it is queued)."""

    state: MailState
    fact: FactKind
    next_try_at: datetime | None = None


def outcome(answer: Answer, *, attempts: int, at: datetime) -> Outcome:
    """Judge one try, the `attempts`-th.

    A server's 5xx about the recipient or the content is final (RFC 5321, 4.2.1); whatever is about ourselves (no
    connection, wrong password, sender refused) or temporary is tried again, up to `MAX_ATTEMPTS` tries in two days.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 12, 12, tzinfo=UTC)
    >>> outcome(Answer(Stage.RECIPIENT, 550, "no such user"), attempts=1, at=noon).fact.value
    'refused'
    >>> outcome(Answer(Stage.RECIPIENT, 451, "greylisted"), attempts=2, at=noon).next_try_at.minute
    5
    """
    if answer.accepted:
        return Outcome(MailState.SENT, FactKind.SENT)
    if 500 <= answer.code < 600 and answer.stage in (Stage.RECIPIENT, Stage.CONTENT):
        return Outcome(MailState.FAILED, FactKind.REFUSED)
    if attempts >= MAX_ATTEMPTS:
        return Outcome(MailState.FAILED, FactKind.ABANDONED)
    return Outcome(MailState.QUEUED, FactKind.DELAYED, at + DELAYS[max(attempts, 1) - 1])


def batch_size(per_minute: int, *, largest: int = 50) -> int:
    """How many mails to take at once under a pace: about a quarter of a minute's worth, so that a sign-in link that
    arrives meanwhile waits seconds, not the whole convocation. No pace (0) takes the largest batch.

    >>> batch_size(0), batch_size(60), batch_size(2)
    (50, 15, 1)
    """
    return largest if per_minute <= 0 else max(1, min(largest, per_minute // 4))
