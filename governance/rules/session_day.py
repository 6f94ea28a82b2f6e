"""On which day a session may open: the one that the notice named, no other (R225-66: the day and the hour of the notice)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

# Our choice: who was convened late in the evening may still open after midnight, this long after the hour of the notice
SAME_NIGHT: Final = timedelta(hours=6)


def check_day(starts_at: datetime, zone: str, at: datetime) -> None:
    """Refuse to open a session on a day that the notice did not name; once open it may run past midnight.

    Source: C. com. art. R225-66, L225-104 (SA), R223-20 (SARL): members came, or not, for that day. An assembly convened
    for half past eleven may open just after midnight; any other day needs another notice.

    >>> from datetime import UTC
    >>> start = datetime(2026, 6, 12, 18, tzinfo=UTC)
    >>> check_day(start, "Europe/Paris", start + timedelta(minutes=10))
    >>> check_day(start, "Europe/Paris", start - timedelta(days=1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The members are convened for 2026-06-12...
    """
    convened, today = (moment.astimezone(ZoneInfo(zone)).date() for moment in (starts_at, at))
    if today < convened:
        raise Refused(
            "session-early",
            N_(
                "The members are convened for %(day)s: the session cannot open before that day. Come back then; another "
                "day needs another notice."
            ),
            source="R225-66",
            day=convened,
        )
    if today > convened and at - starts_at > SAME_NIGHT:
        raise Refused(
            "session-late",
            N_(
                "The members were convened for %(day)s and that day has passed: what they would decide today could be "
                "annulled. Prepare the assembly again and convene the members for another day."
            ),
            source="R225-66, L225-104",
            day=convened,
        )
