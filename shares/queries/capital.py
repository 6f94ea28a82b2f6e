"""The capital in time, of all and of kinds of members; one statement each."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.facts import CategoryFact
from membership.models.members import Member
from membership.queries.ruling import ruling_id
from shares.models import ShareMovement
from shares.queries.positions import known
from shares.rules.capital import CapitalDay, HighMark, highest_capital, running


def capital_curve(until: date | None = None, known_at: datetime | None = None) -> list[CapitalDay]:
    """The capital at the end of each day on which it moved, subscribed and paid up."""
    day = ShareMovement.effective_on
    statement = (
        select(day, func.sum(ShareMovement.subscribed_cents), func.sum(ShareMovement.paid_cents))
        .where(known(until or date.max, known_at))
        .group_by(day)
        .order_by(day)
    )
    return running((row[0], int(row[1]), int(row[2])) for row in db.session.execute(statement))


def highest_on(until: date | None = None, known_at: datetime | None = None) -> HighMark:
    """The highest capital ever reached by a day: subscribed and paid up."""
    return highest_capital(capital_curve(until, known_at))


def capital_of_categories(categories: Collection[str], on: date) -> Money:
    """What the members of some categories hold together on a day."""
    category = ruling_id(CategoryFact, {"member_id": Member.id}, on, None)
    members = select(Member.id).join(CategoryFact, CategoryFact.id == category)
    statement = select(func.coalesce(func.sum(ShareMovement.subscribed_cents), 0)).where(
        known(on), ShareMovement.member_id.in_(members.where(CategoryFact.category.in_(categories)))
    )
    return Money(int(db.session.execute(statement).scalar_one()))
