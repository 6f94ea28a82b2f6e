"""Contributions as they stand: found, counted by kind, with what became of each; a constant number of statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased, joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.programme.models import Action, Contribution, ContributionFact
from pole.programme.rules.contributions import ContributionKind, Fate, fate_of

PAGE = 30
_NO_CONTRIBUTION = N_("There is no contribution of this number. See the list of contributions.")


@dataclass(frozen=True)
class ContributionNow:
    """A contribution with what became of it; `actions`: the numbers of the actions that it stands behind."""

    contribution: Contribution
    fate: Fate
    actions: tuple[int, ...] = ()
    merged_into: int | None = None


@dataclass(frozen=True)
class ContributionPage:
    """One page of contributions, and how many there are in all."""

    rows: list[ContributionNow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def contribution_or_404(number: int) -> Contribution:
    """The contribution of that number; NotFound where there is none."""
    wanted = select(Contribution).options(joinedload(Contribution.origin_actor))
    found = db.session.execute(wanted.where(Contribution.number == number)).scalar_one_or_none()
    if found is None:
        raise NotFound("contribution", _NO_CONTRIBUTION)
    return found


def search_contributions(
    query: str = "", *, kind: str = "", fate: str = "", account_id: int | None = None, page: int = 1
) -> ContributionPage:
    """Contributions whose words hold every word of `query`, the latest first; four statements at any size."""
    conditions = [Contribution.search_text.contains(word, autoescape=True) for word in sort_key(query).split()]
    if kind in set(ContributionKind):
        conditions.append(Contribution.kind == kind)
    if fate in set(Fate):
        conditions.append(_fate_in_sql() == fate)
    if account_id is not None:
        conditions.append(Contribution.account_id == account_id)
    total = db.session.execute(select(func.count()).select_from(Contribution).where(*conditions)).scalar_one()
    page = max(1, min(page, max(1, -(-total // PAGE))))
    wanted = _listed().where(*conditions).limit(PAGE).offset((page - 1) * PAGE)
    return ContributionPage(with_fates(list(db.session.execute(wanted).scalars())), total, page)


def every_contribution() -> list[ContributionNow]:
    """All of them in the order of their numbers, for a file."""
    wanted = select(Contribution).options(joinedload(Contribution.origin_actor)).order_by(Contribution.number)
    return with_fates(list(db.session.execute(wanted).scalars()))


def contributions_behind(action_ids: Collection[int]) -> dict[int, list[Contribution]]:
    """By the id of an action, the contributions that stand behind it, in the order of the day they were given."""
    wanted = (
        select(ContributionFact.action_id, Contribution)
        .join(Contribution, Contribution.id == ContributionFact.contribution_id)
        .options(joinedload(Contribution.origin_actor))
        .where(ContributionFact.action_id.in_(action_ids), *_stands())
        .order_by(Contribution.given_on, Contribution.number)
    )
    found: dict[int, list[Contribution]] = {}
    for action_id, contribution in db.session.execute(wanted):
        found.setdefault(action_id or 0, []).append(contribution)
    return found


def count_behind() -> dict[int, int]:
    """By the id of an action, how many contributions stand behind it; one statement."""
    wanted = (
        select(ContributionFact.action_id, func.count())
        .where(ContributionFact.action_id.is_not(None), *_stands())
        .group_by(ContributionFact.action_id)
    )
    return {row[0] or 0: int(row[1]) for row in db.session.execute(wanted)}


def count_kinds() -> dict[ContributionKind, int]:
    """How many contributions there are of each kind; one statement."""
    counted = select(Contribution.kind, func.count()).group_by(Contribution.kind)
    found = {row[0]: int(row[1]) for row in db.session.execute(counted)}
    return {kind: found.get(kind.value, 0) for kind in ContributionKind}


def facts_about(contribution_ids: Collection[int]) -> dict[int, list[ContributionFact]]:
    """By the id of a contribution, the facts that stand about it, oldest first; one statement."""
    wanted = select(ContributionFact).where(ContributionFact.contribution_id.in_(contribution_ids), *_stands())
    found: dict[int, list[ContributionFact]] = {}
    for fact in db.session.execute(wanted.order_by(ContributionFact.on, ContributionFact.id)).scalars():
        found.setdefault(fact.contribution_id, []).append(fact)
    return found


def merges() -> list[ContributionFact]:
    """Every merge that stands; one statement."""
    wanted = select(ContributionFact).where(ContributionFact.kind == "merged", *_stands())
    return list(db.session.execute(wanted.order_by(ContributionFact.on, ContributionFact.id)).scalars())


def givers(contribution_id: int) -> list[int]:
    """The accounts that gave it or gave one of those merged into it, at any depth; two statements."""
    merged: dict[int, list[int]] = {}
    for fact in merges():
        merged.setdefault(fact.into_id or 0, []).append(fact.contribution_id)
    spoken_for = [contribution_id]
    for one in spoken_for:
        spoken_for += merged.get(one, [])
    gave = select(Contribution.account_id).where(Contribution.id.in_(spoken_for)).distinct()
    return sorted(one for one in db.session.execute(gave).scalars() if one is not None)


def with_fates(contributions: Collection[Contribution]) -> list[ContributionNow]:
    """Each with what became of it; three statements at any size."""
    facts = facts_about([one.id for one in contributions])
    every = [fact for some in facts.values() for fact in some]
    actions = _numbers(Action, {fact.action_id for fact in every})
    others = _numbers(Contribution, {fact.into_id for fact in every})
    return [_now(one, facts.get(one.id, []), actions, others) for one in contributions]


def _now(
    one: Contribution, facts: list[ContributionFact], actions: Mapping[int, int], others: Mapping[int, int]
) -> ContributionNow:
    merged = [others[fact.into_id] for fact in facts if fact.into_id is not None]
    behind = tuple(actions[fact.action_id] for fact in facts if fact.action_id is not None)
    return ContributionNow(one, fate_of(frozenset(fact.kind for fact in facts)), behind, merged[-1] if merged else None)


def _numbers(model: type[Action] | type[Contribution], ids: set[int | None]) -> dict[int, int]:
    rows = db.session.execute(select(model.id, model.number).where(model.id.in_([one for one in ids if one])))
    return {row[0]: row[1] for row in rows}


def _listed() -> Select[Contribution]:
    wanted = select(Contribution).options(joinedload(Contribution.origin_actor))
    return wanted.order_by(Contribution.given_on.desc(), Contribution.number.desc())


def _stands() -> tuple[ColumnElement[bool], ...]:
    back = aliased(ContributionFact)
    taken_back = select(back.reverses_id).where(back.reverses_id.is_not(None))
    return (ContributionFact.kind != "reversal", ContributionFact.id.not_in(taken_back))


def _fate_in_sql() -> ColumnElement[Any]:
    def told(kind: str) -> ColumnElement[bool]:
        about = select(ContributionFact.id).where(ContributionFact.contribution_id == Contribution.id)
        return about.where(ContributionFact.kind == kind, *_stands()).exists()

    steps = [(told(fate.value), fate.value) for fate in (Fate.MERGED, Fate.BEHIND, Fate.SET_ASIDE)]
    return case(*steps, else_=Fate.WAITING.value)
