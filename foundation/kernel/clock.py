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
    return now().astimezone(ZoneInfo(zone)).date()
