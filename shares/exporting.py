"""The register of a day as a file: streamed, with the day of state, the moment of knowledge, the last entry and its seal."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice

from xlsxwriter import Workbook

from foundation.kernel.sentences import N_, sentence
from foundation.web.csv_export import cell_text
from shares.queries.journal import last_entry
from shares.queries.register import RegisterRow, register_rows
from shares.rules.positions import Position

COLUMNS = (
    "number", "name", "category", "college", "shares", "subscribed_cents", "paid_cents", "to_refund_cents",
)  # fmt: skip
COLUMN_NAMES = (
    N_("Member no."),
    N_("Name"),
    N_("Category"),
    N_("College"),
    N_("Shares"),
    N_("Subscribed (cents)"),
    N_("Paid up (cents)"),
    N_("To be refunded (cents)"),
)


@dataclass(frozen=True)
class RegisterState:
    """What a register says of itself: the day it shows, when it was known, and the end of the journal it was read from."""

    as_of: date
    known_on: datetime | None
    last_entry: int
    hash: str


def state_of(as_of: date, known_at: datetime | None) -> RegisterState:
    """The state of a register on a day, as known at a moment (None: as it stands)."""
    number, seal = last_entry(known_at)
    return RegisterState(as_of, known_at, number, seal)


def values_of(row: RegisterRow) -> tuple[object, ...]:
    """One holder, in the order of `COLUMNS`."""
    held = row.position
    money = (held.subscribed_cents, held.paid_cents, held.owed_cents)
    return (row.number, row.name, row.category, row.college, held.shares, *money)


def as_json(state: RegisterState, known_on: date | None) -> Iterator[str]:
    """`{as_of, known_on, last_entry, hash, holders, totals}` in pieces."""
    head = {
        "as_of": str(state.as_of),
        "known_on": str(known_on) if known_on else None,
        "last_entry": state.last_entry,
        "hash": state.hash,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "holders": ['
    total, before = Position(), ""
    for row in register_rows(state.as_of, state.known_on):
        total = total.plus(row.position)
        yield before + json.dumps(dict(zip(COLUMNS, values_of(row), strict=True)), ensure_ascii=False)
        before = ",\n"
    totals = {
        "shares": total.shares,
        "subscribed_cents": total.subscribed_cents,
        "paid_cents": total.paid_cents,
        "to_refund_cents": total.owed_cents,
    }
    yield "], " + json.dumps({"totals": totals})[1:] + "\n"


def as_csv(state: RegisterState, known_on: date | None, lang: str = "fr") -> Iterator[str]:
    """A table that a spreadsheet opens: four lines that say what it is, the columns, one line a holder."""
    yield "\ufeff"
    yield _line([sentence(lang, N_("Register of shares as of")), state.as_of])
    yield _line([sentence(lang, N_("As known on")), known_on or ""])
    yield _line([sentence(lang, N_("Last movement")), state.last_entry])
    yield _line([sentence(lang, N_("Seal of the journal")), state.hash])
    yield _line([sentence(lang, name) for name in COLUMN_NAMES])
    for rows in batched(register_rows(state.as_of, state.known_on)):
        yield _lines(values_of(row) for row in rows)


def as_xlsx(state: RegisterState, known_on: date | None, lang: str = "fr") -> bytes:
    """The same as a workbook, written row by row."""
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(sentence(lang, N_("Register")))
    head: list[tuple[object, ...]] = [
        (sentence(lang, N_("Register of shares as of")), str(state.as_of)),
        (sentence(lang, N_("As known on")), str(known_on or "")),
        (sentence(lang, N_("Last movement")), state.last_entry),
        (sentence(lang, N_("Seal of the journal")), state.hash),
        tuple(sentence(lang, name) for name in COLUMN_NAMES),
    ]
    rows = (values_of(row) for row in register_rows(state.as_of, state.known_on))
    for number, line in enumerate(chain(head, rows)):
        for column, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, str(value))
    book.close()
    return out.getvalue()


def batched(rows: Iterator[RegisterRow], size: int = 500) -> Iterator[list[RegisterRow]]:
    """Rows by hundreds, so that writing them costs little."""
    while batch := list(islice(rows, size)):
        yield batch


def _line(values: Iterable[object]) -> str:
    return _lines([values])


def _lines(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue()


def _harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula is marked as text."""
    return cell_text(value) if isinstance(value, str) else value
