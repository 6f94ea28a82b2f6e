"""A small programme for tests: three axes, six actions in every state that people can choose, on fixed days."""

from datetime import UTC, date, datetime
from typing import Any

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import Body
from pole.programme.models import Action, Axis, Contribution, ProposalPut, ProposalVersion
from pole.programme.rules.contributions import ContributionKind
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import (
    ActionDraft,
    add_action,
    record_evidence,
    record_spent,
    record_state,
)
from pole.programme.services.axes import add_axis
from pole.programme.services.contributions import ContributionDraft, collect
from pole.programme.services.proposals import VersionDraft, add_proposal, begin_version, put_version, write_version
from tests.states import prepared

WRITTEN = datetime(2026, 1, 5, 9, tzinfo=UTC)
BY: dict[str, Any] = {"actor": SYSTEM, "at": WRITTEN}
LATER: dict[str, Any] = {"actor": SYSTEM, "at": datetime(2026, 6, 1, 9, tzinfo=UTC)}
TITLES = ("Bénévolat", "Financement", "Locaux partagés", "Récits", "Communication", "Mécénat")


def axis(code: str = "1", label: str = "Gestion des structures") -> Axis:
    """An axis."""
    return add_axis(code, label, **BY)


def draft(of: Axis, title: str = "Bénévolat", **more: object) -> ActionDraft:
    """An action as it is written: 5,000 euros and 100 hours planned."""
    usual: dict[str, object] = {
        "axis_id": of.id,
        "title": title,
        "text": f"{title}\u00a0: ce que nous faisons, et pourquoi.",
        "target_public": "Les associations",
        "themes": ("Gouvernance",),
        "needs": ("Renouveler les bénévoles",),
        "owner_name": "Maison des aidants",
        "college": "structures",
        "planned_cents": 500_000,
        "planned_hours": 100,
        "starts_on": date(2026, 2, 1),
        "ends_on": date(2027, 1, 31),
    }
    return ActionDraft(**(usual | more))  # type: ignore[arg-type]


def action(of: Axis | None = None, title: str = "Bénévolat", **more: object) -> Action:
    """One action, on an axis of its own where none is given."""
    return add_action(draft(of or axis(), title, **more), **BY)


def move(one: Action, *states: ActionState, on: date = date(2026, 3, 1)) -> Action:
    """Pass through states on a day."""
    for state in states:
        record_state(one, state, on=on, **LATER)
    return one


@prepared
def programme() -> list[Action]:
    """Six actions: proposed, planned, under way (with money, hours and evidence), under way, done, stopped."""
    one, two, three = (axis(code, label) for code, label in (("1", "Gestion"), ("2a", "Services"), ("3", "Récits")))
    made = [action(of, title) for of, title in zip((one, one, two, two, three, three), TITLES, strict=True)]
    planned, going = ActionState.PLANNED, ActionState.UNDER_WAY
    move(made[1], planned)
    move(made[2], planned, going)
    record_spent(made[2], cents=120_050, hours=30, on=date(2026, 4, 2), text="Premier atelier", **LATER)
    record_evidence(made[2], "Une salle ouverte à neuf structures", on=date(2026, 5, 4), **LATER)
    move(made[3], planned, going)
    move(made[4], planned, going, ActionState.DONE)
    move(made[5], planned, ActionState.STOPPED)
    db.session.flush()
    return made


def contribution(title: str = "Renouveler le bureau", **more: object) -> Contribution:
    """A viewpoint given in February, of an organisation that nobody has on record."""
    account_id = more.pop("account_id", None)
    usual: dict[str, object] = {
        "kind": ContributionKind.VIEWPOINT,
        "title": title,
        "text": f"{title}\u00a0: nous sommes trop peu.",
        "origin": "Association du Four banal",
        "person_name": "Maëlys Kervadec",
        "given_on": date(2026, 2, 3),
    }
    return collect(ContributionDraft(**(usual | more)), account_id=account_id, **LATER)  # type: ignore[arg-type]


def proposal(*actions: Action, text: str = "Nous travaillons ensemble.", **priorities: int) -> ProposalVersion:
    """A proposal whose first version holds these actions, the first ones first; still being written."""
    made = add_proposal("Programme d’actions", "Que faire dans les trois ans\u202f?", **LATER)
    version = begin_version(made, **LATER)
    held = {one.id: priorities.get(f"p{rank}", 1) for rank, one in enumerate(actions)}
    return write_version(version, VersionDraft(text, "", held), **LATER)


def put_to(version: ProposalVersion, body: Body, on: date = date(2026, 5, 20)) -> ProposalPut:
    """Before a body, at its meeting of a day that is over."""
    return put_version(version, body, on, **LATER)
