"""Enter what really came and went, typed or from the books; a mistake is taken back by the opposite amount."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.bulk import insert_many
from foundation.kernel.clock import day_of
from foundation.kernel.db import db, table_of
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from pole.budget.models import BudgetActual
from pole.budget.queries import known_entries
from pole.budget.rules.actuals import BookedLine, Entered, Side, entered_of
from pole.budget.rules.checking import FUNDED
from pole.budget.rules.events import Event
from pole.budget.rules.plan import MOST_CENTS, ResourceKind
from treasury.queries.books import entries
from treasury.rules.postings import Entry

_NOTHING = N_("Write an amount other than zero: below zero for money that came back.")
_LARGE = N_("This amount is larger than any budget of ours: check the figures that were typed.")
_AHEAD = N_("An amount is entered once it came or went: choose a day until today.")
_NO_FUNDER = N_("Name the funder: the part of each public funder is computed from it.")
_TAKEN_BACK = N_("This amount was taken back already.")


def enter_actual(entered: Entered, *, actor: Actor, at: datetime) -> BudgetActual:
    """Enter one amount that somebody typed. Refused: zero, out of bounds, a day to come, public money of nobody."""
    if entered.cents == 0:
        raise Refused("budget-actual-zero", _NOTHING)
    if abs(entered.cents) > MOST_CENTS:
        raise Refused("budget-actual-large", _LARGE)
    if entered.on > day_of(at):
        raise Refused("budget-actual-ahead", _AHEAD)
    if entered.side is Side.RESOURCE and entered.code == ResourceKind.PUBLIC and not entered.funder:
        raise Refused("budget-actual-funder", _NO_FUNDER)
    funder = entered.funder if entered.side is Side.RESOURCE and entered.code in FUNDED else ""
    row = BudgetActual(**_columns(entered) | {"funder": funder}, recorded_at=at, recorded_by=actor.name)
    db.session.add(row)
    db.session.flush()
    _record(Event.ACTUAL_ENTERED, row, actor=actor, at=at)
    return row


def take_back(row: BudgetActual, *, actor: Actor, at: datetime) -> BudgetActual:
    """Take an amount back by the opposite one, on the same day. StateMoved where that was done already."""
    db.session.execute(select(BudgetActual.id).where(BudgetActual.id == row.id).with_for_update())
    known = db.session.execute(select(BudgetActual.id).where(BudgetActual.reverses_id == row.id)).first()
    if known is not None or row.reverses_id is not None:
        raise StateMoved("budget-actual-taken-back", _TAKEN_BACK)
    opposite = BudgetActual(
        side=row.side,
        code=row.code,
        funder=row.funder,
        label=row.label,
        cents=-row.cents,
        on=row.on,
        document=row.document,
        reverses_id=row.id,
        recorded_at=at,
        recorded_by=actor.name,
    )
    db.session.add(opposite)
    db.session.flush()
    _record(Event.ACTUAL_TAKEN_BACK, row, actor=actor, at=at)
    return opposite


def new_amounts(lines: Sequence[BookedLine]) -> list[Entered]:
    """What lines of the books would add beside the budget: those of costs and resources that are not known yet."""
    found = [one for line in lines if (one := entered_of(line)) is not None]
    known = known_entries([one.entry_key or "" for one in found])
    return [one for one in found if one.entry_key not in known]


def bring_entries(lines: Sequence[BookedLine], *, filename: str, actor: Actor, at: datetime) -> int:
    """Take lines of the books in; how many were new. The same lines again add nothing."""
    new = new_amounts(lines)
    if new:
        who = {"reverses_id": None, "recorded_at": at, "recorded_by": actor.name}
        rows = [_columns(one) | who for one in new]
        insert_many(table_of(BudgetActual), [{"on_day": row.pop("on"), **row} for row in rows])
        details = {"count": len(new), "file": filename}
        audit.record(Event.ENTRIES_BROUGHT_IN, "budget", actor=actor, at=at, details=details)
    return len(new)


def treasury_lines(first: date, last: date) -> list[BookedLine]:
    """The lines of our own sub-ledger within these days, as lines of the books."""
    return [line for entry in entries(first, last) for line in _booked(entry)]


def _booked(entry: Entry) -> list[BookedLine]:
    return [
        BookedLine(
            f"T{entry.source}-{rank}",
            entry.on,
            line.account.number,
            line.account.label,
            line.label,
            line.cents,
            entry.piece,
        )
        for rank, line in enumerate(entry.lines)
    ]


def _columns(entered: Entered) -> dict[str, object]:
    return vars(entered) | {"side": entered.side.value}


def _record(tag: Event, row: BudgetActual, *, actor: Actor, at: datetime) -> None:
    amount = f"{'-' if row.cents < 0 else ''}{abs(row.cents) // 100}.{abs(row.cents) % 100:02d} EUR"
    details = {"label": row.label, "amount": amount, "on": row.on.isoformat()}
    audit.record(tag, f"budget-actual:{row.id}", actor=actor, at=at, details=details)
