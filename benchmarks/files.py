"""Files and long work, each in a process of its own that tells its time and its memory at the highest.

`python -m benchmarks.files KIND URL`: one line of JSON. KIND: csv, xlsx (the register of a day), pdf (the same, for
print), import (the members of that cooperative tried out on an empty one, which nothing is written to).
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks import limits
from benchmarks.grounds import Grounds
from benchmarks.house import ROOT, application, house, statements
from foundation.kernel.clock import now
from foundation.kernel.db import db
from membership.exporting import HEADINGS, exported_rows
from membership.services.importing import MEMBERS
from shares.exporting import as_csv, as_xlsx, state_of
from shares.services.papers.registers import register_pdf
from spreadsheets.importing import open_source, try_out
from spreadsheets.writing import csv_chunks

DAY = date.fromisoformat(limits.DAY)
KINDS = {"csv": "register as CSV", "xlsx": "register as XLSX", "pdf": "register as PDF", "import": "import tried out"}


def measure(made: Grounds, engine: str, size: int, kind: str) -> dict[str, Any]:
    """One file of one cooperative."""
    words = [sys.executable, "-m", "benchmarks.files", kind, made.url(engine, size)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{kind} of {size} members: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _csv() -> int:
    return sum(len(piece.encode()) for piece in as_csv(state_of(DAY, None), None))


def _xlsx() -> int:
    found = as_xlsx(state_of(DAY, None), None)
    return len(found) if isinstance(found, bytes) else sum(map(len, found))


def _pdf() -> int:
    return len(register_pdf(DAY, None, at=now()))


FILES: dict[str, Callable[[], int]] = {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf}


def main() -> None:
    """Make one file and tell."""
    kind, url = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        app = application(url, Path(name))
        with app.app_context():
            limit = _seconds(lambda: db.session.execute(text(limits.REGISTER)).all())
            count = db.session.execute(text("SELECT count(*) FROM member")).scalar()
            content = "".join(csv_chunks(HEADINGS, exported_rows(DAY, ""))).encode() if kind == "import" else b""
        if kind == "import":
            app = house(Path(name))
        before = _peak()
        with app.app_context(), statements(app) as seen:
            begun = time.perf_counter()
            size = _tried(content) if kind == "import" else FILES[kind]()
            seconds = time.perf_counter() - begun
        told = {"members": count, "seconds": round(seconds, 2), "limit_seconds": round(limit, 3), "bytes": size}
        print(json.dumps(told | {"statements": len(seen), "more_memory_mb": _peak() - before}))


def _tried(content: bytes) -> int:
    source = open_source(content, "membres.csv", MEMBERS, {})
    return int(sum(try_out(MEMBERS, source, at=now())["counts"].values()))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
