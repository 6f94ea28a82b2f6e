"""Proposals: write a version, put it to a body, enter what the body decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Body, Decision
from governance.queries.bodies import meetings_of
from governance.rules.bodies import Verdict, is_adopted
from governance.services.bodies import enter_body_decision, hold_meeting
from pole.programme.models import Proposal, ProposalItem, ProposalPut, ProposalVersion
from pole.programme.queries.actions import actions_now
from pole.programme.queries.proposals import PutNow, VersionNow, items_of, version_now, versions_of
from pole.programme.rules.events import Event
from pole.programme.rules.states import ActionState
from pole.programme.rules.versions import may_follow_up
from pole.programme.services.actions import record_state
from pole.programme.services.telling import DECIDED, PUT, tell_of_version

_DRAFTED = N_("Version %(version)s is still being written: put it to a body first, then begin the next one.")
_FROZEN = N_("This version was put to a body: it stands word for word. Begin the next version.")
_EMPTY = N_("This version lists no action yet: choose the actions it proposes first.")
_TWICE = N_("A version of this proposal is put to this meeting already.")
_DECIDED = N_("The body has decided already: see the register.")
_NOT_PUT = N_("This version is no longer put to this body.")
_UNKNOWN = N_("An action of this version was merged into another meanwhile: choose the actions again.")


@dataclass(frozen=True)
class VersionDraft:
    """What a person writes of a version; `priorities`: by the id of each action it holds, 1 to 3, 0 for none."""

    text: str = ""
    changes: str = ""
    priorities: Mapping[int, int] = field(default_factory=dict)


def add_proposal(title: str, question: str = "", *, actor: Actor, at: datetime) -> Proposal:
    """A new proposal, without any version yet."""
    made = Proposal(title=title, question=question, created_at=at, created_by=actor.name)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.PROPOSAL_WRITTEN, made.subject, actor=actor, at=at, details={"title": title})
    return made


def change_proposal(proposal: Proposal, title: str, question: str, *, actor: Actor, at: datetime) -> None:
    """Change its title and the question that it answers; its versions stay as they are."""
    proposal.title, proposal.question = title, question
    audit.record(Event.PROPOSAL_WRITTEN, proposal.subject, actor=actor, at=at, details={"title": title})


def begin_version(proposal: Proposal, *, actor: Actor, at: datetime) -> ProposalVersion:
    """The next version, which begins with what the last one said; refused while that one is still being written."""
    before = versions_of(proposal)
    last = before[-1] if before else None
    if last is not None and not may_follow_up(last.state):
        raise StateMoved("version-draft", _DRAFTED, version=last.version.version)
    made = ProposalVersion(
        proposal=proposal,
        version=last.version.version + 1 if last else 1,
        text=last.version.text if last else "",
        written_at=at,
        written_by=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    if last is not None:
        _list(made, {one.action_id: one.priority for one in items_of([last.id]).get(last.id, [])}, strict=False)
    _record(Event.VERSION_WRITTEN, made, actor=actor, at=at)
    return made


def write_version(version: ProposalVersion, draft: VersionDraft, *, actor: Actor, at: datetime) -> ProposalVersion:
    """Write a version that no body has before it."""
    require_unfrozen(version)
    version.text, version.changes = draft.text, draft.changes
    version.written_at, version.written_by = at, actor.name
    _list(version, draft.priorities)
    _record(Event.VERSION_WRITTEN, version, actor=actor, at=at)
    return version


def put_version(version: ProposalVersion, body: Body, on: date, *, actor: Actor, at: datetime) -> ProposalPut:
    """Put a version before a body, at its meeting of that day, called where there is none; from now on it stands.

    Its actions are kept as they are written at that moment.
    """
    if version.frozen_at is None:
        _freeze(version, at)
    meeting = next((one for one in meetings_of(body) if one.held_on == on), None)
    meeting = meeting or hold_meeting(body, on, actor=actor, at=at)
    now = versions_of(version.proposal)
    if any(put.meeting.id == meeting.id for one in now for put in one.puts):
        raise StateMoved("version-put", _TWICE)
    put = ProposalPut(version=version, meeting=meeting, recorded_at=at, recorded_by=actor.name)
    db.session.add(put)
    db.session.flush()
    _record(Event.VERSION_PUT, version, actor=actor, at=at, body=body.name, on=on.isoformat())
    tell_of_version(version, PUT, body.name, f"put-{put.id}", actor=actor, at=at)
    return put


def take_put_back(put: ProposalPut, *, actor: Actor, at: datetime) -> ProposalPut:
    """It is not put to that body after all; refused once the body decided. The version stands as it was read."""
    _require_awaited(put)
    made = ProposalPut(
        version=put.version,
        meeting=put.meeting,
        event="taken_back",
        takes_back_id=put.id,
        recorded_at=at,
        recorded_by=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    _record(Event.VERSION_NOT_PUT, put.version, actor=actor, at=at, body=put.meeting.body.name)
    return made


def enter_verdict(
    put: ProposalPut, verdict: Verdict, *, motives: str = "", plans: bool = False, actor: Actor, at: datetime
) -> Decision:
    """What the body decided, as a decision of the register; with `plans`, the actions it adopts pass to "planned".

    Refused: before the meeting was held, without motives where it refuses or changes, a second time.
    """
    version = put.version
    _require_awaited(put)
    decision = enter_body_decision(
        put.meeting,
        title=f"{version.proposal.title} (V{version.version})",
        text=version.text,
        verdict=verdict,
        motives=motives,
        subject=version.proposal.subject,
        actor=actor,
        at=at,
    )
    details = {"body": put.meeting.body.name, "verdict": verdict.value}
    _record(Event.VERSION_DECIDED, version, actor=actor, at=at, **details)
    tell_of_version(version, DECIDED, motives, f"decision-{decision.id}", actor=actor, at=at)
    if plans and is_adopted(verdict):
        _plan(version, decision, actor=actor, at=at)
    return decision


def locked_version(version_id: int) -> ProposalVersion:
    """The version, held until our transaction ends: two hands write it one after the other."""
    wanted = select(ProposalVersion).where(ProposalVersion.id == version_id).with_for_update()
    return db.session.execute(wanted.execution_options(populate_existing=True)).scalar_one()


def _plan(version: ProposalVersion, decision: Decision, *, actor: Actor, at: datetime) -> None:
    on = decision.decided_on
    items = items_of([version.id]).get(version.id, [])
    now = {one.id: one for one in actions_now([item.action_id for item in items])}
    for item in items:
        one = now[item.action_id]
        if one.state is ActionState.PROPOSED and (one.state_since is None or one.state_since <= on):
            record_state(item.action, ActionState.PLANNED, on=on, text=decision.title, actor=actor, at=at)


def _freeze(version: ProposalVersion, at: datetime) -> None:
    items = items_of([version.id]).get(version.id, [])
    if not items:
        raise Refused("version-empty", _EMPTY)
    _list(version, {one.action_id: one.priority for one in items})
    version.frozen_at = at
    db.session.flush()


def _list(version: ProposalVersion, priorities: Mapping[int, int], *, strict: bool = True) -> None:
    """The actions of a version, as they are written now, the first priorities first under each axis."""
    db.session.execute(delete(ProposalItem).where(ProposalItem.version_id == version.id))
    found = [one for one in actions_now(list(priorities)) if one.merged_into is None]
    if strict and len(found) != len(priorities):
        raise Refused("version-actions", _UNKNOWN)
    ordered = sorted(found, key=lambda one: (one.axis.position, priorities[one.id] or 9, one.number))
    for position, one in enumerate(ordered, 1):
        item = ProposalItem(
            version_id=version.id,
            action_id=one.id,
            revision_id=one.said.id,
            axis_code=one.axis.code,
            axis_label=one.axis.label,
            priority=priorities[one.id],
            position=position,
        )
        db.session.add(item)
    db.session.flush()


def require_unfrozen(version: ProposalVersion) -> None:
    """Refuse to change what a body has read."""
    if version.frozen_at is not None:
        raise StateMoved("version-frozen", _FROZEN)


def require_undecided(put: PutNow) -> None:
    """Refuse to decide twice."""
    if put.decision is not None:
        raise StateMoved("version-decided", _DECIDED)


def _require_awaited(put: ProposalPut) -> None:
    now: VersionNow = version_now(put.version)
    mine = next((one for one in now.puts if one.put.id == put.id), None)
    if mine is None:
        raise StateMoved("version-not-put", _NOT_PUT)
    require_undecided(mine)


def _record(event: Event, version: ProposalVersion, *, actor: Actor, at: datetime, **more: object) -> None:
    proposal = version.proposal
    details = {"title": proposal.title, "version": version.version, **more}
    audit.record(event, proposal.subject, actor=actor, at=at, details=details)
