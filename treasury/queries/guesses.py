"""What each line of a page may be: everything that matching needs, read at once for all of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from foundation.kernel.db import db
from treasury.models import PaymentInstalment, PaymentRequest, Settlement, StoredLine, TransferFile, TransferOrder
from treasury.queries.requests import RequestView, open_requests, paid_of_requests, views
from treasury.rules.matching import (
    REASON_SENTENCES,
    Act,
    LineToMatch,
    OpenRequest,
    PaidBefore,
    Reason,
    Suggestion,
    returned_payments,
    suggestions,
)
from treasury.rules.references import references_in
from treasury.rules.settling import SettlementKind

TAKEN = (SettlementKind.ALLOCATED, SettlementKind.OTHERWISE)


def guesses(lines: Sequence[tuple[StoredLine, int]], on: date) -> dict[int, list[Suggestion]]:
    """By line, what it may be, the surest first; (line, what is left of it). At most a dozen statements."""
    seen = [_seen(line, rest) for line, rest in lines if rest]
    incoming = [line for line in seen if line.cents > 0]
    outgoing = [line for line in seen if line.cents < 0]
    found = _incoming(incoming, on) if incoming else {}
    return found | (_outgoing(outgoing) if outgoing else {})


def _seen(line: StoredLine, rest: int) -> LineToMatch:
    return LineToMatch(
        id=line.id,
        cents=rest,
        text=line.text,
        counterparty=line.counterparty,
        iban=line.counterparty_iban,
        is_return=line.is_return,
    )


def _incoming(lines: list[LineToMatch], on: date) -> dict[int, list[Suggestion]]:
    named = _referenced({one for line in lines for one in references_in(line.text)}, on)
    payers = _payers({line.iban for line in lines if line.iban}, on)
    candidates = _of_amounts({line.cents for line in lines}, on)
    return {line.id: suggestions(line, named, payers, candidates) for line in lines}


def _referenced(references: set[str], on: date) -> dict[str, OpenRequest]:
    if not references:
        return {}
    rows = db.session.execute(select(PaymentRequest).where(PaymentRequest.reference.in_(references))).scalars()
    return {view.request.reference: view.open() for view in views(list(rows), on)}


def _payers(ibans: set[str], on: date) -> dict[str, list[OpenRequest]]:
    """By IBAN, the open requests of those for whom that account paid before: learned from what was accepted."""
    if not ibans:
        return {}
    paid_for = (
        select(StoredLine.counterparty_iban, PaymentRequest.member_id, PaymentRequest.application_id)
        .join(Settlement, Settlement.line_id == StoredLine.id)
        .join(PaymentRequest, PaymentRequest.id == Settlement.request_id)
        .where(StoredLine.counterparty_iban.in_(ibans))
        .group_by(StoredLine.counterparty_iban, PaymentRequest.member_id, PaymentRequest.application_id)
        .having(func.sum(Settlement.cents) > 0)
    )
    holders = db.session.execute(paid_for).all()
    if not holders:
        return {}
    theirs = open_requests(
        or_(
            PaymentRequest.member_id.in_({row[1] for row in holders if row[1] is not None}),
            PaymentRequest.application_id.in_({row[2] for row in holders if row[2] is not None}),
        )
    )
    by_holder: dict[tuple[int | None, int | None], list[RequestView]] = {}
    for view in views(theirs, on):
        by_holder.setdefault((view.request.member_id, view.request.application_id), []).append(view)
    found: dict[str, list[OpenRequest]] = {}
    for iban, member, application in holders:
        found.setdefault(iban, []).extend(view.open() for view in by_holder.get((member, application), ()))
    return found


def _of_amounts(amounts: set[int], on: date) -> list[OpenRequest]:
    """Open requests of which one of these amounts is due: in all, or as an instalment."""
    paid = paid_of_requests()
    due = PaymentRequest.cents - func.coalesce(
        select(paid.c.paid).where(paid.c.request_id == PaymentRequest.id).scalar_subquery(), 0
    )
    part = exists().where(PaymentInstalment.request_id == PaymentRequest.id, PaymentInstalment.cents.in_(amounts))
    return [view.open() for view in views(open_requests(or_(due.in_(amounts), part)), on)]


def _outgoing(lines: list[LineToMatch]) -> dict[int, list[Suggestion]]:
    paid, transfers = _paid_before({-line.cents for line in lines}), _sent_files()
    found = {}
    for line in lines:
        found[line.id] = [*_transfers(line, transfers), *returned_payments(line, paid)][:6]
    return found


def _paid_before(amounts: set[int]) -> list[PaidBefore]:
    """Money that was taken and still counts, of these amounts, the last first."""
    other = select(Settlement.returns_id).where(
        Settlement.returns_id.is_not(None), Settlement.kind == SettlementKind.RETURNED, Settlement.id.not_in(_undone())
    )
    statement = (
        select(Settlement, PaymentRequest.holder, StoredLine)
        .join(PaymentRequest, PaymentRequest.id == Settlement.request_id)
        .join(StoredLine, StoredLine.id == Settlement.line_id)
        .where(
            Settlement.cents.in_(amounts),
            Settlement.kind == SettlementKind.ALLOCATED,
            Settlement.id.not_in(_undone()),
            Settlement.id.not_in(other),
        )
        .order_by(Settlement.id.desc())
        .limit(200)
    )
    return [
        PaidBefore(
            settlement_id=row.id,
            request_id=row.request_id or 0,
            cents=row.cents,
            iban=line.counterparty_iban,
            text=line.text,
            counterparty=line.counterparty,
            holder=holder,
            day=row.on_day,
        )
        for row, holder, line in db.session.execute(statement)
    ]


def _undone() -> Any:
    return select(Settlement.reverses_id).where(Settlement.reverses_id.is_not(None))


def unpaid_orders(*, file_id: int | None = None) -> list[TransferOrder]:
    """The transfers of files marked as sent (or of one) that are not known to be paid."""
    paid = (
        select(Settlement.order_id)
        .where(Settlement.order_id.is_not(None))
        .group_by(Settlement.order_id)
        .having(func.sum(Settlement.cents) != 0)
    )
    statement = (
        select(TransferOrder)
        .join(TransferFile, TransferFile.id == TransferOrder.file_id)
        .where(TransferFile.state == "sent", TransferOrder.id.not_in(paid))
        .order_by(TransferOrder.id)
    )
    if file_id is not None:
        statement = statement.where(TransferOrder.file_id == file_id)
    return list(db.session.execute(statement).scalars())


def _sent_files() -> dict[int, list[TransferOrder]]:
    found: dict[int, list[TransferOrder]] = {}
    for order in unpaid_orders():
        found.setdefault(order.file_id, []).append(order)
    return found


def _transfers(line: LineToMatch, files: dict[int, list[TransferOrder]]) -> list[Suggestion]:
    """A file that the bank booked in one sum, or one of its transfers by its own number or name."""
    found = []
    for orders in files.values():
        if sum(order.cents for order in orders) == -line.cents:
            found.append(_paid_out(orders, 90))
        else:
            found += [
                _paid_out([order], 95 if order.end_to_end in line.text else 70)
                for order in orders
                if order.cents == -line.cents
                and (order.end_to_end in line.text or order.name.upper() in line.text.upper())
            ]
    return found


def _paid_out(orders: list[TransferOrder], sure: int) -> Suggestion:
    return Suggestion(
        act=Act.REFUND_PAID,
        reason=Reason.REFUND,
        message=REASON_SENTENCES[Reason.REFUND],
        values={"reference": orders[0].end_to_end.rpartition("-")[0]},
        sure=sure,
        target=orders[0].id if len(orders) == 1 else -orders[0].file_id,
    )
