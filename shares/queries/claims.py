"""The queue of refunds: what waits, what is owed, when; a constant number of statements whatever its length."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select, true

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent
from shares.models import LossStatement, RefundRequest, RefundWithdrawal, ShareMovement, ShareOperation
from shares.queries.capital import capital_curve
from shares.queries.journal import entries
from shares.queries.positions import known
from shares.rules.capital import Floor, capital_floor, highest_capital, lowest_from, room_above
from shares.rules.losses import Losses
from shares.rules.lots import Lot, lots, split_off
from shares.rules.paying import later_month
from shares.rules.positions import known_on
from shares.rules.queue import Claim, ClaimState, QueueLine, queue_today
from statutes.rules import law
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class ClaimAccount:
    """A claim with what the journal says of it: shares that left, what is owed and was paid, in cents."""

    request: RefundRequest
    decided: int
    decided_cents: int
    credited_cents: int
    owed_cents: int
    withdrawn_on: date | None

    @property
    def waits(self) -> bool:
        """Whether shares may still have to leave for it."""
        if self.withdrawn_on is not None:
            return False
        if self.request.whole:
            return self.decided_cents < self.request.amount_cents
        return self.decided < self.request.shares

    @property
    def state(self) -> ClaimState:
        """Withdrawn, owed or paid; what still waits is told by the queue of the day."""
        if self.owed_cents:
            return ClaimState.OWED
        if self.withdrawn_on is not None and not self.decided:
            return ClaimState.WITHDRAWN
        return ClaimState.PAID if self.credited_cents else ClaimState.FROZEN


@dataclass(frozen=True)
class Due:
    """Money owed to a former holder, and the last day to pay it."""

    claim_id: int
    member_id: int
    payee: str
    due_on: date
    owed: Money


def claim_by_id(claim_id: int) -> RefundRequest:
    """The claim of that identifier; raises NotFound."""
    found = db.session.get(RefundRequest, claim_id)
    if found is None:
        raise NotFound("no-claim", N_("There is no refund claim %(claim)s."), claim=claim_id)
    return found


def whole_claim_of(member_id: int) -> RefundRequest | None:
    """The place in the queue that a member took for all shares, the last one that stands; one statement."""
    statement = (
        select(RefundRequest)
        .outerjoin(RefundWithdrawal, RefundWithdrawal.claim_id == RefundRequest.id)
        .where(RefundRequest.member_id == member_id, RefundRequest.whole, RefundWithdrawal.id.is_(None))
        .order_by(RefundRequest.step.desc())
    )
    return db.session.execute(statement.limit(1)).scalar_one_or_none()


def claim_accounts(
    on: date | None = None, claim_ids: Collection[int] | None = None, known_at: datetime | None = None
) -> list[ClaimAccount]:
    """All claims (or some) with their sums on a day, as known at a moment, in the order of the queue; one statement."""
    left, gone = func.sum(-ShareMovement.shares), func.sum(-ShareMovement.subscribed_cents)
    owed = func.sum(ShareMovement.owed_cents)
    credited = func.sum(ShareMovement.owed_cents).filter(ShareMovement.kind.not_in(("refund_paid",)))
    sums = (
        select(
            ShareOperation.claim_id,
            left.label("left"),
            gone.label("gone"),
            owed.label("owed"),
            credited.label("credited"),
        )
        .join(ShareMovement, ShareMovement.operation_id == ShareOperation.id)
        .where(ShareOperation.claim_id.is_not(None), known(on or date.max, known_at))
        .group_by(ShareOperation.claim_id)
        .subquery()
    )
    statement = (
        select(RefundRequest, sums.c.left, sums.c.gone, sums.c.credited, sums.c.owed, RefundWithdrawal.withdrawn_on)
        .outerjoin(sums, sums.c.claim_id == RefundRequest.id)
        .outerjoin(
            RefundWithdrawal,
            and_(RefundWithdrawal.claim_id == RefundRequest.id, _recorded(RefundWithdrawal, known_at)),
        )
        .where(_recorded(RefundRequest, known_at))
        .order_by(RefundRequest.rank_on, RefundRequest.asked_on, RefundRequest.id)
    )
    if claim_ids is not None:
        statement = statement.where(RefundRequest.id.in_(claim_ids))
    return [
        ClaimAccount(row[0], int(row[1] or 0), int(row[2] or 0), int(row[3] or 0), int(row[4] or 0), row[5])
        for row in db.session.execute(statement)
    ]


def accounts_on(on: date, known_at: datetime | None = None) -> list[ClaimAccount]:
    """The claims of a past day as they stood then: what was asked, decided or withdrawn later is left out; one statement."""
    found = [one for one in claim_accounts(on, known_at=known_at) if one.request.asked_on <= on]
    return [replace(one, withdrawn_on=None) if (one.withdrawn_on or on) > on else one for one in found]


def waiting_claims(
    on: date, known_at: datetime | None = None, accounts: list[ClaimAccount] | None = None
) -> list[Claim]:
    """The claims whose shares have not left by the day `on`, with the lots that would leave; two statements.

    `accounts`: those that stand for the state of the day (None: whatever was decided since counts too).
    """
    found_accounts = claim_accounts(known_at=known_at) if accounts is None else accounts
    waiting = [one for one in found_accounts if one.waits and one.request.asked_on <= on]
    holdings = lots_of({one.request.member_id for one in waiting}, on, known_at)
    found = []
    for one in waiting:
        request = one.request
        mine = holdings.get(request.member_id, [])
        wanted = sum(lot.shares for lot in mine) if request.whole else request.shares - one.decided
        leaving, holdings[request.member_id] = split_off(mine, wanted)
        if leaving:
            steps = tuple((lot.nominal_cents, lot.shares) for lot in leaving)
            found.append(Claim(request.id, request.member_id, request.rank_on, request.asked_on, steps))
    return found


def lots_of(member_ids: Collection[int], on: date, known_at: datetime | None = None) -> dict[int, list[Lot]]:
    """The lots of some members on a day, as known at a moment; one statement."""
    by_member: dict[int, list[object]] = {}
    for entry in known_on(entries(member_ids), on, known_at) if member_ids else []:
        by_member.setdefault(entry.member_id or 0, []).append(entry)
    return {member: lots(rows) for member, rows in by_member.items()}  # type: ignore[arg-type]


def floor_and_room(statutes: Statutes, on: date, known_at: datetime | None = None) -> tuple[Floor, Money, Money]:
    """(the floor, the capital that an operation of the day `on` must leave above it, the room between); one statement."""
    curve = capital_curve(known_at=known_at)
    floor = capital_floor(statutes, highest_capital(curve).subscribed)
    capital = lowest_from(curve, on)
    return floor, capital, room_above(capital, floor)


def queue_on(
    statutes: Statutes, on: date, known_at: datetime | None = None, accounts: list[ClaimAccount] | None = None
) -> list[QueueLine]:
    """What is possible on a day for each claim that waits; three statements."""
    return queue_today(waiting_claims(on, known_at, accounts), floor_and_room(statutes, on, known_at)[2])


def refund_schedule(statutes: Statutes, on: date | None = None, known_at: datetime | None = None) -> list[Due]:
    """What is owed and by when: the statutes' delay after the rank of the claim; ties to the sum owed."""
    months = statutes.shares.refund_delay_months
    months = law.USUAL_REFUND_MONTHS if months is None else months
    return [
        Due(
            one.request.id,
            one.request.member_id,
            one.request.payee,
            later_month(one.request.rank_on, months),
            Money(one.owed_cents),
        )
        for one in claim_accounts(on, known_at=known_at)
        if one.owed_cents
    ]


