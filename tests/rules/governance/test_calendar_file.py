"""The calendar file of a chosen date, read back as a calendar reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from governance.rules.consultation_moments import CalendarEvent, Meeting, calendar_file

WRITTEN = datetime(2026, 6, 12, 18, 30, tzinfo=UTC)
HOSTILE = "Fête ; pains, vins\\fromages\r\nBEGIN:VALARM\r\nX-EVIL:1 " + "é" * 90


def event(starts_at: datetime = datetime(2026, 9, 22, 16, 30, tzinfo=UTC), **changes: object) -> CalendarEvent:
    given = {"title": "Rencontre", "meeting": Meeting(120, place="Halle, 3 rue du Four")} | changes
    return CalendarEvent(
        uid="consultation-3-7@scic.example",
        starts_at=starts_at,
        url="https://scic.example/consultations/3/resultat",
        written_at=WRITTEN,
        **given,  # type: ignore[arg-type]
    )


def read(file: bytes) -> tuple[Calendar, object]:
    calendar = Calendar.from_ical(file)
    (told,) = calendar.walk("VEVENT")
    return calendar, told


def test_a_calendar_reads_back_what_was_chosen():
    calendar, told = read(calendar_file(event()))
    assert (str(calendar["method"]), str(calendar["version"])) == ("PUBLISH", "2.0")
    assert (str(told["summary"]), str(told["location"])) == ("Rencontre", "Halle, 3 rue du Four")
    assert (told["dtstart"].dt, told["dtend"].dt - told["dtstart"].dt) == (event().starts_at, timedelta(hours=2))
    assert told["dtstamp"].dt == WRITTEN
    assert str(told["url"]) == "https://scic.example/consultations/3/resultat"


def test_the_same_event_has_the_same_uid_and_a_change_counts_up():
    first, second = calendar_file(event()), calendar_file(event(sequence=1, title="Rencontre, plus tard"))
    assert read(first)[1]["uid"] == read(second)[1]["uid"] == "consultation-3-7@scic.example"
    assert (read(first)[1]["sequence"], read(second)[1]["sequence"]) == (0, 1)
    assert calendar_file(event()) == first


@pytest.mark.parametrize(
    ("zone", "starts_at", "on_the_clock"),
    [
        ("Europe/Paris", datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "20260701T180000"),
        ("Europe/Paris", datetime(2026, 12, 1, 16, 0, tzinfo=UTC), "20261201T170000"),
        ("America/Guadeloupe", datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "20260701T120000"),
        ("Indian/Reunion", datetime(2026, 12, 31, 22, 0, tzinfo=UTC), "20270101T020000"),
    ],
)
def test_the_hour_is_that_of_the_place_and_its_zone_is_in_the_file(zone, starts_at, on_the_clock):
    file = calendar_file(event(starts_at, meeting=Meeting(60, zone)))
    assert f"DTSTART;TZID={zone}:{on_the_clock}\r\n" in file.decode()
    calendar, told = read(file)
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]
    assert told["dtstart"].dt.astimezone(UTC) == starts_at


def test_the_zone_in_the_file_knows_summer_and_winter():
    (zone,) = read(calendar_file(event()))[0].walk("VTIMEZONE")
    assert zone.to_tz().utcoffset(datetime(2026, 9, 22, 18, 30)) == timedelta(hours=2)
    assert zone.to_tz().utcoffset(datetime(2026, 12, 1, 18, 30)) == timedelta(hours=1)


def test_a_hostile_title_stays_a_title_and_no_line_is_too_long():
    file = calendar_file(event(title=HOSTILE))
    calendar, told = read(file)
    assert str(told["summary"]) == HOSTILE.replace("\r\n", "\n")
    assert not calendar.walk("VALARM") and "X-EVIL" not in told
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_without_a_place_there_is_no_line_for_it():
    assert "location" not in read(calendar_file(event(meeting=Meeting(60))))[1]
