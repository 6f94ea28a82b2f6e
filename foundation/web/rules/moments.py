"""Days, hours and lapses of time as text. French: `1er juin 2026`, `18 h 05`; English: `1 June 2026`, `18:05`.

Moments come in aware (UTC) and are told in the zone that is passed: an assembly has its own.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from foundation.web.rules.figures import NARROW, NO_BREAK, number_text

DAY_PATTERNS = {"full": "EEEE d MMMM y", "long": "d MMMM y", "short": "d MMM y", "no_year": "d MMMM", "month": "MMMM y"}
VERSION_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?= \(|$)")


@lru_cache(maxsize=4096)
def day_text(day: date, language: str, *, style: str = "long") -> str:
    """A day in words; `style` is full (with its weekday), long, short, no_year or month.

    >>> day_text(date(2026, 6, 1), "fr").replace(NO_BREAK, "~"), day_text(date(2026, 6, 12), "en", style="full")
    ('1er~juin 2026', 'Friday 12 June 2026')
    """
    text = format_date(day, DAY_PATTERNS[style], locale=language)
    if language != "fr" or style == "month":
        return text
    ordinal = "1er" if day.day == 1 else str(day.day)
    return text.replace(f"{day.day} ", f"{ordinal}{NO_BREAK}", 1)


def local_day(moment: datetime, *, zone: str) -> date:
    """The day that it is in `zone` at that moment.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 5, 31, 22, 30, tzinfo=UTC), zone="Europe/Paris")
    datetime.date(2026, 6, 1)
    """
    return moment.astimezone(ZoneInfo(zone)).date()


def clock_text(moment: datetime, language: str, *, zone: str) -> str:
    """The hour in `zone`: `18 h 05`; `18:05`.

    >>> from datetime import UTC
    >>> clock_text(datetime(2026, 6, 12, 16, 5, tzinfo=UTC), "fr", zone="Europe/Paris").replace(NO_BREAK, "~")
    '18~h~05'
    """
    local = moment.astimezone(ZoneInfo(zone))
    if language == "fr":
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    return f"{local:%H:%M}"


def moment_text(moment: datetime, language: str, *, zone: str, style: str = "long") -> str:
    """A day and its hour in `zone`: `12 juin 2026 à 18 h 05`.

    >>> from datetime import UTC
    >>> moment_text(datetime(2026, 6, 12, 16, 5, tzinfo=UTC), "en", zone="Europe/Paris")
    '12 June 2026 at 18:05'
    """
    day = day_text(local_day(moment, zone=zone), language, style=style)
    clock = clock_text(moment, language, zone=zone)
    return f"{day} à {clock}" if language == "fr" else f"{day} at {clock}"


def lapse_text(lapse: timedelta, language: str) -> str:
    """A lapse of time in its two largest units: `3 jours 2 h`, `1 h 05 min`, `42 s`.

    >>> lapse_text(timedelta(hours=1, minutes=5), "en"), lapse_text(timedelta(days=1), "en")
    ('1 h 05 min', '1 day')
    """
    seconds = max(0, lapse.days * 86400 + lapse.seconds)
    space = NARROW if language == "fr" else " "
    days, rest = divmod(seconds, 86400)
    if days:
        word = ("jour" if language == "fr" else "day") + ("s" if days > 1 else "")
        hours = rest // 3600
        tail = f" {hours}{space}h" if hours else ""
        return f"{number_text(days, language)}{NO_BREAK if language == 'fr' else ' '}{word}{tail}"
    if rest >= 3600:
        return f"{rest // 3600}{space}h{space}{rest % 3600 // 60:02d}{space}min"
    return f"{rest // 60}{space}min" if rest >= 60 else f"{rest}{space}s"


def named_by_day(text: str, language: str) -> str:
    """The name of a version, which begins with its day, for people: the day in words; any other text, even of
    a day that no calendar has, as it is.

    >>> named_by_day("2024-01-01 (Assemblée constitutive)", "en")
    '1 January 2024 (Assemblée constitutive)'
    >>> named_by_day("2024-02-31", "en")
    '2024-02-31'
    """
    found = VERSION_NAME.match(text)
    if not found:
        return text
    try:
        return day_text(date.fromisoformat(found[1]), language) + text[found.end(1) :]
    except ValueError:
        return text
