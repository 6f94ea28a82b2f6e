"""Bodies: found one, seat people, hold its meetings, enter what it decides in the register."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import Body, BodyMeeting, BodySeatFact, Decision
from governance.queries.bodies import seats_of
from governance.queries.decisions import next_number
from governance.rules.bodies import (
    BodyKind,
    Seat,
    SeatRole,
    Verdict,
    is_adopted,
    require_free_chair,
    require_held,
    require_in_being,
    require_leaving_after,
    require_motives,
)
from governance.rules.events import Event

_SAME_NAME = N_(
    "There is a body called “%(name)s” already: choose another name, so that nobody mistakes one for the other."
)
_ENDS_FIRST = N_("The last day comes before the first one: correct one of them.")
_FACTS_OUTSIDE = N_("“%(name)s” met or was joined on %(day)s, which would be outside its days: correct the days.")
_GONE = N_("%(name)s has left this seat already.")
_TWICE = N_("%(name)s sits in this body already.")
_SAME_DECISION = N_("This meeting decided on “%(title)s” already: see decision no. %(number)s.")
_DAY_STANDS = N_("This meeting has decided: its day stands in the register and changes no more.")
_NAMELESS = N_("Write who takes the seat.")
_UNTITLED = N_("Write in a few words what was decided.")


@dataclass(frozen=True)
class BodyDraft:
    """What a person writes of a body; `ends_on` is its last day."""

    name: str
    kind: BodyKind
    starts_on: date
    purpose: str = ""
    ends_on: date | None = None


@dataclass(frozen=True)
class SeatDraft:
    """Who takes a seat: by name, with the record of ours where there is one."""

    name: str
    role: SeatRole = SeatRole.MEMBER
    person_id: int | None = None
    standing_for: str = ""


@dataclass(frozen=True)
class MeetingDraft:
    """What is written of a meeting besides its day; `present` and `excused` are names, one a line."""

    place: str = ""
    agenda: str = ""
    present: str = ""
    excused: str = ""


def found_body(draft: BodyDraft, *, actor: Actor, at: datetime) -> Body:
    """A new body. Refused: its name is taken, or its last day comes before its first."""
    _check_body(draft, None)
    made = Body(**_columns(draft), created_at=at)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.BODY_FOUNDED, made.subject, actor=actor, at=at, details={"name": made.name})
    return made


def change_body(body: Body, draft: BodyDraft, *, actor: Actor, at: datetime) -> None:
    """Change what is said of a body; ending it is giving it a last day. Refused: a seat or a meeting would fall outside."""
    _check_body(draft, body)
    _check_days(body, draft)
    for name, value in _columns(draft).items():
        setattr(body, name, value)
    audit.record(Event.BODY_CHANGED, body.subject, actor=actor, at=at, details={"name": body.name})


def seat(body: Body, draft: SeatDraft, on: date, *, actor: Actor, at: datetime) -> BodySeatFact:
    """Somebody takes a seat. Refused: outside the days of the body, twice the same person, a second chair."""
    if not draft.name.strip():
        raise Refused("seat-nameless", _NAMELESS)
    require_in_being(body.name, body.starts_on, body.ends_on, on)
    seats = seats_of([body.id])
    for one in seats:
        same = one.person_id == draft.person_id if draft.person_id else sort_key(one.name) == sort_key(draft.name)
        if same and (one.until is None or on < one.until):
            raise Refused("seated-twice", _TWICE, name=one.name)
    require_free_chair(seats, draft.role, on)
    columns = vars(draft) | {"name": draft.name.strip(), "role": draft.role.value}
    fact = _fact(body, "took", on, actor=actor, at=at, **columns)
    details = {"name": fact.name, "body": body.name}
    audit.record(Event.BODY_SEATED, body.subject, actor=actor, at=at, details=details)
    return fact


def leave(body: Body, held: Seat, on: date, *, actor: Actor, at: datetime) -> BodySeatFact:
    """Somebody leaves a seat: from that day on it is theirs no longer. Refused before it was taken; StateMoved twice."""
    if held.until is not None:
        raise StateMoved("seat-left", _GONE, name=held.name)
    require_leaving_after(held, on)
    columns = {
        "person_id": held.person_id,
        "name": held.name,
        "standing_for": held.standing_for,
        "role": held.role.value,
        "seat_id": held.id,
    }
    fact = _fact(body, "left", on, actor=actor, at=at, **columns)
    details = {"name": fact.name, "body": body.name}
    audit.record(Event.BODY_LEFT, body.subject, actor=actor, at=at, details=details)
    return fact


def hold_meeting(body: Body, on: date, draft: MeetingDraft | None = None, *, actor: Actor, at: datetime) -> BodyMeeting:
    """A meeting held, or to come. Refused outside the days of the body; two meetings on a day are two meetings."""
    require_in_being(body.name, body.starts_on, body.ends_on, on)
    made = BodyMeeting(body=body, held_on=on, **vars(draft or MeetingDraft()), created_at=at, created_by=actor.name)
    db.session.add(made)
    db.session.flush()
    _record_meeting(made, actor=actor, at=at)
    return made


def change_meeting(meeting: BodyMeeting, on: date, draft: MeetingDraft, *, actor: Actor, at: datetime) -> None:
    """Change what is written of a meeting. Its day stands once it has decided: it is the day of its decisions."""
    require_in_being(meeting.body.name, meeting.body.starts_on, meeting.body.ends_on, on)
    if on != meeting.held_on and _decided(meeting):
        raise StateMoved("meeting-decided", _DAY_STANDS)
    meeting.held_on = on
    for name, value in vars(draft).items():
        setattr(meeting, name, value)
    _record_meeting(meeting, actor=actor, at=at)


def enter_body_decision(
    meeting: BodyMeeting,
    *,
    title: str,
    verdict: Verdict,
    text: str = "",
    motives: str = "",
    subject: str = "",
    actor: Actor,
    at: datetime,
) -> Decision:
    """Enter in the register what a body decided at a meeting, under the next number; `subject`: "action:12", or nothing.

    Refused: without a title, without motives where it refuses or changes, before the meeting. StateMoved: the same twice.
    """
    title = title.strip()
    if not title:
        raise Refused("decision-untitled", _UNTITLED)
    require_motives(verdict, motives)
    require_held(meeting.held_on, day_of(at))
    # this fact holds the register (one writer at a time), so that numbers have no gap
    audit.record(Event.BODY_DECIDED, meeting.subject, actor=actor, at=at, details={"title": title})
    _refuse_twice(meeting, title, subject)
    made = Decision(
        number=next_number(),
        body_meeting_id=meeting.id,
        verdict=verdict.value,
        motives=motives.strip(),
        subject=subject,
        title=title,
        text=text.strip(),
        search_text=sort_key(f"{title} {text} {motives}"),
        adopted=is_adopted(verdict),
        decided_on=meeting.held_on,
        recorded_at=at,
    )
    db.session.add(made)
    db.session.flush()
    details = {"number": made.number, "title": title, "adopted": made.adopted}
    audit.record(Event.DECISION_RECORDED, meeting.subject, actor=actor, at=at, details=details)
    return made


def _refuse_twice(meeting: BodyMeeting, title: str, subject: str) -> None:
    same = (Decision.body_meeting_id == meeting.id, Decision.title == title, Decision.subject == subject)
    number = db.session.execute(select(Decision.number).where(*same).limit(1)).scalar()
    if number is not None:
        raise StateMoved("decided-twice", _SAME_DECISION, title=title, number=number)


def _decided(meeting: BodyMeeting) -> bool:
    wanted = select(Decision.id).where(Decision.body_meeting_id == meeting.id).limit(1)
    return db.session.execute(wanted).first() is not None


def _columns(draft: BodyDraft) -> dict[str, object]:
    return vars(draft) | {"name": draft.name.strip(), "kind": draft.kind.value}


def _check_body(draft: BodyDraft, body: Body | None) -> None:
    taken = select(Body.id).where(Body.name == draft.name.strip())
    if body is not None:
        taken = taken.where(Body.id != body.id)
    if db.session.execute(taken).first() is not None:
        raise Refused("body-name-taken", _SAME_NAME, name=draft.name.strip())
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Refused("body-ends-first", _ENDS_FIRST)


def _check_days(body: Body, draft: BodyDraft) -> None:
    seats = select(BodySeatFact.on).where(BodySeatFact.body_id == body.id, BodySeatFact.event == "took")
    meetings = select(BodyMeeting.held_on).where(BodyMeeting.body_id == body.id)
    for day in sorted(db.session.execute(seats.union(meetings)).scalars()):
        if day < draft.starts_on or (draft.ends_on is not None and day > draft.ends_on):
            raise Refused("body-days", _FACTS_OUTSIDE, name=body.name, day=day)


def _fact(body: Body, event: str, on: date, *, actor: Actor, at: datetime, **columns: object) -> BodySeatFact:
    fact = BodySeatFact(body_id=body.id, event=event, on=on, recorded_at=at, recorded_by=actor.name, **columns)
    db.session.add(fact)
    db.session.flush()
    return fact


def _record_meeting(meeting: BodyMeeting, *, actor: Actor, at: datetime) -> None:
    details = {"body": meeting.body.name, "day": meeting.held_on.isoformat()}
    audit.record(Event.BODY_MET, meeting.subject, actor=actor, at=at, details=details)
