"""The database: one declarative base with a naming convention, exact types, and the two engines tamed.

SQLite: WAL, foreign keys, full synchronisation (an acknowledged ballot survives a power cut), recursive triggers (else
INSERT OR REPLACE slips past a delete trigger), secure deletion (ON, for FAST leaves the bytes of pages that fall free; facts
are never deleted, so it costs next to nothing), BEGIN spoken by us (else SAVEPOINT and rollback do not hold). There is one
writer at a time, and SQLite's own way of waiting for one's turn sleeps longer each time: whoever has waited most waits on, for
seconds. Ours takes short naps of one length, so that each has the same chance of the next turn.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Executable, MetaData, Row, Table, Text, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

PATIENCE_MS = 10_000
NAP_SECONDS = 0.001

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE_MS}",
    "recursive_triggers=ON",
    "secure_delete=ON",
)


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_write_intent: ContextVar[bool] = ContextVar("write_intent", default=False)


@contextmanager
def intent_to_write() -> Iterator[None]:
    """Transactions begun inside take SQLite's write lock at once, so that none fails half-way to upgrade."""
    token = _write_intent.set(True)
    try:
        yield
    finally:
        _write_intent.reset(token)


@contextmanager
def intent_to_read() -> Iterator[None]:
    """Transactions begun inside only read, also where the work around them writes: they take no lock on SQLite."""
    token = _write_intent.set(False)
    try:
        yield
    finally:
        _write_intent.reset(token)


def set_write_intent(writing: bool) -> None:
    """Say whether the transactions of this request write (called once at its start)."""
    _write_intent.set(writing)


def look(statement: Executable, values: dict[str, Any]) -> Sequence[Row[Any]]:
    """Rows that a request reads before it acts: who asks, for one.

    There is one writer on SQLite: its lock is taken by the act itself, not while we look. So a request that will write
    looks through a connection of its own there. Inside a transaction that runs, this is a read like any other.
    """
    session = db.session()
    if not _write_intent.get() or session.in_transaction():
        return session.execute(statement, values).all()
    bind = session.get_bind()
    if not isinstance(bind, Engine) or bind.dialect.name != "sqlite":
        return session.execute(statement, values).all()
    token = _write_intent.set(False)
    try:
        with bind.connect() as connection:
            return connection.execute(statement, values).all()
    finally:
        _write_intent.reset(token)


def shared_database() -> str | None:
    """The address of the database where this read sees what everybody sees: what is derived from it may be kept for others.

    None inside an act that writes, and where the session was given a connection of its own.
    """
    bind = db.session.get_bind()
    return str(bind.url) if isinstance(bind, Engine) and not _write_intent.get() else None


def table_of(model: type[Base]) -> Table:
    """The table of a model, for a statement that reads columns and no objects."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both engines; a naive one is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """Data as canonical JSON text (sorted keys, no spaces): the same bytes, hence the same hash, on both engines."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical_json(value: Any) -> str:
    """JSON whose bytes depend on the data alone."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def normalise_url(url: str) -> str:
    """Name psycopg 3 in an address that leaves the driver open."""
    for bare in ("postgres://", "postgresql://"):
        if url.startswith(bare):
            return "postgresql+psycopg://" + url.removeprefix(bare)
    return url


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: DBAPIConnection, _record: object) -> None:
    if type(connection).__module__.partition(".")[0] != "sqlite3":
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class SqliteDialect(SQLiteDialect_pysqlite):
    """SQLite with BEGIN spoken by us; every engine of a `sqlite:` address has it (an event on it would slow each statement)."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin for what the caller said it would do."""
        if _write_intent.get():
            _begin_writing(dbapi_connection)
        else:
            dbapi_connection.execute("BEGIN")


def _begin_writing(connection: Any) -> None:
    """Wait for the turn to write, `PATIENCE_MS` at most; then SQLite's own sentence: the database is locked."""
    gives_up = time.monotonic() + PATIENCE_MS / 1000
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > gives_up:
                    raise
            time.sleep(NAP_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")


registry.register("sqlite", __name__, SqliteDialect.__name__)
