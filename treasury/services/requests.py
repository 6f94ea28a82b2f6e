"""Ask for money: a request for each subscription with a reference of its own, its instalments, its end and its return."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.queries.people import member_by_id
from membership.rules.writing import tidy
from shares.models import ShareDemand
from shares.queries.journal import operation_by_id
from shares.rules.kinds import Kind
from shares.rules.paying import balance_due_on
from statutes.queries import version_on
from treasury.models import PaymentInstalment, PaymentRequest, RequestFact
from treasury.queries.requests import request_by_id, unpaid_of_operation, view_of
from treasury.queries.settings import account_to_ask_on
from treasury.rules.events import TreasuryTag
from treasury.rules.references import reference_of
from treasury.rules.schedules import Instalment, check_schedule
from treasury.services.recording import in_euros, recorded


def ask_for_subscription(
    operation_id: int,
    instalments: Sequence[Instalment],
    *,
    payer: str = "",
    email: str = "",
    actor: Actor,
    at: datetime,
) -> PaymentRequest:
    """Ask for what a subscription left unpaid; `payer` and `email` where somebody else than the holder pays.

    Refused: instalments that do not add up to it, or end after the statutes' delay (rule 11). The same subscription is
    asked for once: StateMoved.
    """
    operation = operation_by_id(operation_id)
    member_id, unpaid = unpaid_of_operation(operation_id)
    if operation.kind != Kind.SUBSCRIPTION or unpaid <= 0:
        raise Refused("nothing-to-ask", N_("This subscription leaves nothing to be paid: there is nothing to ask for."))
    if db.session.execute(select(PaymentRequest.id).where(PaymentRequest.operation_id == operation_id)).first():
        raise StateMoved("asked-already", N_("This subscription was asked for already, under a reference of its own."))
    version = version_on(operation.effective_on)
    last = balance_due_on(version.statutes, operation.effective_on) if version else None
    plan = check_schedule(instalments, Money(unpaid), last)
    party = member_by_id(member_id).party
    request = _request(
        unpaid,
        holder=party.name,
        payer=payer,
        email=email or party.email,
        language=party.language,
        actor=actor,
        at=at,
        member_id=member_id,
        operation_id=operation_id,
    )
    return _asked(request, plan, actor=actor, at=at)


def ask_for_demand(demand: ShareDemand, cents: int, due_on: date, *, actor: Actor, at: datetime) -> PaymentRequest:
    """Ask a member for the money of shares asked for: an advance until they are subscribed. Once for each request."""
    member = member_by_id(demand.member_id)
    party = member.party
    request = _request(
        cents,
        holder=party.name,
        payer="",
        email=party.email,
        language=party.language,
        actor=actor,
        at=at,
        member_id=member.id,
        demand_id=demand.id,
    )
    return _asked(request, check_schedule([Instalment(due_on, cents)], Money(cents)), actor=actor, at=at)


def ask_candidate(
    application_id: int,
    cents: int,
    instalments: Sequence[Instalment],
    *,
    holder: str,
    email: str,
    language: str = "fr",
    payer: str = "",
    actor: Actor,
    at: datetime,
) -> PaymentRequest:
    """Ask a candidate for money before the decision: an advance until then."""
    plan = check_schedule(instalments, Money(cents))
    request = _request(
        cents,
        holder=holder,
        payer=payer,
        email=email,
        language=language,
        actor=actor,
        at=at,
        application_id=application_id,
    )
    return _asked(request, plan, actor=actor, at=at)


def _request(
    cents: int,
    *,
    holder: str,
    payer: str,
    email: str,
    language: str,
    actor: Actor,
    at: datetime,
    member_id: int | None = None,
    application_id: int | None = None,
    operation_id: int | None = None,
    demand_id: int | None = None,
) -> PaymentRequest:
    number = next_number(PaymentRequest.number)
    return PaymentRequest(
        number=number,
        reference=reference_of(number),
        member_id=member_id,
        application_id=application_id,
        operation_id=operation_id,
        demand_id=demand_id,
        own_account_id=account_to_ask_on().id,
        cents=cents,
        title="Souscription de parts sociales",
        asked_on=day_of(at),
        holder=tidy(holder, 200),
        holder_key=sort_key(f"{holder} {payer}")[:300],
        payer=tidy(payer, 200),
        email=tidy(email, 254).lower(),
        language=language,
        **recorded(actor, at),
    )


def _asked(request: PaymentRequest, plan: Sequence[Instalment], *, actor: Actor, at: datetime) -> PaymentRequest:
    db.session.add(request)
    db.session.flush()
    _plan(request, plan, 1)
    told = {"amount": in_euros(request.cents), "reference": request.reference}
    audit.record(TreasuryTag.REQUEST_MADE, f"payment-request:{request.id}", actor=actor, at=at, details=told)
    return request


def _plan(request: PaymentRequest, plan: Sequence[Instalment], version: int) -> None:
    by_day: dict[date, int] = {}
    for one in plan:
        by_day[one.due_on] = by_day.get(one.due_on, 0) + one.cents
    db.session.add_all(
        PaymentInstalment(request_id=request.id, version=version, due_on=day, cents=cents)
        for day, cents in sorted(by_day.items())
    )
    db.session.flush()


def reschedule(
    request_id: int, instalments: Sequence[Instalment], reason: str, *, actor: Actor, at: datetime
) -> PaymentRequest:
    """Other instalments for the same sum; those before stay on record."""
    request = request_by_id(request_id, lock=True)
    version = version_on(request.asked_on)
    last = balance_due_on(version.statutes, request.asked_on) if version and request.member_id else None
    plan = check_schedule(instalments, Money(request.cents), last)
    highest = select(func.max(PaymentInstalment.version)).where(PaymentInstalment.request_id == request.id)
    _plan(request, plan, int(db.session.execute(highest).scalar_one()) + 1)
    _tell(request, "rescheduled", tidy(reason, 300), actor=actor, at=at)
    return request


def change(request_id: int, kind: str, reason: str, *, actor: Actor, at: datetime) -> RequestFact:
    """Cancel a request, reopen it, hold its reminders or release them; a cancellation needs its reason.

    Cancelling stops the asking and erases nothing: a payment that comes later is recognised by its reference.
    """
    request, why = request_by_id(request_id, lock=True), tidy(reason, 300)
    view = view_of(request, day_of(at))
    if kind == "cancelled" and not why:
        raise Refused("no-reason", N_("Write why the request is cancelled: the reason is shown if money comes later."))
    moved = {
        "cancelled": view.cancelled is not None,
        "reopened": view.cancelled is None,
        "held": view.held,
        "released": not view.held,
    }
    if moved[kind]:
        raise StateMoved("request-moved", N_("The request is in that state already: read the page again."))
    fact = RequestFact(request_id=request.id, kind=kind, on_day=day_of(at), reason=why, **recorded(actor, at))
    db.session.add(fact)
    db.session.flush()
    _tell(request, kind, why, actor=actor, at=at)
    return fact


def _tell(request: PaymentRequest, words: str, reason: str, *, actor: Actor, at: datetime) -> None:
    told = {"reference": request.reference, "change": words, "reason": reason}
    audit.record(TreasuryTag.REQUEST_CHANGED, f"payment-request:{request.id}", actor=actor, at=at, details=told)
