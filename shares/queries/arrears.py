"""Who owes on shares: called and unpaid, after which notice; balances past their day. Constant numbers of statements."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, true

from foundation.kernel.db import db
from foundation.kernel.money import Money
from shares.models import FormalNotice, NoticeWithdrawal, ShareMovement
from shares.queries.claims import lots_of
from shares.queries.positions import known, position_of
from shares.rules.paying import Arrears, arrears, balance_due_on
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class OverdueBalance:
    """A lot whose balance should have been paid."""

    member_id: int
    acquired_on: date
    due_on: date
    unpaid: Money


def arrears_of(member_id: int, on: date, legal_form: str) -> Arrears:
    """What one member owes on called shares on a day, and what follows; two statements."""
    statement = select(func.max(FormalNotice.sent_on)).where(
        FormalNotice.member_id == member_id, FormalNotice.sent_on <= on, in_force()
    )
    notice = db.session.execute(statement).scalar_one()
    return arrears(Money(position_of(member_id, on).receivable_cents), notice, legal_form)


def arrears_on(on: date, legal_form: str, known_at: datetime | None = None) -> dict[int, Arrears]:
    """Every member who owes on called shares on a day, as known at a moment (None: now); one statement."""
    unpaid = func.sum(ShareMovement.called_cents - ShareMovement.paid_cents)
    owing = (
        select(ShareMovement.member_id, unpaid.label("unpaid"))
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(unpaid > 0)
        .subquery()
    )
    notice = (
        select(FormalNotice.member_id, func.max(FormalNotice.sent_on).label("sent_on"))
        .where(FormalNotice.sent_on <= on, true() if known_at is None else FormalNotice.recorded_at <= known_at)
        .where(in_force(known_at))
        .group_by(FormalNotice.member_id)
        .subquery()
    )
    statement = select(owing.c.member_id, owing.c.unpaid, notice.c.sent_on).outerjoin(
        notice, notice.c.member_id == owing.c.member_id
    )
    return {
        row[0]: arrears(Money(int(row[1])), row[2], legal_form)
        for row in db.session.execute(statement.order_by("member_id"))
    }


def in_force(known_at: datetime | None = None) -> ColumnElement[bool]:
    """SQL: the notice was not taken back, as known at a moment (None: now)."""
    taken = select(NoticeWithdrawal.id).where(NoticeWithdrawal.notice_id == FormalNotice.id)
    return ~(taken if known_at is None else taken.where(NoticeWithdrawal.recorded_at <= known_at)).exists()


def notices_of(member_id: int) -> list[tuple[FormalNotice, NoticeWithdrawal | None]]:
    """The formal notices to a member, the last first, each with what took it back; one statement."""
    statement = (
        select(FormalNotice, NoticeWithdrawal)
        .outerjoin(NoticeWithdrawal, NoticeWithdrawal.notice_id == FormalNotice.id)
        .where(FormalNotice.member_id == member_id)
        .order_by(FormalNotice.sent_on.desc(), FormalNotice.step.desc())
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def overdue_balances(statutes: Statutes, on: date) -> list[OverdueBalance]:
    """The lots that are not fully paid past the statutes' delay (rule 11); two statements."""
    statement = (
        select(ShareMovement.member_id)
        .where(known(on), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(func.sum(ShareMovement.subscribed_cents) > func.sum(ShareMovement.paid_cents))
    )
    owing = [member for member in db.session.execute(statement).scalars() if member is not None]
    return [
        OverdueBalance(member, lot.acquired_on, due, Money(lot.subscribed_cents - lot.paid_cents))
        for member, held in sorted(lots_of(owing, on).items())
        for lot in held
        if lot.paid_cents < lot.subscribed_cents and (due := balance_due_on(statutes, lot.acquired_on)) < on
    ]
