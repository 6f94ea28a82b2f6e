"""Bank lines and what is left of each: the sum of what was made of it tells."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, cast, func, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from treasury.models import PaymentRequest, Settlement, StoredFile, StoredLine, StoredStatement
from treasury.rules.doubles import ToldBefore
from treasury.rules.settling import SettlementKind
from treasury.rules.statement import BankStatement

CHUNK = 500


def given_of_lines() -> Any:
    """SQL: how much of each line was given to something."""
    given = cast(func.coalesce(func.sum(Settlement.cents), 0), BigInteger).label("given")  # PostgreSQL adds to numeric
    return (
        select(Settlement.line_id, given).where(Settlement.line_id.is_not(None)).group_by(Settlement.line_id).subquery()
    )


def lines_with_rest() -> tuple[Any, Any]:
    """Lines with what is left of each (`rest`, signed cents), and that expression to filter by."""
    given = given_of_lines()
    rest = (StoredLine.cents - func.coalesce(given.c.given, 0)).label("rest")
    return select(StoredLine, rest).outerjoin(given, given.c.line_id == StoredLine.id), rest


def line_by_id(line_id: int, *, lock: bool = False) -> StoredLine:
    """The line of that identifier, alone with it if `lock`; raises NotFound."""
    found = db.session.get(StoredLine, line_id, with_for_update=lock)
    if found is None:
        raise NotFound("no-line", N_("There is no such bank line."))
    return found


def rest_of(line: StoredLine) -> int:
    """What is left of a line, signed cents."""
    given = select(func.coalesce(func.sum(Settlement.cents), 0)).where(Settlement.line_id == line.id)
    return line.cents - int(db.session.execute(given).scalar_one())


def unmatched_total(on: date) -> Money:
    """What came in by a day and is not given to anything: in the bank's books, not in the register."""
    given = given_of_lines()
    rest = StoredLine.cents - func.coalesce(given.c.given, 0)
    total = (
        select(func.coalesce(func.sum(rest), 0))
        .select_from(StoredLine)
        .outerjoin(given, given.c.line_id == StoredLine.id)
        .where(StoredLine.booked_on <= on, StoredLine.cents > 0)
    )
    return Money(int(db.session.execute(total).scalar_one()))


@dataclass(frozen=True)
class Waiting:
    """What waits in the queue: lines in and out, with their sums."""

    incoming: int
    incoming_amount: Money
    outgoing: int
    outgoing_amount: Money


def waiting_lines() -> Waiting:
    """How many lines have something left; one statement."""
    given = given_of_lines()
    rest = StoredLine.cents - func.coalesce(given.c.given, 0)
    statement = (
        select(
            func.count().filter(rest > 0),
            func.coalesce(func.sum(rest).filter(rest > 0), 0),
            func.count().filter(rest < 0),
            func.coalesce(func.sum(rest).filter(rest < 0), 0),
        )
        .select_from(StoredLine)
        .outerjoin(given, given.c.line_id == StoredLine.id)
    )
    row = db.session.execute(statement).one()
    return Waiting(int(row[0]), Money(int(row[1])), int(row[2]), Money(int(row[3])))


def known_fingerprints(prints: Collection[str]) -> set[str]:
    """Which of these lines are stored already."""
    return _in_chunks(prints, lambda some: select(StoredLine.fingerprint).where(StoredLine.fingerprint.in_(some)))


def _in_chunks(values: Collection[str], statement: Any) -> set[str]:
    ordered, found = list(values), set()
    for start in range(0, len(ordered), CHUNK):
        found |= set(db.session.execute(statement(ordered[start : start + CHUNK])).scalars())
    return found


