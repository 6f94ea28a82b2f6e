"""Members ask, from their own space or at the desk: shares, a refund, a transfer, an exit. One path for both.

What the statutes leave to nobody else's decision is done at once; the rest waits for the office (`answering`). The same
form sent twice is one request.
"""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.facts import standing_facts
from membership.rules.standing import MembershipEvent
from membership.rules.writing import tidy
from membership.services.appending import day_of, facts_of, require_membership, take_turn
from membership.services.resigning import Foreseen, foresee, resign
from shares.models import DemandAnswer, RefundRequest, ShareDemand
from shares.queries.demands import demand_of_once
from shares.queries.positions import holding_of, position_of
from shares.queries.previews import leaving_preview, subscription_preview
from shares.rules.demands import DemandKind, Outcome
from shares.rules.events import SharesTag
from shares.rules.kinds import Cause
from shares.rules.previews import LeavingPreview, SubscriptionPreview
from shares.services.appending import check_count, flush_or_moved, lock_journal
from shares.services.bounds import category_of, check_bounds, check_ceilings, leaving_lots, price_of
from shares.services.refunding import check_partial, open_claims_of, request_refund
from shares.services.subscribing import subscribe
from statutes.services import statutes_on


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who asks, from which page (`once`), on which day; what the member adds in words."""

    member_id: int
    once: str
    asked_on: date
    motive: str = ""
    payee: str = ""


@dataclass(frozen=True)
class ExitPreview:
    """An exit as it would be: the membership, then the shares (None where none is held)."""

    foreseen: Foreseen
    shares: LeavingPreview | None


def foresee_shares(member: Member, shares: int, on: date) -> SubscriptionPreview:
    """What taking more shares would mean; Refused outside the bounds, with what is possible today (rules 13 and 14)."""
    check_count(shares)
    require_membership(member, on)
    statutes = statutes_on(on).statutes
    price = price_of(statutes, category_of(statutes, member, on))
    check_bounds(statutes, member, on, shares)
    check_ceilings(statutes, member, on, shares=shares, price=price)
    return subscription_preview(statutes, member, shares, price, on=on)


def foresee_refund(member: Member, shares: int, on: date) -> LeavingPreview:
    """What a partial refund would mean; Refused where the statutes allow none, or under the minimum (rules 13 and 17)."""
    check_partial(member, shares, on, open_claims_of(member.id))
    return leaving_preview(statutes_on(on).statutes, member, shares, rank_on=on, asked_on=on)


def foresee_transfer(member: Member, taker: Member, shares: int, on: date) -> None:
    """Refuse a transfer that could not be approved: two bounds, the ceilings, no membership (rules 13 and 14)."""
    check_count(shares)
    if taker.id == member.id:
        raise Refused("same-account", N_("Shares pass from one member to another: choose two different members."))
    require_membership(taker, on)
    statutes = statutes_on(on).statutes
    check_bounds(statutes, member, on, -shares)
    price = leaving_lots(member.id, shares, on)[0].nominal_cents
    check_bounds(statutes, taker, on, shares)
    check_ceilings(statutes, taker, on, shares=shares, price=price, giver=member)


def foresee_exit(member: Member, asked_on: date, wished_on: date | None, *, at: datetime) -> ExitPreview:
    """Everything an exit would bring about: membership, votes, shares, money, dates, rank, floor. Writes nothing.

    StateMoved where an exit is recorded already.
    """
    _refuse_recorded(member)
    foreseen = foresee(member.id, asked_on, wished_on, at=at)
    if not holding_of(member.id, day_of(at)):
        return ExitPreview(foreseen, None)
    statutes = statutes_on(asked_on).statutes
    rank_on = foreseen.effective_on
    return ExitPreview(foreseen, leaving_preview(statutes, member, None, rank_on=rank_on, asked_on=day_of(at)))


def ask_shares(wish: Wish, shares: int, *, actor: Actor, at: datetime) -> ShareDemand:
    """Ask for more shares: subscribed at once where money received ahead pays the quarter, else when the money comes.

    Source: loi 47-1775 art. 12 (nothing is subscribed unpaid, rule 11).
    """
    if (before := _taken(wish)) is not None:
        return before
    member, on = member_by_id(wish.member_id), day_of(at)
    seen = foresee_shares(member, shares, on)
    demand = _store(wish, DemandKind.SUBSCRIPTION, shares, actor=actor, at=at)
    if seen.straight:
        paid = min(seen.amount, seen.ahead).cents
        done = subscribe(member.id, shares, on, paid_cents=paid, motive=wish.motive, actor=actor, at=at)
        answer(demand, Outcome.DONE, operation_id=done.operation.id, actor=actor, at=at)
    return demand


def ask_refund(wish: Wish, shares: int, *, actor: Actor, at: datetime) -> ShareDemand:
    """Ask some shares back: a place in the queue, from which nothing leaves without a decision (rules 15 to 17)."""
    if (before := _taken(wish)) is not None:
        return before
    claim = request_refund(
        wish.member_id,
        shares,
        wish.asked_on,
        payee=wish.payee,
        asked_on=wish.asked_on,
        motive=wish.motive,
        actor=actor,
        at=at,
    )
    return _store(wish, DemandKind.REFUND, shares, claim=claim, actor=actor, at=at)


def ask_transfer(wish: Wish, taker_id: int, shares: int, *, actor: Actor, at: datetime) -> ShareDemand:
    """Ask to pass shares to another member: it waits for the approval (loi 47-1775 art. 11)."""
    if (before := _taken(wish)) is not None:
        return before
    foresee_transfer(member_by_id(wish.member_id), member_by_id(taker_id), shares, day_of(at))
    return _store(wish, DemandKind.TRANSFER, shares, taker_id=taker_id, actor=actor, at=at)


def ask_exit(wish: Wish, wished_on: date | None, *, actor: Actor, at: datetime) -> ShareDemand:
    """Leave: the exit is recorded for the day of the statutes, and all shares take one place in the queue.

    Of two exits at once one is recorded, the other is StateMoved. Source: C. com. art. L231-6 (free to leave).
    """
    if (before := _taken(wish)) is not None:
        return before
    member = member_by_id(wish.member_id)
    _refuse_recorded(member)
    ended = resign(member.id, wish.asked_on, wished_on, motive=wish.motive, actor=actor, at=at)
    held = position_of(member.id, day_of(at)).shares
    claim = None
    if held:
        claim = request_refund(
            member.id,
            None,
            ended.fact.effective_on,
            cause=Cause.RESIGNED,
            payee=wish.payee,
            asked_on=wish.asked_on,
            motive=wish.motive,
            actor=actor,
            at=at,
        )
    return _store(wish, DemandKind.EXIT, held, claim=claim, actor=actor, at=at)


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


def _refuse_recorded(member: Member) -> None:
    facts = standing_facts(facts_of(member, MembershipFact))
    last = max(facts, key=lambda fact: (fact.effective_on, fact.recorded_at, fact.id), default=None)
    if last is not None and last.event != MembershipEvent.ADMITTED:
        raise StateMoved(
            "exit-recorded-already",
            N_("The exit of %(name)s is recorded already, in effect from %(day)s: nothing was written twice."),
            name=member.name,
            day=last.effective_on,
        )
