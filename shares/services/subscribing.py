"""Shares come in: subscription, call, payment, money before the decision, payments that came back."""

from datetime import date, datetime
from typing import Unpack

from sqlalchemy import func, select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.queries.people import member_by_id
from membership.services.appending import require_membership
from shares.models import ShareMovement, ShareOperation
from shares.queries.journal import is_reversed, operation_by_id
from shares.queries.positions import advance_of, position_of
from shares.rules.kinds import Kind
from shares.rules.legs import Leg
from shares.rules.paying import check_paid_at_subscription
from shares.services.appending import (
    Papers,
    Recorded,
    Tied,
    append,
    check_amount,
    check_day,
    check_operation,
    lock_journal,
)
from shares.services.bounds import category_of, check_bounds, check_ceilings, price_of
from statutes.services import statutes_on


def subscribe(
    member_id: int,
    shares: int,
    effective_on: date,
    *,
    paid_cents: int | None = None,
    called_cents: int | None = None,
    application_id: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """A member subscribes `shares` at the nominal value of the statutes of that day.

    `paid_cents`: what is paid that day, money received ahead included; None: the whole. What the candidate
    (`application_id`) or the member paid ahead is used first. `called_cents`: None: as much as is paid; the rest is
    called later. Refused: not a member that day, too little paid (rule 11), outside the category's bounds (rule 13),
    public bodies over half (rule 14).
    """
    check_operation(shares, effective_on, at)
    lock_journal()
    member = member_by_id(member_id)
    require_membership(member, effective_on)
    statutes = statutes_on(effective_on).statutes
    price = price_of(statutes, category_of(statutes, member, effective_on))
    amount = price * shares
    paid = amount if paid_cents is None else paid_cents
    check_paid_at_subscription(statutes, Money(amount), Money(paid))
    check_bounds(statutes, member, effective_on, shares)
    check_ceilings(statutes, member, effective_on, shares=shares, price=price)
    called = max(paid, min(amount, called_cents or 0))
    legs = [
        Leg(kind=Kind.SUBSCRIPTION, member_id=member_id, shares=shares, nominal_cents=price, called_cents=called),
        *_cleared(member_id, application_id, paid, effective_on),
    ]
    if paid:
        legs.append(Leg(kind=Kind.PAYMENT, member_id=member_id, paid_cents=paid))
    return append(Kind.SUBSCRIPTION, effective_on, legs, actor=actor, at=at, papers=papers)


def _cleared(member_id: int, application_id: int | None, wanted: int, on: date) -> list[Leg]:
    """What was paid ahead, used for a subscription: the candidate's money first, then the member's."""
    legs: list[Leg] = []
    if application_id is not None and (ahead := min(wanted, advance_of(application_id, on).cents)) > 0:
        legs.append(Leg(kind=Kind.ADVANCE_CLEARED, application_id=application_id, advance_cents=-ahead))
        wanted -= ahead
    if (ahead := min(wanted, position_of(member_id, on).advance_cents)) > 0:
        legs.append(Leg(kind=Kind.ADVANCE_CLEARED, member_id=member_id, advance_cents=-ahead))
    return legs


def call(
    member_id: int, cents: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """Call a part of what is subscribed and not called yet (loi 47-1775 art. 12)."""
    check_amount(cents, effective_on, at)
    lock_journal()
    uncalled = position_of(member_id, effective_on).uncalled_cents
    if cents > uncalled:
        raise Refused(
            "called-too-much",
            N_("%(cents)s cannot be called: on %(day)s only %(uncalled)s are subscribed and not called yet."),
            cents=Money(cents),
            uncalled=Money(uncalled),
            day=effective_on,
        )
    legs = [Leg(kind=Kind.CALL, member_id=member_id, called_cents=cents)]
    return append(Kind.CALL, effective_on, legs, actor=actor, at=at, papers=papers)


def record_payment(
    member_id: int, cents: int, paid_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """A payment on subscribed shares; `payer` names who paid where it is not the holder.

    What is paid beyond the called capital counts as called. Refused: more than is subscribed and unpaid (record the
    rest with `record_advance`).
    """
    check_amount(cents, paid_on, at)
    lock_journal()
    member = member_by_id(member_id)
    position = position_of(member_id, paid_on)
    if cents > position.unpaid_cents:
        raise Refused(
            "overpaid",
            N_(
                "%(paid)s would be paid, but only %(due)s can be taken on these shares. Record the rest as a payment "
                "ahead, or give it back."
            ),
            paid=Money(cents),
            due=Money(position.unpaid_cents),
        )
    legs = []
    if cents > position.receivable_cents:
        legs.append(Leg(kind=Kind.CALL, member_id=member.id, called_cents=cents - position.receivable_cents))
    legs.append(Leg(kind=Kind.PAYMENT, member_id=member.id, paid_cents=cents))
    return append(Kind.PAYMENT, paid_on, legs, actor=actor, at=at, papers=papers)


def record_advance(
    application_id: int | None,
    cents: int,
    paid_on: date,
    *,
    member_id: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Money before the decision: of a candidate (`application_id`), or ahead of a member's next shares (`member_id`).

    It is no capital: it is used at the subscription, or given back.
    """
    check_amount(cents, paid_on, at)
    legs = [Leg(kind=Kind.ADVANCE, application_id=application_id, member_id=member_id, advance_cents=cents)]
    return append(Kind.ADVANCE, paid_on, legs, actor=actor, at=at, papers=papers)


def return_advance(
    application_id: int | None,
    cents: int,
    returned_on: date,
    *,
    member_id: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Give money back that came before a decision: the application was refused, or too much was paid."""
    check_amount(cents, returned_on, at)
    lock_journal()
    legs = [Leg(kind=Kind.ADVANCE_RETURNED, application_id=application_id, member_id=member_id, advance_cents=-cents)]
    return append(Kind.ADVANCE_RETURNED, returned_on, legs, actor=actor, at=at, papers=papers)


def payment_returned(
    operation_id: int,
    returned_on: date,
    *,
    cents: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """A payment came back (rejected debit, returned transfer): both facts stand, the debt is there again.

    `cents`: None: all of it. Refused: more than the payment, earlier returns included; a payment that was taken back.
    """
    check_day(returned_on, at)
    lock_journal()
    operation = operation_by_id(operation_id)
    if is_reversed(operation_id):
        raise Refused(
            "no-longer-counts",
            N_("This payment was taken back in the register: it no longer counts, and cannot come back from the bank."),
        )
    paid = _received(operation)
    back = paid.paid_cents + paid.advance_cents - _returned_before(operation_id)
    wanted = back if cents is None else cents
    check_amount(wanted or back or 0, returned_on, at)
    if wanted > back:
        raise Refused(
            "returned-too-much",
            N_("%(cents)s cannot come back: of this payment only %(left)s are still there."),
            cents=Money(wanted),
            left=Money(back),
        )
    leg = Leg(
        kind=Kind.PAYMENT_RETURNED,
        member_id=paid.member_id,
        application_id=paid.application_id,
        paid_cents=-wanted if paid.paid_cents else 0,
        advance_cents=0 if paid.paid_cents else -wanted,
    )
    tied = Tied(about_id=operation_id)
    return append(Kind.PAYMENT_RETURNED, returned_on, [leg], tied=tied, actor=actor, at=at, papers=papers)


def _received(operation: ShareOperation) -> ShareMovement:
    for movement in operation.movements:
        if movement.kind in {Kind.PAYMENT, Kind.ADVANCE}:
            return movement
    raise Refused("no-payment", N_("This operation holds no payment that could come back. Choose the payment itself."))


def _returned_before(operation_id: int) -> int:
    statement = (
        select(func.coalesce(func.sum(-ShareMovement.paid_cents - ShareMovement.advance_cents), 0))
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .where(ShareOperation.about_id == operation_id)
    )
    return int(db.session.execute(statement).scalar_one())
