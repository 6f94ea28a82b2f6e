"""The office answers what members asked for: subscription once paid, transfer once approved, refusal with its reason."""

from datetime import date, datetime
from typing import Unpack

from foundation.kernel.audit import Actor
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.services.appending import take_turn
from shares.models import DemandAnswer
from shares.queries.demands import DemandView, demand_by_id
from shares.rules.demands import DemandKind, Outcome
from shares.services.appending import Papers, Recorded, lock_journal
from shares.services.demanding import answer
from shares.services.refunding import withdraw_request
from shares.services.subscribing import subscribe
from shares.services.transferring import transfer


def accept_demand(
    demand_id: int,
    effective_on: date,
    *,
    paid_cents: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Do what was asked, from a day: all rules are asked again. `paid_cents`: of a subscription; None: the whole."""
    found = _waiting(demand_id)
    row = found.demand
    if found.kind is DemandKind.TRANSFER:
        done = transfer(row.member_id, row.taker_id or 0, row.shares, effective_on, actor=actor, at=at, **papers)
    else:
        done = subscribe(row.member_id, row.shares, effective_on, paid_cents=paid_cents, actor=actor, at=at, **papers)
    answer(row, Outcome.DONE, operation_id=done.operation.id, actor=actor, at=at)
    return done


def refuse_demand(demand_id: int, reason: str, *, actor: Actor, at: datetime) -> DemandAnswer:
    """Refuse a request, for a reason that the member reads."""
    if not reason.strip():
        raise Refused("no-reason", N_("Write why the request is refused: the member reads the reason."))
    return answer(_waiting(demand_id).demand, Outcome.REFUSED, reason=reason, actor=actor, at=at)


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
    found = demand_by_id(demand_id)
    take_turn(f"member:{found.demand.member_id}")
    lock_journal()
    found = demand_by_id(demand_id)
    if not found.waits:
        raise StateMoved("answered-already", N_("This request was answered already: read the page again."))
    return found
