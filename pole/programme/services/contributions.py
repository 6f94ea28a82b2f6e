"""Collect contributions, and tell what becomes of them: behind an action, merged into another, set aside with the reason."""

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
from foundation.kernel.sorting import sort_key
from governance.services.following import follow
from pole.programme.models import Action, Contribution, ContributionFact
from pole.programme.queries.actions import action_by_id
from pole.programme.queries.contributions import facts_about, givers
from pole.programme.rules.contributions import ContributionKind
from pole.programme.rules.events import Event
from pole.programme.services.telling import tell_of_contribution

_AHEAD = N_("A contribution is collected once it was given: choose a day until today.")
_NO_REASON = N_("Write why: whoever gave this will read what became of it.")
_ITSELF = N_("A contribution is not merged into itself: choose another one.")
_MERGED = N_("This contribution was merged into no. %(into)s: what becomes of it is told there.")
_INTO_MERGED = N_("Contribution no. %(number)s was itself merged into no. %(into)s: choose that one.")
_BEHIND_MERGED = N_("Action no. %(number)s was merged into no. %(into)s: choose that one.")
_BEHIND_TWICE = N_("This contribution stands behind action no. %(number)s already.")
_ASIDE = N_("This contribution was set aside: take that back first.")
_USED = N_("This contribution stands behind an action: take that back first.")
_TAKEN_BACK = N_("This was taken back already.")


@dataclass(frozen=True, kw_only=True)
class ContributionDraft:
    """What is written of a contribution: what was said, where it comes from, who said it and on which day."""

    kind: ContributionKind
    title: str
    given_on: date
    text: str = ""
    need: str = ""
    origin: str = ""
    origin_actor_id: int | None = None
    person_name: str = ""
    college: str = ""
    address: str = ""


def collect(draft: ContributionDraft, *, account_id: int | None = None, actor: Actor, at: datetime) -> Contribution:
    """Keep a contribution under the next number; `account_id`: the account that brings it, finds it again and is told."""
    if draft.given_on > day_of(at):
        raise Refused("contribution-ahead", _AHEAD)
    said = vars(draft) | {"kind": draft.kind.value}
    made = Contribution(
        number=next_number(Contribution.number),
        account_id=account_id,
        collected_at=at,
        collected_by=actor.name,
        search_text=sort_key(f"{draft.title} {draft.text} {draft.need} {draft.origin}"),
        **said,
    )
    db.session.add(made)
    db.session.flush()
    if account_id is not None:
        follow(account_id, made.subject, at=at)
    _record(Event.CONTRIBUTION_COLLECTED, made, actor=actor, at=at, title=made.title)
    return made


def put_behind(
    contribution: Contribution, action: Action, *, on: date, text: str = "", actor: Actor, at: datetime
) -> ContributionFact:
    """It stands behind an action from a day on; whoever brought it online, or one merged into it, is told what becomes of it."""
    standing = _standing(contribution)
    _require_not_merged(standing)
    if any(one.kind == "set_aside" for one in standing):
        raise StateMoved("contribution-aside", _ASIDE)
    if any(one.action_id == action.id for one in standing):
        raise StateMoved("contribution-behind", _BEHIND_TWICE, number=action.number)
    now = action_by_id(action.id)
    if now.merged_into is not None:
        raise Refused("contribution-action-merged", _BEHIND_MERGED, number=now.number, into=now.merged_into)
    made = _told(contribution, "behind", on, text=text, actor=actor, at=at, action_id=action.id)
    _follow(contribution, action, at=at)
    _record(Event.CONTRIBUTION_BEHIND, contribution, actor=actor, at=at, action=action.number)
    tell_of_contribution(contribution, made, actor=actor, at=at)
    return made


