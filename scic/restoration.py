"""`scic restore`: a backup into an empty, migrated database of either engine. All of it, or nothing.

Every fingerprint is checked before the first row is written. Rows go in as they were, ids included, in one transaction;
links between tables are checked at its end.
"""

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, func, insert, inspect, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from foundation.kernel.db import db, intent_to_write
from foundation.kernel.errors import Refused, ScicError
from foundation.kernel.sentences import N_
from foundation.kernel.statistics import refresh_statistics
from scic.backup import FORMAT, MANIFEST, Manifest, Progress, TableEntry, revision_of
from scic.open_doors import open_doors
from scic.portable import portable_table, row_of

BATCH = 500
MAX_MANIFEST = 4 * 1024 * 1024
LONGEST_LINE = 256 * 1024 * 1024
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


class UnusableBackup(ScicError):
    """The file cannot be restored here; `faults` says all that is wrong with it."""

    def __init__(self, faults: list[Refused]) -> None:
        super().__init__(faults[0].code, faults[0].message)
        self.values = faults[0].values
        self.faults = faults


def restore_backup(path: Path, *, progress: Progress) -> Manifest:
    """Check the file at `path` whole, then write it into the database, which must be migrated and empty.

    Raises UnusableBackup (the file) or Refused (the database); nothing is written then.
    """
    with _opened(path) as archive:
        manifest = read_manifest(archive)
        with db.engine.connect() as connection:
            refuse_other_version(manifest, connection)
            refuse_used_database(connection)
        if faults := [fault for entry in manifest.tables for fault in faults_of(archive, entry)]:
            raise UnusableBackup(faults)
        with intent_to_write(), db.engine.begin() as connection, open_doors(connection):
            for entry in manifest.tables:
                _load(archive, entry, connection)
                progress(entry.name, entry.rows)
            _continue_numbers(connection)
            refresh_statistics(connection)
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """What the file says of itself. Raises UnusableBackup where it is none of ours or does not say it whole."""
    try:
        with archive.open(MANIFEST) as file:
            content = json.loads(file.read(MAX_MANIFEST))
        tables = [_entry(one) for one in content["tables"]]
        manifest = Manifest(**{**content, "tables": tuple(tables), "left_out": tuple(content["left_out"])})
        datetime.fromisoformat(manifest.made_at)
    except (KeyError, ValueError, TypeError, *BROKEN_ZIP):
        raise UnusableBackup([_fault("backup-no-manifest", NOT_A_BACKUP, file=archive.filename)]) from None
    if manifest.format != FORMAT:
        raise UnusableBackup([_fault("backup-format", OTHER_FORMAT, found=manifest.format, expected=FORMAT)])
    named = Counter([MANIFEST, *(entry.path for entry in tables)])
    held = Counter(archive.namelist())
    strays = {name for name in named | held if named[name] != 1 or held[name] != 1}
    if strays:
        raise UnusableBackup([_fault("backup-strays", STRAYS, names=", ".join(sorted(strays)))])
    return manifest


def refuse_other_version(manifest: Manifest, connection: Connection) -> None:
    """A backup fits the tables it was made from, not others."""
    here = revision_of(connection)
    ours = {table.name: tuple(column.name for column in table.columns) for table in db.metadata.sorted_tables}
    theirs = {entry.name: entry.columns for entry in manifest.tables}
    if manifest.revision != here or ours != theirs:
        made = {"version": manifest.version, "revision": manifest.revision}
        raise UnusableBackup([_fault("backup-version", OTHER_VERSION, **made, here=here)])


def refuse_used_database(connection: Connection) -> None:
    """Never over somebody's data: the first table that holds a row is named."""
    present = set(inspect(connection).get_table_names())
    for table in db.metadata.sorted_tables:
        if table.name not in present:
            raise Refused("not-migrated", N_("The table %(table)s is missing. Type: scic db upgrade"), table=table.name)
        if connection.scalar(select(func.count()).select_from(table)):
            raise Refused("database-in-use", IN_USE, table=table.name)


