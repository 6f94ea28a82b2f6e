"""Tables out: XLSX written line by line in constant memory; no cell can become a formula or a link."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO

import xlsxwriter

from foundation.kernel.money import Money

_CHUNK = 65_536


def write_xlsx(
    file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> None:
    """Write one sheet called `title`: the lines of `about` (day of state, day of knowledge), the header, the rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        euros = book.add_format({"num_format": "# ##0.00 €"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for index, line in enumerate(about):
            sheet.write_string(index, 0, line)
        top = len(about)
        for column, label in enumerate(header):
            sheet.write_string(top, column, str(label), bold)
        for index, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                _write_cell(sheet, (index, column), value, euros, day)
        sheet.freeze_panes(top + 1, 0)


def xlsx_chunks(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> Iterator[bytes]:
    """The same as pieces of a file, for a response that is streamed."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, header, rows, title=title, about=about)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], value: object, euros: object, day: object
) -> None:
    if isinstance(value, Money):
        # a spreadsheet knows binary numbers only; fifteen digits keep every cent under a thousand billion euros
        sheet.write_number(*place, value.cents / 100, euros)
    elif isinstance(value, bool):
        sheet.write_string(*place, "oui" if value else "non")
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, day)
    elif value not in (None, ""):
        sheet.write_string(*place, str(value))
