"""What is to be paid out: refunds owed by year, money to be given back, and which of it stands in a file already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.members import Member
from shares.queries.claims import refund_schedule
from statutes.queries import version_on
from treasury.models import PayeeAccount, Settlement, StoredLine, TransferFile, TransferOrder
from treasury.queries.lines import line_by_id
from treasury.rules.iban import masked
from treasury.rules.refunds import Owed, YearTotal, schedule_by_year
from treasury.rules.settling import SettlementKind


@dataclass(frozen=True)
class Payout:
    """One sum to be paid: a refund (`claim_id`) or money to be given back (`held_back_id`).

    `ordered_cents` stands in files that are prepared or sent and not paid yet.
    """

    claim_id: int | None
    held_back_id: int | None
    member_number: int | None
    name: str
    cents: int
    due_on: date
    payee: PayeeAccount | None
    ordered_cents: int

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"c{self.claim_id}" if self.claim_id is not None else f"h{self.held_back_id}"

    @property
    def amount(self) -> Money:
        """What is owed."""
        return Money(self.cents)

    @property
    def free_cents(self) -> int:
        """What no file pays yet."""
        return self.cents - self.ordered_cents

    @property
    def masked_iban(self) -> str:
        """Enough of the account to know it again."""
        return masked(self.payee.iban) if self.payee else ""

    @property
    def ready(self) -> bool:
        """Whether it can go into a file."""
        return self.payee is not None and self.free_cents > 0


def payouts(on: date) -> list[Payout]:
    """Everything owed on a day, the first due first; eight statements at most."""
    return sorted([*_refunds(on), *_held_back()], key=lambda one: (one.due_on, one.key))


def _refunds(on: date) -> list[Payout]:
    version = version_on(on)
    if version is None:
        return []
    dues = refund_schedule(version.statutes, on)
    numbers = _numbers({due.member_id for due in dues})
    payees = _payees()
    ordered = _ordered(TransferOrder.claim_id)
    return [
        Payout(
            due.claim_id,
            None,
            numbers.get(due.member_id),
            due.payee,
            due.owed.cents,
            due.due_on,
            payees.get(("claim", due.claim_id)),
            ordered.get(due.claim_id, 0),
        )
        for due in dues
    ]


def _held_back() -> list[Payout]:
    """Money kept to be given back and not given back yet."""
    undone = select(Settlement.reverses_id).where(Settlement.reverses_id.is_not(None))
    statement = (
        select(Settlement, StoredLine.counterparty)
        .outerjoin(StoredLine, StoredLine.id == Settlement.line_id)
        .where(Settlement.kind == SettlementKind.HELD_BACK, Settlement.id.not_in(undone))
        .order_by(Settlement.id)
    )
    rows = db.session.execute(statement).all()
    paid, ordered, payees = _given_back(), _ordered(TransferOrder.held_back_id), _payees()
    return [
        Payout(
            None, row.id, None, who or row.payer or row.reason, row.cents - paid.get(row.id, 0), row.on_day,
            payees.get(("settlement", row.id)), ordered.get(row.id, 0),
        )
        for row, who in rows
        if row.cents > paid.get(row.id, 0)
    ]  # fmt: skip


def _given_back() -> dict[int, int]:
    statement = (
        select(TransferOrder.held_back_id, func.sum(-Settlement.cents))
        .join(Settlement, Settlement.order_id == TransferOrder.id)
        .where(TransferOrder.held_back_id.is_not(None))
        .group_by(TransferOrder.held_back_id)
    )
    return {int(row[0] or 0): int(row[1]) for row in db.session.execute(statement)}


def _ordered(column: Any) -> dict[int, int]:
    """What stands in files, by claim or by money held back, paid orders and dropped files aside."""
    paid = (
        select(Settlement.order_id)
        .where(Settlement.order_id.is_not(None))
        .group_by(Settlement.order_id)
        .having(func.sum(Settlement.cents) != 0)
    )
    statement = (
        select(column, func.sum(TransferOrder.cents))
        .join(TransferFile, TransferFile.id == TransferOrder.file_id)
        .where(column.is_not(None), TransferFile.state != "dropped", TransferOrder.id.not_in(paid))
        .group_by(column)
    )
    return {int(row[0] or 0): int(row[1]) for row in db.session.execute(statement)}


def _payees() -> dict[tuple[str, int], PayeeAccount]:
    found = {}
    for row in db.session.execute(select(PayeeAccount)).scalars():
        key = ("claim", row.claim_id) if row.claim_id is not None else ("settlement", row.settlement_id or 0)
        found[key] = row
    return found


def _numbers(ids: Iterable[int]) -> dict[int, int]:
    rows = db.session.execute(select(Member.id, Member.number).where(Member.id.in_(list(ids))))
    return {row[0]: row[1] for row in rows}


def schedule(on: date) -> list[YearTotal]:
    """What is owed to former holders, by the year in which it falls due; ties to the sum owed of the register."""
    return schedule_by_year(
        Owed(one.claim_id or 0, one.name, one.cents, one.due_on) for one in payouts(on) if one.claim_id is not None
    )


def payout_of(key: str, on: date) -> Payout:
    """The sum that a form names; raises NotFound."""
    found = next((one for one in payouts(on) if one.key == key), None)
    if found is None:
        raise NotFound("no-payout", N_("Nothing is owed there any more: read the page again."))
    return found


def transfer_files(limit: int = 50) -> list[TransferFile]:
    """The files, the last one first."""
    return list(db.session.execute(select(TransferFile).order_by(TransferFile.id.desc()).limit(limit)).scalars())


def transfer_file(file_id: int, *, lock: bool = False) -> TransferFile:
    """The file of that identifier; raises NotFound."""
    found = db.session.get(TransferFile, file_id, with_for_update=lock)
    if found is None:
        raise NotFound("no-transfer-file", N_("There is no such transfer file."))
    return found


def paid_orders(file_id: int) -> set[int]:
    """Which transfers of a file are known to be paid."""
    statement = (
        select(Settlement.order_id)
        .join(TransferOrder, TransferOrder.id == Settlement.order_id)
        .where(TransferOrder.file_id == file_id)
        .group_by(Settlement.order_id)
        .having(func.sum(Settlement.cents) != 0)
    )
    return {int(row or 0) for row in db.session.execute(statement).scalars()}


def suggested_account(payout: Payout) -> tuple[str, str]:
    """(IBAN, holder) of who sent the money that is to be given back: it goes where it came from."""
    if payout.held_back_id is None:
        return "", payout.name
    held = db.session.get(Settlement, payout.held_back_id)
    if held is None or held.line_id is None:
        return "", payout.name
    line = line_by_id(held.line_id)
    return line.counterparty_iban, line.counterparty
