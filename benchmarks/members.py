"""The members list at 1,000 and 10,000 members: statements, bytes, and time against one SQL statement of the same rows."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.house import headers_of, house, people, somebody, statements
from benchmarks.machine import median, quiet
from foundation.accounts.permissions import Role
from foundation.kernel.db import db
from foundation.web.transaction import transaction

PAGES = {"first page": "/membres", "search": "/membres?q=nom042", "last page": "/membres?page=1000000"}
MOST_STATEMENTS = 8
MOST_GROWTH = 1.5
LIMIT = text(
    "SELECT person.last_name, member.number, sum(share_movement.shares) FROM member "
    "JOIN person ON person.id = member.person_id JOIN share_movement ON share_movement.member_id = member.id "
    "WHERE member.id IN (SELECT m.id FROM member m JOIN person p ON p.id = m.person_id ORDER BY p.sort_key LIMIT 25) "
    "GROUP BY member.id, person.last_name, member.number"
)


def measure(sizes: list[int], rounds: int) -> dict[str, Any]:
    """The list at each size, and how it grows from the smallest to the largest."""
    found = {size: _at(size, rounds) for size in sizes}
    small, large = found[sizes[0]]["pages"], found[sizes[-1]]["pages"]
    growth = {
        name: {
            "time": round(large[name]["ms"] / small[name]["ms"], 2),
            "bytes": round(large[name]["bytes"] / small[name]["bytes"], 2),
            "statements": large[name]["statements"] - small[name]["statements"],
        }
        for name in PAGES
    }
    return {"most_statements": MOST_STATEMENTS, "most_growth": MOST_GROWTH, "sizes": found, "growth": growth}


def _at(size: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        app = house(Path(name))
        with app.app_context(), transaction():
            people(size)
            headers = headers_of(app, somebody(1, Role.BOARD))
        client = app.test_client(use_cookies=False)

        def read(address: str) -> int:
            answer = client.get(address, headers=headers, follow_redirects=True)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} was answered {answer.status_code}")
            return len(answer.data)

        def limit() -> None:
            with app.app_context():
                db.session.execute(LIMIT).all()

        return {
            "members": size,
            "pages": {name: _page(app, read, limit, (address, rounds)) for name, address in PAGES.items()},
        }


def _page(app, read: Callable[[str], int], limit: Callable[[], None], what: tuple[str, int]) -> dict[str, Any]:
    address, rounds = what
    read(address)
    limit()
    with statements(app) as seen:
        size = read(address)
    pairs = [quiet(lambda: (_seconds(lambda: read(address)), _seconds(limit))) for _ in range(rounds)]
    return {
        "ms": round(1000 * median([page for (page, _), _ in pairs]), 2),
        "limit_ms": round(1000 * median([bare for (_, bare), _ in pairs]), 2),
        "ratio_to_limit": round(median([page / bare for (page, bare), _ in pairs]), 1),
        "statements": len(seen),
        "bytes": size,
        "steal": round(median([steal for _, steal in pairs]), 3),
    }


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
