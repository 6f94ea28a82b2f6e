"""Open a record, change it, tick its checklist, close it; nothing of it is ever deleted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.workshops.models import Workshop, WorkshopStep
from pole.workshops.rules.events import Event
from pole.workshops.rules.kinds import WorkshopKind, checklist

_NO_TITLE = N_("Give the workshop a title: it is found under that name.")
_NO_QUESTION = N_("A seasonal workshop solves a question: write it, it can be changed later.")
_AHEAD = N_("A workshop is closed once it is over: choose a day until today.")


@dataclass(frozen=True, kw_only=True)
class WorkshopDraft:
    """What a person writes of a workshop."""

    kind: str
    title: str
    theme: str = ""
    question: str = ""
    practice: str = ""
    aim: str = ""
    answer: str = ""
    diagnosis: str = ""
    host_id: int | None = None
    territory: str = ""
    facilitator: str = ""
    action_id: int | None = None
    takes_sign_up: bool = True
    places: int | None = None


def open_workshop(draft: WorkshopDraft, *, actor: Actor, at: datetime) -> Workshop:
    """A new record; refused without a title, and without a question where the workshop is seasonal."""
    _require_sound(draft)
    made = Workshop(**asdict(draft), search_key=_search_key(draft), created_at=at, created_by=actor.name)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.OPENED, made.subject, actor=actor, at=at, details={"title": made.title})
    return made


def change_workshop(workshop: Workshop, draft: WorkshopDraft, *, actor: Actor, at: datetime) -> None:
    """Write the record again; the same words leave it, and the audit trail, as they are."""
    _require_sound(draft)
    if draft == draft_of(workshop):
        return
    for name, value in asdict(draft).items():
        setattr(workshop, name, value)
    workshop.search_key = _search_key(draft)
    audit.record(Event.CHANGED, workshop.subject, actor=actor, at=at, details={"title": workshop.title})


def draft_of(workshop: Workshop) -> WorkshopDraft:
    """What a record says, as it would be written."""
    return WorkshopDraft(**{name: getattr(workshop, name) for name in WorkshopDraft.__dataclass_fields__})


def close_workshop(workshop: Workshop, *, on: date, actor: Actor, at: datetime) -> None:
    """It is over since a day. What it lacks is told on its page, and stops nobody."""
    if workshop.closed_on is not None:
        raise StateMoved("workshop-closed", N_("This workshop is closed already."))
    if on > day_of(at):
        raise Refused("workshop-ahead", _AHEAD)
    workshop.closed_on = on
    details = {"title": workshop.title, "on": on.isoformat()}
    audit.record(Event.CLOSED, workshop.subject, actor=actor, at=at, details=details)


def reopen_workshop(workshop: Workshop, *, actor: Actor, at: datetime) -> None:
    """It goes on after all."""
    if workshop.closed_on is None:
        raise StateMoved("workshop-open", N_("This workshop is not closed."))
    workshop.closed_on = None
    audit.record(Event.REOPENED, workshop.subject, actor=actor, at=at, details={"title": workshop.title})


def tick(workshop: Workshop, step: str, *, done: bool, on: date, actor: Actor, at: datetime) -> None:
    """A line of the checklist is done, or not after all; said twice, it stays so."""
    if step not in checklist(workshop.kind):
        raise NotFound("workshop-step", N_("The checklist of this workshop has no such line."))
    wanted = select(WorkshopStep).where(WorkshopStep.workshop_id == workshop.id, WorkshopStep.step == step)
    kept = db.session.execute(wanted).scalar_one_or_none()
    if done == (kept is not None):
        return
    if kept is not None:
        db.session.delete(kept)
    else:
        db.session.add(WorkshopStep(workshop_id=workshop.id, step=step, done_on=on, done_by=actor.name))
    db.session.flush()
    details = {"step": step, "done": done}
    audit.record(Event.STEP, workshop.subject, actor=actor, at=at, details=details)


def _search_key(draft: WorkshopDraft) -> str:
    return sort_key(f"{draft.title} {draft.theme} {draft.question} {draft.territory} {draft.facilitator}")


def _require_sound(draft: WorkshopDraft) -> None:
    if not draft.title.strip():
        raise Refused("workshop-title", _NO_TITLE)
    if draft.kind == WorkshopKind.SEASONAL and not draft.question.strip():
        raise Refused("workshop-question", _NO_QUESTION)
