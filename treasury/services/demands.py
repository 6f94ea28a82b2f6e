"""Money for shares that members ask for: asked for with the request, no longer asked for once it is refused or withdrawn.

Money that comes settles the request (`matching`); what came for a request that is refused waits as an advance, to be
given back or used for the next shares.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from shares.models import RefundRequest, ShareDemand
from shares.rules.demands import Outcome
from shares.signals import Asked, demand_ended, payments_asked, payments_wanted, refund_account_given, shares_asked
from treasury.queries.requests import requests_of_demands, requests_of_member, view_of
from treasury.queries.settings import own_accounts
from treasury.services.mails import send_request
from treasury.services.payees import give_payee_account
from treasury.services.requests import ask_for_demand, change

TIME_TO_PAY = timedelta(days=30)


@shares_asked.connect
def _asked(demand: ShareDemand, *, to_pay: Money, actor: Actor, at: datetime) -> None:
    """A request with a reference of its own; while the cooperative has no bank account here, the office asks by hand."""
    if not own_accounts():
        return
    request = ask_for_demand(demand, to_pay.cents, day_of(at) + TIME_TO_PAY, actor=actor, at=at)
    if request.email:
        send_request(request.id, actor=actor, at=at)


@demand_ended.connect
def _ended(demand: ShareDemand, *, outcome: Outcome, reason: str, actor: Actor, at: datetime) -> None:
    if outcome is Outcome.DONE:
        return
    for request in requests_of_demands([demand.id]):
        view = view_of(request, day_of(at))
        if view.cancelled is None and not view.standing.is_paid:
            change(request.id, "cancelled", reason or "Demande retirée par le membre", actor=actor, at=at)


@refund_account_given.connect
def _account_given(claim: RefundRequest, *, iban: str, actor: Actor, at: datetime) -> None:
    give_payee_account(iban, claim.payee, claim_id=claim.id, actor=actor, at=at)


@payments_wanted.connect
def _wanted(demand_ids: Collection[int]) -> dict[int, str]:
    """The reference under which each request is paid."""
    return {one.demand_id: one.reference for one in requests_of_demands(demand_ids) if one.demand_id is not None}


@payments_asked.connect
def _open(member_id: int, *, on: date) -> list[Asked]:
    """What the member is still asked to pay."""
    return [
        Asked(
            view.request.reference,
            view.request.title,
            view.due,
            next((one.due_on for one in view.instalments if one.due_on >= on), view.instalments[-1].due_on),
        )
        for view in requests_of_member(member_id, on)
        if view.state in {"late", "waiting"}
    ]
