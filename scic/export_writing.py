"""The whole export: every table as CSV with its schema, documents as files, in one zip, row by row in constant memory.

One consistent picture of the database, whatever others write meanwhile. The format is open: Frictionless Data Package
(datapackage.json) over CSV (RFC 4180). What is left out is listed with its reason (`export_choices.py`).
"""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, LargeBinary, Select, Table, func, select
from sqlalchemy.types import Boolean, Date

from foundation.kernel.db import JsonText, UtcDateTime, db, intent_to_read
from foundation.kernel.sentences import sentence
from foundation.kernel.settings import get_settings
from foundation.web.csv_export import cell_text
from scic.backup import Progress, snapshot
from scic.export_choices import COLUMNS_LEFT_OUT, README, REPLACED, SECRET_ROWS, TABLES_LEFT_OUT
from scic.export_rows import exported_rows
from scic.new_files import new_file
from scic.portable import plain_type

STREAM = 500
TYPES: tuple[tuple[type[Any], str], ...] = (
    (UtcDateTime, "datetime"),
    (JsonText, "object"),
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Date, "date"),
)


@dataclass(frozen=True)
class ExportMade:
    """How much the file holds."""

    tables: int
    rows: int
    files: int


def exported_tables() -> list[Table]:
    """Every table of ours that is not left out, parents first."""
    return [table for table in db.metadata.sorted_tables if table.name not in TABLES_LEFT_OUT]


def write_export(path: Path, *, at: datetime, progress: Progress, lang: str = "fr") -> ExportMade:
    """Write everything to `path`, which must not exist and appears only when it is whole. Refused: the place is taken."""
    cooperative = get_settings().name
    with new_file(path, "export") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with ExitStack() as stack:
            with intent_to_read():  # the worker tells its progress meanwhile
                connection = stack.enter_context(snapshot())
            made = _tables(archive, connection, progress)
        archive.writestr("datapackage.json", json.dumps(schema(cooperative, at), ensure_ascii=False, indent=2))
        archive.writestr("LISEZ-MOI.txt", _readme(cooperative, at, lang))
    return made


def _tables(archive: zipfile.ZipFile, connection: Connection, progress: Progress) -> ExportMade:
    rows = files = 0
    tables = exported_tables()
    for table in tables:
        count = _write_rows(archive, connection, table)
        files += sum(_write_files(archive, connection, table, column) for column in _blobs(table))
        progress(table.name, count)
        rows += count
    return ExportMade(len(tables), rows, files)


def columns_of(table: Table) -> list[Any]:
    """The columns of a table that are exported."""
    return [column for column in table.columns if (table.name, column.name) not in COLUMNS_LEFT_OUT]


