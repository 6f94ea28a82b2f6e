"""Databases for tests: one template per run, migrated by Alembic from empty; every user of it gets a copy in milliseconds."""

import itertools
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import make_url

from foundation.kernel.db import db
from scic.app import create_app
from scic.config import Config
from tests import postgres
from tests.visitors import Visitor

SECRET = "a secret that only the tests know, long enough"


def test_config(url: str, var: Path, **others: object) -> Config:
    """The configuration of every application under test."""
    return Config(mode="test", database_url=url, secret_key=SECRET, var_folder=var, **others)


test_config.__test__ = False  # type: ignore[attr-defined]


def application(url: str, var: Path) -> Flask:
    """An application on the database at `url`."""
    app = create_app(test_config(url, var))
    app.test_client_class = Visitor
    return app


def migrate(app: Flask) -> None:
    """Bring an empty database to the newest version."""
    with app.app_context():
        upgrade()
    close(app)


def close(app: Flask) -> None:
    """Let go of the database, so that it can be copied."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class SqliteDatabases:
    """Files in a temporary folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:

        self.folder = folder
        self.title = f"SQLite {sqlite3.sqlite_version}"
        self.numbers = itertools.count(1)
        self.template: Path | None = None

    def empty(self) -> str:
        """The address of a database without any table."""
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.sqlite'}"

    def migrated(self) -> str:
        """The address of a fresh, migrated database."""
        if self.template is None:
            url = self.empty()
            migrate(application(url, self.folder))
            self.template = Path(url.removeprefix("sqlite:///"))
        url = self.empty()
        shutil.copyfile(self.template, url.removeprefix("sqlite:///"))
        return url

    def copy(self, url: str) -> str:
        """The address of a copy of `url`, whose users are gone."""
        new = self.empty()
        shutil.copyfile(url.removeprefix("sqlite:///"), new.removeprefix("sqlite:///"))
        return new

    def stop(self) -> None:
        """Nothing runs."""


class PostgresDatabases:
    """Databases of one server of our own, cloned from a template."""

    name = "pg"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = postgres.start()
        self.title = f"{self.server.version} from {self.server.origin}"
        self.numbers = itertools.count(1)
        self.template: str | None = None

    def _create(self, template: str | None = None) -> str:
        name = f"scic_{next(self.numbers)}"
        with psycopg.connect(
            host=str(self.server.folder), user="scic", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def empty(self) -> str:
        """The address of a database without any table."""
        return self.server.url(self._create())

    def migrated(self) -> str:
        """The address of a fresh, migrated database."""
        if self.template is None:
            name = self._create()
            migrate(application(self.server.url(name), self.folder))
            self.template = name
        return self.server.url(self._create(self.template))

    def copy(self, url: str) -> str:
        """The address of a copy of `url`, whose users are gone."""
        return self.server.url(self._create(make_url(url).database))

    def stop(self) -> None:
        """Stop the server."""
        self.server.stop()


Databases = SqliteDatabases | PostgresDatabases
KINDS: dict[str, Callable[[Path], Databases]] = {"sqlite": SqliteDatabases, "pg": PostgresDatabases}
