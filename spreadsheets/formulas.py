"""Which cells of a workbook are formulas: the reader gives only the value that was computed last, which nobody typed."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from posixpath import normpath
from typing import IO, Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from spreadsheets.rules import limits
from spreadsheets.rules.places import cell_place

Place = tuple[int, int]
MOST = 200
"""No more are looked for in a sheet: a person corrects the first ones."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def formula_cells(content: bytes) -> dict[str, frozenset[Place]]:
    """By sheet, the (row, column) of each formula of an XLSX or ODS workbook, both from 0; nothing for any other file.

    To be called on what `reading.read_sheets` accepted: it refuses hostile archives. Raises Malformed where the XML breaks.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as file:
                    return _of_open_document(file)
            return {name: frozenset(islice(_of_sheet(archive, path), MOST)) for name, path in _sheets(archive).items()}
    except (ParseError, DefusedXmlException, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise limits.unreadable() from problem


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        targets = {one.get("Id"): one.get("Target", "") for one in _elements(file, _LINK)}
    with archive.open("xl/workbook.xml") as file:
        named = {one.get("name", ""): targets.get(one.get(_ID), "") for one in _elements(file, f"{_MAIN}sheet")}
    return {
        name: target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        for name, target in named.items()
        if target
    }


def _of_sheet(archive: zipfile.ZipFile, path: str) -> Iterator[Place]:
    with archive.open(path) as file:
        for cell in _elements(file, f"{_MAIN}c"):
            if cell.find(f"{_MAIN}f") is not None:
                yield cell_place(cell.get("r", ""))
            cell.clear()


def _elements(file: IO[bytes], tag: str) -> Iterator[Any]:
    return (element for _event, element in iterparse(file) if element.tag == tag)


def _of_open_document(file: IO[bytes]) -> dict[str, frozenset[Place]]:
    """Rows and cells that are repeated stand once in the file, with their number."""
    found: dict[str, set[Place]] = {}
    sheet, row, column = "", 0, 0
    for event, one in iterparse(file, events=("start", "end")):
        if event == "start" and one.tag == f"{_TABLE}table":
            sheet, row = one.get(f"{_TABLE}name", ""), 0
        elif event == "start" and one.tag == f"{_TABLE}table-row":
            column = 0
        elif event == "start" and one.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            if one.get(f"{_TABLE}formula") and len(found.setdefault(sheet, set())) < MOST:
                found[sheet].add((row, column))
            column += int(one.get(f"{_TABLE}number-columns-repeated", 1))
        elif event == "end" and one.tag == f"{_TABLE}table-row":
            row += int(one.get(f"{_TABLE}number-rows-repeated", 1))
            one.clear()
    return {name: frozenset(places) for name, places in found.items()}
