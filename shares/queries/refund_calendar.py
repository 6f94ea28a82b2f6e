"""The calendar of refunds: who is paid when, how much; what is owed ties to the register, what waits is not owed yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel.money import ZERO, Money
from membership.models.members import Member
from membership.queries.people import members_by_id
from shares.models import RefundRequest
from shares.queries.claims import ClaimAccount, accounts_on, floor_and_room, left_unqueued, queue_on
from shares.queries.positions import totals_on
from shares.rules.capital import Floor
from shares.rules.paying import later_month
from shares.rules.queue import QueueLine
from statutes.rules import law
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class DueLine:
    """One sum: `owed` once its shares have left the capital, foreseen at nominal value before."""

    due_on: date
    request: RefundRequest
    member: Member
    shares: int
    amount: Money
    owed: bool


@dataclass(frozen=True)
class DueYear:
    """The sums of one year, the first due first."""

    year: int
    lines: tuple[DueLine, ...]

    @property
    def owed(self) -> Money:
        """What the accounts carry as capital to be refunded."""
        return _sum(one.amount for one in self.lines if one.owed)

    @property
    def foreseen(self) -> Money:
        """What would be owed if every claim that waits were decided at nominal value."""
        return _sum(one.amount for one in self.lines if not one.owed)


@dataclass(frozen=True)
class RefundBoard:
    """The queue and the calendar of a day, as known at a moment."""

    accounts: list[ClaimAccount]
    queue: dict[int, QueueLine]
    members: dict[int, Member]
    years: list[DueYear]
    liability: Money
    floor: tuple[Floor, Money, Money] | None
    unqueued: list[tuple[Member, int, date]]

    @property
    def owed(self) -> Money:
        """All years together."""
        return _sum(year.owed for year in self.years)

    @property
    def foreseen(self) -> Money:
        """All years together."""
        return _sum(year.foreseen for year in self.years)

    @property
    def ties(self) -> bool:
        """Whether the calendar adds up to what the register owes."""
        return self.owed == self.liability


def refund_board(statutes: Statutes | None, on: date, known_at: datetime | None = None) -> RefundBoard:
    """Who waits, who is owed what by when, on a day as known at a moment; eight statements, whatever the length."""
    accounts = accounts_on(on, known_at)
    lines = queue_on(statutes, on, known_at, accounts) if statutes else []
    members = {one.id: one for one in members_by_id({account.request.member_id for account in accounts})}
    queue = {line.claim.id: line for line in lines}
    return RefundBoard(
        accounts,
        queue,
        members,
        _years(_dues(accounts, queue, members, statutes)),
        totals_on(on, known_at).owed,
        floor_and_room(statutes, on, known_at) if statutes else None,
        left_unqueued(on, known_at),
    )


def _dues(
    accounts: list[ClaimAccount], queue: dict[int, QueueLine], members: dict[int, Member], statutes: Statutes | None
) -> list[DueLine]:
    months = statutes.shares.refund_delay_months if statutes else None
    delay = law.USUAL_REFUND_MONTHS if months is None else months
    found = []
    for one in accounts:
        due_on, member = later_month(one.request.rank_on, delay), members[one.request.member_id]
        if one.owed_cents:
            found.append(DueLine(due_on, one.request, member, one.decided, Money(one.owed_cents), owed=True))
        if one.request.id in queue:
            claim = queue[one.request.id].claim
            found.append(DueLine(due_on, one.request, member, claim.count, claim.amount, owed=False))
    return sorted(found, key=lambda due: (due.due_on, due.request.rank_on, due.request.id, not due.owed))


def _years(dues: Iterable[DueLine]) -> list[DueYear]:
    by_year: dict[int, list[DueLine]] = {}
    for due in dues:
        by_year.setdefault(due.due_on.year, []).append(due)
    return [DueYear(year, tuple(lines)) for year, lines in sorted(by_year.items())]


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)
