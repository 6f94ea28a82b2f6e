"""The accountant's entries from a file: an extract in the shape of the FEC, or a plain journal. Each fault has its cell.

Source: LPF art. A47 A-1 for the names of the columns.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.budget.rules.actuals import BookedLine
from pole.budget.rules.sheet_cells import Rows, SheetFault
from pole.budget.rules.tidying import tidy
from spreadsheets.rules.cells import Cell, as_cents, as_day, as_text
from spreadsheets.rules.places import cell_name

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "journal": ("JournalCode", "Journal"),
    "number": ("EcritureNum", "Numéro", "N° écriture"),
    "on": ("EcritureDate", "Date"),
    "account": ("CompteNum", "Compte", "N° compte"),
    "account_label": ("CompteLib", "Intitulé du compte"),
    "document": ("PieceRef", "Pièce"),
    "label": ("EcritureLib", "Libellé"),
    "debit": ("Debit", "Débit"),
    "credit": ("Credit", "Crédit"),
}
_NEEDED = ("on", "account", "label", "debit", "credit")
MOST_FAULTS = 100


@dataclass(frozen=True)
class EntriesRead:
    """The lines of a file, and what could not be read of it."""

    lines: tuple[BookedLine, ...]
    faults: tuple[SheetFault, ...]


def read_entries(name: str, rows: Rows) -> EntriesRead:
    """Every line of the sheet `name`; a line read again in another file has the same key.

    Source: LPF art. A47 A-1.
    Example: the heads, and one line that debits 613200.

    >>> heads = ("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit")
    >>> read_entries("", (heads, ("20260131", "613200", "Loyer", "900,00", "0,00"))).lines[0].cents
    90000
    """
    top, columns = _heads(rows)
    missing = [_COLUMNS[field][0] for field in _NEEDED if field not in columns]
    if missing:
        values = {"names": ", ".join(missing)}
        return EntriesRead((), (SheetFault(name, "", _NO_COLUMNS, values),))
    lines: list[BookedLine] = []
    faults: list[SheetFault] = []
    seen: Counter[str] = Counter()
    for index in range(top + 1, len(rows)):
        reader = _Reader(name, index, rows[index], columns)
        if not reader.is_empty:
            lines.append(_line(reader, seen))
            faults += reader.faults
        if len(faults) > MOST_FAULTS:
            break
    return EntriesRead(tuple(lines), tuple(faults))


_NO_COLUMNS = N_(
    "These columns were not found: %(names)s. Ask the accountant for the FEC of the year, or for a journal with date, "
    "account, label, debit and credit."
)
_NO_DAY = N_("“%(found)s” is no day: write it as 20261231 or 31/12/2026.")
_NO_AMOUNT = N_("“%(found)s” is no amount: write a number such as 1234,56, with two decimals at most.")
_NO_ACCOUNT = N_("“%(found)s” is no account number.")


def _heads(rows: Rows) -> tuple[int, dict[str, int]]:
    """The row of headings among the first ones, and the column of each thing."""
    words = {sort_key(word): field for field, names in _COLUMNS.items() for word in names}
    best: tuple[int, dict[str, int]] = (0, {})
    for index, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            field = words.get(sort_key(as_text(cell)))
            if field:
                found.setdefault(field, column)
        best = max(best, (index, found), key=lambda one: len(one[1]))
    return best


class _Reader:
    """One line of a file, read field by field."""

    def __init__(self, sheet: str, index: int, row: Sequence[Cell], columns: Mapping[str, int]) -> None:
        self.sheet, self.index, self.row, self.columns = sheet, index, row, columns
        self.faults: list[SheetFault] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in this line."""
        return not any(as_text(cell) for cell in self.row)

    def cell(self, field: str) -> Cell:
        """What stands there; nothing where the file has no such column."""
        column = self.columns.get(field)
        return self.row[column] if column is not None and column < len(self.row) else None

    def text(self, field: str) -> str:
        """As one line."""
        return tidy(as_text(self.cell(field)))

    def cents(self, field: str) -> int:
        """An amount; an empty cell is nothing."""
        try:
            return as_cents(self.cell(field)) if self.text(field) else 0
        except ValueError:
            self.fault(field, _NO_AMOUNT)
            return 0

    def day(self) -> date:
        """The day of the entry, as the FEC or as people write it."""
        cell = self.cell("on")
        compact = _COMPACT.fullmatch(self.text("on"))
        try:
            return date(*(int(part) for part in compact.groups())) if compact else as_day(cell)
        except (ValueError, OverflowError):
            self.fault("on", _NO_DAY)
            return date(2000, 1, 1)

    def account(self) -> str:
        """The number of the account."""
        found = self.text("account")
        if not re.fullmatch(r"[0-9][0-9A-Za-z]{1,19}", found):
            self.fault("account", _NO_ACCOUNT)
        return found

    def fault(self, field: str, message: str) -> None:
        """Note what cannot be read."""
        place = cell_name(self.index, self.columns[field])
        self.faults.append(SheetFault(self.sheet, place, message, {"found": self.text(field)[:60]}))


def _line(reader: _Reader, seen: Counter[str]) -> BookedLine:
    """A line, whose key covers all it says, and which of several alike it is."""
    on, account, cents = reader.day(), reader.account(), reader.cents("debit") - reader.cents("credit")
    said = [reader.text(field) for field in ("journal", "number", "document", "label")]
    bare = hashlib.sha256("\x1f".join([on.isoformat(), account, str(cents), *said]).encode()).hexdigest()[:60]
    seen[bare] += 1
    return BookedLine(
        f"F{bare}-{seen[bare]}", on, account, reader.text("account_label"), said[3], cents, said[2] or said[1]
    )
