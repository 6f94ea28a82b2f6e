"""States of the database from which many tests start, made once a worker and lent to each as if it had made them.

A factory marked `@prepared`, called by a test that has written nothing of its own, gives what it would have given; but
where the same call was seen before, its rows are there already, in a database that belongs to that state alone. Calls
add up: `pole_statutes()`, then `pole_members()`, is a state on top of a state. A test works on a state as on any
database, in a transaction that is rolled back: nothing it does is seen by another test. What it wrote itself before the
call, an argument that cannot be compared, a patched module: then the factory simply runs.

`pytest --from-scratch` prepares nothing, and shows that no test depends on this.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, ParamSpec, TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.orm import Session, scoped_session

from foundation.kernel.after_commit import PENDING
from foundation.kernel.db import db
from scic.config import engine_options
from tests.databases import Databases
from tests.values import Unknown, keep, lend

P = ParamSpec("P")
T = TypeVar("T")

READING = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA", "EXPLAIN")
MOST = 40


@dataclass
class State:
    """A database that tests read and never keep changes in; `given` is what the factory gave, without rows."""

    url: str
    engine: Engine
    given: Any = None


@dataclass
class Stage:
    """The database under the test that runs, and the states that this worker has made."""

    current: ClassVar["Stage | None"] = None

    app: Flask
    databases: Databases
    states: dict[tuple[Any, ...], State] = field(default_factory=dict)
    seen: set[tuple[Any, ...]] = field(default_factory=set)
    key: tuple[Any, ...] = ()
    untouched: bool = False
    connection: Connection | None = None
    outer: RootTransaction | None = None

    @contextmanager
    def test(self, *, lending: bool) -> Iterator[scoped_session[Session]]:
        """`db.session` for one test, inside an outer transaction: commits inside only release a savepoint."""
        with self.app.app_context():
            home = db.engines[None]
            if not self.states:
                self.states[()] = State(self.app.config["SQLALCHEMY_DATABASE_URI"], home)
                self._watch(home)
            self._enter(())
            self.untouched = lending
            Stage.current = self
            try:
                yield db.session
            finally:
                Stage.current = None
                self._leave()
                db.engines[None] = home

    def bring(self, factory: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the factory gives, from its state where there is one; a call seen for the second time becomes a state."""
        try:
            key = (*self.key, (factory.__module__, factory.__qualname__, keep(args), keep(kwargs)))
        except Unknown:
            return factory(*args, **kwargs)
        if key not in self.states:
            if key not in self.seen or len(self.states) >= MOST:
                made = factory(*args, **kwargs)
                self.seen.add(key)
                return made
            self._make(key, factory, args, kwargs)
        state = self.states[key]
        with self._same_rows():
            self._leave()
            self._enter(key)
        return lend(state.given)

    def close(self) -> None:
        """Let go of every database but the application's own."""
        for state in list(self.states.values())[1:]:
            state.engine.dispose()

    def _make(
        self, key: tuple[Any, ...], factory: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        parent = self.states[self.key]
        with self._same_rows():
            self._leave()
            parent.engine.dispose()
            url = self.databases.copy(parent.url)
            engine = create_engine(url, **engine_options(url))
            db.engines[None] = engine  # type: ignore[index]
        self.untouched = False
        given = factory(*args, **kwargs)
        db.session.flush()
        db.session().info.pop(PENDING, None)
        kept = keep(given)
        db.session.commit()
        self._watch(engine)
        self.states[key] = State(url, engine, kept)

    @contextmanager
    def _same_rows(self) -> Iterator[None]:
        """Objects that the test holds already stay objects of its session: the same rows are in the other database."""
        rows = list(db.session().identity_map.values())
        db.session.expunge_all()
        yield
        db.session.add_all(rows)
        db.session.expire_all()

    def _enter(self, key: tuple[Any, ...]) -> None:
        self.key, self.untouched = key, True
        self.connection = self.states[key].engine.connect()
        self.outer = self.connection.begin()
        db.engines[None] = self.connection  # type: ignore[index]
        db.session.configure(join_transaction_mode="create_savepoint")

    def _leave(self) -> None:
        db.session.remove()
        if self.outer is not None and self.outer.is_active:
            self.outer.rollback()
        if self.connection is not None:
            self.connection.close()
        self.outer = self.connection = None

    def _watch(self, engine: Engine) -> None:
        @event.listens_for(engine, "before_cursor_execute")
        def _note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(READING):
                self.untouched = False


def prepared(factory: Callable[P, T]) -> Callable[P, T]:
    """Mark a factory whose rows may come from a prepared state."""

    @functools.wraps(factory)
    def brought(*args: P.args, **kwargs: P.kwargs) -> T:
        stage = Stage.current
        if stage is None or not stage.untouched or db.session.new or db.session.dirty or db.session.deleted:
            return factory(*args, **kwargs)
        return stage.bring(factory, args, kwargs)

    return brought
