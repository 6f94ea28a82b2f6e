"""Rows by the hundred thousand: INSERT with many values on SQLite, COPY on PostgreSQL, inside the session's transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import text

from foundation.kernel.db import Base, JsonText, canonical_json, db, table_of

AT_ONCE = 20_000
Row = Mapping[str, Any]


def write(model: type[Base], rows: Iterable[Row]) -> int:
    """Write rows as given, the defaults of the model filled in; how many they were."""
    table = table_of(model)
    columns = list(table.columns)
    names = [column.name for column in columns]
    defaults = [_default(column) for column in columns]
    given = zip(names, defaults, strict=True)
    read = list(given)
    json = {column.name for column in columns if isinstance(column.type, JsonText)}
    lines = ([_json(row, name) if name in json else row.get(name, other) for name, other in read] for row in rows)
    engine = db.session.get_bind().dialect.name
    count = (_copied if engine == "postgresql" else _inserted)(table.name, names, lines)
    if engine == "postgresql" and "id" in names:
        db.session.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own names
                f"(SELECT coalesce(max(id), 1) FROM {table.name}))"
            )
        )
    return count


def _default(column: Any) -> Any:
    return column.default.arg if column.default is not None and column.default.is_scalar else None


def _json(row: Row, name: str) -> str | None:
    return None if row.get(name) is None else canonical_json(row[name])


def _inserted(table: str, names: list[str], lines: Iterator[list[Any]]) -> int:
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
    cursor = db.session.connection().connection.cursor()
    written = 0
    while batch := list(islice(lines, AT_ONCE)):
        cursor.executemany(statement, [[_said(value) for value in line] for line in batch])
        written += len(batch)
    return written


def _copied(table: str, names: list[str], lines: Iterator[list[Any]]) -> int:
    cursor = db.session.connection().connection.cursor()
    written = 0
    with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for line in lines:
            copy.write_row(line)
            written += 1
    return written


def _said(value: Any) -> Any:
    """As SQLAlchemy writes days and moments on SQLite."""
    saying = SAYINGS.get(type(value))
    return value if saying is None else saying(value)


@lru_cache(maxsize=10_000)
def _day(value: date) -> str:
    return value.isoformat()


@lru_cache(maxsize=10_000)
def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


SAYINGS: dict[type, Callable[[Any], str]] = {date: _day, datetime: _moment}
