"""`scic backup`: the whole database in one file, the same for both engines, taken while people work.

One consistent picture: a single read transaction on SQLite, REPEATABLE READ on PostgreSQL. The file (format
"scic-backup/1") is a zip: `tables/<name>.jsonl`, one row a line, and `manifest.json` with the number of rows and the
SHA-256 of each. It appears under its name only when it is whole. It holds personal data and the hashes of passwords:
keep it as you keep the database. The environment (keys, passwords) is not in it, nor is the queue, which is made again.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Table, inspect, select, text

from foundation.jobs.queue import QUEUE_TABLES
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from scic import __version__
from scic.new_files import new_file
from scic.portable import line_of, portable_table

FORMAT = "scic-backup/1"
MANIFEST = "manifest.json"
REVISION_TABLE = "alembic_version"
NOT_OURS = frozenset({REVISION_TABLE, *QUEUE_TABLES})
STREAM = 500

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class TableEntry:
    """One table in the file."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """Its place in the zip."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What the file says of itself. `left_out`: tables of the database that this version does not know."""

    format: str
    version: str
    revision: str
    made_at: str
    engine: str
    tables: tuple[TableEntry, ...]
    left_out: tuple[str, ...]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(entry.rows for entry in self.tables)


@dataclass(frozen=True)
class BackupMade:
    """The manifest, and the fingerprint of the whole file: written down elsewhere, it shows a later change."""

    manifest: Manifest
    sha256: str


def write_backup(path: Path, *, at: datetime, progress: Progress) -> BackupMade:
    """Write the database to `path`, which must not exist. `progress` is told each table and its rows.

    Raises Refused where the place is taken or cannot be written, or the database was never migrated.
    """
    with new_file(path, "backup") as file, snapshot() as connection, _zip(file) as archive:
        manifest = _written(archive, connection, at=at, progress=progress)
    return BackupMade(manifest, file_sha256(path))


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees the database as it is now, whatever others write meanwhile."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def revision_of(connection: Connection) -> str:
    """The migration the database stands at. Raises Refused where it was never migrated."""
    if not inspect(connection).has_table(REVISION_TABLE):
        raise Refused("not-migrated", N_("This database has no tables yet. Type: scic db upgrade"))
    return ",".join(sorted(connection.scalars(text(f"SELECT version_num FROM {REVISION_TABLE}"))))  # noqa: S608


def file_sha256(path: Path) -> str:
    """The fingerprint of a whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)


def _written(archive: zipfile.ZipFile, connection: Connection, *, at: datetime, progress: Progress) -> Manifest:
    revision = revision_of(connection)
    known = db.metadata.sorted_tables
    present = {name for name in inspect(connection).get_table_names() if not name.startswith("sqlite_")}
    manifest = Manifest(
        format=FORMAT,
        version=__version__,
        revision=revision,
        made_at=at.isoformat(timespec="seconds"),
        engine=connection.dialect.name,
        tables=tuple(_table(archive, connection, portable_table(table), progress) for table in known),
        left_out=tuple(sorted(present - {table.name for table in known} - NOT_OURS)),
    )
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2, ensure_ascii=False))
    return manifest


def _table(archive: zipfile.ZipFile, connection: Connection, table: Table, progress: Progress) -> TableEntry:
    """Stream one table into the zip, in the order of its key."""
    names, digest, count = tuple(column.name for column in table.columns), hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns)
    rows = connection.execute(query, execution_options={"yield_per": STREAM})
    with closing(rows), archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as entry:
        for row in rows.mappings():
            line = line_of(dict(row))
            digest.update(line)
            entry.write(line)
            count += 1
    progress(table.name, count)
    return TableEntry(table.name, names, count, digest.hexdigest())
