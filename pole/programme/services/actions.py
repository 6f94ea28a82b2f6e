"""Write actions, and tell what happens to them. Nothing is deleted: an action is stopped or merged into another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from pole.programme.models import Action, ActionFact, ActionRevision, Axis
from pole.programme.queries.actions import ActionNow, action_by_id, last_revision
from pole.programme.rules.events import Event
from pole.programme.rules.states import ActionState, may_follow
from pole.programme.services.axes import add_axis
from pole.programme.services.telling import tell_of_action

__all__ = [
    "ActionDraft",
    "add_action",
    "add_axis",
    "merge_actions",
    "record_evidence",
    "record_note",
    "record_spent",
    "record_state",
    "take_back",
    "write_action",
]

_CLOSED_AXIS = N_("The axis %(axis)s is closed: choose another one.")
_ORDER = N_("The action would end before it begins: choose an end after %(starts)s.")
_MERGED = N_("This action was merged into no. %(into)s: write what happens there.")
_FOLLOWS = N_("An action does not pass from where this one stands to what was chosen. See where it stands now.")
_BY_MERGING = N_("An action is merged by saying into which other one.")
_AHEAD = N_("A fact is told once it has happened: choose a day until today.")
_BEFORE = N_("This action has been where it stands since %(since)s: choose that day or a later one.")
_NOTHING_SPENT = N_("Nothing is spent here: write an amount or a number of hours.")
_ITSELF = N_("An action is not merged into itself: choose another one.")
_INTO_MERGED = N_("Action no. %(number)s was itself merged into no. %(into)s: choose that one.")
_TAKEN_BACK = N_("This was taken back already.")
_LATER_STATE = N_("The action moved on after this: take back what came later first.")


@dataclass(frozen=True, kw_only=True)
class ActionDraft:
    """What a person writes of an action; money in cents, hours of volunteers and employees together."""

    axis_id: int
    title: str
    text: str = ""
    target_public: str = ""
    themes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    owner_actor_id: int | None = None
    owner_name: str = ""
    college: str = ""
    planned_cents: int = 0
    planned_hours: int = 0
    starts_on: date | None = None
    ends_on: date | None = None


def add_action(draft: ActionDraft, *, actor: Actor, at: datetime) -> Action:
    """A new action under the next number, proposed until a fact says otherwise."""
    _require_sound(draft)
    action = Action(number=next_number(Action.number), created_at=at, created_by=actor.name)
    db.session.add(action)
    db.session.flush()
    _revise(action, draft, 1, actor=actor, at=at)
    return action


def write_action(action: Action, draft: ActionDraft, *, actor: Actor, at: datetime) -> ActionRevision:
    """Write an action again; the same words leave things as they are. A merged one is no longer written."""
    before = last_revision(action)
    kept = before.axis_id == draft.axis_id
    _require_sound(draft, same_axis=kept)
    _require_not_merged(action_by_id(action.id))
    if draft == draft_of(before):
        return before
    return _revise(action, draft, before.revision + 1, actor=actor, at=at)


def draft_of(revision: ActionRevision) -> ActionDraft:
    """What a revision says, as it would be written."""
    names = ActionDraft.__dataclass_fields__
    said = {name: getattr(revision, name) for name in names}
    return ActionDraft(**said | {"themes": tuple(revision.themes), "needs": tuple(revision.needs)})


def record_state(
    action: Action, state: ActionState, *, on: date, text: str = "", actor: Actor, at: datetime
) -> ActionFact:
    """It passes to another state on a day, with the reason where there is one."""
    now = action_by_id(action.id)
    _require_not_merged(now)
    if state is ActionState.MERGED:
        raise Refused("action-merging", _BY_MERGING)
    if not may_follow(now.state, state):
        raise StateMoved("action-state", _FOLLOWS)
    _require_after(now, on)
    made = _told(action, "state", on, text=text, details={"state": state.value}, actor=actor, at=at)
    _record(Event.ACTION_MOVED, action, made, actor=actor, at=at)
    tell_of_action(action, made, actor=actor, at=at)
    return made


def record_spent(
    action: Action, *, cents: int = 0, hours: int = 0, on: date, text: str = "", actor: Actor, at: datetime
) -> ActionFact:
    """Money (cents) and hours that it cost, on a day."""
    _require_not_merged(action_by_id(action.id))
    if cents < 0 or hours < 0 or not cents + hours:
        raise Refused("action-spent", _NOTHING_SPENT)
    made = _told(action, "spent", on, text=text, details={"cents": cents, "hours": hours}, actor=actor, at=at)
    _record(Event.ACTION_SPENT, action, made, actor=actor, at=at)
    return made


def record_evidence(
    action: Action,
    text: str,
    *,
    on: date,
    address: str = "",
    deposit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> ActionFact:
    """What shows that it was done: words, a web address or a file that was handed in."""
    details = {name: value for name, value in (("address", address), ("deposit", deposit_id)) if value}
    made = _told(action, "evidence", on, text=text, details=details, actor=actor, at=at)
    _record(Event.ACTION_PROVED, action, made, actor=actor, at=at)
    tell_of_action(action, made, actor=actor, at=at)
    return made


def record_note(action: Action, text: str, *, on: date, actor: Actor, at: datetime) -> ActionFact:
    """Something worth remembering of it, on a day."""
    made = _told(action, "note", on, text=text, details={}, actor=actor, at=at)
    _record(Event.ACTION_NOTED, action, made, actor=actor, at=at)
    return made


def merge_actions(action: Action, into: Action, *, on: date, text: str, actor: Actor, at: datetime) -> ActionFact:
    """Another action takes this one over, with what stood behind it; the reason is kept."""
    if action.id == into.id:
        raise Refused("action-itself", _ITSELF)
    now, target = action_by_id(action.id), action_by_id(into.id)
    _require_not_merged(now)
    if target.merged_into is not None:
        raise Refused("action-into-merged", _INTO_MERGED, number=into.number, into=target.merged_into)
    _require_after(now, on)
    made = _told(action, "merged", on, text=text, details={"into": into.number}, actor=actor, at=at)
    _record(Event.ACTION_MERGED, action, made, actor=actor, at=at)
    tell_of_action(action, made, actor=actor, at=at)
    return made


def take_back(fact: ActionFact, reason: str, *, at: datetime, actor: Actor) -> ActionFact:
    """What was told by mistake is taken back by a fact that names it; of the states, the last one alone."""
    action = db.session.get_one(Action, fact.action_id)
    now = action_by_id(action.id)
    if fact not in now.facts:
        raise StateMoved("fact-taken-back", _TAKEN_BACK)
    moves = [one for one in now.facts if one.kind in ("state", "merged")]
    if fact in moves and fact != moves[-1]:
        raise Refused("fact-later", _LATER_STATE)
    made = ActionFact(
        action_id=action.id, kind="reversal", on=fact.on, text=reason, reverses_id=fact.id, **_by(actor, at)
    )
    db.session.add(made)
    db.session.flush()
    _record(Event.FACT_TAKEN_BACK, action, made, actor=actor, at=at)
    return made


def locked_action(action_id: int) -> Action:
    """The action, held until our transaction ends, so that two acts on it wait for one another."""
    wanted = select(Action).where(Action.id == action_id).with_for_update()
    return db.session.execute(wanted).scalar_one()


def _revise(action: Action, draft: ActionDraft, revision: int, *, actor: Actor, at: datetime) -> ActionRevision:
    said = vars(draft) | {"themes": list(draft.themes), "needs": list(draft.needs)}
    made = ActionRevision(action_id=action.id, revision=revision, written_at=at, written_by=actor.name, **said)
    db.session.add(made)
    db.session.flush()
    details = {"number": action.number, "revision": revision, "title": draft.title}
    audit.record(Event.ACTION_WRITTEN, action.subject, actor=actor, at=at, details=details)
    return made


def _told(
    action: Action, kind: str, on: date, *, text: str, details: Mapping[str, object], actor: Actor, at: datetime
) -> ActionFact:
    if on > day_of(at):
        raise Refused("action-ahead", _AHEAD)
    made = ActionFact(action_id=action.id, kind=kind, on=on, text=text, details=dict(details), **_by(actor, at))
    db.session.add(made)
    db.session.flush()
    return made


def _by(actor: Actor, at: datetime) -> dict[str, object]:
    return {"recorded_at": at, "recorded_by": actor.name}


def _record(event: Event, action: Action, fact: ActionFact, *, actor: Actor, at: datetime) -> None:
    known = {name: value for name, value in fact.details.items() if name in ("state", "cents", "hours", "into")}
    details = {"number": action.number, "on": fact.on.isoformat(), **known}
    audit.record(event, action.subject, actor=actor, at=at, details=details)


def _require_sound(draft: ActionDraft, *, same_axis: bool = False) -> None:
    axis = db.session.get_one(Axis, draft.axis_id)
    if axis.closed_at is not None and not same_axis:
        raise Refused("axis-closed", _CLOSED_AXIS, axis=axis.code)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise Refused("action-order", _ORDER, starts=draft.starts_on.isoformat())


def _require_not_merged(now: ActionNow) -> None:
    if now.merged_into is not None:
        raise StateMoved("action-merged", _MERGED, into=now.merged_into)


def _require_after(now: ActionNow, on: date) -> None:
    if now.state_since is not None and on < now.state_since:
        raise Refused("action-before", _BEFORE, since=now.state_since.isoformat())
