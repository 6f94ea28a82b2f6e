"""The office answers what members asked for: subscription once paid, transfer once approved, refusal with its reason."""

from datetime import date, datetime
from typing import Unpack

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.queries.people import member_by_id
from membership.services.appending import take_turn
from shares.models import DemandAgreement, DemandAnswer
from shares.queries.demands import DemandView, demand_by_id, marked
from shares.queries.positions import position_of
from shares.rules.demands import DemandKind, Outcome
from shares.rules.events import SharesTag
from shares.rules.paying import required_at_subscription
from shares.services.appending import Papers, Recorded, flush_or_moved, lock_journal
from shares.services.bounds import category_of, price_of, require_decision
from shares.services.demanding import answer
from shares.services.refunding import withdraw_request
from shares.services.subscribing import subscribe
from shares.services.transferring import transfer
from statutes.services import statutes_on


def accept_demand(
    demand_id: int,
    effective_on: date,
    *,
    paid_cents: int = 0,
    looked: str = "",
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Do what was asked, from a day: all rules are asked again.

    `paid_cents`: of a subscription, what has been paid, money received ahead included. `looked`: why a request that
    calls for a closer look is right; Refused without it. A transfer needs the agreement of who takes, or the paper that
    proves it (`document`), and the decision that approves it. The decision is dated.
    """
    found = _waiting(demand_id)
    row = found.demand
    if found.marks and not looked.strip():
        raise Refused("to-look-at", N_("This request calls for a closer look: write why it is right, then answer it."))
    if found.kind is DemandKind.TRANSFER:
        require_decision(papers.get("decision", ""))
        if found.agreement is None and not papers.get("document", "").strip():
            raise Refused(
                "taker-silent",
                N_(
                    "Who takes the shares has not agreed: wait for the answer, or name the signed paper that proves it."
                ),
                source="C. civ. art. 1582 et 1583",
            )
        done = transfer(row.member_id, row.taker_id or 0, row.shares, effective_on, actor=actor, at=at, **papers)
    else:
        done = subscribe(row.member_id, row.shares, effective_on, paid_cents=paid_cents, actor=actor, at=at, **papers)
    answer(row, Outcome.DONE, operation_id=done.operation.id, reason=looked, actor=actor, at=at)
    return done


def settle_demand(demand_id: int, on: date, *, actor: Actor, at: datetime) -> Recorded | None:
    """Subscribe what was asked once the money received ahead is enough; None before it, or where somebody must look.

    What the law refuses by then stops nothing: the money stands as an advance, the audit trail says why.
    Source: loi 47-1775 art. 12 (rule 11).
    """
    found = demand_by_id(demand_id)
    if not found.waits or found.kind is not DemandKind.SUBSCRIPTION:
        return None
    found, row = _waiting(demand_id), found.demand
    if found.marks:
        return None
    statutes, member = statutes_on(on).statutes, member_by_id(row.member_id)
    amount = Money(price_of(statutes, category_of(statutes, member, on)) * row.shares)
    ahead = min(amount, Money(position_of(row.member_id, on).advance_cents))
    if ahead < required_at_subscription(statutes, amount):
        return None
    try:
        with db.session.begin_nested():
            done = subscribe(row.member_id, row.shares, on, paid_cents=ahead.cents, actor=actor, at=at)
    except Refused as refusal:
        told = {"demand": row.id, "reason": str(refusal)}
        audit.record(SharesTag.DEMAND_WAITS, f"member:{row.member_id}", actor=actor, at=at, details=told)
        return None
    answer(row, Outcome.DONE, operation_id=done.operation.id, actor=actor, at=at)
    return done


def refuse_demand(demand_id: int, reason: str, *, actor: Actor, at: datetime) -> DemandAnswer:
    """Refuse a request, for a reason that the member reads."""
    if not reason.strip():
        raise Refused("no-reason", N_("Write why the request is refused: the member reads the reason."))
    return answer(_waiting(demand_id).demand, Outcome.REFUSED, reason=reason, actor=actor, at=at)


def agree(demand_id: int, taker_id: int, *, agrees: bool, actor: Actor, at: datetime) -> None:
    """Who is to take the shares agrees; or does not, which ends the request.

    Source: C. civ. art. 1582 and 1583 (a transfer is an agreement of two).
    """
    found = _waiting(demand_id)
    if found.demand.taker_id != taker_id:
        raise NotFound("no-demand", N_("There is no request %(demand)s."), demand=demand_id)
    if found.agreement is not None:
        raise StateMoved("answered-already", N_("This request was answered already: read the page again."))
    if not agrees:
        said = "La personne à qui les parts étaient proposées ne les prend pas."
        answer(found.demand, Outcome.REFUSED, reason=said, actor=actor, at=at)
        return
    row = DemandAgreement(demand_id=demand_id, recorded_at=at, actor_id=actor.account_id, actor_name=actor.name)
    db.session.add(row)
    flush_or_moved()
    told = {"demand": demand_id}
    audit.record(SharesTag.DEMAND_AGREED, f"member:{taker_id}", actor=actor, at=at, details=told)


def withdraw_demand(demand_id: int, member_id: int, *, actor: Actor, at: datetime) -> None:
    """A member gives a request up, while it waits; an exit is not withdrawn here, it is taken back by the office."""
    found = demand_by_id(demand_id)
    if found.demand.member_id != member_id:
        raise NotFound("no-demand", N_("There is no request %(demand)s."), demand=demand_id)
    if found.kind is DemandKind.EXIT:
        raise Refused(
            "exit-stands",
            N_(
                "An exit is recorded once it is asked for. If it was a mistake, tell the office: it takes the entry back."
            ),
        )
    if found.kind is DemandKind.REFUND and found.demand.claim_id is not None:
        withdraw_request(found.demand.claim_id, motive="", actor=actor, at=at)
        return
    answer(_waiting(demand_id).demand, Outcome.WITHDRAWN, actor=actor, at=at)


def _waiting(demand_id: int) -> DemandView:
    """The request with its marks, alone with its member and the journal; StateMoved where it waits no longer."""
    found = demand_by_id(demand_id)
    take_turn(f"member:{found.demand.member_id}")
    lock_journal()
    found = demand_by_id(demand_id)
    if not found.waits:
        raise StateMoved("answered-already", N_("This request was answered already: read the page again."))
    return marked([found], found.demand.asked_on)[0]
