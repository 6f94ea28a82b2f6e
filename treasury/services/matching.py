"""Settle bank lines: give them to requests, set them aside, keep them to be given back, take all of it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from shares.models import ShareOperation
from shares.queries.demands import demand_by_id
from shares.queries.journal import operation_by_id
from shares.queries.positions import position_of
from shares.services import payment_returned, record_advance, record_payment, reverse_operation
from shares.services.answering import settle_demand
from treasury.models import PaymentRequest, Settlement, StoredLine, TransferOrder
from treasury.queries.lines import is_taken_back, line_by_id, rest_of, settlement_by_id
from treasury.queries.requests import RequestView, request_by_id, view_of
from treasury.rules.events import TreasuryTag
from treasury.rules.iban import masked_in
from treasury.rules.matching import Share
from treasury.rules.settling import Means, SettlementKind, check_due, check_parts
from treasury.services.candidates import member_of_candidate, settle_if_due
from treasury.services.recording import in_euros, settle
from treasury.services.requests import change

_GONE = N_("Nothing is left of this line any more: somebody settled it before you. Read the page again.")


def allocate(line_id: int, parts: Sequence[Share], *, actor: Actor, at: datetime) -> list[Settlement]:
    """Give a line that came in to one or several requests; each part is a payment in the register of shares.

    What is not given stays on the line. Refused: more than is left of the line, or than a request still asks for.
    """
    line = line_by_id(line_id, lock=True)
    rest = _rest(line)
    check_parts(rest, [part.cents for part in parts])
    if rest < 0:
        raise Refused("money-went-out", N_("This money went out: it pays no request."))
    done = []
    for part in parts:
        request = request_by_id(part.request_id, lock=True)
        row = _take(
            SettlementKind.ALLOCATED,
            request,
            part.cents,
            line.booked_on,
            means=Means.TRANSFER,
            payer=line.counterparty,
            document=f"Relevé bancaire, ligne {line.id}",
            line_id=line.id,
            actor=actor,
            at=at,
        )
        _tell(row, line, request.reference, actor=actor, at=at)
        done.append(row)
    return done


def record_otherwise(
    request_id: int,
    cents: int,
    paid_on: date,
    *,
    means: Means,
    payer: str = "",
    document: str = "",
    actor: Actor,
    at: datetime,
) -> Settlement:
    """Record money that no bank line tells: a cheque at the desk, cash. `payer` may be somebody else than the holder."""
    request = request_by_id(request_id, lock=True)
    if cents <= 0:
        raise Refused(
            "bad-amount", N_("Only an amount above zero can be asked for: %(amount)s is none."), amount=Money(cents)
        )
    row = _take(
        SettlementKind.OTHERWISE,
        request,
        cents,
        paid_on,
        means=means,
        payer=payer,
        document=document,
        actor=actor,
        at=at,
    )
    _tell(row, None, request.reference, actor=actor, at=at)
    return row


def _take(
    kind: SettlementKind,
    request: PaymentRequest,
    cents: int,
    on: date,
    *,
    means: Means,
    payer: str,
    document: str,
    line_id: int | None = None,
    ahead: bool = False,
    actor: Actor,
    at: datetime,
) -> Settlement:
    day = _payable_on(request, on)
    view = view_of(request, max(day, day_of(at)))
    if view.cancelled is not None:
        raise Refused(
            "request-cancelled",
            N_("The subscription under %(reference)s was cancelled. Reopen the request first, or give the money back."),
            reference=request.reference,
        )
    check_due(cents, view.standing.left if ahead else view.due, request.holder)
    papers = {"means": str(means), "payer": tidy(payer[:200], 200), "document": tidy(document[:200], 200)}
    operation = _entered(view, cents, day, papers, actor=actor, at=at)
    row = settle(
        kind,
        cents,
        on,
        line_id=line_id,
        request_id=request.id,
        operation_id=operation.id,
        means=str(means),
        payer=papers["payer"],
        actor=actor,
        at=at,
    )
    if request.application_id is not None:
        settle_if_due(request.application_id, day, actor=actor, at=at)
    if request.demand_id is not None:
        settle_demand(request.demand_id, day, actor=actor, at=at)
    return row


def _payable_on(request: PaymentRequest, on: date) -> date:
    """Money that came before its subscription pays it on the day of the subscription."""
    if request.operation_id is None:
        return on
    return max(on, operation_by_id(request.operation_id).effective_on)


def _entered(view: RequestView, cents: int, on: date, papers: Any, *, actor: Actor, at: datetime) -> ShareOperation:
    """The operation of the register: a payment on the shares, or money ahead where none (or no longer any) is unpaid."""
    request = view.request
    member_id = request.member_id or member_of_candidate(request.application_id)
    if member_id is None:
        return record_advance(request.application_id, cents, on, actor=actor, at=at, **papers).operation
    awaited = request.demand_id is not None and demand_by_id(request.demand_id).waits
    if not awaited and cents <= position_of(member_id, on).unpaid_cents:
        return record_payment(member_id, cents, on, actor=actor, at=at, **papers).operation
    return record_advance(None, cents, on, member_id=member_id, actor=actor, at=at, **papers).operation


def reopen_and_take(line_id: int, request_id: int, *, actor: Actor, at: datetime) -> Settlement:
    """A payment after the subscription was cancelled: the request lives again and takes it.

    Where the shares themselves are gone, the money waits ahead of the next subscription, which uses it first.
    """
    line, request = line_by_id(line_id, lock=True), request_by_id(request_id, lock=True)
    rest = _rest(line)
    view = view_of(request, day_of(at))
    if view.cancelled is not None:
        change(request.id, "reopened", "Paiement reçu après l’annulation", actor=actor, at=at)
    cents = min(rest, view.standing.left)
    check_parts(rest, [cents])
    row = _take(
        SettlementKind.ALLOCATED,
        request,
        cents,
        line.booked_on,
        means=Means.TRANSFER,
        payer=line.counterparty,
        document=f"Relevé bancaire, ligne {line.id}",
        line_id=line.id,
        ahead=True,
        actor=actor,
        at=at,
    )
    _tell(row, line, request.reference, actor=actor, at=at)
    return row


def set_aside(line_id: int, reason: str, *, actor: Actor, at: datetime) -> Settlement:
    """A line that is no business of the register of shares, for a written reason."""
    why = tidy(reason, 300)
    if not why:
        raise Refused("no-reason", N_("Write why this line is set aside: the reason stays beside it."))
    line = line_by_id(line_id, lock=True)
    row = settle(SettlementKind.IGNORED, _rest(line), line.booked_on, line_id=line.id, reason=why, actor=actor, at=at)
    _tell(row, line, why, actor=actor, at=at)
    return row


def hold_back(line_id: int, cents: int, reason: str, *, actor: Actor, at: datetime) -> Settlement:
    """Money that came in for nothing owed: kept to be given back, by a transfer of the next file."""
    why = tidy(reason, 300)
    if not why:
        raise Refused("no-reason", N_("Write why this money is given back: the reason stays beside it."))
    line = line_by_id(line_id, lock=True)
    rest = _rest(line)
    if rest < 0:
        raise Refused("money-went-out", N_("This money went out: there is nothing of it to give back."))
    check_parts(rest, [cents])
    row = settle(
        SettlementKind.HELD_BACK,
        cents,
        line.booked_on,
        line_id=line.id,
        reason=why,
        payer=line.counterparty,
        actor=actor,
        at=at,
    )
    _tell(row, line, why, actor=actor, at=at)
    return row


def accept_return(line_id: int, settlement_id: int, *, actor: Actor, at: datetime) -> Settlement:
    """The bank took a payment back: the request is due again, the register says so, both facts stand."""
    line, paid = line_by_id(line_id, lock=True), settlement_by_id(settlement_id)
    rest = _rest(line)
    if is_taken_back(paid) or paid.kind not in {SettlementKind.ALLOCATED, SettlementKind.OTHERWISE}:
        raise StateMoved("payment-gone", N_("This payment no longer counts: read the page again."))
    if rest >= 0 or -rest > paid.cents or _returned(paid) - rest > paid.cents:
        raise Refused(
            "return-exceeds",
            N_("%(returned)s cannot be taken back of a payment of %(paid)s."),
            returned=Money(-rest),
            paid=Money(paid.cents - _returned(paid)),
        )
    operation = None
    if paid.operation_id is not None:
        said = tidy(f"Rejet bancaire : {masked_in(line.label)}"[:400], 500)
        operation = payment_returned(
            paid.operation_id, line.booked_on, cents=-rest, motive=said, actor=actor, at=at
        ).operation
    row = settle(
        SettlementKind.RETURNED,
        rest,
        line.booked_on,
        line_id=line.id,
        request_id=paid.request_id,
        operation_id=operation.id if operation else None,
        returns_id=paid.id,
        actor=actor,
        at=at,
    )
    request = request_by_id(paid.request_id or 0)
    told = {"amount": in_euros(-rest), "reference": request.reference}
    audit.record(TreasuryTag.PAYMENT_RETURNED, f"bank-line:{line.id}", actor=actor, at=at, details=told)
    return row


def take_back(settlement_id: int, reason: str, *, actor: Actor, at: datetime) -> Settlement:
    """Undo what was made of money: the line is free again, the register takes its operation back; all of it stays."""
    why = tidy(reason, 300)
    if not why:
        raise Refused("no-reason", N_("Write why the matching is taken back: the reason stays beside it."))
    wrong = settlement_by_id(settlement_id)
    if wrong.line_id is not None:
        line_by_id(wrong.line_id, lock=True)
    if is_taken_back(wrong):
        raise StateMoved("taken-back-already", N_("This matching was taken back already."))
    if _returned(wrong) or _ordered(wrong):
        raise Refused(
            "later-facts",
            N_("A return or a transfer was built on this matching: take that back first."),
        )
    operation = None
    if wrong.operation_id is not None and not _reversed(wrong.operation_id):
        operation = reverse_operation(wrong.operation_id, motive=why, actor=actor, at=at).operation
    row = settle(
        SettlementKind.REVERSAL,
        -wrong.cents,
        wrong.on_day,
        line_id=wrong.line_id,
        request_id=wrong.request_id,
        order_id=wrong.order_id,
        operation_id=operation.id if operation else None,
        reason=why,
        reverses_id=wrong.id,
        actor=actor,
        at=at,
    )
    told = {"amount": in_euros(wrong.cents), "reason": why}
    subject = f"bank-line:{wrong.line_id}" if wrong.line_id else f"payment-request:{wrong.request_id}"
    audit.record(TreasuryTag.SETTLEMENT_TAKEN_BACK, subject, actor=actor, at=at, details=told)
    return row


def _rest(line: StoredLine) -> int:
    rest = rest_of(line)
    if not rest:
        raise StateMoved("line-settled", _GONE)
    return rest


def _returned(paid: Settlement) -> int:
    """How much of a payment came back already, in cents."""
    undone = select(Settlement.reverses_id).where(Settlement.reverses_id.is_not(None))
    statement = select(Settlement.cents).where(Settlement.returns_id == paid.id, Settlement.id.not_in(undone))
    return -sum(db.session.execute(statement).scalars())


def _ordered(held: Settlement) -> bool:
    """Whether money kept back stands in a transfer file that was not dropped."""
    if held.kind != SettlementKind.HELD_BACK:
        return False
    statement = select(TransferOrder).where(TransferOrder.held_back_id == held.id)
    return any(order.file.state != "dropped" for order in db.session.execute(statement).scalars())


def _reversed(operation_id: int) -> bool:
    statement = select(ShareOperation.id).where(ShareOperation.reverses_id == operation_id)
    return db.session.execute(statement).first() is not None


def _tell(row: Settlement, line: StoredLine | None, about: str, *, actor: Actor, at: datetime) -> None:
    told = {"amount": in_euros(row.cents), "kind": row.kind, "about": about}
    subject = f"bank-line:{line.id}" if line else f"payment-request:{row.request_id}"
    audit.record(TreasuryTag.LINE_SETTLED, subject, actor=actor, at=at, details=told)
