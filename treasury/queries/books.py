"""The entries that follow from the register, and what they add up to; one statement for any number of movements."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.rules.names import PersonName, display_name
from shares.models import ShareMovement, ShareOperation
from shares.queries.positions import totals_on
from shares.rules.kinds import Kind
from treasury.models import BookedBalance, Settlement, StoredLine, TransferOrder
from treasury.queries.lines import unmatched_total
from treasury.queries.settings import account_plan
from treasury.rules.plan import AccountLine, Role
from treasury.rules.postings import Change, Entry, Operation, balances, entry_of, held_back_entry
from treasury.rules.settling import SettlementKind
from treasury.rules.tie_out import Registered, TieLine, tie_lines

_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")
_SUMS = ("subscribed", "called", "paid", "owed", "advance")


def entries(first: date | None = None, last: date | None = None) -> Iterator[Entry]:
    """The entries whose effect falls within the days (both included), in the order in which they were recorded."""
    plan = account_plan()
    made = [entry for one in _operations(first, last) if (entry := entry_of(one, plan)) is not None]
    made += _held_back_entries(first, last, plan)
    return iter(sorted(made, key=lambda entry: (entry.recorded_on, entry.source[:1], int(entry.source[1:]))))


def _day(moment: datetime) -> date:
    return day_of(moment)


def _within(column: Any, first: date | None, last: date | None) -> list[Any]:
    return ([column >= first] if first else []) + ([column <= last] if last else [])


def _operations(first: date | None, last: date | None) -> Iterator[Operation]:
    open_id, row, changes = 0, None, list[Change]()
    for one in db.session.execute(_movements(first, last)):
        if one.operation_id != open_id and row is not None:
            yield _operation(row, changes)
            changes = []
        open_id, row = one.operation_id, one
        changes.append(_change(one))
    if row is not None:
        yield _operation(row, changes)


def _movements(first: date | None, last: date | None) -> Select[Any]:
    wrong, wrong_operation = aliased(ShareMovement), aliased(ShareOperation)
    names = [getattr(Person, name) for name in _NAMES]
    amounts = [getattr(ShareMovement, f"{name}_cents").label(name) for name in _SUMS]
    return (
        select(
            ShareMovement.operation_id,
            ShareMovement.number,
            func.coalesce(wrong.kind, ShareMovement.kind).label("kind"),
            *amounts,
            ShareMovement.application_id,
            Member.number.label("member_number"),
            *names,
            Organisation.name.label("organisation_name"),
            ShareOperation.effective_on,
            ShareOperation.recorded_at,
            func.coalesce(wrong_operation.kind, ShareOperation.kind).label("operation_kind"),
            func.coalesce(wrong_operation.means, ShareOperation.means).label("means"),
            ShareOperation.document,
            ShareOperation.reverses_id,
        )
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .outerjoin(wrong, wrong.id == ShareMovement.reverses_id)
        .outerjoin(wrong_operation, wrong_operation.id == ShareOperation.reverses_id)
        .outerjoin(Member, Member.id == ShareMovement.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .where(*_within(ShareOperation.effective_on, first, last))
        .order_by(ShareMovement.number)
    )


def _change(row: Any) -> Change:
    if row.member_number is None:
        code, holder = f"C{row.application_id:06d}", f"Candidature {row.application_id}"
    else:
        code = f"A{row.member_number:06d}"
        person = PersonName(*(getattr(row, name) for name in _NAMES)) if row.last_name is not None else None
        holder = display_name(person) if person else row.organisation_name
    amounts = {name: int(getattr(row, name)) for name in _SUMS}
    return Change(row.number, Kind(row.kind), code, holder, **amounts)


def _operation(row: Any, changes: list[Change]) -> Operation:
    return Operation(
        row.operation_id,
        Kind(row.operation_kind),
        row.effective_on,
        _day(row.recorded_at),
        tuple(changes),
        means=row.means,
        document=row.document,
        is_reversal=row.reverses_id is not None,
    )


def _held_back_entries(first: date | None, last: date | None, plan: dict[Role, AccountLine]) -> list[Entry]:
    """Money kept to be given back, what was given back of it, and corrections of either."""
    wrong = aliased(Settlement)
    kind = func.coalesce(wrong.kind, Settlement.kind)
    statement = (
        select(Settlement, StoredLine.counterparty, TransferOrder.name)
        .outerjoin(wrong, wrong.id == Settlement.reverses_id)
        .outerjoin(StoredLine, StoredLine.id == Settlement.line_id)
        .outerjoin(TransferOrder, TransferOrder.id == Settlement.order_id)
        .where(
            (kind == SettlementKind.HELD_BACK)
            | ((kind == SettlementKind.PAID_OUT) & TransferOrder.held_back_id.is_not(None)),
            *_within(Settlement.on_day, first, last),
        )
        .order_by(Settlement.id)
    )
    return [
        held_back_entry(
            key=f"R{row.id}",
            on=row.on_day,
            recorded_on=_day(row.recorded_at),
            cents=row.cents,
            holder=who or name or "",
            plan=plan,
        )
        for row, who, name in db.session.execute(statement)
    ]


def balances_on(on: date) -> dict[str, int]:
    """The balance of each account on a day, debit above zero, for any number of movements in one statement.

    Entries are sums of changes: those of the sums are the sums of those of the movements (a test compares both ways).
    """
    plan, wrong, wrong_operation = account_plan(), aliased(ShareMovement), aliased(ShareOperation)
    kind = func.coalesce(wrong.kind, ShareMovement.kind)
    means = func.coalesce(wrong_operation.means, ShareOperation.means)
    sums = [func.coalesce(func.sum(getattr(ShareMovement, f"{name}_cents")), 0) for name in _SUMS]
    statement = (
        select(kind, means, *sums)
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .outerjoin(wrong, wrong.id == ShareMovement.reverses_id)
        .outerjoin(wrong_operation, wrong_operation.id == ShareOperation.reverses_id)
        .where(ShareMovement.effective_on <= on)
        .group_by(kind, means)
    )
    made = []
    for row in db.session.execute(statement):
        change = Change(0, Kind(row[0]), "", "", **dict(zip(_SUMS, map(int, row[2:]), strict=True)))
        one = entry_of(Operation(0, Kind(row[0]), on, on, (change,), means=row[1]), plan)
        made += [one] if one else []
    return balances([*made, *_held_back_entries(None, on, plan)])


def registered_on(on: date) -> Registered:
    """What the register adds up to on a day; one statement."""
    total = totals_on(on)
    return Registered(
        total.subscribed_cents, total.called_cents, total.paid_cents, total.owed_cents, total.advance_cents
    )


def booked_on(on: date) -> dict[str, int]:
    """What the books of the accountant say on that day, where somebody entered it: the last entry of each account."""
    rows = db.session.execute(
        select(BookedBalance.number, BookedBalance.cents).where(BookedBalance.on_day == on).order_by(BookedBalance.id)
    )
    return {row[0]: row[1] for row in rows}


def booked_days() -> list[date]:
    """The days for which the books were entered, the last first."""
    statement = select(BookedBalance.on_day).distinct().order_by(BookedBalance.on_day.desc()).limit(24)
    return list(db.session.execute(statement).scalars())


def tie_out(on: date) -> list[TieLine]:
    """Register, entries and books side by side on a day, each difference with the names it may have."""
    plan, register, told, books = account_plan(), registered_on(on), balances_on(on), booked_on(on)
    bare = tie_lines(register, told, plan, books)
    if all(line.agrees for line in bare):
        return bare
    near = list(entries(date(on.year - 1, 1, 1), on))
    return tie_lines(register, told, plan, books, entries=near, unmatched_cents=unmatched_total(on).cents)
