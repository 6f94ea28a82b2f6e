"""What may be evaluated: its name of today, where its page is, and who carries it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.members import Member
from membership.queries.roll import members_represented_by
from pole.actors.models import Actor
from pole.evaluations.rules.campaigns import parted, subject_of
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.rules.states import ActionState
from pole.workshops.queries.records import titles_of


@dataclass(frozen=True)
class About:
    """One thing that may be evaluated: its number (none for a workshop), its title; `action` where it is one."""

    about: str
    number: int | None
    title: str
    action: ActionNow | None = None

    @property
    def label(self) -> str:
        """Its number and its title."""
        return f"{self.number}. {self.title}" if self.number else self.title


def offered() -> list[About]:
    """What a campaign may evaluate: the actions that were not merged, by axis then number, then the latest workshops."""
    actions = [_of_action(one) for one in actions_now() if one.state is not ActionState.MERGED]
    return actions + [_of_workshop(key, title) for key, title in titles_of().items()]


def named(abouts: Iterable[str]) -> dict[str, About]:
    """What these are called now, by subject; what is gone from its room is left out. A constant number of statements."""
    ids: dict[str, list[int]] = {"action": [], "workshop": []}
    for kind, number in map(parted, abouts):
        ids.setdefault(kind, []).append(number)
    found = [_of_action(one) for one in (actions_now(ids["action"]) if ids["action"] else ())]
    titles = titles_of(ids["workshop"]) if ids["workshop"] else {}
    return {one.about: one for one in [*found, *(_of_workshop(key, title) for key, title in titles.items())]}


def carried_by(account_id: int, on: date, abouts: Collection[str]) -> frozenset[str]:
    """Which of these an account answers for: those whose owner is a member organisation that it represents."""
    mine = [one.member_id for one in members_represented_by(account_id, on)]
    owners = {one.action.said.owner_actor_id: key for key, one in named(abouts).items() if one.action}
    owners.pop(None, None)
    if not mine or not owners:
        return frozenset()
    wanted = (
        select(Actor.id)
        .join(Member, Member.organisation_id == Actor.organisation_id)
        .where(Member.id.in_(mine), Actor.id.in_([key for key in owners if key is not None]))
    )
    own = set(db.session.execute(wanted).scalars())
    return frozenset(key for key, one in named(abouts).items() if one.action and one.action.said.owner_actor_id in own)


def _of_workshop(number: int, title: str) -> About:
    return About(subject_of("workshop", number), None, title)


def _of_action(one: ActionNow) -> About:
    return About(subject_of("action", one.id), one.number, one.title, one)
