"""The moments put to the choice in a question about a date, as members read them, and as a calendar reads the chosen one.

A moment is told with the name of its day and the clock of its place; where that is not Paris, the place is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from icalendar import Calendar, Event

from foundation.kernel.clock import PARIS
from foundation.web.rules.figures import NO_BREAK
from foundation.web.rules.moments import clock_text, day_text, local_day


@dataclass(frozen=True)
class Meeting:
    """What the moments are for: how long, where, on whose clock."""

    minutes: int
    zone: str = PARIS
    place: str = ""


def place_of_zone(zone: str, language: str) -> str:
    """The place whose clock a zone is.

    >>> place_of_zone("Europe/Paris", "fr"), place_of_zone("Indian/Reunion", "fr")
    ('Paris', 'La Réunion')
    """
    return str(get_timezone_location(zone, locale=language, return_city=True))


def moment_label(starts_at: datetime, meeting: Meeting, language: str = "fr") -> str:
    """A moment as members choose it, from its day and hour to its end.

    >>> from datetime import UTC
    >>> june = datetime(2026, 6, 12, 16, 30, tzinfo=UTC)
    >>> moment_label(june, Meeting(90))
    'vendredi 12 juin 2026, de 18 h 30 à 20 h 00'
    >>> moment_label(june, Meeting(90, "America/Guadeloupe"), "en")
    'Friday 12 June 2026, from 12:30 to 14:00 (Guadeloupe time)'
    """
    zone, french = meeting.zone, language == "fr"
    day = day_text(local_day(starts_at, zone=zone), language, style="full")
    start, end = (clock_text(one, language, zone=zone) for one in (starts_at, _end(starts_at, meeting)))
    text = f"{day}, de {start} à {end}" if french else f"{day}, from {start} to {end}"
    if zone != PARIS:
        place = place_of_zone(zone, language)
        text += f" (heure : {place})" if french else f" ({place} time)"
    return text.replace(NO_BREAK, " ")  # the name of an option holds plain spaces


def date_options(moments: Sequence[datetime], meeting: Meeting) -> list[dict[str, str]]:
    """The options of a question about a date, soonest first.

    >>> from datetime import UTC
    >>> june = datetime(2026, 6, 12, 16, 30, tzinfo=UTC)
    >>> [one["id"] for one in date_options([june + timedelta(days=1), june], Meeting(60))]
    ['o1', 'o2']
    """
    ordered = sorted(set(moments))
    return [{"id": f"o{place}", "label": moment_label(one, meeting)} for place, one in enumerate(ordered, 1)]


def moments_as_json(moments: Iterable[datetime], meeting: Meeting) -> dict[str, Any]:
    """What a question about a date keeps besides its plan.

    >>> from datetime import UTC
    >>> moments_as_json([datetime(2026, 6, 12, 16, tzinfo=UTC)], Meeting(60))["at"]
    {'o1': '2026-06-12T16:00:00+00:00'}
    """
    ordered = sorted(set(moments))
    return {
        "at": {f"o{place}": one.isoformat() for place, one in enumerate(ordered, 1)},
        "minutes": meeting.minutes,
        "zone": meeting.zone,
        "place": meeting.place,
    }


def moments_from_json(data: Mapping[str, Any]) -> tuple[dict[str, datetime], Meeting]:
    """The moment of each option, and what they are for.

    >>> kept = {"at": {"o1": "2026-06-12T16:00:00+00:00"}, "minutes": 60, "zone": "Europe/Paris", "place": "Halle"}
    >>> moments_from_json(kept)[1]
    Meeting(minutes=60, zone='Europe/Paris', place='Halle')
    """
    at = {option: datetime.fromisoformat(text) for option, text in data["at"].items()}
    return at, Meeting(int(data["minutes"]), data["zone"], data["place"])


@dataclass(frozen=True)
class CalendarEvent:
    """An event of a calendar; `uid` stays the same for ever, so that importing it twice makes one event.

    `sequence`: how many times it was changed since it was first given out.
    """

    uid: str
    title: str
    starts_at: datetime
    meeting: Meeting
    url: str
    written_at: datetime
    sequence: int = 0


def calendar_file(event: CalendarEvent) -> bytes:
    r"""The event as an iCalendar file, its hours on the clock of its place, whose changes of hour are in the file.

    Source: RFC 5545. Example: the lines of its name and of its start.

    >>> from datetime import UTC
    >>> june = datetime(2026, 6, 12, 16, 30, tzinfo=UTC)
    >>> event = CalendarEvent("q1@scic", "Rencontre, été", june, Meeting(90), "https://scic.example/c/1", june)
    >>> [line for line in calendar_file(event).decode().split("\r\n") if line.startswith(("DTSTART;", "SUMMARY"))]
    ['SUMMARY:Rencontre\\, été', 'DTSTART;TZID=Europe/Paris:20260612T183000']
    """
    zone = ZoneInfo(event.meeting.zone)
    told = Event()
    told.add("uid", event.uid)
    told.add("sequence", event.sequence)
    told.add("dtstamp", event.written_at.astimezone(UTC))
    told.add("dtstart", event.starts_at.astimezone(zone))
    told.add("dtend", _end(event.starts_at, event.meeting).astimezone(zone))
    told.add("summary", event.title)
    if event.meeting.place:
        told.add("location", event.meeting.place)
    told.add("url", event.url)
    calendar = Calendar()
    for name, value in (("prodid", "-//SCIC//consultations//FR"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add_component(told)
    year = event.starts_at.year
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _end(starts_at: datetime, meeting: Meeting) -> datetime:
    return starts_at + timedelta(minutes=meeting.minutes)
