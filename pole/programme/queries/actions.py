"""Actions as they stand now: their last writing, their state and what was spent, in a constant number of statements."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from pole.programme.models import Action, ActionFact, ActionRevision, Axis
from pole.programme.rules.states import ActionState

_NO_ACTION = N_("There is no action of this number. See the whole programme.")


@dataclass(frozen=True)
class ActionNow:
    """An action as it stands: what it says (`said`, its last revision), where it stands, what it has cost so far."""

    action: Action
    said: ActionRevision
    axis: Axis
    state: ActionState = ActionState.PROPOSED
    state_since: date | None = None
    spent_cents: int = 0
    spent_hours: int = 0
    merged_into: int | None = None
    facts: tuple[ActionFact, ...] = field(default=(), repr=False)

    @property
    def id(self) -> int:
        """The id of the action, for what points to it."""
        return self.action.id

    @property
    def number(self) -> int:
        """The number that people read."""
        return self.action.number

    @property
    def title(self) -> str:
        """What it is called now."""
        return self.said.title


def actions_now(ids: Collection[int] | None = None) -> list[ActionNow]:
    """The actions of these ids (None: all), by axis then number; in two statements at any size."""
    rows = db.session.execute(_written(ids)).all()
    facts = _standing_facts(ids)
    return [_stood(action, said, axis, facts.get(action.id, ())) for action, said, axis in rows]


def action_by_id(action_id: int) -> ActionNow:
    """The action of that id as it stands; NotFound where there is none."""
    return _only(actions_now([action_id]))


def action_by_number(number: int) -> ActionNow:
    """The action that people know by that number; NotFound where there is none."""
    found = db.session.execute(select(Action.id).where(Action.number == number)).scalar_one_or_none()
    return _only([] if found is None else actions_now([found]))


def last_revision(action: Action) -> ActionRevision:
    """What an action says now."""
    wanted = select(ActionRevision).where(ActionRevision.action_id == action.id)
    return db.session.execute(wanted.order_by(ActionRevision.revision.desc()).limit(1)).scalar_one()


def revisions_of(action: Action) -> list[ActionRevision]:
    """Everything an action said, the first writing first."""
    wanted = select(ActionRevision).where(ActionRevision.action_id == action.id)
    return list(db.session.execute(wanted.order_by(ActionRevision.revision)).scalars())


def _only(found: list[ActionNow]) -> ActionNow:
    if not found:
        raise NotFound("action", _NO_ACTION)
    return found[0]


def _written(ids: Collection[int] | None) -> Select[Action, ActionRevision, Axis]:
    later = aliased(ActionRevision)
    last = select(func.max(later.revision)).where(later.action_id == Action.id).scalar_subquery()
    wanted = (
        select(Action, ActionRevision, Axis)
        .select_from(Action)
        .join(ActionRevision, (ActionRevision.action_id == Action.id) & (ActionRevision.revision == last))
        .join(Axis, Axis.id == ActionRevision.axis_id)
        .options(joinedload(ActionRevision.owner_actor))
        .order_by(Axis.position, Action.number)
    )
    return wanted if ids is None else wanted.where(Action.id.in_(ids))


def _standing_facts(ids: Collection[int] | None) -> dict[int, tuple[ActionFact, ...]]:
    taken_back = select(ActionFact.reverses_id).where(ActionFact.reverses_id.is_not(None))
    wanted = select(ActionFact).where(ActionFact.kind != "reversal", ActionFact.id.not_in(taken_back))
    if ids is not None:
        wanted = wanted.where(ActionFact.action_id.in_(ids))
    found: dict[int, list[ActionFact]] = {}
    for fact in db.session.execute(wanted.order_by(ActionFact.on, ActionFact.id)).scalars():
        found.setdefault(fact.action_id, []).append(fact)
    return {action_id: tuple(facts) for action_id, facts in found.items()}


def _stood(action: Action, said: ActionRevision, axis: Axis, facts: tuple[ActionFact, ...]) -> ActionNow:
    states = [fact for fact in facts if fact.kind == "state"]
    merges = [fact for fact in facts if fact.kind == "merged"]
    spent = [fact.details for fact in facts if fact.kind == "spent"]
    told = ActionState(states[-1].details["state"]) if states else ActionState.PROPOSED
    return ActionNow(
        action,
        said,
        axis,
        ActionState.MERGED if merges else told,
        (merges or states)[-1].on if merges or states else None,
        sum(int(one.get("cents", 0)) for one in spent),
        sum(int(one.get("hours", 0)) for one in spent),
        int(merges[-1].details["into"]) if merges else None,
        facts,
    )
