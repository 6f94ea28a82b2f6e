"""Members ask, from their own space or at the desk: shares, a refund, a transfer, an exit. One path for both.

What the statutes leave to nobody else's decision is done at once; the rest waits for the office (`answering`). What a
request would bring about is shown before (`foreseeing`). The same form sent twice is one request.
"""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from membership.queries.people import member_by_id
from membership.rules.writing import tidy
from membership.services.appending import take_turn
from membership.services.resigning import resign
from shares.models import DemandAnswer, RefundRequest, ShareDemand
from shares.queries.claims import whole_claim_of
from shares.queries.demands import demand_of_once, marks_of
from shares.queries.positions import position_of
from shares.rules.demands import DemandKind, Outcome
from shares.rules.events import SharesTag
from shares.services.appending import flush_or_moved, lock_journal
from shares.services.foreseeing import foresee_shares, foresee_transfer, nominal_of, refuse_recorded
from shares.services.refunding import request_refund
from shares.services.subscribing import subscribe
from shares.services.telling import tell_answer, tell_asked, tell_taker
from shares.signals import demand_ended, refund_account_given, shares_asked


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who asks, from which page (`once`), on which day; what the member adds in words; where a refund goes."""

    member_id: int
    once: str
    asked_on: date
    motive: str = ""
    iban: str = ""


@dataclass(frozen=True)
class Amounts:
    """The nominal value of the shares asked about; of a subscription, what is to be paid before it."""

    nominal: Money
    to_pay: Money = ZERO


def ask_shares(wish: Wish, shares: int, *, whole: bool = True, actor: Actor, at: datetime) -> ShareDemand:
    """Ask for more shares: subscribed at once where money received ahead pays the least, else when the money comes.

    `whole`: the member means to pay the whole, or only what is due at once. What calls for a closer look waits for the
    office. Source: loi 47-1775 art. 12 (nothing is subscribed unpaid, rule 11).
    """
    if (before := _taken(wish)) is not None:
        return before
    member, on = member_by_id(wish.member_id), day_of(at)
    seen = foresee_shares(member, shares, on)
    to_pay = seen.amount if whole else seen.at_once
    amounts = Amounts(seen.amount, to_pay)
    demand = _store(wish, DemandKind.SUBSCRIPTION, shares, amounts, actor=actor, at=at)
    if seen.straight and not marks_of(demand, on):
        paid = min(seen.amount, seen.ahead).cents
        done = subscribe(member.id, shares, on, paid_cents=paid, motive=wish.motive, actor=actor, at=at)
        answer(demand, Outcome.DONE, operation_id=done.operation.id, actor=actor, at=at)
        return demand
    if to_pay > seen.ahead:
        shares_asked.send(demand, to_pay=to_pay - seen.ahead, actor=actor, at=at)
    tell_asked(demand, member, at=at)
    return demand


def ask_refund(wish: Wish, shares: int, *, actor: Actor, at: datetime) -> ShareDemand:
    """Ask some shares back: a place in the queue, from which nothing leaves without a decision (rules 15 to 17)."""
    if (before := _taken(wish)) is not None:
        return before
    claim = request_refund(
        wish.member_id,
        shares,
        wish.asked_on,
        asked_on=wish.asked_on,
        motive=wish.motive,
        actor=actor,
        at=at,
    )
    if wish.iban:
        refund_account_given.send(claim, iban=wish.iban, actor=actor, at=at)
    amount = nominal_of(wish.member_id, shares, day_of(at))
    demand = _store(wish, DemandKind.REFUND, shares, Amounts(amount), claim=claim, actor=actor, at=at)
    tell_asked(demand, member_by_id(wish.member_id), at=at)
    return demand


def ask_transfer(wish: Wish, taker_id: int, shares: int, *, actor: Actor, at: datetime) -> ShareDemand:
    """Ask to pass shares to another member, who must agree; then it waits for the approval (loi 47-1775 art. 11)."""
    if (before := _taken(wish)) is not None:
        return before
    member, taker = member_by_id(wish.member_id), member_by_id(taker_id)
    seen = foresee_transfer(member, taker, shares, day_of(at))
    demand = _store(wish, DemandKind.TRANSFER, shares, Amounts(seen.amount), taker_id=taker_id, actor=actor, at=at)
    tell_asked(demand, member, at=at)
    tell_taker(demand, member, taker, at=at)
    return demand


def ask_exit(wish: Wish, wished_on: date | None, *, actor: Actor, at: datetime) -> ShareDemand:
    """Leave: the exit is recorded for the day of the statutes, and all shares take one place in the queue.

    The desk records an exit by the same `resign`. Of two exits at once one is recorded, the other is StateMoved.
    Source: C. com. art. L231-6 (free to leave).
    """
    if (before := _taken(wish)) is not None:
        return before
    member = member_by_id(wish.member_id)
    refuse_recorded(member)
    account = position_of(member.id, day_of(at))
    resign(member.id, wish.asked_on, wished_on, motive=wish.motive, paid_to=("", wish.iban), actor=actor, at=at)
    claim = whole_claim_of(member.id)
    return _store(wish, DemandKind.EXIT, account.shares, Amounts(account.subscribed), claim=claim, actor=actor, at=at)


def answer(
    demand: ShareDemand,
    outcome: Outcome,
    *,
    operation_id: int | None = None,
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> DemandAnswer:
    """Write what became of a request; StateMoved where it was answered at the same moment."""
    row = DemandAnswer(
        demand_id=demand.id,
        outcome=str(outcome),
        operation_id=operation_id,
        reason=tidy(reason, 500),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(row)
    flush_or_moved()
    told = {"demand": demand.id, "outcome": str(outcome), "reason": row.reason}
    audit.record(SharesTag.DEMAND_ANSWERED, f"member:{demand.member_id}", actor=actor, at=at, details=told)
    demand_ended.send(demand, outcome=outcome, reason=row.reason, actor=actor, at=at)
    tell_answer(demand, member_by_id(demand.member_id), outcome, row.reason, at=at)
    return row


def _taken(wish: Wish) -> ShareDemand | None:
    """The request that this page made already; whoever comes at the same moment waits for it."""
    take_turn(f"member:{wish.member_id}")
    lock_journal()
    before = demand_of_once(wish.once)
    if before is not None and before.member_id != wish.member_id:
        raise StateMoved("stale-page", N_("This page is too old: open it again, nothing was written."))
    return before


def _store(
    wish: Wish,
    kind: DemandKind,
    shares: int,
    amounts: Amounts,
    *,
    taker_id: int | None = None,
    claim: RefundRequest | None = None,
    actor: Actor,
    at: datetime,
) -> ShareDemand:
    demand = ShareDemand(
        once=wish.once,
        member_id=wish.member_id,
        kind=str(kind),
        shares=shares,
        amount_cents=amounts.nominal.cents,
        to_pay_cents=amounts.to_pay.cents,
        taker_id=taker_id,
        claim_id=claim.id if claim else None,
        asked_on=wish.asked_on,
        motive=tidy(wish.motive, 500),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(demand)
    flush_or_moved()
    told = {
        "demand": demand.id,
        "kind": str(kind),
        "number": member_by_id(wish.member_id).number,
        "shares": shares,
    }
    audit.record(SharesTag.DEMAND_MADE, f"member:{wish.member_id}", actor=actor, at=at, details=told)
    return demand
