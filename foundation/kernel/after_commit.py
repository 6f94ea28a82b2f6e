"""Things to do once the transaction under way is truly committed, and never if it is undone.

They are wake-up calls, not work: what must not be lost is a row. One that fails is logged and forgotten.
"""

import logging
from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

from foundation.kernel.db import db

PENDING = "after_commit"
log = logging.getLogger(__name__)


def after_commit(key: str, act: Callable[[], object]) -> None:
    """Call `act` after the commit of the outermost transaction; a later call with the same key replaces it."""
    db.session().info.setdefault(PENDING, {})[key] = act


@event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for key, act in session.info.pop(PENDING, {}).items():
        try:
            act()
        except Exception:
            log.exception("after the commit, %s failed; the periodic sweep will make up for it", key)


@event.listens_for(Session, "after_rollback")
def _undone(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(PENDING, None)
