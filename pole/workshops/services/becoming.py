"""A finding becomes an action of the programme, a resolution on an agenda in preparation, or a poll in preparation."""

from datetime import datetime, timedelta

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from governance.models import AgendaItem, Assembly, Consultation
from governance.rules.consultations import AskKind
from governance.rules.kinds import question_kinds
from governance.services.assemblies import ItemDraft, add_item
from governance.services.consultations import (
    ConsultationDraft,
    QuestionDraft,
    add_question,
    create_consultation,
    usual_audience,
)
from pole.programme.models import Action
from pole.programme.services.actions import ActionDraft, add_action
from pole.workshops.models import WorkshopFinding
from pole.workshops.rules.events import Event
from votes.rules.plans import BallotPlan

POLL_DAYS = 14


def become_action(finding: WorkshopFinding, axis_id: int, title: str, *, actor: Actor, at: datetime) -> Action:
    """It is proposed as an action of an axis; the finding is its text."""
    _require_free(finding)
    made = add_action(ActionDraft(axis_id=axis_id, title=title, text=finding.text), actor=actor, at=at)
    _became(finding, made.subject, actor=actor, at=at)
    return made


def become_resolution(
    finding: WorkshopFinding, assembly: Assembly, title: str, *, actor: Actor, at: datetime
) -> AgendaItem:
    """It stands as a draft resolution at the end of an agenda that is still written."""
    _require_free(finding)
    kind = question_kinds(assembly.assembly_kind)[0]
    made = add_item(assembly, ItemDraft(title, finding.text, kind.value), actor=actor, at=at)
    _became(finding, f"item:{made.id}", actor=actor, at=at)
    return made


def become_poll(finding: WorkshopFinding, title: str, *, actor: Actor, at: datetime) -> Consultation:
    """It is put as an opinion in a new consultation, in preparation: nobody is asked before somebody opens it."""
    _require_free(finding)
    draft = ConsultationDraft(title, at + timedelta(days=POLL_DAYS), finding.text)
    made = create_consultation(draft, usual_audience(), actor=actor, at=at)
    question = QuestionDraft(AskKind.OPINION, title, BallotPlan(replaceable=True).as_json(), finding.text)
    add_question(made, question, actor=actor, at=at)
    _became(finding, f"consultation:{made.id}", actor=actor, at=at)
    return made


def _require_free(finding: WorkshopFinding) -> None:
    """One finding becomes one thing, also when the button was pressed twice."""
    held = select(WorkshopFinding).where(WorkshopFinding.id == finding.id).with_for_update()
    db.session.execute(held.execution_options(populate_existing=True)).scalar_one()
    if finding.became:
        raise StateMoved("finding-became", N_("This finding became something already: its page says what."))


def _became(finding: WorkshopFinding, subject: str, *, actor: Actor, at: datetime) -> None:
    finding.became, finding.became_on = subject, day_of(at)
    db.session.flush()
    details = {"finding": finding.id, "became": subject}
    audit.record(Event.FINDING_BECAME, f"workshop:{finding.workshop_id}", actor=actor, at=at, details=details)
