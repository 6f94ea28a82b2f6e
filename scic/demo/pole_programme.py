"""The programme of the demonstration: six axes, eighteen actions under stable numbers, what was done and spent."""

from datetime import date, timedelta
from typing import Any

from foundation.kernel.audit import Actor
from pole.actors.models import Actor as Carrier
from pole.programme.models import Action, Axis
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import (
    ActionDraft,
    add_action,
    merge_actions,
    record_evidence,
    record_spent,
    record_state,
)
from pole.programme.services.axes import add_axis
from scic.demo.founding import DemoMember, founding_day, morning
from scic.demo.pole_contributions import collect_contributions
from scic.demo.pole_programme_texts import ACTIONS, AXES, MERGED, YEARLY, Told
from scic.demo.pole_proposals import write_proposals

WRITTEN_BEFORE = timedelta(days=330)


def write_programme(members: list[DemoMember], carriers: dict[str, Carrier], today: date) -> list[Action]:
    """Axes and actions as they were written in the year before the cooperative, and their life since; by number.

    `carriers`: the actors of the directory by name; an action whose owner is one of them is linked to it.
    """
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    first = founding_day(today)
    by: dict[str, Any] = {"actor": actor, "at": morning(first - WRITTEN_BEFORE)}
    axes = {code: add_axis(code, label, text, **by) for code, label, text in AXES}
    actions = [add_action(_draft(one, axes[one.axis], carriers.get(one.owner), first), **by) for one in ACTIONS]
    collect_contributions(members, actions, today)
    write_proposals(members, actions, today)
    for action, told in zip(actions, ACTIONS, strict=True):
        _live(action, told, actor, first=first, today=today)
    _pay_yearly(actions, actor, today)
    _merge(actions, actor, first)
    return actions


def after(first: date, months: int) -> date:
    """The tenth of the month so many months after the first day."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 10)


def _draft(told: Told, axis: Axis, carrier: Carrier | None, first: date) -> ActionDraft:
    return ActionDraft(
        axis_id=axis.id,
        title=told.title,
        text=told.text,
        target_public=told.public,
        themes=told.themes,
        needs=told.needs,
        owner_actor_id=carrier.id if carrier else None,
        owner_name=told.owner,
        college=told.college,
        planned_cents=told.euros * 100,
        planned_hours=told.hours,
        starts_on=after(first, told.months[0]),
        ends_on=after(first, told.months[1]),
    )


def _pay_yearly(actions: list[Action], actor: Actor, today: date) -> None:
    """What is paid when a year begins, the year before and this one."""
    for number, euros, hours, what in YEARLY:
        for on in (date(today.year - 1, 1, 1), date(today.year, 1, 1)):
            spent: dict[str, Any] = {"cents": euros * 100, "hours": hours, "on": on, "text": what}
            record_spent(actions[number - 1], **spent, actor=actor, at=morning(on))


def _live(action: Action, told: Told, actor: Actor, *, first: date, today: date) -> None:
    """Everything that happened until today; the rest of its life is not known yet."""
    for months, state in told.life:
        if (on := after(first, months)) <= today:
            record_state(action, ActionState(state), on=on, actor=actor, at=morning(on))
    for months, euros, hours, what in told.spent:
        if (on := after(first, months)) <= today:
            record_spent(action, cents=euros * 100, hours=hours, on=on, text=what, actor=actor, at=morning(on))
    for months, what in told.proofs:
        if (on := after(first, months)) <= today:
            record_evidence(action, what, on=on, actor=actor, at=morning(on))


def _merge(actions: list[Action], actor: Actor, first: date) -> None:
    number, into, months, why = MERGED
    on = after(first, months)
    merge_actions(actions[number - 1], actions[into - 1], on=on, text=why, actor=actor, at=morning(on))