def owed_by_year(dues: list[Due]) -> dict[int, Money]:
    """The schedule by calendar year."""
    years: dict[int, Money] = {}
    for due in sorted(dues, key=lambda one: one.due_on):
        years[due.due_on.year] = years.get(due.due_on.year, ZERO) + due.owed
    return years


def losses_of(year_end: date) -> tuple[LossStatement, Losses] | None:
    """The losses recorded for the year that ended that day: the last statement rules."""
    statement = select(LossStatement).where(LossStatement.year_end == year_end).order_by(LossStatement.id.desc())
    row = db.session.execute(statement.limit(1)).scalar_one_or_none()
    if row is None:
        return None
    values = (row.losses_cents, row.special_reserve_cents, row.statutory_reserve_cents, row.capital_cents)
    return row, Losses(row.year_end, *(Money(cents) for cents in values))


def left_unqueued(on: date, known_at: datetime | None = None) -> list[tuple[Member, int, date]]:
    """Who is no longer a member on a day, holds shares, and has no place in the queue: (member, shares, since).

    One statement. They left by a way that asks for nothing (death, exclusion): the office takes their place for them.
    """
    held = (
        select(ShareMovement.member_id, func.sum(ShareMovement.shares).label("shares"))
        .where(known(on, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(func.sum(ShareMovement.shares) > 0)
        .subquery()
    )
    queued = (
        select(RefundRequest.member_id)
        .outerjoin(RefundWithdrawal, RefundWithdrawal.claim_id == RefundRequest.id)
        .where(RefundRequest.whole, RefundWithdrawal.id.is_(None), _recorded(RefundRequest, known_at))
        .where(RefundRequest.rank_on >= MembershipFact.effective_on, RefundRequest.member_id == Member.id)
    )
    statement = (
        select(Member, held.c.shares, MembershipFact.effective_on)
        .join(held, held.c.member_id == Member.id)
        .join(MembershipFact, MembershipFact.id == ruling_id(MembershipFact, {"member_id": Member.id}, on, known_at))
        .where(MembershipFact.event != MembershipEvent.ADMITTED, ~queued.exists())
        .order_by(MembershipFact.effective_on, Member.number)
    )
    return [(row[0], int(row[1]), row[2]) for row in db.session.execute(statement)]


def _recorded(model: type[RefundRequest] | type[RefundWithdrawal], known_at: datetime | None) -> ColumnElement[bool]:
    return true() if known_at is None else model.recorded_at <= known_at
