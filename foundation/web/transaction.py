"""The one transaction of a request, a command or a job. Services flush; only this commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from foundation.kernel.db import db, intent_to_write

_open: ContextVar[bool] = ContextVar("transaction_open", default=False)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit when the block ends, undo everything when it raises.

    A block inside another one belongs to the outer one: half a decision is never stored.
    """
    if _open.get():
        yield
        return
    token = _open.set(True)
    try:
        with intent_to_write():
            yield
            db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _open.reset(token)
