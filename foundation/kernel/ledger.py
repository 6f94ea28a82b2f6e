"""Append-only tables: rows are inserted and never touched again, by the type, by the ORM and by the database.

The ORM refuses a changed or deleted row when it flushes; triggers refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL)
whoever speaks to the database. SQLite's INSERT OR REPLACE is stopped because recursive triggers are on (`db.py`).

One change is possible: personal data whose time has come is emptied (GDPR art. 5(1)(e)), in the columns that a table
declares (`__erasable__`), and only to the empty value. Nothing can be written there instead; no seal covers them.

What was no fact may go: rows of a rehearsal, or those that a closing writes anew in another order. A table that holds such
rows says in SQL when one may be deleted (`__wiped_when__`, over OLD); the triggers refuse every other deletion.
"""

from typing import Any

from sqlalchemy import Connection, Index, event, inspect, text, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, UOWTransaction

from foundation.kernel.db import Base, canonical_json, db, table_of
from foundation.kernel.frozen import install_frozen_guards


class AppendOnlyViolation(RuntimeError):
    """Code tried to change or delete a fact. Facts are corrected by a later fact."""


class AppendOnly:
    """Mixin for a table of facts.

    `__erasable__`: by column, the empty value that erasure may put there. `__wiped_when__`: the condition, in SQL that
    both engines read, under which a row may be deleted; empty: never.
    """

    __append_only__ = True
    __wiped_when__ = ""
    __erasable__: dict[str, Any] = {}  # noqa: RUF012 - read only, given whole by each table


def taken_back_once() -> Index:
    """For `__table_args__`: a fact is taken back once, by the one later fact whose `reverses_id` names it.

    The index holds these alone. One of all facts, nearly all without a value, misleads SQLite: until it has looked at
    the table it finds the facts that stand through it, all of them for each member.
    """
    named = text("reverses_id IS NOT NULL")
    return Index(None, "reverses_id", unique=True, sqlite_where=named, postgresql_where=named)


def append_only_tables() -> list[str]:
    """The names of all tables of facts, sorted."""
    return sorted(_facts())


def erasable_columns() -> dict[str, dict[str, Any]]:
    """By table of facts, the columns that erasure may empty and their empty value."""
    return {name: model.__erasable__ for name, model in sorted(_facts().items()) if model.__erasable__}


def _facts() -> dict[str, type[AppendOnly]]:
    return {
        str(mapper.persist_selectable.description): mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, AppendOnly) and mapper.local_table is not None
    }


def wiped_when() -> dict[str, str]:
    """By table of facts, the condition under which a row of it may be deleted."""
    return {name: model.__wiped_when__ for name, model in sorted(_facts().items()) if model.__wiped_when__}


def erase(model: type[Any], *conditions: Any, only: tuple[str, ...] = ()) -> int:
    """Empty the erasable columns (or `only` these) of the facts that fit; how many rows were touched.

    The one way past "a fact never changes": the triggers let the empty value through, and nothing else.
    """
    allowed = model.__erasable__
    wanted = {name: allowed[name] for name in only or allowed}
    columns = {name: table_of(model).columns[name] for name in wanted}
    still = [columns[name].is_distinct_from(value) for name, value in wanted.items()]
    found: Any = None
    for one in still:
        found = one if found is None else found | one
    done: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        update(table_of(model)).where(*conditions, found).values(wanted)
    )
    db.session.expire_all()
    return int(done.rowcount)


def trigger_statements(table: str, dialect: str) -> list[str]:
    """The SQL that makes `table` append-only on "sqlite" or "postgresql"; safe to run again."""
    message = f"{table} is append-only"
    erased, wiped = _only_erased(table, dialect), wiped_when().get(table, "")
    if dialect == "sqlite":
        return [
            statement
            for action, when in (("UPDATE", _unless(erased)), ("DELETE", _unless(wiped)))
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_{action.lower()}",
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
            )
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE ON {table} "
        f"FOR EACH ROW {_unless(erased)}EXECUTE FUNCTION refuse_change()",
        *_refused_deletion(table, wiped),
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def _unless(condition: str) -> str:
    return f"WHEN (NOT ({condition})) " if condition else ""


def _refused_deletion(table: str, wiped: str) -> list[str]:
    """On PostgreSQL, where the condition of a trigger may not look into another table: a function does."""
    function = f"refuse_delete_{table}" if wiped else "refuse_change"
    body = f"BEGIN IF {wiped} THEN RETURN OLD; END IF; RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END"
    made = (
        [f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"] if wiped else []
    )
    return [
        *made,
        f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


def remove_deletion_guards(connection: Connection) -> None:
    """Take away, while tables are rebuilt, the triggers that read another table (SQLite copies tables)."""
    existing = set(inspect(connection).get_table_names())
    for table in wiped_when():
        if table in existing:
            on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_delete{on}")


def _only_erased(table: str, dialect: str) -> str:
    """SQL, true where an update does nothing but empty erasable columns; "" where a table has none."""
    erasable = erasable_columns().get(table, {})
    if not erasable:
        return ""
    same = "OLD.{0} IS NEW.{0}" if dialect == "sqlite" else "OLD.{0} IS NOT DISTINCT FROM NEW.{0}"
    names = [column.name for column in Base.metadata.tables[table].columns]
    parts = [same.format(name) for name in names if name not in erasable]
    parts += [f"({same.format(name)} OR {_is_empty(name, value)})" for name, value in erasable.items()]
    moved = " OR ".join(f"NOT ({same.format(name)})" for name in erasable)
    return " AND ".join([*parts, f"({moved})"])


def _is_empty(column: str, value: object) -> str:
    if isinstance(value, bytes):
        return f"length(NEW.{column}) = 0"
    if value is None:
        return f"NEW.{column} IS NULL"
    return f"NEW.{column} = '{canonical_json(value) if isinstance(value, dict | list) else value}'"


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
