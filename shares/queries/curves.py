"""The changes of members and capital by college, for the dashboard: five statements whatever the size.

A member of one college, admitted once, is counted by the database. Whoever changed college, came back, or has an entry
that was taken back is replayed one by one: they are few.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select

from foundation.kernel.db import db
from membership.models.facts import CollegeFact, MembershipFact
from membership.rules.facts import fact_on
from membership.rules.standing import MembershipEvent, Standing, standing_on
from shares.models import ShareMovement
from shares.queries.positions import known
from shares.rules.curves import Change, moved_between

FIRST_RANK = CollegeFact.rank == 1
ONE_LIFE = 2


def changes_until(on: date, known_at: datetime | None = None) -> list[Change]:
    """Everything that changed in members and capital up to a day, by college, as known at a moment."""
    tangled = _tangled()
    rows = [*_members(tangled, on, known_at), *_capital(tangled, on, known_at)]
    return rows + _replayed(tangled, on, known_at)


def _tangled() -> Select[Any]:
    """The members whom a sum cannot tell: several colleges or memberships, entries taken back."""
    colleges = (
        select(CollegeFact.member_id)
        .where(FIRST_RANK)
        .group_by(CollegeFact.member_id)
        .having(or_(func.count(func.distinct(CollegeFact.college)) > 1, func.count(CollegeFact.reverses_id) > 0))
    )
    lives = (
        select(MembershipFact.member_id)
        .group_by(MembershipFact.member_id)
        .having(or_(func.count() > ONE_LIFE, func.count(MembershipFact.reverses_id) > 0))
    )
    return colleges.union(lives)  # type: ignore[return-value]


def _college() -> Any:
    """The one college of each member that is not tangled."""
    return (
        select(CollegeFact.member_id, func.min(CollegeFact.college).label("college"))
        .where(FIRST_RANK)
        .group_by(CollegeFact.member_id)
        .subquery("only_college")
    )


def _members(tangled: Select[Any], on: date, known_at: datetime | None) -> list[Change]:
    college = _college()
    step = case((MembershipFact.event == MembershipEvent.ADMITTED, 1), else_=-1)
    known_then = MembershipFact.recorded_at <= known_at if known_at else MembershipFact.effective_on <= on
    statement = (
        select(MembershipFact.effective_on, college.c.college, func.sum(step))
        .outerjoin(college, college.c.member_id == MembershipFact.member_id)
        .where(MembershipFact.effective_on <= on, known_then, MembershipFact.member_id.not_in(tangled))
        .group_by(MembershipFact.effective_on, college.c.college)
    )
    return [Change(row[0], row[1], int(row[2])) for row in db.session.execute(statement)]


def _capital(tangled: Select[Any], on: date, known_at: datetime | None) -> list[Change]:
    college, day = _college(), ShareMovement.effective_on
    statement = (
        select(day, college.c.college, func.sum(ShareMovement.subscribed_cents), func.sum(ShareMovement.paid_cents))
        .outerjoin(college, college.c.member_id == ShareMovement.member_id)
        .where(
            known(on, known_at),
            ShareMovement.member_id.is_not(None),
            ShareMovement.member_id.not_in(tangled),
            or_(ShareMovement.subscribed_cents != 0, ShareMovement.paid_cents != 0),
        )
        .group_by(day, college.c.college)
    )
    return [Change(row[0], row[1], 0, int(row[2]), int(row[3])) for row in db.session.execute(statement)]


def _replayed(tangled: Select[Any], on: date, known_at: datetime | None) -> list[Change]:
    lives = _facts(MembershipFact, tangled)
    colleges = _facts(CollegeFact, tangled)
    money: dict[int, list[tuple[date, int, int]]] = {}
    columns = (
        ShareMovement.member_id,
        ShareMovement.effective_on,
        ShareMovement.subscribed_cents,
        ShareMovement.paid_cents,
    )
    statement = select(*columns).where(known(on, known_at), ShareMovement.member_id.in_(tangled))
    for member, day, subscribed, paid in db.session.execute(statement):
        money.setdefault(member or 0, []).append((day, subscribed, paid))
    found: list[Change] = []
    for member in {*lives, *money}:
        facts, places, moved = lives.get(member, []), colleges.get(member, []), money.get(member, [])
        days = sorted({day for day, _subscribed, _paid in moved} | {one.effective_on for one in [*facts, *places]})
        found += moved_between([_state(day, facts, places, moved, known_at) for day in days if day <= on])
    return found


def _state(
    day: date, facts: list[Any], places: list[Any], moved: list[tuple[date, int, int]], known_at: datetime | None
) -> tuple[date, str | None, int, int, int]:
    place = fact_on(places, day, known_at)
    member = int(standing_on(facts, day, known_at) is Standing.MEMBER)
    subscribed = sum(amount for moved_on, amount, _paid in moved if moved_on <= day)
    paid = sum(amount for moved_on, _subscribed, amount in moved if moved_on <= day)
    return day, place.college if place else None, member, subscribed, paid


def _facts(model: type[Any], tangled: Select[Any]) -> dict[int, list[Any]]:
    statement = select(model).where(model.member_id.in_(tangled))
    if model is CollegeFact:
        statement = statement.where(FIRST_RANK)
    found: dict[int, list[Any]] = {}
    for fact in db.session.execute(statement.order_by(model.id)).scalars():
        found.setdefault(fact.member_id, []).append(fact)
    return found
