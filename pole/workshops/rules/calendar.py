"""Sessions as a calendar reads them (RFC 5545): one stable name for ever, so that a change moves the event and makes no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

MADE_BY = "-//SCIC//ateliers//FR"


@dataclass(frozen=True)
class CalendarEvent:
    """One session. `uid` never changes; `changed_at` is when it was last written."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    text: str
    url: str
    changed_at: datetime
    called_off: bool = False


def calendar_bytes(events: Iterable[CalendarEvent], name: str = "") -> bytes:
    """A calendar of these events, hours in universal time; `name`: what it is called where one subscribes to it.

    >>> june = datetime(2026, 6, 12, 16, tzinfo=UTC)
    >>> one = CalendarEvent("s1@scic", "Atelier", june, june, "", "", "https://scic.example/ateliers/1", june, True)
    >>> b"STATUS:CANCELLED" in calendar_bytes([one]), b"DTSTART:20260612T160000Z" in calendar_bytes([one])
    (True, True)
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at.astimezone(UTC))
    made.add("last-modified", event.changed_at.astimezone(UTC))
    made.add("sequence", int(event.changed_at.timestamp()) & 0x7FFFFFFF)
    made.add("dtstart", event.starts_at.astimezone(UTC))
    made.add("dtend", event.ends_at.astimezone(UTC))
    made.add("summary", event.title)
    if event.place:
        made.add("location", event.place)
    if event.text:
        made.add("description", event.text)
    made.add("url", event.url)
    made.add("status", "CANCELLED" if event.called_off else "CONFIRMED")
    return made