def _write_rows(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    """One CSV, streamed: bytes stand in files of their own, and the cell names the file."""
    columns, count = columns_of(table), 0
    names = [column.name for column in columns]
    with archive.open(f"tables/{table.name}.csv", "w", force_zip64=True) as entry:
        out = io.TextIOWrapper(entry, encoding="utf-8", newline="")
        out.write(",".join(names) + "\r\n")
        for row in _stream(connection, _without_bytes(table, columns)):
            out.write(",".join(cell_of(_cell(table, name, row)) for name in names) + "\r\n")
            count += 1
        out.flush()
        out.detach()
    return count


def cell_of(value: object) -> str:
    r"""A cell of RFC 4180: nothing for what is not known, quotes around what needs them, an empty text included.

    A text that a spreadsheet would run as a formula is preceded by an apostrophe, one more than it has.

    >>> cell_of(None), cell_of(""), cell_of('say "yes", twice'), cell_of("=1+1"), cell_of(-5)
    ('', '""', '"say ""yes"", twice"', "'=1+1", '-5')
    """
    if value is None:
        return ""
    text = cell_text(value) if isinstance(value, str) else str(value)
    needs = not text or any(sign in text for sign in ',"\r\n') or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if needs else text


def _without_bytes(table: Table, columns: list[Any]) -> Select[Any]:
    """The rows, where of bytes only their length is read."""
    from_bytes = {column.name for column in _blobs(table)}
    wanted = [_length(column) if column.name in from_bytes else column for column in columns]
    needed = [table.columns[SECRET_ROWS[table.name][0]]] if table.name in SECRET_ROWS else []
    keys = [key for key in table.primary_key.columns if key not in columns]
    rows = select(*wanted, *(one for one in [*needed, *keys] if one not in columns))
    only = exported_rows(table)
    return (rows if only is None else rows.where(only)).order_by(*table.primary_key.columns)


def _length(column: Any) -> Any:
    return func.length(column).label(column.name)


def _cell(table: Table, name: str, row: Any) -> object:
    value = row[name]
    if table.name in SECRET_ROWS:
        mark, hidden = SECRET_ROWS[table.name]
        if row[mark] and name in hidden:
            return REPLACED
    if isinstance(table.columns[name].type, LargeBinary):
        return _file_name(table, name, row) if value else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _file_name(table: Table, column: str, row: Any) -> str:
    key = "-".join(str(row[one.name]) for one in table.primary_key.columns)
    return f"files/{table.name}/{key}-{column}{ENDINGS.get((table.name, column), '.bin')}"


ENDINGS = {("issued_document", "content"): ".pdf", ("transfer_file", "content"): ".xml"}


def _write_files(archive: zipfile.ZipFile, connection: Connection, table: Table, column: Any) -> int:
    """Each value of a column of bytes as a file, one at a time."""
    count = 0
    wanted = select(*table.primary_key.columns, column).where(column.is_not(None), func.length(column) > 0)
    for row in _stream(connection, wanted.order_by(*table.primary_key.columns), size=1):
        archive.writestr(_file_name(table, column.name, row), bytes(row[column.name]))
        count += 1
    return count


def _stream(connection: Connection, statement: Select[Any], size: int = STREAM) -> Iterator[Any]:
    with closing(connection.execute(statement, execution_options={"yield_per": size})) as rows:
        yield from rows.mappings()


def _blobs(table: Table) -> list[Any]:
    return [column for column in columns_of(table) if isinstance(column.type, LargeBinary)]


def schema(cooperative: str, at: datetime) -> dict[str, Any]:
    """The tables as a Data Package: columns, types, keys, links; and what is left out."""
    return {
        "profile": "tabular-data-package",
        "name": "scic",
        "title": cooperative,
        "created": at.isoformat(timespec="seconds"),
        "resources": [_resource(table) for table in exported_tables()],
        "left_out": {
            "tables": TABLES_LEFT_OUT,
            "columns": {f"{table}.{column}": why for (table, column), why in COLUMNS_LEFT_OUT.items()},
        },
    }


def _resource(table: Table) -> dict[str, Any]:
    exported = {one.name for one in exported_tables()}
    links = [
        {"fields": key.parent.name, "reference": {"resource": key.column.table.name, "fields": key.column.name}}
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table.name in exported
    ]
    return {
        "name": table.name,
        "path": f"tables/{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in columns_of(table)],
            "primaryKey": [column.name for column in table.primary_key.columns],
            "foreignKeys": links,
        },
    }


def _field(column: Any) -> dict[str, Any]:
    kind = next((name for type_, name in TYPES if isinstance(column.type, type_)), None)
    kind = kind or next((name for type_, name in TYPES if isinstance(plain_type(column.type), type_)), "string")
    return {"name": column.name, "type": kind, "constraints": {"required": not column.nullable}}


def _readme(cooperative: str, at: datetime, lang: str) -> str:
    left = [f"- {table}: {sentence(lang, why)}" for table, why in TABLES_LEFT_OUT.items()]
    left += [f"- {table}.{column}: {sentence(lang, why)}" for (table, column), why in COLUMNS_LEFT_OUT.items()]
    return sentence(lang, README, {"cooperative": cooperative, "at": at, "left_out": "\n".join(left)})
