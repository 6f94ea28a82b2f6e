"""Tables out: CSV and XLSX line by line in constant memory (ODS: `open_document.py`); no cell is a formula or a link."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import IO, Any, NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from foundation.kernel.money import Money
from foundation.web.csv_export import BYTE_ORDER_MARK, cell_text
from spreadsheets.open_document import ODS, Page, ods_book_chunks, ods_chunks

_CHUNK = 65_536
_COLUMN_WIDTH = 18
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ods": ODS}


class Formats(NamedTuple):
    """How amounts and days look in the sheet."""

    euros: Any
    day: Any


def write_xlsx(
    file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> None:
    """Write one sheet called `title`: the lines of `about` (day of state, day of knowledge), the header, the rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        _write_page(book, Page(title, header, rows), about)


def write_xlsx_book(file: IO[bytes], pages: Iterable[Page]) -> None:
    """Write several sheets, each with its header and rows; what stands in a cell is never a formula nor a link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        for page in pages:
            sheet = _write_page(book, page)
            sheet.set_column(0, max(len(page.header) - 1, 0), _COLUMN_WIDTH)


def book_chunks(kind: str, pages: Sequence[Page]) -> Iterator[bytes]:
    """Several sheets in one workbook, "xlsx" or "ods", as pieces of a file."""
    if kind == "ods":
        yield from ods_book_chunks(pages)
        return
    with tempfile.TemporaryFile() as file:
        write_xlsx_book(file, pages)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _write_page(book: xlsxwriter.Workbook, page: Page, about: Sequence[str] = ()) -> Worksheet:
    sheet = book.add_worksheet(page.title[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = Formats(book.add_format({"num_format": "# ##0.00 €"}), book.add_format({"num_format": "dd/mm/yyyy"}))
    for index, line in enumerate(about):
        sheet.write_string(index, 0, line)
    top = len(about)
    for column, label in enumerate(page.header):
        sheet.write_string(top, column, str(label), bold)
    for index, row in enumerate(page.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_cell(sheet, (index, column), value, formats)
    sheet.freeze_panes(top + 1, 0)
    return sheet


def xlsx_chunks(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> Iterator[bytes]:
    """The same as pieces of a file, for a response that is streamed."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, header, rows, title=title, about=about)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[object]], *, about: Sequence[str] = ()) -> Iterator[str]:
    """The table as pieces of a CSV file that French spreadsheets open: semicolons, UTF-8 with its mark.

    `about`: lines above the headings, as in `write_xlsx`.
    """
    yield BYTE_ORDER_MARK
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell_text(line)] for line in about)
    writer.writerow([cell_text(str(label)) for label in header])
    for row in rows:
        writer.writerow([cell_text(value) for value in row])
        if text.tell() > _CHUNK:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def sheet_chunks(
    kind: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> Iterator[str] | Iterator[bytes]:
    """The table in the kind of file asked for (`TYPES`), as pieces."""
    if kind == "csv":
        return csv_chunks(header, rows, about=about)
    return (ods_chunks if kind == "ods" else xlsx_chunks)(header, rows, title=title, about=about)


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: object, formats: Formats) -> None:
    if isinstance(value, Money):
        # a spreadsheet knows binary numbers only; fifteen digits keep every cent under a thousand billion euros
        sheet.write_number(*place, value.cents / 100, formats.euros)
    elif isinstance(value, bool):
        sheet.write_string(*place, "oui" if value else "non")
    elif isinstance(value, int | Fraction):
        sheet.write_number(*place, value if isinstance(value, int) else float(value))
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, formats.day)
    elif value not in (None, ""):
        sheet.write_string(*place, str(value))
