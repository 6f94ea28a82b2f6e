"""While a backup is loaded, rows come table by table: what the database checks row by row waits for the end.

Triggers rest (they judge what people do, not what is put back as it was) and are set again exactly as they were;
foreign keys are checked once all rows are in. Everything happens in the caller's transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

ORPHANS = N_("The table %(table)s has rows that point to nothing: the backup is not whole. Nothing was restored.")


@contextmanager
def open_doors(connection: Connection) -> Iterator[None]:
    """Let rows in whatever their order; raise Refused at the end where one points to nothing."""
    doors = _sqlite_doors if connection.dialect.name == "sqlite" else _postgresql_doors
    with doors(connection):
        yield


@contextmanager
def _sqlite_doors(connection: Connection) -> Iterator[None]:
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for name, _sql in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        raise Refused("backup-orphans", ORPHANS, table=orphan[0])


@contextmanager
def _postgresql_doors(connection: Connection) -> Iterator[None]:
    tables = [f'"{table.name}"' for table in db.metadata.sorted_tables]
    links = [f'ALTER TABLE {table} ALTER CONSTRAINT "{name}"' for table, name in _foreign_keys(connection)]
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for link in links:
        connection.exec_driver_sql(f"{link} DEFERRABLE INITIALLY DEFERRED")
    yield
    _check_links(connection)
    for link in links:
        connection.exec_driver_sql(f"{link} NOT DEFERRABLE")
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _check_links(connection: Connection) -> None:
    """Check every link now. PostgreSQL's own words would quote the row."""
    try:
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        table = getattr(getattr(error.orig, "diag", None), "table_name", None) or "?"
        raise Refused("backup-orphans", ORPHANS, table=table) from None


def _foreign_keys(connection: Connection) -> list[tuple[str, str]]:
    """Table (quoted as needed) and name of every immediate foreign key of ours."""
    found = text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
    )
    return [(row[0], row[1]) for row in connection.execute(found)]
