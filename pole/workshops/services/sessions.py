"""Sessions: set one, change it, call it off, record who came."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from pole.workshops.models import Workshop, WorkshopPerson, WorkshopPresence, WorkshopSession
from pole.workshops.rules.events import Event

LONGEST = timedelta(days=3)
MOST_HEADS = 10_000


@dataclass(frozen=True, kw_only=True)
class SessionDraft:
    """What a person writes of a session."""

    starts_at: datetime
    ends_at: datetime
    host_id: int | None = None
    place: str = ""
    territory: str = ""
    is_public: bool = False
    notes: str = ""


def add_session(workshop: Workshop, draft: SessionDraft, *, actor: Actor, at: datetime) -> WorkshopSession:
    """One more session; sessions of the past are recorded as well as those to come."""
    _require_hours(draft)
    made = WorkshopSession(workshop=workshop, **asdict(draft), changed_at=at)
    db.session.add(made)
    db.session.flush()
    _told(Event.SESSION_SET, made, actor=actor, at=at)
    return made


def change_session(session: WorkshopSession, draft: SessionDraft, *, actor: Actor, at: datetime) -> None:
    """Change when and where it takes place, and what was said there."""
    _require_hours(draft)
    for name, value in asdict(draft).items():
        setattr(session, name, value)
    session.changed_at = at
    _told(Event.SESSION_SET, session, actor=actor, at=at)


def call_off(session: WorkshopSession, *, actor: Actor, at: datetime) -> None:
    """It does not take place: calendars show it as cancelled. Refused where people came."""
    if session.called_off_at is not None:
        raise StateMoved("session-called-off", N_("This session is called off already."))
    came = select(WorkshopPresence.id).where(WorkshopPresence.session_id == session.id).limit(1)
    if session.others or db.session.execute(came).first():
        raise StateMoved(
            "session-attended", N_("People came to this session: it is not called off. Correct who came first.")
        )
    session.called_off_at = session.changed_at = at
    _told(Event.SESSION_CALLED_OFF, session, actor=actor, at=at)


def record_attendance(
    session: WorkshopSession, person_ids: Collection[int], *, others: int = 0, actor: Actor, at: datetime
) -> int:
    """These people of the workshop came, and so many others without a name; how many in all. Said again, it replaces.

    Refused before the day of the session, and of a session that was called off.
    """
    if session.called_off_at is not None:
        raise StateMoved("session-called-off", N_("This session is called off: nobody came."))
    if _day(session.starts_at) > _day(at):
        raise Refused("session-ahead", N_("This session has not taken place yet: record who came on its day."))
    if not 0 <= others <= MOST_HEADS:
        raise Refused("session-heads", N_("Write how many other people came, from 0 to %(most)s."), most=MOST_HEADS)
    known = select(WorkshopPerson.id).where(WorkshopPerson.workshop_id == session.workshop_id)
    came = sorted(set(person_ids) & set(db.session.execute(known).scalars()))
    db.session.execute(delete(WorkshopPresence).where(WorkshopPresence.session_id == session.id))
    db.session.add_all(WorkshopPresence(session_id=session.id, person_id=one) for one in came)
    session.others = others
    db.session.flush()
    _told(Event.ATTENDANCE, session, actor=actor, at=at, count=len(came) + others)
    return len(came) + others


def named(starts_at: datetime) -> dict[str, str]:
    """What tells one session of a workshop from the others in the audit trail: its day, and its hour in Paris."""
    local = starts_at.astimezone(ZoneInfo(PARIS))
    return {"on": local.date().isoformat(), "starts": f"{local:%H:%M}"}


def _require_hours(draft: SessionDraft) -> None:
    if draft.ends_at <= draft.starts_at:
        raise Refused("session-order", N_("The session would end before it begins: choose a later end."))
    if draft.ends_at - draft.starts_at > LONGEST:
        raise Refused("session-long", N_("A session lasts three days at most: make several of it."))


def _told(tag: Event, session: WorkshopSession, *, actor: Actor, at: datetime, **more: object) -> None:
    details = {"session": session.id, **named(session.starts_at), **more}
    audit.record(tag, f"workshop:{session.workshop_id}", actor=actor, at=at, details=details)


def _day(moment: datetime) -> date:
    return day_of(moment)
