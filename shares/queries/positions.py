"""Positions: what each account holds on a day, as known at a moment. One statement each, answered by one index."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.rules.legal_forms import LOCAL_PUBLIC_FORMS
from shares.models import ShareMovement
from shares.rules.positions import AMOUNTS, Position

SUMS = tuple(func.sum(getattr(ShareMovement, name)).label(name) for name in AMOUNTS)


def positions_statement(on: date, known_at: datetime | None = None) -> Select[Any]:
    """(member_id, shares, subscribed, called, paid, owed, advance) of every member that has something on the day."""
    return (
        select(ShareMovement.member_id, *SUMS)
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
    )


def positions_on(on: date, known_at: datetime | None = None) -> dict[int, Position]:
    """The account of every member on the day `on`, by `member_id`; who has neither shares nor money is left out.

    `known_at`: as the register stood at that moment (None: as it stands).
    """
    rows = db.session.execute(positions_statement(on, known_at))
    found = {row[0]: Position(*map(int, row[1:])) for row in rows}
    return {member: position for member, position in found.items() if not position.is_nothing}


def position_of(member_id: int, on: date, known_at: datetime | None = None) -> Position:
    """The account of one member on a day."""
    return _one(known(on, known_at), ShareMovement.member_id == member_id)


def positions_of(member_ids: Collection[int], on: date, known_at: datetime | None = None) -> dict[int, Position]:
    """The accounts of some members on a day, by `member_id`; one statement."""
    statement = positions_statement(on, known_at).where(ShareMovement.member_id.in_(member_ids))
    return {row[0]: Position(*map(int, row[1:])) for row in db.session.execute(statement)}


def advance_of(application_id: int, on: date, known_at: datetime | None = None) -> Money:
    """The money of a candidate that came before the decision and still stands on a day."""
    return Money(_one(known(on, known_at), ShareMovement.application_id == application_id).advance_cents)


def totals_on(on: date, known_at: datetime | None = None) -> Position:
    """All accounts together on a day, candidates' money included."""
    return _one(known(on, known_at))


def members_total_on(on: date, known_at: datetime | None = None) -> Position:
    """All accounts of members together on a day; answered by one index."""
    return _one(known(on, known_at), ShareMovement.member_id > 0)


def holdings_on(on: date, known_at: datetime | None = None) -> dict[int, int]:
    """Shares of each member (by `member_id`) on the day `on`; who holds none is left out."""
    held = func.sum(ShareMovement.shares).label("held")
    statement = (
        select(ShareMovement.member_id, held)
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(held != 0)
    )
    rows = db.session.execute(statement).mappings()
    return {row["member_id"]: int(row["held"]) for row in rows}


def holding_of(member_id: int, on: date) -> int:
    """Shares of one member on a day."""
    return position_of(member_id, on).shares


def holding_from(member_id: int, on: date) -> list[tuple[date, int]]:
    """Shares of one member on a day, then on each later day on which they moved; one statement."""
    moved = func.sum(ShareMovement.shares)
    statement = (
        select(ShareMovement.effective_on, moved)
        .where(ShareMovement.member_id == member_id, ShareMovement.shares != 0)
        .group_by(ShareMovement.effective_on)
        .order_by(ShareMovement.effective_on)
    )
    days, held = [(on, 0)], 0
    for day, shares in db.session.execute(statement):
        held += int(shares)
        if day <= on:
            days = [(on, held)]
        else:
            days.append((day, held))
    return days


def capital_on(on: date, known_at: datetime | None = None) -> Money:
    """The subscribed capital on the day `on`."""
    amount = func.coalesce(func.sum(ShareMovement.subscribed_cents), 0)
    return Money(int(db.session.execute(select(amount).where(known(on, known_at))).scalar_one()))


def public_capital_on(on: date, known_at: datetime | None = None) -> Money:
    """What local authorities, their groupings and establishments hold together on a day (rule 14)."""
    public = (
        select(Member.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(Organisation.legal_form.in_(LOCAL_PUBLIC_FORMS))
    )
    return _one(known(on, known_at), ShareMovement.member_id.in_(public)).subscribed


def known(on: date, known_at: datetime | None = None) -> ColumnElement[bool]:
    """Effective by the day, recorded by the moment."""
    effective = ShareMovement.effective_on <= on
    return effective if known_at is None else and_(effective, ShareMovement.recorded_at <= known_at)


def _one(*conditions: ColumnElement[Any]) -> Position:
    row = db.session.execute(select(*(func.coalesce(one, 0) for one in SUMS)).where(*conditions)).one()
    return Position(*map(int, row))
