"""Rows by the thousand: COPY on PostgreSQL, one INSERT run for each row on SQLite; inside the session's transaction.

psycopg sends and plans every row of an `executemany` on its own: COPY takes a fraction of that time. Constraints, foreign
keys and triggers hold as for any INSERT. Rows are mappings; every column that any row gives is given by all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, text

from foundation.kernel.db import db

Rows = Sequence[Mapping[str, Any]]


def insert_many(table: Table, rows: Rows) -> None:
    """Insert rows; the order is theirs. What a column of the model would be by default is to be given."""
    if not rows:
        return
    if db.session.get_bind().dialect.name == "postgresql":
        _copy(table, list(rows[0]), rows)
    else:
        db.session.execute(insert(table), rows)


def insert_numbered(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows into a table whose key is `id`, and put the identifier of each into it."""
    if not rows:
        return
    if db.session.get_bind().dialect.name == "postgresql":
        for row, number in zip(rows, _next_ids(table, len(rows)), strict=True):
            row["id"] = number
        insert_many(table, rows)
        return
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    for row, number in zip(rows, db.session.execute(statement, rows).scalars(), strict=True):
        row["id"] = number


def _next_ids(table: Table, count: int) -> list[int]:
    """As many new identifiers as rows, in growing order; others who insert meanwhile take other ones."""
    sequence = "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"
    return sorted(db.session.execute(text(sequence), {"table": table.name, "count": count}).scalars())


def _copy(table: Table, names: Sequence[str], rows: Rows) -> None:
    connection = db.session.connection()
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quoted(name) for name in names)
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {quoted(table.name)} ({columns}) FROM STDIN") as copy:
        for line in _lines(table, names, rows, connection.dialect):
            copy.write_row(line)


def _lines(table: Table, names: Sequence[str], rows: Rows, dialect: Any) -> Iterator[Iterable[Any]]:
    """The values as the types of the columns write them."""
    types = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    read = list(zip(names, types, strict=True))
    for row in rows:
        yield [row[name] if said is None else said(row[name]) for name, said in read]
