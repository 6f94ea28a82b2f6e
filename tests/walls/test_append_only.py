"""Every table of facts refuses UPDATE, DELETE, INSERT OR REPLACE and TRUNCATE, whoever speaks to the database."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Enum, LargeBinary, create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.walls.house import ROOT, module_name, name_of, product_files


def table_names():
    """Read from the sources, so that a new table of facts is tried the day it is written."""
    import scic.app  # noqa: F401
    from foundation.kernel.ledger import append_only_tables

    return append_only_tables()


@pytest.fixture
def connection(own_app, own_database):
    """A connection that does not know the ORM; constraints that are not the subject are off."""
    engine = create_engine(own_database)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.commit()
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            connection.connection.execute("PRAGMA ignore_check_constraints=ON")
        yield connection
        connection.rollback()
    engine.dispose()


def a_row(table):
    """Any row that fits the columns' types."""
    return {column.name: _any_value(column) for column in table.columns}


def _any_value(column):
    if type(column.type).__name__ == "JsonText":
        return {}
    if isinstance(column.type, LargeBinary):
        return b"x"
    python_type = column.type.python_type
    if python_type is datetime or type(column.type).__name__ == "UtcDateTime":
        return datetime(2026, 6, 12, 18, 30, tzinfo=UTC)
    if isinstance(column.type, Enum):
        return column.type.enums[0] if column.type.enum_class is None else next(iter(column.type.enum_class))
    if python_type is date:
        return date(2026, 6, 12)
    return {int: 1, bool: True, str: "x"}[python_type]


def put_a_row(connection, table):
    """Insert without the parents and bounds that other tests look at."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for name in _check_names(connection, table):
            connection.execute(text(f'ALTER TABLE {table.name} DROP CONSTRAINT "{name}"'))
    connection.execute(table.insert().values(**a_row(table)))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = origin"))


def _check_names(connection, table):
    return connection.execute(
        text("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = to_regclass(:name)"), {"name": table.name}
    ).scalars().all()  # fmt: skip


def attempts(table, dialect):
    """The statements that must be refused, each in the words of its engine."""
    column = next(iter(table.columns)).name
    yield "UPDATE", f"UPDATE {table.name} SET {column} = {column}"
    yield "DELETE", f"DELETE FROM {table.name}"
    if dialect == "sqlite":
        names = ", ".join(each.name for each in table.columns)
        yield "REPLACE", f"INSERT OR REPLACE INTO {table.name} ({names}) SELECT {names} FROM {table.name}"
    else:
        yield "TRUNCATE", f"TRUNCATE {table.name} CASCADE"


def test_facts_cannot_be_changed_or_removed(connection):
    from foundation.kernel.db import db

    assert table_names()
    for name in table_names():
        table = db.metadata.tables[name]
        connection.begin_nested() if connection.in_transaction() else connection.begin()
        put_a_row(connection, table)
        for word, statement in attempts(table, connection.dialect.name):
            assert _is_refused(connection, statement), f"{word} passed on {name}"
        assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 1
        connection.rollback()


def _is_refused(connection, statement):
    try:
        with connection.begin_nested():
            connection.execute(text(statement))
    except DBAPIError as error:
        return "append-only" in str(error)
    return False


def test_the_orm_refuses_too(session, at):
    from foundation.kernel import audit
    from foundation.kernel.ledger import AppendOnlyViolation

    entry = audit.record("tests:wall:looked", "wall:1", actor=audit.SYSTEM, at=at)
    entry.actor_name = "Somebody else"
    with pytest.raises(AppendOnlyViolation):
        session.flush()
    session.rollback()


def test_every_table_of_facts_is_known():
    """A class that says AppendOnly is among the tables that are tried."""
    import ast

    from foundation.kernel.db import Base
    from tests.walls.house import tree_of

    declared = {
        node.name
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and {"AppendOnly", "Model"} <= {ast.unparse(base) for base in node.bases}
    }
    table_names()
    mapped = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert declared <= mapped, "a model that no import reaches has no table"
    assert module_name(ROOT / "scic" / "app.py") == "scic.app"
    assert name_of(ROOT / "scic" / "app.py") == "scic/app.py"
