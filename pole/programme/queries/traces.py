"""What became of a contribution, from the day it was said to the day its action was done; and from where an action comes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from pole.programme.models import Contribution, ContributionFact
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.queries.contributions import contributions_behind, facts_about, merges
from pole.programme.queries.timelines import timelines
from pole.programme.rules.contributions import taken_over_by
from pole.programme.rules.happened import Happened, in_order, since

OWN_TO_THE_ACTION = ("spent", "written", "took_over")
_SAID = N_("Said, and kept under no. %(number)s")
_BEHIND = N_("Stands behind action no. %(number)s, “%(title)s”")
_MERGED = N_("Merged into contribution no. %(into)s, which speaks for both")
_SET_ASIDE = N_("Not taken up")


@dataclass(frozen=True)
class Trace:
    """What became of a contribution: the lines in their order, the actions it led to, those that say the same as it."""

    lines: list[Happened]
    actions: list[ActionNow]
    speaks_for: list[Contribution]
    facts: list[ContributionFact]


def trace_of(contribution: Contribution) -> Trace:
    """Follow a contribution through its merges to its actions and their life; as many statements whatever happened."""
    into = {one.contribution_id: one.into_id for one in merges() if one.into_id is not None}
    chain = (contribution.id, *taken_over_by(contribution.id, into))
    facts = facts_about(chain)
    every = {one.id: one for one in actions_now()}
    behind = {fact.action_id: fact for one in chain for fact in facts.get(one, []) if fact.action_id is not None}
    reached = {**{one: behind[one].on for one in behind}, **_through_merges(behind, every)}
    actions = [every[one] for one in reached]
    lives = timelines(actions)
    numbers = _numbers([*chain, *(one for one in into if contribution.id in taken_over_by(one, into))])
    lines = [
        Happened(contribution.given_on, "said", _SAID, {"number": contribution.number}, contribution.source),
        *(line for one in chain for line in _own(facts.get(one, []), numbers, every)),
        *(
            line
            for one in actions
            for line in since(lives[one.id], reached[one.id])
            if line.kind not in OWN_TO_THE_ACTION
        ),
    ]
    spoken = [one for one in numbers.values() if one.id not in chain]
    return Trace(in_order(lines), actions, spoken, facts.get(contribution.id, []))


@dataclass(frozen=True)
class Behind:
    """A contribution behind an action; `through` is the number of the one it was said in, or of the action merged, if any."""

    contribution: Contribution
    through_action: int | None = None
    through_contribution: int | None = None


def all_behind(action: ActionNow) -> list[Behind]:
    """Everything that stands behind an action: its own contributions, those merged into them, those of actions it took over."""
    every = actions_now()
    own = [action, *(one for one in every if one.id != action.id and _ends_at(one, action.number, every))]
    found = contributions_behind([one.id for one in own])
    lines = [
        Behind(one, taken.number if taken.id != action.id else None) for taken in own for one in found.get(taken.id, [])
    ]
    known = {line.contribution.id: line.contribution.number for line in lines}
    into = {one.contribution_id: one.into_id for one in merges() if one.into_id is not None}
    said = {one: target for one in into if one not in known for target in taken_over_by(one, into) if target in known}
    merged = _numbers(list(said))
    return [*lines, *(Behind(merged[one], None, known[target]) for one, target in said.items())]


def _ends_at(one: ActionNow, number: int, every: Sequence[ActionNow]) -> bool:
    into = {other.number: other.merged_into for other in every if other.merged_into is not None}
    return number in taken_over_by(one.number, into)


def _through_merges(behind: Mapping[int, ContributionFact], every: Mapping[int, ActionNow]) -> dict[int, date]:
    """The actions that took over those it stands behind, from the day they did."""
    by_number = {one.number: one for one in every.values()}
    found: dict[int, date] = {}
    for action_id in behind:
        now = every[action_id]
        while now.merged_into is not None and now.state_since is not None:
            day, now = now.state_since, by_number[now.merged_into]
            if now.id in found:
                break
            if now.id not in behind:
                found[now.id] = day
    return found


def _own(
    facts: Sequence[ContributionFact], numbers: Mapping[int, Contribution], every: Mapping[int, ActionNow]
) -> Iterator[Happened]:
    for fact in facts:
        if fact.action_id is not None:
            action = every[fact.action_id]
            values = {"number": action.number, "title": action.title}
            yield Happened(fact.on, "behind", _BEHIND, values, fact.text, "programme.action", {"number": action.number})
        elif fact.into_id is not None:
            into = numbers[fact.into_id].number
            yield Happened(
                fact.on, "merged", _MERGED, {"into": into}, fact.text, "programme.contribution", {"number": into}
            )
        else:
            yield Happened(fact.on, "set_aside", _SET_ASIDE, {}, fact.text)


def _numbers(ids: Sequence[int]) -> dict[int, Contribution]:
    wanted = select(Contribution).options(joinedload(Contribution.origin_actor)).where(Contribution.id.in_(ids))
    return {one.id: one for one in db.session.execute(wanted.order_by(Contribution.number)).scalars()}
