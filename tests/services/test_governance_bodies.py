"""Bodies: who sits there on a day, when they meet, and what they decide in the one register of decisions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM, history
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from governance.models import Decision
from governance.queries.bodies import (
    bodies_ahead,
    bodies_on,
    bodies_over,
    body_or_404,
    decisions_of_body,
    meeting_or_404,
    meetings_of,
    meetings_to_decide,
    seat_or_404,
    seats_on,
    sits_in,
)
from governance.queries.decisions import ASSEMBLIES, decision_by_number, decisions_about, search_decisions
from governance.rules.bodies import BodyKind, SeatRole, Verdict
from governance.services.bodies import (
    BodyDraft,
    MeetingDraft,
    SeatDraft,
    change_body,
    change_meeting,
    found_body,
    hold_meeting,
    leave,
    seat,
)
from membership.services.access import give_access
from tests.factories.accounts import make_account
from tests.factories.governance import (
    OPENED,
    convened,
    decide,
    end_session,
    open_evening,
    pole_members,
    pole_statutes,
)
from tests.factories.governance_bodies import AT, MET, STARTS, decided, meeting_of, steering_group
from tests.factories.membership import make_person

LATER = date(2026, 9, 1)


def names(body, day):
    return [one.name for one in seats_on(body, day)]


def draft_of(body, **changes):
    given = {"name": body.name, "kind": BodyKind(body.kind), "starts_on": body.starts_on, "purpose": body.purpose}
    return BodyDraft(**(given | changes))


def test_a_body_exists_from_its_first_day_to_its_last(session):
    body = steering_group()
    change_body(body, draft_of(body, ends_on=LATER), actor=SYSTEM, at=AT)
    assert bodies_on(STARTS - timedelta(days=1)) == []
    assert bodies_ahead(STARTS - timedelta(days=1)) == [body]
    assert bodies_on(STARTS) == [body] == bodies_on(LATER)
    assert bodies_over(LATER) == []
    assert bodies_on(LATER + timedelta(days=1)) == []
    assert bodies_over(LATER + timedelta(days=1)) == [body]
    with pytest.raises(NotFound):
        body_or_404(body.id + 1)


def test_two_bodies_never_bear_one_name(session):
    body = steering_group()
    with pytest.raises(Refused) as refused:
        found_body(BodyDraft(f" {body.name} ", BodyKind.BOARD, STARTS), actor=SYSTEM, at=AT)
    assert refused.value.code == "body-name-taken"


def test_a_body_does_not_end_before_it_began_nor_before_who_sits_there_came(session):
    body = steering_group()
    meeting_of(body)
    for ends_on, code in ((STARTS - timedelta(days=1), "body-ends-first"), (MET - timedelta(days=1), "body-days")):
        with pytest.raises(Refused) as refused:
            change_body(body, draft_of(body, ends_on=ends_on), actor=SYSTEM, at=AT)
        assert refused.value.code == code


def test_a_seat_is_held_from_its_day_to_the_eve_of_leaving(session):
    body = steering_group()
    held = seats_on(body, STARTS)[1]
    leave(body, held, LATER, actor=SYSTEM, at=AT)
    assert names(body, STARTS - timedelta(days=1)) == []
    assert names(body, STARTS) == ["Maëlys Kervadec", "Bastien Dubreuil"]
    assert names(body, LATER - timedelta(days=1)) == ["Maëlys Kervadec", "Bastien Dubreuil"]
    assert names(body, LATER) == ["Maëlys Kervadec"]
    assert seat_or_404(body, held.id).until == LATER


def test_the_chair_comes_first_and_there_is_one(session):
    body = steering_group()
    seat(body, SeatDraft("Ada Armel", SeatRole.GUEST), STARTS, actor=SYSTEM, at=AT)
    assert [one.role for one in seats_on(body, STARTS)] == [SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.GUEST]
    with pytest.raises(Refused) as refused:
        seat(body, SeatDraft("Yann Le Guirriec", SeatRole.CHAIR), MET, actor=SYSTEM, at=AT)
    assert refused.value.code == "chair-taken"
    leave(body, seats_on(body, MET)[0], MET, actor=SYSTEM, at=AT)
    seat(body, SeatDraft("Yann Le Guirriec", SeatRole.CHAIR), MET, actor=SYSTEM, at=AT)
    assert names(body, MET)[0] == "Yann Le Guirriec"


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("maelys  kervadec", STARTS, "seated-twice"),
        ("Ada Armel", STARTS - timedelta(days=1), "body-not-yet"),
        ("   ", STARTS, "seat-nameless"),
    ],
)
def test_a_seat_that_cannot_be_is_refused(session, name, day, code):
    body = steering_group()
    with pytest.raises(Refused) as refused:
        seat(body, SeatDraft(name), day, actor=SYSTEM, at=AT)
    assert refused.value.code == code


def test_nobody_leaves_twice_nor_before_they_came(session):
    body = steering_group()
    held = seats_on(body, STARTS)[0]
    with pytest.raises(Refused):
        leave(body, held, STARTS - timedelta(days=1), actor=SYSTEM, at=AT)
    leave(body, held, STARTS, actor=SYSTEM, at=AT)
    assert "Maëlys Kervadec" not in names(body, STARTS), "a mistake is taken back on its own day"
    with pytest.raises(StateMoved):
        leave(body, seat_or_404(body, held.id), LATER, actor=SYSTEM, at=AT)
    with pytest.raises(NotFound):
        seat_or_404(body, held.id + 99)


def test_an_account_knows_where_its_person_sits(session):
    body, other = steering_group(), found_body(BodyDraft("Bureau", BodyKind.BOARD, STARTS), actor=SYSTEM, at=AT)
    person, account = make_person("Inès", "Oubrahim"), make_account("ines@exemple.fr")
    give_access(person.id, account.id, actor=SYSTEM, at=AT)
    seat(body, SeatDraft("Inès Oubrahim", person_id=person.id), MET, actor=SYSTEM, at=AT)
    assert sits_in(account.id, MET - timedelta(days=1)) == []
    assert sits_in(account.id, MET) == [body]
    leave(body, seats_on(body, MET)[-1], LATER, actor=SYSTEM, at=AT)
    assert sits_in(account.id, LATER) == []
    assert other not in sits_in(account.id, MET)


def test_a_meeting_stands_in_the_days_of_its_body(session):
    body = steering_group()
    with pytest.raises(Refused):
        hold_meeting(body, STARTS - timedelta(days=1), actor=SYSTEM, at=AT)
    first, second = meeting_of(body), meeting_of(body, LATER)
    assert meetings_of(body) == [second, first]
    assert meetings_to_decide(MET) == [first]
    assert meeting_or_404(body, first.id) is first
    with pytest.raises(NotFound):
        meeting_or_404(found_body(BodyDraft("Bureau", BodyKind.BOARD, STARTS), actor=SYSTEM, at=AT), first.id)


def test_what_a_body_decides_takes_the_next_number_of_the_one_register(session):
    pole_statutes()
    members = pole_members()
    assembly = convened(resolutions=["Approbation des comptes"])
    open_evening(assembly, members, present=list(members))
    decide(assembly, 2)
    end_session(assembly, at=OPENED + timedelta(hours=2))
    body = steering_group()
    made = decided(meeting_of(body), "Programme du pôle", subject="action:12")
    assert made.number == 2
    found, minutes = decision_by_number(2)
    assert (found.verdict, found.adopted, minutes) == ("validated", True, None)
    assert [row.number for row, _minutes in search_decisions("", adopted=None, page=1).rows] == [2, 1]
    assert [row.number for row, _m in search_decisions("", adopted=None, page=1, source=body.id).rows] == [2]
    assert [row.number for row, _m in search_decisions("", adopted=None, page=1, source=ASSEMBLIES).rows] == [1]
    assert [row.number for row, _m in search_decisions("", adopted=None, annulled=False, page=1).rows] == [2, 1]
    assert search_decisions("", adopted=None, annulled=True, page=1).rows == []


@pytest.mark.parametrize(("verdict", "adopted"), [("validated", True), ("amended", True), ("refused", False)])
def test_a_refusal_alone_is_no_adoption(session, verdict, adopted):
    made = decided(meeting_of(steering_group()), verdict=Verdict(verdict), motives="Le coût dépasse les moyens.")
    assert made.adopted is adopted
    assert search_decisions("moyens depasse", adopted=adopted, page=1).total == 1, "motives are searched too"


def test_refusing_or_changing_needs_motives(session):
    meeting = meeting_of(steering_group())
    for verdict in (Verdict.REFUSED, Verdict.AMENDED):
        with pytest.raises(Refused) as refused:
            decided(meeting, verdict=verdict)
        assert refused.value.code == "motives-missing"
    assert db.session.execute(select(Decision)).first() is None


def test_a_meeting_to_come_decides_nothing_yet(session):
    with pytest.raises(Refused) as refused:
        decided(meeting_of(steering_group(), LATER))
    assert refused.value.code == "meeting-to-come"


def test_the_same_decision_is_not_entered_twice(session):
    meeting = meeting_of(steering_group())
    first = decided(meeting)
    with pytest.raises(StateMoved):
        decided(meeting)
    assert decisions_of_body(meeting.body) == [first]


def test_the_day_of_a_meeting_stands_once_it_decided_and_the_database_holds_it(session):
    meeting = meeting_of(steering_group())
    change_meeting(meeting, MET + timedelta(days=1), MeetingDraft(place="Halle"), actor=SYSTEM, at=AT)
    decided(meeting)
    change_meeting(meeting, meeting.held_on, MeetingDraft(present="Maëlys Kervadec"), actor=SYSTEM, at=AT)
    with pytest.raises(StateMoved):
        change_meeting(meeting, MET, MeetingDraft(), actor=SYSTEM, at=AT)
    db.session.flush()
    with pytest.raises(DatabaseError):
        db.session.execute(text("UPDATE body_meeting SET held_on = '2026-03-09'"))


def test_what_was_decided_about_things_is_found_by_their_names(session):
    meeting = meeting_of(steering_group())
    first = decided(meeting, "Action 12", subject="action:12")
    second = decided(meeting, "Action 12, suite", subject="action:12")
    third = decided(meeting, "Version 3", subject="proposal:3")
    decided(meeting, "Divers")
    found = decisions_about(["action:12", "proposal:3", "workshop:1"])
    assert found == {"action:12": [second, first], "proposal:3": [third]}
    assert decisions_about([]) == {}


def test_the_trail_tells_who_founded_seated_and_decided(session):
    body = steering_group()
    decided(meeting := meeting_of(body))
    assert [one.tag for one in history(body.subject)] == [
        "governance:body:founded",
        "governance:body:seated",
        "governance:body:seated",
    ]
    tags = [one.tag for one in history(meeting.subject)]
    assert tags == ["governance:body:met", "governance:body:decided", "governance:decision:recorded"]
