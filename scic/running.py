"""Is the product running on this folder? Server and worker hold a shared lock for as long as they live."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_

LOCK = "running.lock"


def hold(var: Path) -> None:
    """Say that we run, until this process ends, even if it becomes another program."""
    lock = _open(var)
    fcntl.flock(lock, fcntl.LOCK_SH)
    os.set_inheritable(lock, True)


@contextmanager
def nobody_runs(var: Path) -> Iterator[None]:
    """Keep server and worker from starting meanwhile; raises StateMoved where one runs already."""
    lock = _open(var)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StateMoved(
            "product-runs",
            N_(
                "The product runs on this database and would go on writing into the one put aside. Stop it first (Ctrl+C "
                "where it was started), then type the command again. Nothing was changed."
            ),
        ) from None
    try:
        yield
    finally:
        os.close(lock)


def _open(var: Path) -> int:
    var.mkdir(parents=True, exist_ok=True)
    return os.open(var / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
