"""A file that appears under its name only when it is whole: backups, exports."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_


@contextmanager
def new_file(path: Path, what: str) -> Iterator[IO[bytes]]:
    """A file to write, readable by us alone, that takes its name at the end; nothing stays of one that failed.

    `what` names the refusals: `<what>-exists` where the place is taken, `<what>-unwritable` where nothing can be
    written there.
    """
    if path.exists():
        raise Refused(
            f"{what}-exists", N_("%(file)s exists already and is left as it is. Choose another name."), file=path
        )
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise Refused(
            f"{what}-unwritable",
            N_("%(file)s cannot be written: %(why)s. Choose another place, or make room there."),
            file=path,
            why=error.strerror or str(error),
        ) from error
    finally:
        partial.unlink(missing_ok=True)
