"""Who may act for whom on a day: oneself, a child's parents, a tutor, an organisation's representatives; one statement.

Rights are computed from access, bonds and mandates on the day asked, never copied onto a second record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import AccessFact, BondFact, RepresentativeFact
from membership.models.identity import Person
from membership.models.members import Member
from membership.queries.merges import now_person
from membership.queries.ruling import ruling_id
from membership.rules.bonds import ACTING, MINOR_ONLY, SILENCING, youngest_adult
from membership.rules.mandates import MandateKind, acting_kinds
from membership.rules.names import PersonName, display_name

SELF = "self"
_DAY: BindParameter[date] = bindparam("day", type_=Date)
_ADULT: BindParameter[date] = bindparam("adult", type_=Date)


@dataclass(frozen=True)
class ActsFor:
    """`person_id` acts for a member, as `capacity` says: "self", a kind of bond, or a kind of mandate.

    `account_id` None: this person has no account; two accounts give two rows.
    """

    member_id: int
    person_id: int
    account_id: int | None
    capacity: str
    name: str
    email: str
    role: str


def acts_for(
    on: date, *, account_id: int | None = None, member_ids: Iterable[int] | None = None
) -> dict[int, list[ActsFor]]:
    """By member, who acts and votes for it on the day, the first one first; one statement.

    `account_id`: only the lines of this account; a deputy is among them, a mere contact is not. `member_ids`: only
    these members. Members for whom nobody acts have no line.
    """
    found: dict[int, list[ActsFor]] = {}
    for row in _lines(on, account_id, member_ids):
        found.setdefault(row.member_id, []).append(_line(row))
    acting = {member: _who_acts(lines) for member, lines in found.items()}
    if account_id is not None:
        acting = {member: [one for one in lines if one.account_id == account_id] for member, lines in acting.items()}
    return {member: lines for member, lines in acting.items() if lines}


def contacts_for(account_id: int, on: date) -> list[int]:
    """The members of whom this account is only the contact: it reads, it does not vote; one statement."""
    lines = [_line(row) for row in _lines(on, account_id, None)]
    return sorted(
        {one.member_id for one in lines if one.account_id == account_id and one.capacity == MandateKind.CONTACT}
    )


def _line(row: Row[Any]) -> ActsFor:
    name = PersonName(row.first_names, row.last_name, row.usual_first_name, row.usage_name)
    return ActsFor(
        row.member_id, row.person_id, row.account_id, row.capacity, display_name(name), row.email, row.role or ""
    )


def _who_acts(lines: list[ActsFor]) -> list[ActsFor]:
    """Of the lines of one member, those of who acts and votes; `rules/mandates.py` orders mandates."""
    kinds = {one.capacity for one in lines}
    if not kinds & set(MandateKind):
        return sorted(lines, key=lambda one: (one.capacity != SELF, one.person_id, one.account_id or 0))
    ranks = {kind.value: rank for rank, kind in enumerate(acting_kinds(kinds & set(MandateKind)))}
    acting = [one for one in lines if one.capacity in ranks]
    return sorted(acting, key=lambda one: (ranks[one.capacity], one.person_id, one.account_id or 0))


def _lines(on: date, account_id: int | None, member_ids: Iterable[int] | None) -> Iterable[Row[Any]]:
    """Who acts, before the rules say who comes first: all of it, or that of one account, or of some members."""
    statement = _statement(of_account=account_id is not None, of_members=member_ids is not None)
    values = {"day": on, "adult": youngest_adult(on), "account": account_id, "members": list(member_ids or ())}
    return db.session.execute(statement, values)


@cache
def _statement(*, of_account: bool, of_members: bool) -> Select[Any]:
    """Written once: to build it costs ten times what the database takes to answer."""
    access = _access()
    few = [Member.id.in_(bindparam("members", expanding=True))] if of_members else []
    few += [Member.id.in_(_touched(bindparam("account")))] if of_account else []
    parts = union_all(*(half.where(*few) for half in (_by_themselves(), _by_bond(), _by_mandate()))).cte("acting")
    someone = aliased(Person)
    return (
        select(
            parts,
            access.c.account_id,
            someone.first_names,
            someone.last_name,
            someone.usual_first_name,
            someone.usage_name,
            someone.email,
        )
        .join(someone, someone.id == parts.c.person_id)
        .outerjoin(access, access.c.person_id == parts.c.person_id)
        .where(or_(someone.deceased_on.is_(None), someone.deceased_on >= _DAY))
        .where(or_(parts.c.capacity != SELF, access.c.account_id.is_not(None)))
    )


def _touched(account_id: BindParameter[int]) -> CompoundSelect[Any]:
    """The members with whom a person of this account ever had to do: few, found by their indexes; the rules then say which."""
    given = select(AccessFact.person_id).where(AccessFact.account_id == account_id)
    kept, same = aliased(Person), aliased(Person)
    now = select(now_person(kept)).where(kept.id.in_(given))
    mine = select(same.id).where(or_(same.id.in_(now), same.merged_into_id.in_(now)))
    wards = select(BondFact.person_id).where(BondFact.other_id.in_(mine), BondFact.person_id.is_not(None))
    ward, one = aliased(Person), aliased(Person)
    ward_now = select(now_person(ward)).where(ward.id.in_(wards))
    ward_all = select(one.id).where(or_(one.id.in_(ward_now), one.merged_into_id.in_(ward_now)))
    represented = select(RepresentativeFact.organisation_id).where(RepresentativeFact.person_id.in_(mine))
    return union_all(
        select(Member.id).where(Member.person_id.in_(mine)),
        select(Member.id).where(Member.person_id.in_(ward_all)),
        select(Member.id).where(Member.organisation_id.in_(represented)),
    )


def _access() -> CTE:
    """Which account may act for which person, as of now: the last word on each pair."""
    last = select(func.max(AccessFact.id)).group_by(AccessFact.person_id, AccessFact.account_id)
    holder = aliased(Person)
    return (
        select(now_person(holder).label("person_id"), AccessFact.account_id)
        .join(holder, holder.id == AccessFact.person_id)
        .where(AccessFact.id.in_(last), AccessFact.given)
        .distinct()
        .cte("access")
    )


def _by_themselves() -> Select[Any]:
    own = aliased(Person)
    silenced = _bonds(SILENCING)
    return (
        select(
            Member.id.label("member_id"),
            now_person(own).label("person_id"),
            literal(SELF).label("capacity"),
            literal("").label("role"),
        )
        .join(own, own.id == Member.person_id)
        .where(~_minor(own), now_person(own).not_in(select(silenced.c.concerned_id)))
    )


def _by_bond() -> Select[Any]:
    own, bonds = aliased(Person), _bonds(ACTING)
    return (
        select(Member.id, bonds.c.other_id, bonds.c.kind, bonds.c.note)
        .join(own, own.id == Member.person_id)
        .join(bonds, bonds.c.concerned_id == now_person(own))
        .where(or_(bonds.c.kind.not_in(MINOR_ONLY), _minor(own)))
    )


def _by_mandate() -> Select[Any]:
    mandate, holder = aliased(RepresentativeFact), aliased(Person)
    owners = {"organisation_id": mandate.organisation_id, "kind": mandate.kind}
    return (
        select(Member.id, now_person(holder), mandate.kind, mandate.role)
        .join(mandate, mandate.organisation_id == Member.organisation_id)
        .join(holder, holder.id == mandate.person_id)
        .where(mandate.id == ruling_id(RepresentativeFact, owners, _DAY, None), runs(mandate, _DAY))
    )


def _bonds(kinds: Iterable[str]) -> Any:
    """The bonds of these kinds that run on a day, between the records that stand for the two people."""
    bond, concerned, other = aliased(BondFact), aliased(Person), aliased(Person)
    owners = {name: getattr(bond, name) for name in ("person_id", "other_id", "kind")}
    return (
        select(
            now_person(concerned).label("concerned_id"),
            now_person(other).label("other_id"),
            bond.kind.label("kind"),
            bond.note.label("note"),
        )
        .join(concerned, concerned.id == bond.person_id)
        .join(other, other.id == bond.other_id)
        .where(
            bond.kind.in_(list(kinds)),
            bond.stands,
            runs(bond, _DAY),
            bond.id == ruling_id(BondFact, owners, _DAY, None),
        )
        .subquery()
    )


def runs(fact: Any, on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """SQL: the fact has no last day, or not passed yet."""
    return or_(fact.until_on.is_(None), fact.until_on >= on)


def _minor(person: Any) -> ColumnElement[bool]:
    """SQL of `rules/bonds.py: is_minor`."""
    emancipated = and_(person.emancipated_on.is_not(None), person.emancipated_on <= _DAY)
    return and_(person.born_on.is_not(None), person.born_on > _ADULT, ~emancipated)


def accounts_of_person(person_id: int) -> list[int]:
    """The accounts that may act for one person now; one statement."""
    access = _access()
    statement = select(access.c.account_id).where(access.c.person_id == person_id)
    return sorted(db.session.execute(statement).scalars())
