"""The only place that asks the machine what time it is.

Views, commands and jobs call it and pass the answer on; rules and services receive it (`at`, `on`).
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str = PARIS) -> date:
    """The present day where the cooperative lives."""
    return day_of(now(), zone)


def day_of(moment: datetime, zone: str = PARIS) -> date:
    """The day of a moment where the cooperative lives: until two in the morning, it is not that of Greenwich.

    >>> day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    datetime.date(2026, 7, 2)
    """
    return moment.astimezone(ZoneInfo(zone)).date()
