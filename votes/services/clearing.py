"""Clear away what a closed secret vote leaves in the files of the database: the former rows, and the order of the writes.

At the closing PostgreSQL keeps the rows that were written anew as dead ones until a VACUUM; SQLite keeps the last writes in
their order in its journal (-wal) until a checkpoint empties it. Archives of a journal are out of our reach.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError

from foundation.kernel.db import db
from votes.models import Box

log = logging.getLogger(__name__)
REMEMBERED = timedelta(days=1)
_CLEARED: set[int] = set()


def clear_closed_secret_votes(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: how many votes were cleared. A worker that starts does those of its last day again."""
    closed = select(Box.id).where(Box.secret, Box.closed_at >= clock() - REMEMBERED)
    waiting = set(db.session.execute(closed).scalars()) - _CLEARED
    running = db.session.execute(select(Box.id).where(Box.secret, Box.closed_at.is_(None)).limit(1)).first()
    db.session.rollback()
    if not waiting:
        return 0
    try:
        cleared = clear_traces(db.engine, whole=running is None)
    except OperationalError:
        cleared = False
    if not cleared:
        log.info("the traces of closed secret votes are not cleared yet: the database was busy")
        return 0
    _CLEARED.update(waiting)
    return len(waiting)


def clear_traces(engine: Engine, *, whole: bool) -> bool:
    """Take the dead rows and the order of the writes out of the files; False where others kept the journal busy.

    `whole`: PostgreSQL writes the table into a new file (VACUUM FULL), which nobody can use meanwhile; left aside while
    another secret vote is open.
    """
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            [(busy, *_pages)] = cursor.fetchall()
        finally:
            raw.close()
        return not busy
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM {'FULL ' if whole else ''}votes_secret_ballot"))
    return True
