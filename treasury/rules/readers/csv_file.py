"""CSV through a mapping profile: no row is lost in silence, and balances are checked wherever the file has any."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from treasury.rules.amounts import read_cents
from treasury.rules.readers.bytes_in import decoded
from treasury.rules.readers.profile import HEAD_WITHIN, CsvProfile, check_profile, rows_of
from treasury.rules.statement import BankLine, BankStatement, plain, together

_DAY = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_OPENING = ("SOLDEDEDEBUT", "SOLDEINITIAL", "ANCIENSOLDE", "SOLDEPRECEDENT", "SOLDEDOUVERTURE")
_NOTES = ("SOLDE", "TOTAL", "ANCIENSOLDE", "NOUVEAUSOLDE")
_CLOSING = ("SOLDEDEFIN", "SOLDEFINAL", "NOUVEAUSOLDE", "SOLDEDECLOTURE")


def read_day(text: str, order: str) -> date:
    """A day written in the order of the profile, with a year of two or four figures. Raises ValueError.

    >>> read_day("03/02/26", "dmy"), read_day("2026-02-03", "dmy"), read_day("02.03.2026", "mdy")
    (datetime.date(2026, 2, 3), datetime.date(2026, 2, 3), datetime.date(2026, 2, 3))
    """
    match = _DAY.match(text.strip())
    if match is None:
        raise ValueError(text)
    one, two, three = match.groups()
    if len(one) == 4 or (order == "ymd" and len(three) < 3):
        year, month, day = one, two, three
    elif order == "mdy":
        month, day, year = one, two, three
    else:
        day, month, year = one, two, three
    return date(_year(year), int(month), int(day))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError(text)
    return 2000 + int(text) if int(text) < 70 else 1900 + int(text)


@dataclass(frozen=True)
class _Row:
    number: int
    line: BankLine
    balance: int | None


def read_csv(data: bytes, profile: CsvProfile) -> list[BankStatement]:
    """The statement of a CSV file read through `profile`."""
    check_profile(profile)
    table = rows_of(decoded(data, profile.encoding), profile.separator)
    head_at = _head_row(table, profile)
    heads = table[head_at]
    places = {head: heads.index(head) for head in profile.columns}
    rows, notes = [], table[:head_at]
    for number, row in enumerate(table[head_at + 1 :], start=head_at + 2):
        if not any(row):
            continue
        if (read := _row(row, number, places, profile)) is None:
            notes.append(row)
        else:
            rows.append(read)
    opening, closing = _said_balance(notes, _OPENING, profile), _said_balance(notes, _CLOSING, profile)
    rows, first, last = _in_order(rows)
    return together(
        [
            BankStatement(
                account=profile.account,
                lines=tuple(row.line for row in rows),
                opened_on=rows[0].line.booked_on if rows else None,
                closed_on=rows[-1].line.booked_on if rows else None,
                opening_cents=opening if opening is not None else first,
                closing_cents=closing if closing is not None else last,
            )
        ]
    )


def _head_row(table: Sequence[Sequence[str]], profile: CsvProfile) -> int:
    for number, row in enumerate(table[:HEAD_WITHIN]):
        if all(head in row for head in profile.columns):
            return number
    present = {plain(cell) for row in table[:HEAD_WITHIN] for cell in row}
    missing = [head for head in profile.columns if plain(head) not in present] or list(profile.columns)
    raise Refused(
        "columns-missing",
        N_(
            "The profile “%(profile)s” looks for the columns %(missing)s, which are not in this file. The bank changed its "
            "layout: make a new profile for it, the old one stays."
        ),
        profile=profile.name,
        missing=", ".join(f"“{one}”" for one in missing),
    )


def _row(row: Sequence[str], number: int, places: dict[str, int], profile: CsvProfile) -> _Row | None:
    """The row as a line; None for a note below the table (total, balance), which holds no date."""

    def cell(head: str) -> str:
        return row[places[head]] if head and places[head] < len(row) else ""

    try:
        day = read_day(cell(profile.date), profile.date_order)
    except ValueError:
        said = plain(cell(profile.date))
        if said and not said.startswith(_NOTES) and _amount_of(cell, profile, number) is not None:
            raise _fault(number, cell(profile.date), _BAD_DATE) from None
        return None
    cents = _amount_of(cell, profile, number)
    if cents is None:
        raise _fault(number, "", _NO_AMOUNT)
    value = cell(profile.value_date)
    label = " ".join(part for part in (cell(profile.label), cell(profile.more_label)) if part)
    line = BankLine(
        booked_on=day,
        cents=cents,
        label=label,
        value_on=read_day(value, profile.date_order) if _DAY.match(value) else None,
        counterparty=cell(profile.counterparty),
        counterparty_iban=cell(profile.iban).replace(" ", "")[:34],
        bank_reference=cell(profile.reference),
    )
    balance = cell(profile.balance)
    return _Row(number, line, _cents(balance, number, profile) if balance else None)


_BAD_DATE = N_(
    "Row %(row)s: “%(found)s” is no date in the order of the profile. Correct the profile; no row is passed over."
)
_BAD_AMOUNT = N_("Row %(row)s: “%(found)s” is no amount. Correct the profile or the file; no row is passed over.")
_NO_AMOUNT = N_("Row %(row)s has a date and no amount. Correct the profile or the file; no row is passed over.")
_BOTH = N_("Row %(row)s has a debit and a credit (%(found)s). Correct the file: one movement has one side.")


def _amount_of(cell: Callable[[str], str], profile: CsvProfile, number: int) -> int | None:
    """The signed amount; a debit counts as money out whatever sign it is written with."""
    if profile.amount:
        text = cell(profile.amount)
        if not text:
            return None
        cents = _cents(text, number, profile)
        return -cents if profile.opposite else cents
    out, into = cell(profile.debit), cell(profile.credit)
    debit, credit = (_cents(text, number, profile) if text else 0 for text in (out, into))
    if debit and credit:
        raise _fault(number, f"{out} / {into}", _BOTH)
    if not out and not into:
        return None
    return credit or -abs(debit)


def _cents(text: str, number: int, profile: CsvProfile) -> int:
    try:
        return read_cents(text, profile.decimal)
    except ValueError:
        raise _fault(number, text, _BAD_AMOUNT) from None


def _fault(number: int, found: str, message: str) -> Refused:
    return Refused("bad-row", message, row=number, found=found[:40])


def _said_balance(notes: Sequence[Sequence[str]], words: tuple[str, ...], profile: CsvProfile) -> int | None:
    """A balance written above or below the table; where several cells could be it, the last that reads as an amount."""
    for row in notes:
        if any(plain(cell).startswith(words) for cell in row):
            for cell in reversed(row):
                try:
                    return read_cents(cell, profile.decimal)
                except ValueError:
                    continue
    return None


def _in_order(rows: list[_Row]) -> tuple[list[_Row], int | None, int | None]:
    """The rows oldest first, with the balances before the first and after the last, checked from row to row.

    Most banks write the newest first; where days do not tell, the balances do.
    """
    if len(rows) > 1 and rows[0].line.booked_on > rows[-1].line.booked_on:
        rows.reverse()
    if not rows or any(row.balance is None for row in rows):
        return rows, None, None
    if _break_of(rows) is not None and _break_of(rows[::-1]) is None:
        rows.reverse()
    broken = _break_of(rows)
    if broken is not None:
        raise Refused(
            "balance-broken-row",
            N_(
                "Row %(row)s: the balance %(balance)s does not follow from the row before and the amount %(amount)s. A row "
                "is missing, or the column of amounts is not the right one."
            ),
            row=broken.number,
            balance=Money(broken.balance or 0),
            amount=Money(broken.line.cents),
        )
    return rows, (rows[0].balance or 0) - rows[0].line.cents, rows[-1].balance


def _break_of(rows: list[_Row]) -> _Row | None:
    return next((two for one, two in pairwise(rows) if (one.balance or 0) + two.line.cents != two.balance), None)
