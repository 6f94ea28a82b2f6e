"""Rows that travel between SQLite and PostgreSQL: every table in plain types, every row as one line of JSON.

The types of ours that only check or convert (JSON as text, ratios as text) are taken off, so that what was stored is
carried as it was, to the byte: the hashes of the audit trail hold on the other side.
"""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Enum, MetaData, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from foundation.kernel.db import UtcDateTime, canonical_json

READERS: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    Decimal: Decimal,
    bytes: lambda text: base64.b64decode(text, validate=True),
}


def portable_table(table: Table) -> Table:
    """The same table, its columns in plain types, outside every registry."""
    columns = [Column(column.name, plain_type(column.type), primary_key=column.primary_key) for column in table.columns]
    return Table(table.name, MetaData(), *columns)


def plain_type(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """What the database itself stores. Moments stay ours: only they know that SQLite keeps UTC without saying so."""
    if isinstance(kind, UtcDateTime):
        return kind
    if isinstance(kind, TypeDecorator):
        return plain_type(kind.impl_instance)
    if isinstance(kind, Enum):
        return Enum(*kind.enums, name=kind.name, native_enum=kind.native_enum)
    return kind


def line_of(row: Mapping[str, Any]) -> bytes:
    r"""One row as one line of canonical JSON; bytes in base 64, dates and moments in ISO 8601.

    >>> line_of({"id": 1, "on": date(2026, 6, 12), "data": b"ab"})
    b'{"data":"YWI=","id":1,"on":"2026-06-12"}\n'
    """
    return canonical_json({name: _written(value) for name, value in row.items()}).encode() + b"\n"


def row_of(line: bytes, table: Table) -> dict[str, Any]:
    """The row that `line_of` wrote, ready for a portable table. ValueError, KeyError or TypeError otherwise."""
    values = json.loads(line)
    return {column.name: _read(values[column.name], column.type) for column in table.columns}


def _written(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(value: Any, kind: TypeEngine[Any]) -> Any:
    if value is None:
        return None
    native = datetime if isinstance(kind, UtcDateTime) else kind.python_type
    reader = READERS.get(native)
    if reader is None and not isinstance(value, native):
        raise TypeError(f"a column of {native.__name__} cannot hold a {type(value).__name__}")
    return reader(value) if reader else value