def faults_of(archive: zipfile.ZipFile, entry: TableEntry) -> Iterator[Refused]:
    """What is wrong with one table of the file, by its fingerprint and its number of rows."""
    digest, rows = hashlib.sha256(), 0
    try:
        with archive.open(entry.path) as lines:
            for line in _lines_of(lines):
                digest.update(line)
                rows += 1
    except (KeyError, OSError, *BROKEN_ZIP):
        yield _fault("backup-damaged", DAMAGED, table=entry.name)
        return
    if digest.hexdigest() != entry.sha256:
        yield _fault("backup-changed", CHANGED, table=entry.name)
    elif rows != entry.rows:
        yield _fault("backup-rows", MISCOUNTED, table=entry.name, found=rows, expected=entry.rows)


def _lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, none so long that it fills the memory (a few bytes of a zip may open into gigabytes)."""
    while line := file.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise EOFError
        yield line


def _entry(said: dict[str, Any]) -> TableEntry:
    return TableEntry(said["name"], tuple(said["columns"]), said["rows"], said["sha256"])


def _opened(path: Path) -> "closing[zipfile.ZipFile]":
    try:
        return closing(zipfile.ZipFile(path))
    except FileNotFoundError:
        raise UnusableBackup([_fault("backup-missing", N_("There is no file %(file)s."), file=path)]) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise UnusableBackup([_fault("backup-unreadable", UNREADABLE, file=path, why=why)]) from None
    except BROKEN_ZIP:
        raise UnusableBackup([_fault("backup-not-zip", NOT_A_BACKUP, file=path)]) from None


def _load(archive: zipfile.ZipFile, entry: TableEntry, connection: Connection) -> None:
    table = portable_table(db.metadata.tables[entry.name])
    with archive.open(entry.path) as lines:
        rows = (_row(line, table) for line in _lines_of(lines))
        while batch := list(islice(rows, BATCH)):
            _insert(connection, table, batch)


def _insert(connection: Connection, table: Table, batch: list[dict[str, Any]]) -> None:
    """Write some rows; the refusal of the database is told without its words, which quote the rows."""
    try:
        connection.execute(insert(table), batch)
    except OperationalError:
        raise
    except (SQLAlchemyError, OverflowError):
        raise UnusableBackup([_fault("backup-row", REFUSED_ROW, table=table.name)]) from None


def _row(line: bytes, table: Table) -> dict[str, Any]:
    try:
        return row_of(line, table)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnusableBackup([_fault("backup-row", UNREADABLE_ROW, table=table.name)]) from None


def _continue_numbers(connection: Connection) -> None:
    """PostgreSQL counts apart from the rows: go on after the highest id. SQLite looks at the rows themselves."""
    if connection.dialect.name != "postgresql":
        return
    for table in db.metadata.sorted_tables:
        for column in table.primary_key.columns:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
            highest = connection.scalar(select(func.max(column))) if sequence else None
            if highest is not None:
                connection.execute(select(func.setval(sequence, highest)))


def _fault(code: str, message: str, **values: Any) -> Refused:
    return Refused(code, message, **values)


NOT_A_BACKUP = N_("%(file)s is not a whole backup: it was cut short, or it is another kind of file. Take another copy.")
OTHER_FORMAT = N_("The backup is in the format %(found)s; this version reads %(expected)s. Update the product first.")
OTHER_VERSION = N_(
    "The backup was made by version %(version)s (tables %(revision)s); this database has the tables %(here)s. Install "
    "that version, restore there, then update."
)
STRAYS = N_(
    "The backup holds files that its manifest does not name, or lacks some: %(names)s. It was changed; take another "
    "copy."
)
IN_USE = N_(
    "The table %(table)s holds rows already: a backup is restored into an empty database only. Name a new one in "
    "SCIC_DATABASE_URL and type: scic db upgrade"
)
DAMAGED = N_("The table %(table)s cannot be read: the backup is damaged. Take another copy.")
CHANGED = N_(
    "The table %(table)s is not as it was saved: its fingerprint differs. The backup was changed or damaged; take "
    "another copy."
)
MISCOUNTED = N_("The table %(table)s has %(found)s rows instead of %(expected)s: take another copy of the backup.")
UNREADABLE = N_("%(file)s cannot be read: %(why)s.")
REFUSED_ROW = N_(
    "The table %(table)s has rows that the database refuses: the backup was changed. Nothing was restored; take another "
    "copy."
)
UNREADABLE_ROW = N_(
    "The table %(table)s has a row that this version cannot read. Restore with the version that made the backup."
)
