"""What every test may ask for. `--db pg` runs the same tests on PostgreSQL.

- `session`: a real database inside one outer transaction, rolled back after the test; services are called with it.
- `client`: a browser without a screen, in the same transaction. `sign_in(client, account)` opens a session for somebody.
- `own_app`: an application with a database of its own, for what must truly commit (threads, processes, the command line).
- `live_server`, `page`: the product on a free port and a Chromium that looks at it (tests/browser.py).
- `at`: the moment at which things happen. Nothing reads a clock.
"""

import os
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

# The product itself is imported by the fixtures that need it: tests of rules start without it.
if TYPE_CHECKING:
    from tests.databases import Databases
    from tests.states import Stage

pytest_plugins = ["tests.browser"]

hypothesis.settings.register_profile("default", max_examples=60, deadline=None)
hypothesis.settings.register_profile("verify", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db", choices=["pg", "sqlite"], default="sqlite", help="the database engine (pg: PostgreSQL, started here)"
    )
    parser.addoption(
        "--from-scratch", action="store_true", help="every test makes all its rows itself (see tests/states.py)"
    )


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Databases]":
    """Where databases come from in this run."""
    kinds = import_module("tests.databases").KINDS
    source = kinds[request.config.getoption("--db")](tmp_path_factory.mktemp("databases"))
    request.config.stash[TITLE] = source.title
    yield source
    source.stop()


TITLE = pytest.StashKey[str]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of a parallel run hands the name of its database on."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["database"] = session.config.stash.get(TITLE, "")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """The run that handed out the work keeps that name."""
    title = getattr(node, "workeroutput", {}).get("database")
    if title:
        node.config.stash[TITLE] = title  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say on what the suite ran."""
    if title := config.stash.get(TITLE, None):
        terminalreporter.write_line(f"database: {title}")


@pytest.fixture(scope="session")
def engine_name(databases: "Databases") -> str:
    """Which engine: sqlite or pg."""
    return databases.name


@pytest.fixture(scope="session")
def database_url(databases: "Databases") -> str:
    """The database that `app` speaks to."""
    return databases.migrated()


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, as in production but for its secrets."""
    databases = import_module("tests.databases")
    application = databases.application(database_url, tmp_path_factory.mktemp("var"))
    yield application
    databases.close(application)


@pytest.fixture(scope="session")
def stage(app: Flask, databases: "Databases") -> "Iterator[Stage]":
    """The database under the tests of this worker, and its prepared states (tests/states.py)."""
    made = import_module("tests.states").Stage(app, databases)
    yield made
    made.close()


@pytest.fixture
def session(stage: "Stage", request: pytest.FixtureRequest) -> "Iterator[scoped_session[Session]]":
    """`db.session` inside an outer transaction that is rolled back: commits inside only release a savepoint."""
    patched = "monkeypatch" in request.fixturenames
    with stage.test(lending=not patched and not request.config.getoption("--from-scratch")) as opened:
        yield opened


@pytest.fixture
def client(app: Flask, session: scoped_session[Session]) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def own_database(databases: "Databases") -> str:
    """A migrated database that nobody else uses."""
    return databases.migrated()


@pytest.fixture
def own_app(own_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own: commits are real."""
    databases = import_module("tests.databases")
    application = databases.application(own_database, tmp_path / "var")
    yield application
    databases.close(application)


@pytest.fixture
def at() -> datetime:
    """A Friday evening in June 2026, in Paris half past eight."""
    return datetime(2026, 6, 12, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def closed_network() -> Iterator[None]:
    """Nothing leaves the machine while tests run."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(real: Callable[..., object]) -> Callable[..., object]:
    def guarded(self: socket.socket, address: object) -> object:
        if self.family != socket.AF_UNIX and not _is_here(address):
            raise OSError(f"The network is closed in tests: {address} is not this machine.")
        return real(self, address)

    return guarded


def _is_here(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else ""
    return host in {"localhost", "::1", ""} or str(host).startswith("127.")
