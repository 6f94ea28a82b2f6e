"""The members that are not in order on a day, named by their numbers: the database looks, only they are read."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent
from shares.models import ShareMovement
from shares.queries.journal import entries
from shares.queries.positions import known
from shares.rules.holdings import bounds_of
from shares.rules.lots import lots
from shares.rules.paying import balance_due_on, required_at_subscription
from shares.rules.positions import Entry, known_on
from statutes.models import StatutesVersion
from statutes.rules.clauses.members import Category
from statutes.rules.tree import Statutes


def without_college(on: date, known_at: datetime | None = None) -> tuple[int, ...]:
    """The numbers of the members that are in no college on a day (rule 7); one statement."""
    statement, _category = _standing(on, known_at)
    college = aliased(CollegeFact)
    first = ruling_id(CollegeFact, {"member_id": Member.id, "rank": 1}, on, known_at)
    statement = statement.outerjoin(college, college.id == first).where(college.college.is_(None))
    return _numbers(statement)


def in_several_colleges(on: date, known_at: datetime | None = None) -> tuple[int, ...]:
    """The numbers of the members that vote in more than one college on a day; one statement."""
    statement, _category = _standing(on, known_at)
    other = aliased(CollegeFact)
    owners = {"member_id": other.member_id, "rank": other.rank}
    further = select(other.member_id).where(
        other.rank > 1, other.college.is_not(None), other.id == ruling_id(CollegeFact, owners, on, known_at)
    )
    return _numbers(statement.where(Member.id.in_(further)))


def outside_bounds(
    statutes: Statutes, on: date, known_at: datetime | None = None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(members whose holding is outside the bounds of their category, members whose size is missing); two statements."""
    plain = [one for one in statutes.categories if not one.min_shares_steps and (one.min_shares or one.max_shares)]
    stepped = {one.id: one for one in statutes.categories if one.min_shares_steps}
    statement, category = _standing(on, known_at)
    held = (
        select(ShareMovement.member_id, func.sum(ShareMovement.shares).label("held"))
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .subquery()
    )
    shares = func.coalesce(held.c.held, 0)
    statement = statement.outerjoin(held, held.c.member_id == Member.id)
    wrong = [and_(category.category == one.id, _outside(one, shares)) for one in plain]
    outside = _numbers(statement.where(or_(*wrong))) if wrong else ()
    if not stepped:
        return outside, ()
    sized = statement.outerjoin(Organisation, Organisation.id == Member.organisation_id)
    rows = sized.with_only_columns(Member.number, category.category, shares, Organisation.size)
    further, unknown = _by_size(stepped, db.session.execute(rows.where(category.category.in_(stepped))).all())
    return tuple(sorted((*outside, *further))), unknown


def _outside(category: Category, shares: ColumnElement[int]) -> ColumnElement[bool]:
    under = shares < (category.min_shares or 0)
    return under if category.max_shares is None else or_(under, shares > category.max_shares)


def _by_size(stepped: dict[str, Category], rows: Collection[Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those of the categories whose least holding follows from the size of the member."""
    outside, unknown = [], []
    for number, category, held, size in sorted(rows):
        try:
            bounds = bounds_of(stepped[category], size)
        except Refused:
            unknown.append(number)
            continue
        if held < bounds.least or (bounds.most is not None and held > bounds.most):
            outside.append(number)
    return tuple(outside), tuple(unknown)


def underpaid(
    versions: list[StatutesVersion], on: date, known_at: datetime | None = None
) -> tuple[dict[int, Money], dict[int, Money]]:
    """By member: what is short of the part due at subscription, and the balances past their day (rule 11); one statement.

    Each lot is judged by the statutes of the day on which it was acquired. `versions`: the latest first.
    """
    owing = (
        select(ShareMovement.member_id)
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(func.sum(ShareMovement.subscribed_cents) > func.sum(ShareMovement.paid_cents))
    )
    by_member: dict[int, list[Entry]] = {}
    for entry in known_on(entries(owing), on, known_at):
        by_member.setdefault(entry.member_id or 0, []).append(entry)
    quarter: dict[int, Money] = {}
    late: dict[int, Money] = {}
    for member, rows in by_member.items():
        for lot in lots(rows):
            statutes = _in_force(versions, lot.acquired_on)
            subscribed, paid = Money(lot.subscribed_cents), Money(lot.paid_cents)
            least = required_at_subscription(statutes, subscribed)
            if paid < least:
                quarter[member] = quarter.get(member, ZERO) + (least - paid)
            if paid < subscribed and balance_due_on(statutes, lot.acquired_on) < on:
                late[member] = late.get(member, ZERO) + (subscribed - paid)
    return quarter, late


def _in_force(versions: list[StatutesVersion], on: date) -> Statutes:
    return next((one for one in versions if one.effective_on <= on), versions[-1]).statutes


def numbers_of(member_ids: Collection[int]) -> dict[int, int]:
    """The numbers of some members; one statement, none for nobody."""
    if not member_ids:
        return {}
    rows = db.session.execute(select(Member.id, Member.number).where(Member.id.in_(member_ids)))
    return {row[0]: row[1] for row in rows}


def _standing(on: date, known_at: datetime | None) -> tuple[Select[Any], Any]:
    """The members of a day with their category, to be narrowed."""
    life, category = aliased(MembershipFact), aliased(CategoryFact)
    of_member = {"member_id": Member.id}
    statement: Select[Any] = (
        select(Member.number)
        .join(life, life.id == ruling_id(MembershipFact, of_member, on, known_at))
        .outerjoin(category, category.id == ruling_id(CategoryFact, of_member, on, known_at))
        .where(life.event == MembershipEvent.ADMITTED)
        .order_by(Member.number)
    )
    return statement, category


def _numbers(statement: Select[Any]) -> tuple[int, ...]:
    return tuple(db.session.execute(statement).scalars())
