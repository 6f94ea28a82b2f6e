"""Clear away what a closed secret vote leaves in the files of the database: the former rows, and the order of the writes.

At the closing PostgreSQL keeps the rows that were written anew as dead ones until a VACUUM. SQLite keeps the last writes in
their order in its journal (-wal) until a checkpoint empties it, and rows of several votes share pages of its file, so that
the gaps of one could tell the order of another: a VACUUM builds the file anew from the rows alone. Archives of a journal
are out of our reach.
"""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError

from foundation.kernel.db import db
from votes.models import Box

log = logging.getLogger(__name__)
# What this process cleared: in part while another secret vote was open, or whole. A new worker does all of them again.
_PARTLY: set[int] = set()
_CLEARED: set[int] = set()


def clear_closed_secret_votes(_clock: Callable[[], datetime]) -> int:
    """The errand of each minute: how many votes were cleared, counted or cancelled, however long ago they closed.

    While another secret vote is open they are cleared in part, and whole once none is.
    """
    real = select(Box.id).where(Box.secret, ~Box.rehearsal)
    waiting = set(db.session.execute(real.where(Box.closed_at.is_not(None))).scalars()) - _CLEARED
    whole = db.session.execute(real.where(Box.closed_at.is_(None)).limit(1)).first() is None
    db.session.rollback()
    if not whole:
        waiting -= _PARTLY
    if not waiting:
        return 0
    try:
        cleared = clear_traces(db.engine, whole=whole)
    except (OperationalError, sqlite3.OperationalError):
        cleared = False
    if not cleared:
        log.info("the traces of closed secret votes are not cleared yet: the database was busy")
        return 0
    (_CLEARED if whole else _PARTLY).update(waiting)
    return len(waiting)


def clear_traces(engine: Engine, *, whole: bool) -> bool:
    """Take the dead rows and the order of the writes out of the files; False where others kept the journal busy.

    `whole`: the table (PostgreSQL, VACUUM FULL) or the file (SQLite, VACUUM) is built anew; nobody can write there
    meanwhile, so it is left aside while another secret vote is open.
    """
    if engine.dialect.name == "sqlite":
        return _clear_file(engine, whole=whole)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM {'FULL ' if whole else ''}votes_secret_ballot"))
    return True


def _clear_file(engine: Engine, *, whole: bool) -> bool:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if whole:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(busy, *_pages)] = cursor.fetchall()
    finally:
        raw.close()
    return not busy
