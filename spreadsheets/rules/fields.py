"""What an importer wants from a sheet: its fields, and the lines once they are read."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.kernel.sentences import N_
from spreadsheets.rules.cells import READERS, Cell, as_text

EXPECTED: dict[str, str] = {
    "text": N_("text"),
    "postcode": N_("a postcode"),
    "cents": N_("an amount in euros, like 1 234,56"),
    "count": N_("a whole number"),
    "day": N_("a day, like 31/12/2025"),
    "yes": N_("yes or no"),
}


@dataclass(frozen=True)
class Field:
    """One field: its stable name, the msgid of its label, its kind (a key of `READERS`) and the headings people give it."""

    name: str
    label: str
    kind: str = "text"
    headings: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Fault:
    """Why a line is refused: the field (empty: the whole line), a msgid and its values."""

    field: str
    message: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of data: its number in the sheet (from 1, as spreadsheets count), its values, and what could not be read."""

    number: int
    values: Mapping[str, object]
    faults: tuple[Fault, ...] = ()


def read_line(number: int, cells: Sequence[Cell], columns: Mapping[int, Field]) -> Line:
    """Read the mapped cells of one line; an empty cell gives no value, an unreadable one a fault.

    >>> shares = Field("shares", "Shares", "count", required=True)
    >>> read_line(4, ["12 parts"], {0: shares}).values
    {'shares': 12}
    >>> read_line(5, ["douze"], {0: shares}).faults[0].values["found"]
    'douze'
    """
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for index, wanted in columns.items():
        cell = cells[index] if index < len(cells) else None
        if as_text(cell) == "":
            if wanted.required:
                faults.append(Fault(wanted.name, N_("This cell is empty, and it must not be: fill it in.")))
            continue
        try:
            values[wanted.name] = READERS[wanted.kind](cell)
        except (ValueError, OverflowError):
            faults.append(_unreadable(wanted, cell))
    return Line(number, values, tuple(faults))


def _unreadable(wanted: Field, cell: Cell) -> Fault:
    return Fault(
        wanted.name,
        N_("“%(found)s” is not %(expected)s: correct the cell."),
        {"found": as_text(cell)[:60], "expected": EXPECTED[wanted.kind]},
    )
