"""Mails of a consultation: the invitation, reminders to those who have not answered, the result, what was decided after it.

Each occasion is a fact written with the act that causes it; a job then writes the mails, batch after batch, and a reminder
looks only then who has still not answered.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app

from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.mailing.letters import Letter
from foundation.mailing.services import queue_mails
from foundation.web.transaction import transaction
from foundation.wording.queries import leaves
from governance.models import Consultation, ConsultationFact, Decision
from governance.queries.consultations import (
    box_ids_of,
    boxes_of,
    consultation_by_id,
    ended_since,
    facts_among,
    facts_of,
    locked_consultation,
    moments_of,
    running,
    state_of_consultation,
)
from governance.queries.consulted_readers import Reader, readers_of
from governance.rules.consultations import (
    ConsultationState,
    automatic_reminder,
    next_reminder_by_hand,
)
from governance.rules.events import Event
from votes.queries.answers import count_waiting, members_of_rolls, waiting_among
from votes.queries.life import states_of
from votes.rules.life import PUBLIC, BoxState

SEND_JOB = "write-consultation-mails"
BATCH = 200
TOLD_WITHIN = timedelta(days=60)
HAND, CLOCK = "hand", "clock"
_NOT_OPEN = N_("This consultation is not open: nobody is reminded of it.")
_SOON = N_("Members were written to less than a day ago: remind them again from %(moment)s on.")
_ENOUGH = N_("Members were reminded three times already: whoever has not answered does not wish to.")
_ALL_ANSWERED = N_("Everybody has answered: there is nobody to remind.")


class Told(StrEnum):
    """What members are told; the name of the mail's templates."""

    INVITATION = "consultation-invitation"
    REMINDER = "consultation-reminder"
    RESULT = "consultation-result"
    OUTCOME = "consultation-outcome"


def tell(consultation: Consultation, what: Told, *, actor: Actor, at: datetime, by: str = HAND, about: int = 0) -> None:
    """Note that members are told, and have a job write the mails; a mail that is switched off is noted and not written."""
    fact = ConsultationFact(
        consultation_id=consultation.id,
        kind="reminded" if what is Told.REMINDER else "told",
        details={"what": what.value, "by": by, "about": about},
        actor_id=actor.account_id,
        actor_name=actor.name,
        at=at,
    )
    db.session.add(fact)
    db.session.flush()
    if leaves(what.value):
        params = {"consultation": consultation.id, "fact": fact.id}
        enqueue(SEND_JOB, params, actor=actor, at=at, dedupe=f"consultation-mails:{fact.id}")


def remind(consultation_id: int, *, actor: Actor, at: datetime, by: str = HAND) -> int:
    """Remind those who have not answered, and nobody else: how many members. By hand once a day, three times at most."""
    consultation = locked_consultation(consultation_id)
    if state_of_consultation(consultation, at) is not ConsultationState.OPEN:
        raise StateMoved("consultation-not-open", _NOT_OPEN)
    if by == HAND:
        _refuse_too_soon(consultation, at)
    waiting = count_waiting(box_ids_of(consultation))
    if not waiting:
        raise Refused("all-answered", _ALL_ANSWERED)
    tell(consultation, Told.REMINDER, actor=actor, at=at, by=by)
    details = {"title": consultation.title, "members": waiting}
    audit.record(Event.CONSULTATION_REMINDED, consultation.subject, actor=actor, at=at, details=details)
    return waiting


def reminder_from(consultation: Consultation, facts: Iterable[ConsultationFact]) -> datetime | None:
    """From when on one may remind by hand; None where it was done often enough, or where it never opened."""
    if consultation.opened_at is None:
        return None
    reminded = [fact for fact in facts if fact.kind == "reminded"]
    by_hand = sum(1 for fact in reminded if fact.details["by"] == HAND)
    return next_reminder_by_hand(consultation.opened_at, [fact.at for fact in reminded], by_hand=by_hand)