def merge_contributions(
    contribution: Contribution, into: Contribution, *, on: date, text: str, actor: Actor, at: datetime
) -> ContributionFact:
    """Another contribution says the same and speaks for both from now on; this one keeps its words and its origin."""
    if contribution.id == into.id:
        raise Refused("contribution-itself", _ITSELF)
    _require_not_merged(_standing(contribution))
    gone = [one for one in _standing(into) if one.kind == "merged"]
    if gone:
        raise Refused("contribution-into-merged", _INTO_MERGED, number=into.number, into=_number(gone[0].into_id))
    made = _told(contribution, "merged", on, text=text, actor=actor, at=at, into_id=into.id)
    for one in _standing(into):
        if one.action_id is not None:
            _follow(contribution, action_by_id(one.action_id).action, at=at)
    _record(Event.CONTRIBUTION_MERGED, contribution, actor=actor, at=at, into=into.number)
    tell_of_contribution(contribution, made, actor=actor, at=at)
    return made


def set_aside(contribution: Contribution, reason: str, *, on: date, actor: Actor, at: datetime) -> ContributionFact:
    """It leads to no action, for a reason that whoever gave it will read."""
    standing = _standing(contribution)
    _require_not_merged(standing)
    if any(one.kind == "behind" for one in standing):
        raise Refused("contribution-used", _USED)
    if any(one.kind == "set_aside" for one in standing):
        raise StateMoved("contribution-aside", _ASIDE)
    if not reason.strip():
        raise Refused("contribution-reason", _NO_REASON)
    made = _told(contribution, "set_aside", on, text=reason, actor=actor, at=at)
    _record(Event.CONTRIBUTION_SET_ASIDE, contribution, actor=actor, at=at)
    tell_of_contribution(contribution, made, actor=actor, at=at)
    return made


def take_back_fate(fact: ContributionFact, reason: str, *, actor: Actor, at: datetime) -> ContributionFact:
    """What was told of a contribution by mistake is taken back by a fact that names it."""
    contribution = db.session.get_one(Contribution, fact.contribution_id)
    if fact.id not in {one.id for one in _standing(contribution)}:
        raise StateMoved("contribution-taken-back", _TAKEN_BACK)
    made = _told(contribution, "reversal", fact.on, text=reason, actor=actor, at=at, reverses_id=fact.id)
    _record(Event.CONTRIBUTION_TAKEN_BACK, contribution, actor=actor, at=at)
    return made


def locked_contribution(contribution_id: int) -> Contribution:
    """The contribution, held until our transaction ends, so that two acts on it wait for one another."""
    wanted = select(Contribution).where(Contribution.id == contribution_id).with_for_update()
    return db.session.execute(wanted).scalar_one()


def _follow(contribution: Contribution, action: Action, *, at: datetime) -> None:
    for account_id in givers(contribution.id):
        follow(account_id, action.subject, at=at)


def _standing(contribution: Contribution) -> list[ContributionFact]:
    return facts_about([contribution.id]).get(contribution.id, [])


def _require_not_merged(standing: list[ContributionFact]) -> None:
    for one in standing:
        if one.kind == "merged":
            raise StateMoved("contribution-merged", _MERGED, into=_number(one.into_id))


def _number(contribution_id: int | None) -> int:
    wanted = select(Contribution.number).where(Contribution.id == contribution_id)
    return db.session.execute(wanted).scalar_one()


def _told(
    contribution: Contribution, kind: str, on: date, *, text: str, actor: Actor, at: datetime, **more: int
) -> ContributionFact:
    if on > day_of(at):
        raise Refused("contribution-ahead", _AHEAD)
    made = ContributionFact(
        contribution_id=contribution.id, kind=kind, on=on, text=text, recorded_at=at, recorded_by=actor.name, **more
    )
    db.session.add(made)
    db.session.flush()
    return made


def _record(event: Event, contribution: Contribution, *, actor: Actor, at: datetime, **more: object) -> None:
    details = {"number": contribution.number, **more}
    audit.record(event, contribution.subject, actor=actor, at=at, details=details)
