"""Pay out: prepare a file of transfers, mark it as sent (then it is locked), note what the bank paid."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from shares.services import pay_refund
from treasury.models import Settlement, TransferFile, TransferOrder
from treasury.queries.guesses import unpaid_orders
from treasury.queries.lines import line_by_id, rest_of
from treasury.queries.payouts import Payout, paid_orders, payouts, transfer_file
from treasury.queries.settings import own_account
from treasury.rules.events import TreasuryTag
from treasury.rules.iban import masked
from treasury.rules.settling import SettlementKind
from treasury.services.payees import delete_payee_account, payee_of
from treasury.services.recording import in_euros, recorded, settle
from treasury.services.transfer_xml import Payment, transfer_xml

MOST_TRANSFERS = 5000


def prepare(keys: Sequence[str], own_account_id: int, execute_on: date, *, actor: Actor, at: datetime) -> TransferFile:
    """A file that pays these sums whole, checked against the schema of the bank's version.

    Refused: nothing chosen, an account missing, a day that has passed. StateMoved: a sum stands in a file already.
    """
    today = day_of(at)
    number = next_number(TransferFile.number)  # others wait here: what is chosen below stays free
    chosen = _chosen(keys, today)
    if execute_on < today:
        raise Refused("day-passed", N_("The bank cannot pay on a day that has passed: choose today or later."))
    account = own_account(own_account_id)
    message_id = f"SCIC-{today:%Y%m%d}-{number:05d}"
    payments = [_payment(one, f"{message_id}-{rank}") for rank, one in enumerate(chosen, start=1)]
    content = transfer_xml(account, payments, execute_on, message_id=message_id, at=at)
    file = TransferFile(
        number=number,
        message_id=message_id,
        own_account_id=account.id,
        transfer_schema=account.transfer_schema,
        execute_on=execute_on,
        cents=sum(one.cents for one in payments),
        count=len(payments),
        state="prepared",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        **recorded(actor, at),
    )
    db.session.add(file)
    db.session.flush()
    db.session.add_all(_order(file, *pair) for pair in zip(chosen, payments, strict=True))
    db.session.flush()
    _tell(TreasuryTag.TRANSFERS_PREPARED, file, actor=actor, at=at)
    return file


def _chosen(keys: Sequence[str], on: date) -> list[Payout]:
    wanted = set(keys)
    chosen = [one for one in payouts(on) if one.key in wanted]
    if not chosen or len(chosen) != len(wanted) or len(chosen) > MOST_TRANSFERS:
        raise Refused(
            "nothing-chosen", N_("Choose at least one sum to pay; those paid meanwhile are no longer offered.")
        )
    for one in chosen:
        if one.payee is None:
            raise Refused(
                "no-payee-account", N_("There is no bank account for %(name)s yet: record it first."), name=one.name
            )
        if one.free_cents != one.cents:
            raise StateMoved(
                "in-a-file-already",
                N_("%(name)s stands in a transfer file already. Drop that file first, or wait until it is paid."),
                name=one.name,
            )
    return chosen


def _payment(one: Payout, end_to_end: str) -> Payment:
    assert one.payee is not None
    words = f"Remboursement de parts {one.claim_id}" if one.claim_id is not None else f"Somme rendue {one.held_back_id}"
    return Payment(one.payee.holder, one.payee.iban, one.payee.bic, one.free_cents, end_to_end, words)


def _order(file: TransferFile, one: Payout, payment: Payment) -> TransferOrder:
    return TransferOrder(
        file_id=file.id,
        claim_id=one.claim_id,
        held_back_id=one.held_back_id,
        name=payment.name,
        masked_iban=masked(payment.iban),
        cents=payment.cents,
        end_to_end=payment.end_to_end,
        words=payment.words,
    )


def fetch(file_id: int, *, actor: Actor, at: datetime) -> tuple[str, bytes]:
    """(name, content) of a file for the bank; who fetched it stays in the audit trail. NotFound once it is erased."""
    file = transfer_file(file_id)
    if file.content is None or file.state == "dropped":
        raise NotFound("content-gone", N_("The content of this file is no longer kept: it held bank accounts."))
    _tell(TreasuryTag.TRANSFERS_FETCHED, file, actor=actor, at=at)
    return file.filename, file.content


def mark_sent(file_id: int, *, actor: Actor, at: datetime) -> TransferFile:
    """The file went to the bank: from now on it is locked."""
    file = _prepared(file_id)
    file.state, file.sent_at = "sent", at
    db.session.flush()
    _tell(TreasuryTag.TRANSFERS_SENT, file, actor=actor, at=at)
    return file


def drop(file_id: int, *, actor: Actor, at: datetime) -> TransferFile:
    """Give a file up that was not sent: its sums can go into another."""
    file = _prepared(file_id)
    file.state, file.content = "dropped", None
    db.session.flush()
    _tell(TreasuryTag.TRANSFERS_DROPPED, file, actor=actor, at=at)
    return file


def _prepared(file_id: int) -> TransferFile:
    file = transfer_file(file_id, lock=True)
    if file.state != "prepared":
        raise StateMoved(
            "file-locked",
            N_("This file was sent or dropped: it is locked. What the bank did with it is noted transfer by transfer."),
        )
    return file


def note_paid(
    order_ids: Sequence[int], paid_on: date, *, line_id: int | None = None, actor: Actor, at: datetime
) -> list[Settlement]:
    """The bank paid these transfers: the register says so, the accounts of the payees are deleted.

    With a bank line, its amount must be theirs. StateMoved: one of them is not in a sent file, or is paid already.
    """
    _alone_with(order_ids)
    waiting = {order.id: order for order in unpaid_orders()}
    orders = [waiting[one] for one in order_ids if one in waiting]
    if not orders or len(orders) != len(order_ids):
        raise StateMoved(
            "transfer-moved", N_("These transfers are paid already, or were not sent: read the page again.")
        )
    if line_id is not None:
        _check_line(line_id, sum(order.cents for order in orders))
    done = [_note(order, paid_on, line_id, actor=actor, at=at) for order in orders]
    _forget_accounts(orders, actor=actor, at=at)
    for file in {order.file_id: order.file for order in orders}.values():
        if len(paid_orders(file.id)) == file.count:
            file.content = None
    db.session.flush()
    return done


def _alone_with(order_ids: Sequence[int]) -> None:
    """Two desks that note the same transfers: the second waits, and finds them paid."""
    files = select(TransferOrder.file_id).where(TransferOrder.id.in_(order_ids)).distinct()
    for file_id in sorted(db.session.execute(files).scalars()):
        transfer_file(file_id, lock=True)


def _check_line(line_id: int, cents: int) -> None:
    rest = rest_of(line_by_id(line_id, lock=True))
    if rest != -cents:
        raise Refused(
            "line-differs",
            N_("The bank line says %(line)s, the transfers make %(orders)s. Choose those that it paid."),
            line=Money(rest),
            orders=Money(-cents),
        )


def _note(order: TransferOrder, paid_on: date, line_id: int | None, *, actor: Actor, at: datetime) -> Settlement:
    operation_id = None
    if order.claim_id is not None:
        paid = pay_refund(
            order.claim_id, order.cents, paid_on, means="transfer", document=order.end_to_end, actor=actor, at=at
        )
        operation_id = paid.operation.id
    row = settle(
        SettlementKind.PAID_OUT,
        -order.cents,
        paid_on,
        line_id=line_id,
        order_id=order.id,
        operation_id=operation_id,
        means="transfer",
        actor=actor,
        at=at,
    )
    told = {"amount": in_euros(order.cents), "name": order.end_to_end}
    audit.record(TreasuryTag.TRANSFER_PAID, f"transfer-file:{order.file_id}", actor=actor, at=at, details=told)
    return row


def _forget_accounts(orders: Sequence[TransferOrder], *, actor: Actor, at: datetime) -> None:
    """Delete the accounts of those to whom nothing is owed any more."""
    owed = {one.key for one in payouts(day_of(at))}
    for order in orders:
        key = f"c{order.claim_id}" if order.claim_id is not None else f"h{order.held_back_id}"
        payee = None if key in owed else payee_of(claim_id=order.claim_id, settlement_id=order.held_back_id)
        if payee is not None:
            delete_payee_account(payee, actor=actor, at=at)


def _tell(tag: TreasuryTag, file: TransferFile, *, actor: Actor, at: datetime) -> None:
    told = {"name": file.message_id, "count": file.count, "amount": in_euros(file.cents)}
    audit.record(tag, f"transfer-file:{file.id}", actor=actor, at=at, details=told)
