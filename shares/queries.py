"""Reads of the register: who held what on a day, the capital, the movements themselves. One statement each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.rules.legal_forms import LOCAL_PUBLIC_FORMS
from shares.models import ShareMovement
from shares.rules.movements import Movement


def holdings_on(on: date, known_at: datetime | None = None) -> dict[int, int]:
    """Shares of each member (by `member_id`) on the day `on`; who holds none is left out.

    `known_at`: as the register stood at that moment (None: as it stands).
    """
    held = func.sum(ShareMovement.shares)
    statement = (
        select(ShareMovement.member_id, held)
        .where(_known(on, known_at))
        .group_by(ShareMovement.member_id)
        .having(held != 0)
    )
    return {member: int(shares) for member, shares in db.session.execute(statement)}


def holding_of(member_id: int, on: date) -> int:
    """Shares of one member on a day."""
    statement = select(func.coalesce(func.sum(ShareMovement.shares), 0))
    return int(db.session.execute(statement.where(_known(on), ShareMovement.member_id == member_id)).scalar_one())


def capital_on(on: date, known_at: datetime | None = None) -> Money:
    """The subscribed capital on the day `on`."""
    return _capital(_known(on, known_at))


def public_capital_on(on: date) -> Money:
    """What local authorities, their groupings and establishments hold together on a day (rule 14)."""
    public = (
        select(Member.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(Organisation.legal_form.in_(LOCAL_PUBLIC_FORMS))
    )
    return _capital(and_(_known(on), ShareMovement.member_id.in_(public)))


def movements(member_id: int | None = None) -> list[ShareMovement]:
    """The movements of the register, or of one member, in the order of their numbers."""
    statement = select(ShareMovement).order_by(ShareMovement.number)
    if member_id is not None:
        statement = statement.where(ShareMovement.member_id == member_id)
    return list(db.session.execute(statement).scalars())


def movement_values(member_id: int | None = None) -> list[Movement]:
    """The same as values for the rules, without loading rows."""
    columns = [getattr(ShareMovement, name) for name in Movement.__dataclass_fields__]
    statement = select(*columns).order_by(ShareMovement.number)
    if member_id is not None:
        statement = statement.where(ShareMovement.member_id == member_id)
    return [Movement(*row) for row in db.session.execute(statement)]


def _known(on: date, known_at: datetime | None = None) -> ColumnElement[bool]:
    effective = ShareMovement.effective_on <= on
    return effective if known_at is None else and_(effective, ShareMovement.recorded_at <= known_at)


def _capital(condition: ColumnElement[Any]) -> Money:
    amount = func.sum(ShareMovement.shares * ShareMovement.unit_price_cents)
    return Money(int(db.session.execute(select(func.coalesce(amount, 0)).where(condition)).scalar_one()))


def reversals() -> dict[int, int]:
    """The number of each reversal, with the number of the movement that it takes back."""
    taken = aliased(ShareMovement)
    statement = select(ShareMovement.number, taken.number).join(taken, taken.id == ShareMovement.reverses_id)
    return {row[0]: row[1] for row in db.session.execute(statement)}