def lines_of_entries(keys: Iterable[str]) -> dict[str, list[StoredLine]]:
    """The stored lines of these batches, by the key of the batch."""
    wanted, found = [key for key in set(keys) if key], dict[str, list[StoredLine]]()
    for start in range(0, len(wanted), CHUNK):
        statement = select(StoredLine).where(StoredLine.entry_key.in_(wanted[start : start + CHUNK]))
        for line in db.session.execute(statement.order_by(StoredLine.id)).scalars():
            found.setdefault(line.entry_key, []).append(line)
    return found


def lines_of_other_kinds(statement: BankStatement, kind: str) -> list[ToldBefore]:
    """What files of other kinds told of the same account on the days of a statement; one statement."""
    days = [line.booked_on for line in statement.lines]
    if not days:
        return []
    wanted = (
        select(StoredFile.kind, StoredLine.booked_on, StoredLine.cents, StoredLine.counterparty, StoredLine.label)
        .join(StoredStatement, StoredStatement.id == StoredLine.statement_id)
        .join(StoredFile, StoredFile.id == StoredStatement.file_id)
        .where(
            StoredLine.account == statement.account[:40],
            StoredLine.booked_on.between(min(days), max(days)),
            StoredFile.kind != str(kind),
        )
        .order_by(StoredLine.id)
    )
    return [ToldBefore(row[0], row[1], row[2], f"{row[3]} {row[4]}") for row in db.session.execute(wanted)]


def last_statement_before(account: str, day: date) -> StoredStatement | None:
    """The last statement of an account that ended before a day, with its closing balance."""
    statement = (
        select(StoredStatement)
        .where(
            StoredStatement.account == account,
            StoredStatement.closed_on < day,
            StoredStatement.closing_cents.is_not(None),
        )
        .order_by(StoredStatement.closed_on.desc(), StoredStatement.id.desc())
        .limit(1)
    )
    return db.session.execute(statement).scalar_one_or_none()


def files(limit: int = 50) -> list[StoredFile]:
    """The files that were brought in, the last one first."""
    return list(db.session.execute(select(StoredFile).order_by(StoredFile.id.desc()).limit(limit)).scalars())


def statements_of(file_ids: Collection[int]) -> dict[int, list[StoredStatement]]:
    """The statements of some files; one statement."""
    found: dict[int, list[StoredStatement]] = {}
    rows = db.session.execute(
        select(StoredStatement).where(StoredStatement.file_id.in_(file_ids)).order_by(StoredStatement.id)
    )
    for row in rows.scalars():
        found.setdefault(row.file_id, []).append(row)
    return found


@dataclass(frozen=True)
class Settled:
    """One thing made of a line, with the request it went to; `taken_back` where it no longer counts."""

    row: Settlement
    reference: str
    holder: str
    taken_back: bool


def settled_of(*, line_id: int | None = None, request_id: int | None = None) -> list[Settled]:
    """The history of a line or of a request, oldest first; one statement."""
    undone = select(Settlement.reverses_id).where(Settlement.reverses_id.is_not(None))
    statement = (
        select(Settlement, PaymentRequest.reference, PaymentRequest.holder, Settlement.id.in_(undone))
        .outerjoin(PaymentRequest, PaymentRequest.id == Settlement.request_id)
        .order_by(Settlement.id)
    )
    if line_id is not None:
        statement = statement.where(Settlement.line_id == line_id)
    if request_id is not None:
        statement = statement.where(Settlement.request_id == request_id)
    rows = db.session.execute(statement).all()
    return [Settled(row[0], row[1] or "", row[2] or "", bool(row[3])) for row in rows]


def settlement_by_id(settlement_id: int) -> Settlement:
    """The settlement of that identifier; raises NotFound."""
    found = db.session.get(Settlement, settlement_id)
    if found is None or found.kind == SettlementKind.REVERSAL:
        raise NotFound("no-settlement", N_("There is no such matching."))
    return found


def is_taken_back(settlement: Settlement) -> bool:
    """Whether it no longer counts."""
    statement = select(Settlement.id).where(Settlement.reverses_id == settlement.id)
    return db.session.execute(statement).first() is not None
