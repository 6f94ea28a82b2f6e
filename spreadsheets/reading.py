"""Bytes to sheets: XLSX, XLS, ODS through calamine, CSV in any encoding and separator; hostile files are refused first."""

import csv
import io
import pickle  # nosec B403
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from foundation.web.csv_export import FORMULA_STARTS
from spreadsheets import opened_apart
from spreadsheets.rules import limits
from spreadsheets.rules.cells import Cell

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = (";", "\t", ",", "|")
_LOOKED_AT = 65_536
_PIECE = 1 << 20
_PATIENCE = 180
_LENGTHS_AT = 26
"""Where the header of a part of a ZIP archive says how long its name and its extra field are."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for CSV) and its rows; row 0 is line 1 of the file."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a file with something in it.

    Raises TooLarge (413) and Malformed (400) with a sentence: over a limit, a zip bomb, XML entities, unreadable, empty.
    """
    if len(content) > limits.MOST_BYTES:
        raise limits.too_large(limits.FILE_TOO_LARGE, limits.MOST_BYTES)
    packed = content.startswith((_ZIP, _OLE))
    sheets = _workbook(content) if packed else [Sheet("", tuple(_csv_rows(_decoded(content))))]
    filled = [sheet for sheet in sheets if any(any(cell not in (None, "") for cell in row) for row in sheet.rows)]
    if not filled:
        raise limits.empty()
    return filled


def _workbook(content: bytes) -> list[Sheet]:
    if content.startswith(_ZIP):
        _refuse_hostile_zip(content)
    return [Sheet(name, tuple(_bounded(_cells(row) for row in rows))) for name, rows in _opened_apart(content)]


def _opened_apart(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """The sheets, read by a process of its own: a hostile file ends that one, not the server."""
    program = [sys.executable, "-I", str(Path(opened_apart.__file__)), str(limits.MOST_ROWS), str(limits.MOST_COLUMNS)]
    try:
        run = subprocess.run(program, input=content, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as problem:
        raise limits.unreadable() from problem
    if run.returncode != 0:
        raise limits.too_large(limits.UNPACKED_TOO_LARGE, opened_apart.MOST_MEMORY)
    said, sheets = pickle.loads(run.stdout)  # noqa: S301 - written by our own process  # nosec B301
    if said == opened_apart.TALL:
        raise limits.too_large(limits.TOO_MANY_ROWS, limits.MOST_ROWS)
    if said == opened_apart.WIDE:
        raise limits.too_large(limits.TOO_MANY_COLUMNS, limits.MOST_COLUMNS)
    if said == opened_apart.UNREADABLE:
        raise limits.unreadable()
    return list(sheets)


def _cells(row: Iterable[Any]) -> tuple[Cell, ...]:
    return tuple(_cell(value) for value in row)


def _cell(value: Any) -> Cell:
    """Numbers come as floats: a whole one is given back whole, another as its shortest exact writing."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**15 else repr(value)
    text = str(value)
    if len(text) > limits.MOST_CELL_CHARACTERS:
        raise limits.too_large(limits.CELL_TOO_LONG, limits.MOST_CELL_CHARACTERS)
    return text or None


def _refuse_hostile_zip(content: bytes) -> None:
    """A small archive may unpack to terabytes, and XML may declare entities that do: both are told before it is opened.

    What an archive says of its sizes is not believed: each part is unpacked here, and dropped, until the limit.
    """
    left = limits.MOST_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                start = b""
                for piece in _unpacked(content, entry):
                    start = start or piece[:_LOOKED_AT]
                    left -= len(piece)
                    if left < 0:
                        raise limits.too_large(limits.UNPACKED_TOO_LARGE, limits.MOST_UNPACKED_BYTES)
                if entry.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in start or b"<!ENTITY" in start):
                    raise limits.declares_entities()
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError) as problem:
        raise limits.unreadable() from problem


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """One part of an archive, a megabyte at a time, whatever size it declares."""
    name, extra = struct.unpack_from("<HH", content, entry.header_offset + _LENGTHS_AT)
    begin = entry.header_offset + _LENGTHS_AT + struct.calcsize("<HH") + name + extra
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not inflating.eof:
        yield inflating.decompress(packed, _PIECE)
        packed = inflating.unconsumed_tail


def _decoded(content: bytes) -> str:
    """Text of a CSV file: its mark, else UTF-8, else Windows-1252 as French spreadsheets save it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if b"\x00" in content[:_LOOKED_AT]:
        raise limits.unreadable()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise limits.unreadable() from problem


def _csv_rows(text: str) -> Iterator[tuple[Cell, ...]]:
    if any(len(line) > limits.MOST_LINE_CHARACTERS for line in text.splitlines()):
        raise limits.too_large(limits.LINE_TOO_LONG, limits.MOST_LINE_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        yield from _bounded(tuple(_unquoted(cell) for cell in row) for row in reader)
    except csv.Error as problem:
        raise limits.unreadable() from problem


def _separator(text: str) -> str:
    """The sign that cuts the first lines into the most cells, evenly."""
    sample = text[:_LOOKED_AT].splitlines()[:30]

    def cells(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=separator)]
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        return (widths.count(common) * (common > 1), common)

    return max(_SEPARATORS, key=cells)


def _unquoted(cell: str) -> Cell:
    """Take back the apostrophe by which our own export keeps a cell from being a formula."""
    if len(cell) > limits.MOST_CELL_CHARACTERS:
        raise limits.too_large(limits.CELL_TOO_LONG, limits.MOST_CELL_CHARACTERS)
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell or None


def _bounded(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for index, row in enumerate(rows):
        if index >= limits.MOST_ROWS:
            raise limits.too_large(limits.TOO_MANY_ROWS, limits.MOST_ROWS)
        if len(row) > limits.MOST_COLUMNS:
            raise limits.too_large(limits.TOO_MANY_COLUMNS, limits.MOST_COLUMNS)
        yield row
