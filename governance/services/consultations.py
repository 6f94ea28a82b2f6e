"""Write a consultation while it is in preparation: its text, whom it asks, its questions, when it opens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Consultation, ConsultationQuestion
from governance.queries.consultations import question_by_id, state_of_consultation
from governance.queries.consulted import day_of_opening, plan_of
from governance.queries.secret_advice import refuse_as_written
from governance.rules.consultations import MOST_QUESTIONS, AskKind, Audience, ConsultationState, To
from governance.rules.events import Event
from votes.rules.secrecy import SmallGroup

STARTED = N_("This consultation is open or was withdrawn: its text, its questions and who is asked no longer change.")
OPENS_ITSELF = N_("This consultation is about to open by itself: take its opening hour back first, then change it.")
_PAST = N_("The closing time is over: choose a moment to come.")
_SCHEDULED_PAST = N_("The opening time is over: choose a moment to come, or open the consultation now.")
_ORDER = N_("The consultation would close before it opens: choose an opening before the closing.")
_NOTHING_ASKED = N_("This consultation asks nothing yet: write a question first.")
_TOO_MANY = N_("A consultation has %(most)s questions at most: make two of it.")
_CONSENT_OPEN = N_("Consent is never secret: an objection is answered only when one knows whose it is.")
UNWRITTEN = (ConsultationState.DRAFT, ConsultationState.MISSED, ConsultationState.SCHEDULED)


@dataclass(frozen=True)
class ConsultationDraft:
    """What a person writes of a consultation."""

    title: str
    closes_at: datetime
    text: str = ""
    zone: str = PARIS
    held_back: bool = False
    remind_days: int = 2


@dataclass(frozen=True)
class QuestionDraft:
    """What a person writes of a question; `ballot` is its plan as it is kept."""

    kind: AskKind
    title: str
    ballot: dict[str, Any]
    text: str = ""


def create_consultation(draft: ConsultationDraft, audience: Audience, *, actor: Actor, at: datetime) -> Consultation:
    """A new consultation, in preparation; it asks every member until somebody chooses."""
    _require_to_come(draft.closes_at, at)
    made = Consultation(
        **vars(draft),
        audience=audience.as_json(),
        created_at=at,
        created_by_id=actor.account_id,
        created_by_name=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    _record(Event.CONSULTATION_WRITTEN, made, actor=actor, at=at)
    return made


def change_consultation(consultation: Consultation, draft: ConsultationDraft, *, actor: Actor, at: datetime) -> None:
    """Change what is said of a consultation that is not open."""
    require_unwritten(consultation, at)
    _require_to_come(draft.closes_at, at)
    if consultation.opens_at is not None and consultation.opens_at >= draft.closes_at:
        raise Refused("consultation-order", _ORDER)
    for name, value in vars(draft).items():
        setattr(consultation, name, value)
    _record(Event.CONSULTATION_WRITTEN, consultation, actor=actor, at=at)


def ask(consultation: Consultation, audience: Audience, *, actor: Actor, at: datetime) -> None:
    """Choose whom it asks; refused with no college or with nobody in a list only when it opens."""
    require_unwritten(consultation, at)
    consultation.audience = audience.as_json()
    _record(Event.CONSULTATION_WRITTEN, consultation, actor=actor, at=at)


def add_question(
    consultation: Consultation, draft: QuestionDraft, *, actor: Actor, at: datetime
) -> ConsultationQuestion:
    """Add a question at the end."""
    require_unwritten(consultation, at)
    if len(consultation.questions) >= MOST_QUESTIONS:
        raise Refused("consultation-many", _TOO_MANY, most=MOST_QUESTIONS)
    _require_open_consent(draft)
    refuse_as_written(draft.ballot, draft.kind, day_of_opening(consultation, at))
    position = max((one.position for one in consultation.questions), default=0) + 1
    question = ConsultationQuestion(consultation=consultation, position=position, **_columns(draft))
    db.session.add(question)
    db.session.flush()
    _record(Event.CONSULTATION_WRITTEN, consultation, actor=actor, at=at)
    return question


def change_question(question: ConsultationQuestion, draft: QuestionDraft, *, actor: Actor, at: datetime) -> None:
    """Change a question."""
    require_unwritten(question.consultation, at)
    _require_open_consent(draft)
    refuse_as_written(draft.ballot, draft.kind, day_of_opening(question.consultation, at))
    for name, value in _columns(draft).items():
        setattr(question, name, value)
    _record(Event.CONSULTATION_WRITTEN, question.consultation, actor=actor, at=at)


def choose_groups(
    question: ConsultationQuestion, groups: Mapping[str, SmallGroup], *, actor: Actor, at: datetime
) -> None:
    """What becomes of the colleges too small for a secret question (rule 46)."""
    require_unwritten(question.consultation, at)
    plan = replace(plan_of(question), groups=dict(groups))
    question.ballot = dict(question.ballot) | plan.as_json()
    _record(Event.CONSULTATION_WRITTEN, question.consultation, actor=actor, at=at)


def remove_question(consultation: Consultation, question_id: int, *, actor: Actor, at: datetime) -> None:
    """Take a question away; the following ones move up."""
    require_unwritten(consultation, at)
    question = question_by_id(consultation, question_id)
    consultation.questions.remove(question)
    db.session.flush()
    _number(consultation, consultation.questions)
    _record(Event.CONSULTATION_WRITTEN, consultation, actor=actor, at=at)


def move_question(consultation: Consultation, question_id: int, *, up: bool, actor: Actor, at: datetime) -> None:
    """Move a question one place up or down; at the edge nothing happens."""
    require_unwritten(consultation, at)
    ordered = sorted(consultation.questions, key=lambda one: one.position)
    index = ordered.index(question_by_id(consultation, question_id))
    other = index - 1 if up else index + 1
    if 0 <= other < len(ordered):
        ordered[index], ordered[other] = ordered[other], ordered[index]
        _number(consultation, ordered)
        _record(Event.CONSULTATION_WRITTEN, consultation, actor=actor, at=at)


def schedule_opening(consultation: Consultation, opens_at: datetime, *, actor: Actor, at: datetime) -> None:
    """Have it open by itself at that moment, whether a worker runs or not; it can be taken back until then."""
    require_unwritten(consultation, at)
    require_questions(consultation)
    if opens_at <= at:
        raise Refused("consultation-opening-past", _SCHEDULED_PAST)
    if opens_at >= consultation.closes_at:
        raise Refused("consultation-order", _ORDER)
    consultation.opens_at = opens_at
    details = {"day": opens_at.astimezone(ZoneInfo(consultation.zone)).date().isoformat()}
    _record(Event.CONSULTATION_SCHEDULED, consultation, actor=actor, at=at, **details)


def unschedule_opening(consultation: Consultation, *, actor: Actor, at: datetime) -> None:
    """It opens by hand only; taking back twice changes nothing."""
    require_unwritten(consultation, at)
    if consultation.opens_at is not None:
        consultation.opens_at = None
        _record(Event.CONSULTATION_UNSCHEDULED, consultation, actor=actor, at=at)


def withdraw(consultation: Consultation, *, actor: Actor, at: datetime) -> None:
    """Give a consultation up before it opens: nobody was asked anything. Once open, its votes are cancelled instead."""
    if consultation.withdrawn_at is None:
        require_unwritten(consultation, at)
        consultation.withdrawn_at = at
        _record(Event.CONSULTATION_WITHDRAWN, consultation, actor=actor, at=at)


def require_unwritten(consultation: Consultation, at: datetime) -> None:
    """Refuse a change of what members are asked, or are about to be."""
    state = state_of_consultation(consultation, at)
    if state is ConsultationState.OPENING:
        raise StateMoved("consultation-opening", OPENS_ITSELF)
    if state not in UNWRITTEN:
        raise StateMoved("consultation-started", STARTED)


def require_questions(consultation: Consultation) -> None:
    """Refuse to open what asks nothing."""
    if not consultation.questions:
        raise Refused("consultation-empty", _NOTHING_ASKED)


def usual_audience() -> Audience:
    """Every member."""
    return Audience(To.ALL)


def _columns(draft: QuestionDraft) -> dict[str, Any]:
    return vars(draft) | {"kind": draft.kind.value}


def _require_open_consent(draft: QuestionDraft) -> None:
    if draft.kind is AskKind.CONSENT and draft.ballot.get("secret"):
        raise Refused("consent-secret", _CONSENT_OPEN)


def _require_to_come(closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise Refused("consultation-past", _PAST)


def _number(consultation: Consultation, questions: list[ConsultationQuestion]) -> None:
    """Two passes, since two questions never share a place, not even for an instant."""
    for offset in (len(questions) + 1000, 1):
        for index, question in enumerate(questions):
            question.position = index + offset
        db.session.flush()
    db.session.expire(consultation, ["questions"])


def _record(event: Event, consultation: Consultation, *, actor: Actor, at: datetime, **more: object) -> None:
    audit.record(event, consultation.subject, actor=actor, at=at, details={"title": consultation.title, **more})
