"""What a good workshop has is told and stops nobody; hosts rotate; hours are read as people write them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pole.workshops.rules.calendar import CalendarEvent, calendar_bytes
from pole.workshops.rules.durations import minutes_text, read_minutes
from pole.workshops.rules.findings import Seen, Standing, rule_findings
from pole.workshops.rules.kinds import KIND_NAMES, checklist
from pole.workshops.rules.rotation import Visit, rotation_hints

WHOLE = Seen(
    "seasonal",
    closed=True,
    sessions_held=3,
    base_expected=4,
    base_came=3,
    productions=1,
    answer="Oui, en leur parlant.",
)
TALK = Seen(
    "dialogue",
    closed=True,
    sessions_held=3,
    base_expected=4,
    base_came=3,
    stakeholders=2,
    testimonies=5,
    diagnosis="Les prêts arrivent trop tard.",
    schemes=1,
)


def standings(seen: Seen) -> dict[str, str]:
    return {one.code: one.standing.value for one in rule_findings(seen)}


@pytest.mark.parametrize("seen", [WHOLE, TALK])
def test_a_workshop_that_has_all_it_needs_is_told_so(seen):
    assert set(standings(seen).values()) == {"met"}


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ({"base_came": 0, "base_expected": 0}, "base"),
        ({"productions": 0}, "production"),
        ({"answer": " \n "}, "question"),
    ],
)
def test_what_a_seasonal_workshop_lacks_is_awaited_then_missing(gone, code):
    assert standings(replace(WHOLE, **gone))[code] == "missing"
    if code != "base":
        assert standings(replace(WHOLE, closed=False, **gone))[code] == "waiting"


@pytest.mark.parametrize("code", ["testimonies", "stakeholders", "diagnosis", "scheme"])
def test_what_a_dialogue_lacks_is_awaited_then_missing(code):
    name = {"scheme": "schemes"}.get(code, code)
    bare = replace(TALK, **{name: "" if name == "diagnosis" else 0})
    assert standings(bare)[code] == "missing"
    assert standings(replace(bare, closed=False))[code] == "waiting"


def test_a_base_organisation_that_is_named_but_never_came_is_not_there():
    never = replace(WHOLE, closed=False, base_came=0)
    assert standings(never)["base"] == "missing"
    assert standings(replace(never, sessions_held=0))["base"] == "met"
    assert standings(replace(never, sessions_held=0, base_expected=0))["base"] == "waiting"


def test_a_commitment_that_is_not_signed_is_told_only_where_there_is_one():
    assert "commitment" not in standings(WHOLE)
    assert standings(replace(WHOLE, unsigned=2))["commitment"] == "missing"


def test_another_meeting_has_no_rules_and_no_checklist():
    assert rule_findings(Seen("other", closed=True)) == []
    assert checklist("other") == {}


@given(
    st.sampled_from(list(KIND_NAMES)),
    st.booleans(),
    st.lists(st.integers(0, 5), min_size=8, max_size=8),
    st.text(max_size=3),
)
def test_findings_never_fail_and_nothing_is_missing_while_there_is_time(kind, closed, counts, text):
    names = "sessions_held base_expected base_came stakeholders productions schemes testimonies unsigned".split()
    seen = Seen(kind, closed, **dict(zip(names, counts, strict=True)), answer=text, diagnosis=text)
    found = rule_findings(seen)
    assert len({one.code for one in found}) == len(found)
    if not closed:
        assert {one.code for one in found if one.standing is Standing.MISSING} <= {"base"}


def test_a_host_who_receives_twice_is_told_and_another_is_proposed():
    twice = [Visit("Ti Coz", "Rennes"), Visit("Roue Libre", "Bruz"), Visit("Ti Coz", "Rennes")]
    (hint,) = rotation_hints(twice, ["Ti Coz", "Emglev"])
    assert hint.values == {"host": "Ti Coz", "times": 2, "other": "Emglev"}
    (plain,) = rotation_hints(twice)
    assert "other" not in plain.values


def test_one_territory_for_all_is_told_and_one_session_is_no_habit():
    assert rotation_hints([Visit("A", "Rennes")]) == []
    (hint,) = rotation_hints([Visit("A", "Rennes"), Visit("B", "Rennes")])
    assert hint.values["territory"] == "Rennes"
    assert rotation_hints([Visit("A", "Rennes"), Visit("B", "")]) == []


@pytest.mark.parametrize(("text", "minutes"), [("2 h 30", 150), ("2,5", 150), ("0", 0), ("7h05", 425), ("1,25", 75)])
def test_hours_are_read_as_people_write_them(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "deux", "-1", "2 h 75", "1,3", "1e3", "99999 h"])
def test_hours_that_nobody_means_are_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        read_minutes(text)


@given(st.integers(0, 9_999 * 60))
def test_hours_written_are_read_again(minutes):
    assert read_minutes(minutes_text(minutes)) == minutes


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_calendar_reads_back_whatever_the_title_holds(title, place):
    june = datetime(2026, 6, 12, 16, tzinfo=UTC)
    event = CalendarEvent(
        "seance-1@scic", title, june, june + timedelta(hours=2), place, "", "https://scic.example/", june
    )
    read = icalendar.Calendar.from_ical(calendar_bytes([event]))
    (back,) = read.walk("VEVENT")
    assert back["uid"] == "seance-1@scic" and back.decoded("dtstart") == june
    assert len(list(read.walk())) == 2
