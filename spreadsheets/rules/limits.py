"""How much of a file is read at most, and the sentences for what is refused."""

from foundation.kernel.errors import Malformed, TooLarge
from foundation.kernel.sentences import N_

MOST_BYTES = 30_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 300
MOST_CELL_CHARACTERS = 32_767  # what a spreadsheet itself allows in a cell
MOST_LINE_CHARACTERS = 1_000_000


def too_large(what: str, most: int) -> TooLarge:
    """The file is larger than any register; `what` is a msgid."""
    return TooLarge("sheet-too-large", what, most=most)


FILE_TOO_LARGE = N_("This file is over %(most)s bytes. Keep the sheet with the register alone, and try again.")
UNPACKED_TOO_LARGE = N_(
    "Unpacked, this file would be over %(most)s bytes: it is not a register. Save the sheet anew, without pictures."
)
TOO_MANY_ROWS = N_("This sheet has more than %(most)s lines. Cut it in several files.")
TOO_MANY_COLUMNS = N_("This sheet has more than %(most)s columns. Keep those of the register alone.")
LINE_TOO_LONG = N_(
    "A line of this file is over %(most)s characters: it is not a sheet with one member or one movement a line."
)
CELL_TOO_LONG = N_("A cell of this sheet is over %(most)s characters. Shorten it, and try again.")


def unreadable() -> Malformed:
    """The file is no spreadsheet that we can open."""
    return Malformed(
        "sheet-unreadable",
        N_(
            "This file could not be read as XLSX, ODS, XLS or CSV. Open it in your spreadsheet, save it as XLSX "
            "without a password, and try again."
        ),
    )


def declares_entities() -> Malformed:
    """The file holds XML declarations that no spreadsheet writes."""
    return Malformed(
        "sheet-hostile",
        N_("This file holds XML declarations that no spreadsheet writes: it is not opened. Save the sheet anew."),
    )


def empty() -> Malformed:
    """Nothing is written in the file."""
    return Malformed("sheet-empty", N_("Nothing is written in this file. Choose the file with the register."))
