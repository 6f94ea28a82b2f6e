"""Append-only tables: rows are inserted and never touched again, by the type, by the ORM and by the database.

The ORM refuses a changed or deleted row when it flushes; triggers refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL)
whoever speaks to the database. SQLite's INSERT OR REPLACE is stopped because recursive triggers are on (`db.py`).
"""

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from foundation.kernel.db import Base
from foundation.kernel.frozen import install_frozen_guards


class AppendOnlyViolation(RuntimeError):
    """Code tried to change or delete a fact. Facts are corrected by a later fact."""


class AppendOnly:
    """Mixin for a table of facts."""

    __append_only__ = True


def append_only_tables() -> list[str]:
    """The names of all tables of facts, sorted."""
    return sorted(
        str(mapper.persist_selectable.description)
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, AppendOnly) and mapper.local_table is not None
    )


def trigger_statements(table: str, dialect: str) -> list[str]:
    """The SQL that makes `table` append-only on "sqlite" or "postgresql"; safe to run again."""
    message = f"{table} is append-only"
    if dialect == "sqlite":
        return [
            statement
            for action in ("UPDATE", "DELETE")
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_{action.lower()}",
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
            )
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def install_triggers(connection: Connection) -> None:
    """Guard every table of facts, and every frozen one, that exists.

    After each migration: SQLite's table copies drop triggers silently.
    """
    existing = set(inspect(connection).get_table_names())
    for table in append_only_tables():
        if table in existing:
            for statement in trigger_statements(table, connection.dialect.name):
                connection.exec_driver_sql(statement)
    install_frozen_guards(connection)


@event.listens_for(Session, "before_flush")
def _refuse_changes(session: Session, _context: UOWTransaction, _instances: object) -> None:
    touched = [row for row in session.dirty if isinstance(row, AppendOnly) and session.is_modified(row)]
    touched += [row for row in session.deleted if isinstance(row, AppendOnly)]
    if touched:
        raise AppendOnlyViolation(f"{type(touched[0]).__name__} is append-only: record a new fact instead")
