"""The capital in time, of all and of kinds of members; one statement each."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.facts import CategoryFact, CollegeFact
from membership.models.members import Member
from membership.queries.ruling import ruling_id
from shares.models import ShareMovement
from shares.queries.positions import known
from shares.rules.capital import CapitalDay, HighMark, highest_capital, running


def capital_changes(until: date | None = None, known_at: datetime | None = None) -> list[tuple[date, int, int]]:
    """(day, cents subscribed, cents paid up) of each day on which the capital moved."""
    day = ShareMovement.effective_on
    statement = (
        select(day, func.sum(ShareMovement.subscribed_cents), func.sum(ShareMovement.paid_cents))
        .where(known(until or date.max, known_at))
        .group_by(day)
        .order_by(day)
    )
    return [(row[0], int(row[1]), int(row[2])) for row in db.session.execute(statement)]


def capital_curve(until: date | None = None, known_at: datetime | None = None) -> list[CapitalDay]:
    """The capital at the end of each day on which it moved, subscribed and paid up."""
    return running(capital_changes(until, known_at))


def highest_on(until: date | None = None, known_at: datetime | None = None) -> HighMark:
    """The highest capital ever reached by a day: subscribed and paid up."""
    return highest_capital(capital_curve(until, known_at))


def capital_by_college(on: date, known_at: datetime | None = None) -> dict[str | None, Money]:
    """The subscribed capital of the members of each college on a day; None for who is in none. One statement."""
    college = ruling_id(CollegeFact, {"member_id": Member.id, "rank": 1}, on, known_at)
    held = (
        select(ShareMovement.member_id, func.sum(ShareMovement.subscribed_cents).label("cents"))
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .subquery()
    )
    statement = (
        select(CollegeFact.college, func.sum(held.c.cents))
        .select_from(held)
        .join(Member, Member.id == held.c.member_id)
        .outerjoin(CollegeFact, CollegeFact.id == college)
        .group_by(CollegeFact.college)
    )
    return {row[0]: Money(int(row[1])) for row in db.session.execute(statement)}


def capital_of_categories(categories: Collection[str], on: date) -> Money:
    """What the members of some categories hold together on a day."""
    category = ruling_id(CategoryFact, {"member_id": Member.id}, on, None)
    members = select(Member.id).join(CategoryFact, CategoryFact.id == category)
    statement = select(func.coalesce(func.sum(ShareMovement.subscribed_cents), 0)).where(
        known(on), ShareMovement.member_id.in_(members.where(CategoryFact.category.in_(categories)))
    )
    return Money(int(db.session.execute(statement).scalar_one()))
