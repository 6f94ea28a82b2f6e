"""Pages of members and shares at several sizes, on both engines: statements, bytes, time against one SQL statement."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import text

from benchmarks import limits
from benchmarks.grounds import Grounds, application
from benchmarks.house import headers_of, somebody, statements
from benchmarks.machine import median, quiet
from foundation.accounts.permissions import Role
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from shares.queries.positions import positions_on

PAGES = {
    "members list, first page": ("/membres", limits.LIST),
    "members list, by category": ("/membres?tri=category", limits.LIST),
    "members list, former ones": ("/membres?etat=anciens", limits.LIST),
    "search by a fragment": ("/membres?q=kerbre", limits.SEARCH),
    "member card": ("/membres/2", limits.CARD),
    "account of a member": ("/parts/2", limits.CARD),
    "holdings": ("/parts", limits.BALANCES),
    "dashboard of the capital": ("/parts/capital", limits.DASHBOARD),
}
BALANCES = "everyone's balance on a past date"
MOST = {"members list": 8, "search": 8, "member card": 16, "dashboard": 16, BALANCES: 1}


def measure(made: Grounds, engine: str, size: int, rounds: int) -> dict[str, Any]:
    """Each page in one cooperative on one engine."""
    app = application(made.url(engine, size), made.folder)
    with app.app_context():
        with transaction():
            account = somebody(900_000 + int(time.monotonic()), *(role for role in Role if role is not Role.MEMBER))
            headers = headers_of(app, account)
        db.session.remove()
    client = app.test_client(use_cookies=False)

    def opened(address: str) -> Callable[[], int]:
        def read() -> int:
            answer = client.get(address, headers=headers)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} was answered {answer.status_code}")
            return len(answer.data)

        return read

    def balances() -> int:
        with app.app_context():
            return len(positions_on(date.fromisoformat(limits.DAY)))

    wanted = {name: (opened(address), limit) for name, (address, limit) in PAGES.items()}
    wanted[BALANCES] = (balances, limits.BALANCES)
    return {name: _compared(app, act, limit, rounds) for name, (act, limit) in wanted.items()}


def _compared(app: Flask, act: Callable[[], int], limit: str, rounds: int) -> dict[str, Any]:
    first = _seconds(act)

    def bare() -> None:
        with app.app_context():
            db.session.execute(text(limit)).all()

    bare()
    with statements(app) as seen:
        size = act()
    pairs = [quiet(lambda: (_seconds(act), _seconds(bare))) for _ in range(rounds)]
    return {
        "first_ms": round(1000 * first, 1),
        "ms": round(1000 * median([ours for (ours, _), _ in pairs]), 1),
        "limit_ms": round(1000 * median([theirs for (_, theirs), _ in pairs]), 2),
        "ratio_to_limit": round(median([ours / theirs for (ours, theirs), _ in pairs]), 1),
        "statements": len(seen),
        "bytes": size,
        "steal": round(median([steal for _, steal in pairs]), 3),
    }


def growth(found: dict[int, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """From the smallest cooperative to the largest: time, bytes, statements more."""
    small, large = found[min(found)], found[max(found)]
    return {
        name: {
            "time": round(large[name]["ms"] / small[name]["ms"], 2),
            "bytes": round(large[name]["bytes"] / max(1, small[name]["bytes"]), 2),
            "statements": large[name]["statements"] - small[name]["statements"],
        }
        for name in small
    }


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
