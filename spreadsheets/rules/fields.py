"""What an importer wants from a sheet: its fields, and the lines once they are read."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import N_, written
from spreadsheets.rules.cells import READERS, Cell, as_text

UNREADABLE: dict[str, str] = {
    "text": N_("“%(found)s” is not a text: correct the cell."),
    "postcode": N_("“%(found)s” is not a postcode: correct the cell."),
    "cents": N_("“%(found)s” is not an amount in euros, like 1 234,56: correct the cell."),
    "count": N_("“%(found)s” is not a whole number: correct the cell."),
    "day": N_("“%(found)s” is not a day, like 31/12/2025: correct the cell."),
    "yes": N_("“%(found)s” is neither yes nor no: correct the cell."),
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


def fault_of(refusal: ScicError, field: str = "") -> Fault:
    """What a rule refused, as a fault of a line; its values become text, as a report keeps them."""
    return Fault(field, refusal.message, {name: _kept(value) for name, value in refusal.values.items()})


def _kept(value: object) -> object:
    return value if isinstance(value, int | str) else written("fr", value)


def _unreadable(wanted: Field, cell: Cell) -> Fault:
    return Fault(wanted.name, UNREADABLE[wanted.kind], {"found": as_text(cell)[:60]})
