"""A page in this process against one SQL statement of the same engine, interleaved."""

import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import TextClause

from benchmarks.house import statements
from benchmarks.machine import median, quiet
from foundation.kernel.db import db


def page_against(app: Flask, path: str, headers: dict[str, str], limit: TextClause, rounds: int) -> dict[str, Any]:
    """Milliseconds of both, their ratio round by round, the page's statements and bytes."""
    client = app.test_client(use_cookies=False)

    def opened() -> int:
        answer = client.get(path, headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered {answer.status_code}")
        return len(answer.data)

    def bare() -> None:
        with app.app_context():
            db.session.execute(limit).all()

    opened()
    bare()
    with statements(app) as seen:
        size = opened()
    pairs = [quiet(lambda: (_seconds(opened), _seconds(bare))) for _ in range(rounds)]
    return {
        "ms": round(1000 * median([ours for (ours, _), _ in pairs]), 1),
        "limit_ms": round(1000 * median([theirs for (_, theirs), _ in pairs]), 2),
        "ratio_to_limit": round(median([ours / theirs for (ours, theirs), _ in pairs]), 2),
        "statements": len(seen),
        "bytes": size,
        "steal": round(median([steal for _, steal in pairs]), 3),
    }


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
