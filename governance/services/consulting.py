"""A consultation lives: it opens once, by hand or by the clock, gets more time, and what came of it is written down."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, ScicError, StateMoved
from foundation.kernel.sentences import N_
from foundation.web.transaction import transaction
from governance.models import Consultation, ConsultationFact
from governance.queries.consultations import boxes_of, locked_consultation, open_due, state_of_consultation
from governance.queries.consulted import consulted_on, day_of_opening
from governance.queries.decisions import decision_by_number
from governance.rules.consultations import ConsultationState
from governance.rules.events import Event
from governance.services.consultation_mails import Told, tell
from governance.services.consultations import require_questions
from votes.queries.life import states_of
from votes.rules.life import UNCOUNTED, BoxState
from votes.services.act_writing import Acting
from votes.services.acts import extend
from votes.services.boxes import open_box

CAN_OPEN = (ConsultationState.DRAFT, ConsultationState.SCHEDULED, ConsultationState.OPENING)
_GIVEN_UP = N_("This consultation was withdrawn: it does not open any more. Write another one.")
_CLOSED = N_("This consultation is over: what was answered stands. Write another one.")
_MISSED = N_("The closing time of this consultation is over: give it another one, then open it.")
_OVER = {ConsultationState.WITHDRAWN: _GIVEN_UP, ConsultationState.CLOSED: _CLOSED}
_NOT_STARTED = N_("This consultation is not open yet: change its closing time instead.")
_COUNTED = N_("A question of this consultation is counted: it takes no answer any more. Write another consultation.")
_NOT_OPEN = N_("This consultation was never opened: there is nothing to say of what followed.")
_OPEN_STILL = N_("This consultation is still open: what is decided after it is written once it is closed.")
_EMPTY = N_("Write what was decided, or which decision of the register followed.")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What was decided after a consultation: in words, by which decision of the register, on which day."""

    text: str = ""
    decision_number: int | None = None
    decided_on: date | None = None
    tell_members: bool = False


def open_consultation(consultation_id: int, *, actor: Actor, at: datetime) -> Consultation:
    """Open a consultation: its roll is drawn from the members of the day, each question gets its box, members are told.

    Whoever comes second while it is open finds it so. Refused where a question cannot be asked (nobody on the roll, a secret
    vote of groups too small, members as open options where the statutes want elections secret); StateMoved where it was
    withdrawn, is over, or its closing time has passed.
    """
    consultation = locked_consultation(consultation_id)
    state = state_of_consultation(consultation, at)
    if state is ConsultationState.OPEN:
        return consultation
    if state not in CAN_OPEN:
        raise StateMoved("consultation-over", _OVER.get(state, _MISSED))
    require_questions(consultation)
    if state is not ConsultationState.OPENING:
        consultation.opens_at = None
    consulted = consulted_on(consultation, day_of_opening(consultation, at))
    for question in consultation.questions:
        consulted.refuse_open_election(question)
        draft, lines = consulted.opening(question)
        box = open_box(draft, lines, left_out=consulted.roll.left_out, actor=actor, at=at)
        question.box_id = box.id
    consultation.opened_at = at
    db.session.flush()
    asked = {"questions": len(consultation.questions), "members": len(consulted.roll.asked)}
    _record(Event.CONSULTATION_OPENED, consultation, actor=actor, at=at, **asked)
    tell(consultation, Told.INVITATION, actor=actor, at=at)
    return consultation


def open_if_due(consultation: Consultation, *, at: datetime) -> Consultation:
    """Open it where its hour has come and no worker did it yet: the first who answers finds it open."""
    if state_of_consultation(consultation, at) is ConsultationState.OPENING:
        return open_consultation(consultation.id, actor=SYSTEM, at=at)
    return consultation


def open_what_is_due(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: each consultation in a transaction of its own, one that cannot open stops no other."""
    opened = 0
    for consultation_id in open_due(clock()):
        try:
            with transaction():
                open_consultation(consultation_id, actor=SYSTEM, at=clock())
            opened += 1
        except ScicError as refused:
            log.warning("consultation %s did not open: %s", consultation_id, refused.code)
    return opened


def extend_consultation(
    consultation_id: int, until: datetime, reason: str, *, actor: Actor, at: datetime
) -> Consultation:
    """Give more time to every question that still takes answers or waits for its count; never less, and never in silence.

    Raises as the votes do: Refused (no reason, not later), StateMoved (counted already).
    """
    consultation = locked_consultation(consultation_id)
    if consultation.opened_at is None:
        raise StateMoved("consultation-not-opened", _NOT_STARTED)
    boxes = list(boxes_of(consultation).values())
    states = states_of(boxes, at)
    if any(state not in (*UNCOUNTED, BoxState.CANCELLED) for state in states.values()):
        raise StateMoved("consultation-counted", _COUNTED)
    for box in boxes:
        if states[box.id] is not BoxState.CANCELLED:
            extend(box.id, until, Acting(actor, at, reason))
    consultation.closes_at = until
    fact = ConsultationFact(consultation_id=consultation.id, kind="extended", text=reason.strip(), at=at)
    fact.details = {"until": until.isoformat()}
    fact.actor_id, fact.actor_name = actor.account_id, actor.name
    db.session.add(fact)
    db.session.flush()
    day = until.astimezone(ZoneInfo(consultation.zone)).date().isoformat()
    _record(Event.CONSULTATION_EXTENDED, consultation, actor=actor, at=at, day=day)
    return consultation


def write_outcome(consultation: Consultation, outcome: Outcome, *, actor: Actor, at: datetime) -> ConsultationFact:
    """Write what was decided after it; the last word stands, those before stay in the record."""
    require_over(consultation, at)
    if not outcome.text.strip() and outcome.decision_number is None:
        raise Refused("outcome-empty", _EMPTY)
    decision = decision_by_number(outcome.decision_number)[0] if outcome.decision_number is not None else None
    day = outcome.decided_on or (decision.decided_on if decision else at.astimezone(ZoneInfo(consultation.zone)).date())
    fact = ConsultationFact(
        consultation_id=consultation.id,
        kind="outcome",
        text=outcome.text.strip(),
        details={"decided_on": day.isoformat()},
        decision_id=decision.id if decision else None,
        actor_id=actor.account_id,
        actor_name=actor.name,
        at=at,
    )
    db.session.add(fact)
    db.session.flush()
    _record(Event.CONSULTATION_FOLLOWED, consultation, actor=actor, at=at)
    if outcome.tell_members:
        tell(consultation, Told.OUTCOME, actor=actor, at=at, about=fact.id)
    return fact


def require_over(consultation: Consultation, at: datetime) -> None:
    if consultation.opened_at is None:
        raise StateMoved("consultation-not-opened", _NOT_OPEN)
    if state_of_consultation(consultation, at) is not ConsultationState.CLOSED:
        raise StateMoved("consultation-open", _OPEN_STILL)


def _record(event: Event, consultation: Consultation, *, actor: Actor, at: datetime, **more: object) -> None:
    audit.record(event, consultation.subject, actor=actor, at=at, details={"title": consultation.title, **more})
