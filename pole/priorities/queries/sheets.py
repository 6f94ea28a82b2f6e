"""The sheet of each action put to a vote, as it was written when the vote opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from foundation.kernel.db import db
from membership.models.identity import Organisation
from membership.presentation import Naming, naming_on
from pole.actors.models import Actor
from pole.priorities.models import PriorityVote
from pole.priorities.rules.ballots import Listed
from pole.programme.models import ActionRevision, Axis
from pole.programme.queries.actions import ActionNow, actions_now


@dataclass(frozen=True)
class Sheet:
    """One action as voters read it (`said`), with where it stands today (`now`), its axis, its owner and its college."""

    now: ActionNow
    said: ActionRevision
    axis: Axis
    owner: str
    college: str
    tone: int

    @property
    def number(self) -> int:
        """The number that people read."""
        return self.now.number

    @property
    def rewritten(self) -> bool:
        """Whether the action was written again since."""
        return self.now.said.id != self.said.id

    @property
    def listed(self) -> Listed:
        """The action as the ballot shows it."""
        return Listed(
            self.number, self.said.title, self.said.planned_cents, self.said.planned_hours, self.owner, self.college
        )


def sheets_of(vote: PriorityVote, on: date) -> list[Sheet]:
    """The sheets of the list of a vote, in its order; five statements at any size. Colleges are named as on `on`."""
    items = sorted(vote.items, key=lambda one: one.position)
    now = {one.id: one for one in actions_now([item.action_id for item in items])}
    return _sheets([(now[item.action_id], item.revision_id) for item in items], naming_on(on))


def sheets_now(ids: Sequence[int], on: date) -> list[Sheet]:
    """The same of actions as they are written now, in the order of the ids."""
    now = {one.id: one for one in actions_now(ids)}
    return _sheets([(now[one], now[one].said.id) for one in ids if one in now], naming_on(on))


def _sheets(wanted: Sequence[tuple[ActionNow, int]], naming: Naming) -> list[Sheet]:
    said = _said([revision for _now, revision in wanted])
    found = []
    for action, revision_id in wanted:
        revision, axis, owner = said[revision_id]
        college = naming.college(revision.college)
        found.append(Sheet(action, revision, axis, owner, college, naming.tone(revision.college)))
    return found


def _said(revisions: Sequence[int]) -> dict[int, tuple[ActionRevision, Axis, str]]:
    """By id of the writing: what it says, its axis, and who leads it (who answers for it, else the actor)."""
    carrier = func.coalesce(Organisation.name, Actor.name, "")
    rows = db.session.execute(
        select(ActionRevision, Axis, carrier)
        .join(Axis, Axis.id == ActionRevision.axis_id)
        .outerjoin(Actor, Actor.id == ActionRevision.owner_actor_id)
        .outerjoin(Organisation, Organisation.id == Actor.organisation_id)
        .where(ActionRevision.id.in_(revisions))
    )
    return {said.id: (said, axis, carried or said.owner_name) for said, axis, carried in rows}
