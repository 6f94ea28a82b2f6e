"""Reading the cells of a sheet: each thing that cannot be understood is a fault with its cell, and the rest goes on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.budget.rules.tidying import tidy
from spreadsheets.rules.cells import Cell, as_cents, as_count, as_day, as_text
from spreadsheets.rules.places import cell_name

T = TypeVar("T")
Rows = Sequence[Sequence[Cell]]
Places = frozenset[tuple[int, int]]
_SHOWN = 60
_LONGEST_NUMBER = 24


@dataclass(frozen=True)
class SheetFault:
    """One thing to correct: in which sheet, in which cell ("" for the whole sheet), and why; `message` is a msgid."""

    sheet: str
    cell: str
    message: str
    values: Mapping[str, object]


@dataclass
class Grid:
    """A sheet that is being read: its rows, its formulas, the column of each heading, and the faults found so far."""

    name: str
    rows: Rows
    formulas: Places = frozenset()
    columns: dict[str, int] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    top: int = 0

    def fault(self, message: str, row: int | None = None, under: str = "", /, **values: object) -> None:
        """Note a fault in a row, at the cell under a heading, or about the whole sheet."""
        cell = cell_name(row, self.columns[under]) if row is not None and under in self.columns else ""
        found = SheetFault(self.name, cell, message, values)
        if found not in self.faults:
            self.faults.append(found)

    def head(self, expected: Sequence[str]) -> bool:
        """Find the row of headings and the column of each; False (with faults) where the sheet cannot be read further."""
        wanted = {sort_key(word): word for word in expected}
        first = sort_key(expected[0])
        for index, row in enumerate(self.rows):
            if any(sort_key(as_text(cell)) == first for cell in row):
                self.top = index
                self._join(row, wanted)
                return not self._missing(expected)
        self.fault(
            N_("The line of headings was not found: it begins with “%(heading)s”. Put it back as in the file we gave."),
            heading=expected[0],
        )
        return False

    def _join(self, row: Sequence[Cell], wanted: Mapping[str, str]) -> None:
        for column, cell in enumerate(row):
            word = sort_key(as_text(cell))
            place = cell_name(self.top, column)
            if word in wanted and wanted[word] not in self.columns:
                self.columns[wanted[word]] = column
            elif word in wanted:
                self.faults.append(SheetFault(self.name, place, _TWICE, {"heading": wanted[word]}))
            elif word:
                self.faults.append(SheetFault(self.name, place, _UNKNOWN, {"heading": as_text(cell)[:_SHOWN]}))
            elif any(column < len(other) and as_text(other[column]) for other in self.rows[self.top + 1 :]):
                self.faults.append(SheetFault(self.name, place, _UNHEADED, {}))

    def _missing(self, expected: Sequence[str]) -> bool:
        missing = [word for word in expected if word not in self.columns]
        for word in missing:
            self.fault(
                N_("The column “%(heading)s” is missing. Add it, even empty: we never guess what a column holds."),
                heading=word,
            )
        return bool(missing)

    def lines(self) -> Iterator[int]:
        """The rows under the headings in which something is written."""
        for index in range(self.top + 1, len(self.rows)):
            if any(as_text(cell) for cell in self.rows[index]):
                yield index

    def cell(self, row: int, heading: str) -> Cell:
        """What a cell holds; a formula is a fault, and holds nothing."""
        column, line = self.columns[heading], self.rows[row]
        if (row, column) in self.formulas:
            self.fault(
                N_("This cell holds a formula: write the value itself, so that what you read is what we keep."),
                row,
                heading,
            )
            return None
        return line[column] if column < len(line) else None

    def text(self, row: int, heading: str) -> str:
        """The text of a cell, tidied."""
        return tidy(as_text(self.cell(row, heading)))

    def cents(self, row: int, heading: str) -> int:
        """An amount; an empty cell is nothing."""
        return self._read(as_cents, 0, (row, heading), _NO_AMOUNT)

    def count(self, row: int, heading: str, *, empty: int = 0) -> int:
        """A whole number; `empty` where the cell is."""
        return self._read(as_count, empty, (row, heading), _NO_COUNT)

    def decimal(self, row: int, heading: str) -> Fraction:
        """A number with decimals, exactly; an empty cell is nothing."""
        return self._read(_as_decimal, Fraction(0), (row, heading), _NO_NUMBER)

    def day(self, row: int, heading: str) -> date | None:
        """A day; None (with a fault) where there is none."""
        found: date | None = self._read(as_day, None, (row, heading), _NO_DAY)
        return found

    def chosen(self, row: int, heading: str, words: Mapping[T, str]) -> T | None:
        """The thing that a word stands for; None where the cell is empty, with a fault where the word is not known."""
        text = self.text(row, heading)
        by_word = {sort_key(word): thing for thing, word in words.items()}
        if text and sort_key(text) not in by_word:
            self.fault(_NO_WORD, row, heading, found=text[:_SHOWN], words=", ".join(words.values()))
        return by_word.get(sort_key(text))

    def _read(self, read: Callable[[Cell], T], empty: T, place: tuple[int, str], message: str) -> T:
        cell = self.cell(*place)
        if as_text(cell) == "":
            return empty
        try:
            return read(cell)
        except (ValueError, OverflowError):
            self.fault(message, *place, found=as_text(cell)[:_SHOWN])
            return empty


_TWICE = N_("The heading “%(heading)s” stands twice: keep one column.")
_UNKNOWN = N_("“%(heading)s” is no heading of this sheet: give it one of ours, or take the column out.")
_UNHEADED = N_("Something is written in this column, which has no heading: name it, or empty it.")
_NO_AMOUNT = N_("“%(found)s” is no amount: write a number such as 1234,56, with two decimals at most.")
_NO_COUNT = N_("“%(found)s” is no whole number.")
_NO_NUMBER = N_("“%(found)s” is no number: write it as 0,75.")
_NO_DAY = N_("“%(found)s” is no day: write it as 31/12/2026.")
_NO_WORD = N_("“%(found)s” is not known here. Write one of: %(words)s.")


def _as_decimal(cell: Cell) -> Fraction:
    text = as_text(cell).replace("\u202f", "").replace(" ", "").replace("\u2212", "-").removesuffix("%")
    text = text.replace(",", ".")
    bare = text.removeprefix("-")
    if not bare.replace(".", "", 1).isdecimal() or not bare.isascii() or len(bare) > _LONGEST_NUMBER:
        raise ValueError(text)
    return Fraction(text)