def remind_what_is_due(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: the reminder that leaves by itself, once a consultation."""
    at = clock()
    consultations = running(at)
    facts = facts_among(consultations)
    sent = 0
    for one in consultations:
        if _reminder_is_due(one, facts[one.id], at):
            with transaction():
                sent += _remind_once(one.id, at)
    return sent


def tell_results(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: members are told once that every result of a consultation can be read."""
    at = clock()
    consultations = ended_since(at, at - TOLD_WITHIN)
    facts = facts_among(consultations)
    told = 0
    for one in consultations:
        if not _was_told(facts[one.id], Told.RESULT) and _all_published(one, at):
            with transaction():
                told += _tell_result_once(one.id, at)
    return told


@job(SEND_JOB, title=N_("Write the mails of a consultation"))
def write_consultation_mails(context: JobContext) -> dict[str, int]:
    """Batch after batch; taken up again after a stop it goes on, and no mail is written twice."""
    consultation = consultation_by_id(context.params["consultation"])
    fact = db.session.get_one(ConsultationFact, context.params["fact"])
    what = Told(fact.details["what"])
    readers = _readers(consultation, what, context.at)
    for start in range(0, len(readers), BATCH):
        letters = [_letter(consultation, fact, one) for one in readers[start : start + BATCH]]
        queue_mails(what.value, letters, event=_EVENTS[what], subject_ref=consultation.subject, at=context.at)
        context.progress(min(start + BATCH, len(readers)), len(readers))
    return {"mails": len(readers)}


_EVENTS = {
    Told.INVITATION: Event.CONSULTATION_OPENED,
    Told.REMINDER: Event.CONSULTATION_REMINDED,
    Told.RESULT: Event.CONSULTATION_TOLD,
    Told.OUTCOME: Event.CONSULTATION_FOLLOWED,
}


def _readers(consultation: Consultation, what: Told, at: datetime) -> list[Reader]:
    """Who is written to; whoever wants no news gets the invitation and the reminder, which are no news."""
    boxes = box_ids_of(consultation)
    if what is Told.REMINDER:
        if state_of_consultation(consultation, at) is not ConsultationState.OPEN:
            return []
        return readers_of([one.member_number for one in waiting_among(boxes)], at, consultation.zone)
    news = what in (Told.RESULT, Told.OUTCOME)
    return readers_of(members_of_rolls(boxes), at, consultation.zone, news=news)


def _letter(consultation: Consultation, fact: ConsultationFact, reader: Reader) -> Letter:
    path = f"/consultations/{consultation.id}"
    if fact.details["what"] in (Told.RESULT, Told.OUTCOME):
        path += "/resultat"
    outcome = db.session.get(ConsultationFact, fact.details["about"]) if fact.details["about"] else None
    decision = db.session.get(Decision, outcome.decision_id) if outcome is not None and outcome.decision_id else None
    return Letter(
        to=reader.email,
        name=reader.name,
        language=reader.language,
        context={
            "title": consultation.title,
            "text": consultation.text,
            "questions": "\n".join(f"{one.position}. {one.title}" for one in consultation.questions),
            "closes_at": moments_of(consultation).closes_at,
            "zone": consultation.zone,
            "members": "" if reader.is_alone else ", ".join(reader.members),
            "outcome": outcome.text if outcome else "",
            "decision": decision.number if decision else None,
            "decision_title": decision.title if decision else "",
            "path": path,
            "consultation_url": f"{current_app.config['PUBLIC_URL']}{path}",
        },
        dedupe=f"consultation:{fact.id}:{reader.key}",
    )


def _refuse_too_soon(consultation: Consultation, at: datetime) -> None:
    since = reminder_from(consultation, facts_of(consultation))
    if since is None:
        raise StateMoved("reminded-enough", _ENOUGH)
    if at < since:
        raise StateMoved("reminded-lately", _SOON, moment=since)


def _reminder_is_due(consultation: Consultation, facts: list[ConsultationFact], at: datetime) -> bool:
    if consultation.opened_at is None:
        return False
    due = automatic_reminder(consultation.opened_at, consultation.closes_at, consultation.remind_days)
    done = any(fact.kind == "reminded" and fact.details["by"] == CLOCK for fact in facts)
    return due is not None and due <= at and not done


def _remind_once(consultation_id: int, at: datetime) -> int:
    consultation = locked_consultation(consultation_id)
    if not _reminder_is_due(consultation, facts_of(consultation), at) or not count_waiting(box_ids_of(consultation)):
        return 0
    return remind(consultation_id, actor=SYSTEM, at=at, by=CLOCK)


def _tell_result_once(consultation_id: int, at: datetime) -> int:
    consultation = locked_consultation(consultation_id)
    if _was_told(facts_of(consultation), Told.RESULT):
        return 0
    tell(consultation, Told.RESULT, actor=SYSTEM, at=at, by=CLOCK)
    details = {"title": consultation.title}
    audit.record(Event.CONSULTATION_TOLD, consultation.subject, actor=SYSTEM, at=at, details=details)
    return 1


def _was_told(facts: Iterable[ConsultationFact], what: Told) -> bool:
    return any(fact.kind == "told" and fact.details["what"] == what for fact in facts)


def _all_published(consultation: Consultation, at: datetime) -> bool:
    """Whether every question that was not cancelled shows its result to everybody, and one at least does."""
    boxes = list(boxes_of(consultation).values())
    states = [state for state in states_of(boxes, at).values() if state is not BoxState.CANCELLED]
    return bool(states) and all(state in PUBLIC for state in states)
