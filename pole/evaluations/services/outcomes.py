"""What follows from a result: a body decides it at a meeting, or an assembly finds it on its agenda; texts taken out."""

from dataclasses import dataclass
from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.ledger import erase
from foundation.kernel.sentences import N_, sentence
from governance.models import Assembly, BodyMeeting
from governance.rules.bodies import Verdict
from governance.rules.kinds import question_kinds
from governance.services.assemblies import ItemDraft, add_item
from governance.services.bodies import enter_body_decision
from pole.evaluations.models import CampaignSubject, EvaluationOutcome, Remark
from pole.evaluations.queries.results import require_closed
from pole.evaluations.rules.campaigns import WAY_NAMES, Way, parted
from pole.evaluations.rules.events import Event
from pole.programme.models import Action
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import ActionState, may_follow
from pole.programme.services.actions import record_state

_NO_DETAIL = N_("Say how the action changes: whoever carries it reads it.")
_NO_REMARK = N_("This text is not there any more.")
_NO_REASON = N_("Say why this text is taken out.")


@dataclass(frozen=True)
class OutcomeDraft:
    """What is decided, or put: the way, how in detail, and why."""

    way: Way
    text: str = ""
    motives: str = ""


def decide_at(
    subject: CampaignSubject, meeting: BodyMeeting, draft: OutcomeDraft, *, actor: Actor, at: datetime
) -> EvaluationOutcome:
    """A body decides at a meeting: the decision stands in the register; an action that is stopped is stopped that day.

    Refused: adapting without saying how, before the meeting. StateMoved: the campaign is open, or it was decided there.
    """
    _check(subject, draft, at)
    decision = enter_body_decision(
        meeting,
        title=title_of(subject, draft.way),
        verdict=Verdict.VALIDATED,
        text=draft.text,
        motives=draft.motives,
        subject=subject.about,
        actor=actor,
        at=at,
    )
    made = _written(subject, draft, actor=actor, at=at, decision_id=decision.id, on=meeting.held_on)
    if draft.way is Way.STOP:
        _stop(subject, meeting, draft, actor=actor, at=at)
    return made


def put_on_agenda(
    subject: CampaignSubject, assembly: Assembly, draft: OutcomeDraft, *, actor: Actor, at: datetime
) -> EvaluationOutcome:
    """Put it to an assembly, as a resolution on its agenda. StateMoved: the assembly was convened already."""
    _check(subject, draft, at)
    text = "\n\n".join(filter(None, (draft.text.strip(), draft.motives.strip())))
    question = question_kinds(assembly.assembly_kind)[0]
    item = add_item(assembly, ItemDraft(title_of(subject, draft.way), text, str(question)), actor=actor, at=at)
    return _written(subject, draft, actor=actor, at=at, agenda_item_id=item.id, on=assembly.meets_on)


def take_out(subject: CampaignSubject, remark_id: int, reason: str, *, actor: Actor, at: datetime) -> None:
    """Empty a text that names or hurts somebody; the trail says that it was done and why, never what it said."""
    if not reason.strip():
        raise Refused("remark-reason", _NO_REASON)
    remark = db.session.get(Remark, remark_id)
    if remark is None or remark.subject_id != subject.id or not remark.text:
        raise NotFound("remark", _NO_REMARK)
    erase(Remark, Remark.id == remark_id)
    details = {"title": subject.campaign.title, "subject": subject.title, "reason": reason.strip()}
    audit.record(Event.REMARK_TAKEN_OUT, subject.campaign.subject, actor=actor, at=at, details=details)


def title_of(subject: CampaignSubject, way: Way) -> str:
    """How the decision is called in the register, in French as the register is."""
    name = f"l’action n°\u00a0{subject.number}" if parted(subject.about)[0] == "action" else "l’atelier"
    return f"{sentence('fr', WAY_NAMES[way])} {name}\u00a0: {subject.title}"[:200]


def _check(subject: CampaignSubject, draft: OutcomeDraft, at: datetime) -> None:
    require_closed(subject.campaign, at)
    if draft.way is Way.ADAPT and not draft.text.strip():
        raise Refused("outcome-detail", _NO_DETAIL)


def _stop(subject: CampaignSubject, meeting: BodyMeeting, draft: OutcomeDraft, *, actor: Actor, at: datetime) -> None:
    """Where it may be: one that is over already stays as it is."""
    kind, number = parted(subject.about)
    found = actions_now([number]) if kind == "action" else []
    if found and may_follow(found[0].state, ActionState.STOPPED):
        action = db.session.get_one(Action, number)
        why = draft.motives.strip() or draft.text.strip()
        record_state(action, ActionState.STOPPED, on=meeting.held_on, text=why, actor=actor, at=at)


def _written(
    subject: CampaignSubject, draft: OutcomeDraft, *, actor: Actor, at: datetime, **more: object
) -> EvaluationOutcome:
    made = EvaluationOutcome(
        subject_id=subject.id,
        way=draft.way.value,
        text=draft.text.strip(),
        written_at=at,
        written_by=actor.name,
        **more,
    )
    db.session.add(made)
    db.session.flush()
    details = {"title": subject.campaign.title, "subject": subject.title, "way": draft.way.value}
    audit.record(Event.OUTCOME_WRITTEN, subject.campaign.subject, actor=actor, at=at, details=details)
    return made
