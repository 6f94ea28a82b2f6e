"""Databases to measure on: a generated cooperative of each size, on SQLite and PostgreSQL.

A SQLite file is kept in the temporary folder of the machine for the next run, under the mark of what made it: it is made
anew once the tables or the generator change. PostgreSQL is a server of our own that forgets everything at the end.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from flask import Flask

from benchmarks.cooperative.planting import plant
from benchmarks.house import application, migrated
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from tests import postgres

ENGINES = ("sqlite", "postgresql")
SOURCES = ("migrations/versions", "benchmarks/cooperative")


@dataclass
class Grounds:
    """Where applications on generated cooperatives come from; `kept` is the folder of SQLite files."""

    folder: Path
    kept: Path
    servers: list[postgres.Server] = field(default_factory=list)

    def url(self, engine: str, size: int) -> str:
        """The address of a cooperative of `size` members, made where it is not there yet; 0 members: an empty one."""
        if engine == "sqlite":
            return self._sqlite(size)
        name = f"bench_{size}"
        if not self.servers:
            self.servers.append(postgres.start())
        server = self.servers[0]
        with psycopg.connect(host=str(server.folder), user="scic", dbname="postgres", autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return server.url(name)
            connection.execute(f"CREATE DATABASE {name}")
        _filled(migrated(server.url(name), self.folder), size)
        return server.url(name)

    def _sqlite(self, size: int) -> str:
        kept, mine = self.kept / f"{size}.sqlite", self.folder / f"{size}.sqlite"
        if not kept.exists():
            making = self.folder / f"making-{size}.sqlite"
            _filled(migrated(f"sqlite:///{making}", self.folder), size)
            shutil.move(making, kept)
        if not mine.exists():
            shutil.copyfile(kept, mine)
        return f"sqlite:///{mine}"


@contextmanager
def grounds() -> Iterator[Grounds]:
    """Databases for one run; what is not kept is removed at its end."""
    kept = Path(tempfile.gettempdir()) / f"scic-bench-{_mark()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        made = Grounds(Path(name), kept)
        try:
            yield made
        finally:
            for server in made.servers:
                server.stop()


def _filled(app: Flask, size: int) -> None:
    begun = time.perf_counter()
    with app.app_context():
        if size:
            with transaction():
                plant(size)
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    print(f"made: {size} members in {time.perf_counter() - begun:.0f} s")


def _mark() -> str:
    root = Path(__file__).parent.parent
    files = sorted(path for source in SOURCES for path in (root / source).glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


__all__ = ["ENGINES", "Grounds", "application", "grounds"]
