"""Tables out as ODS (OpenDocument 1.3), written line by line in constant memory; no cell can become a formula or a link."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from foundation.kernel.money import Money

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 65_536
_NO_XML = frozenset({"\ufffe", "\uffff", *map(chr, range(0xD800, 0xE000))})
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"'
)
_STYLES = (
    '<office:automatic-styles><number:date-style style:name="nd"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><number:number-style style:name="ne"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> €</number:text>'
    '</number:number-style><style:style style:name="day" style:family="table-cell" style:data-style-name="nd"/>'
    '<style:style style:name="euros" style:family="table-cell" style:data-style-name="ne"/><style:style '
    'style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


class Page(NamedTuple):
    """One sheet of a workbook."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_ods(
    file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> None:
    """Write one sheet called `title`: the lines of `about`, the header, the rows; values as in `write_xlsx`."""
    write_ods_book(file, [Page(title, header, rows)], about=about)


def write_ods_book(file: IO[bytes], pages: Iterable[Page], *, about: Sequence[str] = ()) -> None:
    """Write several sheets; `about` stands above the header of each."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", ODS, zipfile.ZIP_STORED)  # first and bare, as the standard wants it
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
        with packed.open("content.xml", "w", force_zip64=True) as content:
            content.write(f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'.encode())
            content.write(_STYLES.encode() + b"<office:body><office:spreadsheet>")
            for page in pages:
                _write_page(content, page, about)
            content.write(b"</office:spreadsheet></office:body></office:document-content>")


def _write_page(content: IO[bytes], page: Page, about: Sequence[str]) -> None:
    content.write(f"<table:table table:name={quoteattr(_clean(page.title)[:31])}>".encode())
    for line in about:
        content.write(_row([_cell(line)]))
    content.write(_row(_text(str(label), ' table:style-name="head"') for label in page.header))
    for row in page.rows:
        content.write(_row(map(_cell, row)))
    content.write(b"</table:table>")


def ods_chunks(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, about: Sequence[str] = ()
) -> Iterator[bytes]:
    """The same as pieces of a file, for a response that is streamed."""
    return ods_book_chunks([Page(title, header, rows)], about=about)


def ods_book_chunks(pages: Iterable[Page], *, about: Sequence[str] = ()) -> Iterator[bytes]:
    """Several sheets as pieces of a file."""
    with tempfile.TemporaryFile() as file:
        write_ods_book(file, pages, about=about)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _row(cells: Iterable[str]) -> bytes:
    return f"<table:table-row>{''.join(cells)}</table:table-row>".encode()


def _cell(value: object) -> str:
    if isinstance(value, Money):
        sign, cents = "-" if value.cents < 0 else "", abs(value.cents)
        return _valued("float", "value", f"{sign}{cents // 100}.{cents % 100:02d}", "euros")
    if isinstance(value, bool):
        return _text("oui" if value else "non")
    if isinstance(value, int | Fraction):
        return _valued("float", "value", str(value if isinstance(value, int) else float(value)))
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _valued("date", "date-value", day.isoformat(), "day")
    return _text(str(value)) if value not in (None, "") else "<table:table-cell/>"


def _valued(kind: str, name: str, value: str, style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{styled} office:value-type="{kind}" office:{name}="{value}"/>'


def _text(words: str, styled: str = "") -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _clean(words).split("\n"))
    return f'<table:table-cell{styled} office:value-type="string">{lines}</table:table-cell>'


def _clean(words: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(sign for sign in words if sign in "\t\n" or (sign >= " " and sign not in _NO_XML))
