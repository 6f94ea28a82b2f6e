"""Rows that stop moving: the columns that the law freezes, guarded by the database itself on both engines.

A table of facts never changes (`ledger.py`). Others live until a moment, then stand: a vote once it opened, an assembly
once its notice left, then once it closed. A model says so in `__frozen__`; triggers refuse the rest, whoever speaks to
the database. Conditions are SQL that both engines read, in which OLD is the row as it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, inspect

from foundation.kernel.db import Base

ALWAYS = "1 = 1"


@dataclass(frozen=True)
class Freeze:
    """Once `since` holds, these columns keep their value; without columns, the whole row does."""

    columns: tuple[str, ...] = ()
    since: str = ALWAYS


@dataclass(frozen=True)
class Frozen:
    """What is frozen of a table and when; a row is kept (never deleted) once `kept` holds."""

    freezes: tuple[Freeze, ...]
    kept: str = ALWAYS


def write_once(*columns: str) -> tuple[Freeze, ...]:
    """Columns that are empty at first and keep their first value: the moments of a life that goes forward only."""
    return tuple(Freeze((column,), f"OLD.{column} IS NOT NULL") for column in columns)


def frozen_tables() -> dict[str, Frozen]:
    """By name of table, what is frozen of it."""
    found = {}
    for mapper in Base.registry.mappers:
        frozen = mapper.class_.__dict__.get("__frozen__")
        if isinstance(frozen, Frozen):
            found[str(mapper.persist_selectable.description)] = frozen
    return dict(sorted(found.items()))


def install_frozen_guards(connection: Connection) -> None:
    """Guard every table that exists; safe to run again."""
    for table, frozen in _existing(connection):
        for statement in guard_statements(Base.metadata.tables[table], frozen, connection.dialect.name):
            connection.exec_driver_sql(statement)


def remove_frozen_guards(connection: Connection) -> None:
    """Take the guards away while tables are rebuilt: one table's trigger may read another that is being copied."""
    for table, frozen in _existing(connection):
        for statement in _removal(table, frozen, connection.dialect.name):
            connection.exec_driver_sql(statement)


def _existing(connection: Connection) -> Iterator[tuple[str, Frozen]]:
    existing = set(inspect(connection).get_table_names())
    yield from ((table, frozen) for table, frozen in frozen_tables().items() if table in existing)


def guard_statements(table: Table, frozen: Frozen, dialect: str) -> list[str]:
    """The SQL that guards a table on "sqlite" or "postgresql"; safe to run again."""
    rules = [(freeze, freeze.columns or tuple(table.columns.keys())) for freeze in frozen.freezes]
    removal = _removal(table.name, frozen, dialect)
    if dialect == "sqlite":
        return [*removal, *_on_sqlite(table.name, rules, frozen.kept)]
    return [*removal, *_on_postgresql(table.name, rules, frozen.kept)]


def _removal(table: str, frozen: Frozen, dialect: str) -> list[str]:
    if dialect == "sqlite":
        names = [*(f"{table}_frozen_{number}" for number in range(len(frozen.freezes))), f"{table}_kept"]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP TRIGGER IF EXISTS {table}_{word} ON {table}" for word in ("frozen", "not_truncated")]


def _refusal(table: str, columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:4]) + (" ..." if len(columns) > 4 else "")
    return f"{table} is frozen: {shown} no longer change"


def _on_sqlite(table: str, rules: Sequence[tuple[Freeze, Sequence[str]]], kept: str) -> Iterator[str]:
    for number, (freeze, columns) in enumerate(rules):
        moved = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        yield (
            f"CREATE TRIGGER {table}_frozen_{number} BEFORE UPDATE ON {table} WHEN ({freeze.since}) AND ({moved}) "
            f"BEGIN SELECT RAISE(ABORT, '{_refusal(table, columns)}'); END"
        )
    yield (
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN {kept} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is frozen: the row is kept'); END"
    )


def _on_postgresql(table: str, rules: Sequence[tuple[Freeze, Sequence[str]]], kept: str) -> Iterator[str]:
    checks = [_check("DELETE", kept, f"{table} is frozen: the row is kept")]
    for freeze, columns in rules:
        moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        checks.append(_check("UPDATE", f"({freeze.since}) AND ({moved})", _refusal(table, columns)))
    yield (
        f"CREATE OR REPLACE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION USING MESSAGE = '{table} is frozen: rows are kept'; END IF; "
        f"{' '.join(checks)} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{table}()"
    )
    yield (
        f"CREATE TRIGGER {table}_not_truncated BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()"
    )


def _check(act: str, condition: str, message: str) -> str:
    """NEW exists for an update alone, hence the two conditions one inside the other."""
    refused = f"IF {condition} THEN RAISE EXCEPTION USING MESSAGE = '{message}'; END IF;"
    return f"IF TG_OP = '{act}' THEN {refused} END IF;"
