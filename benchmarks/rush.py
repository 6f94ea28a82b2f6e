"""Ballots of every voter once: against the database's own rate for the same two inserts, and five hundred of them at once.

Open ballots and secret ones, on SQLite and PostgreSQL, both durable (synchronous FULL; fsync and synchronous_commit on).
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.floor import TABLES
from benchmarks.house import SECRET, application, form_token, headers_of, migrated, somebody
from benchmarks.load import Load, post, press_once
from benchmarks.machine import median, quiet
from benchmarks.serving import PRODUCT, free_port, running
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from tests import postgres
from votes.queries import rights_of
from votes.receipts import new_receipt
from votes.rules.roll import BoxDraft, RollLine, rules_from_texts
from votes.rules.secrecy import Secrecy
from votes.services.boxes import open_box

HALL = 500
CONNECTIONS = 8
A_ROUND = 160
RULES = {"base": "expressed", "abstention": "excluded", "majority": {"over": "1/2"}}
INSERTS = ("INSERT INTO ballot (box, choice) VALUES (1, 'for')", "INSERT INTO mark (box, voter) VALUES (1, 7)")
DURABLE = ("fsync = on", "synchronous_commit = on", "full_page_writes = on")
KINDS = {"open": b"303", "secret": b"200"}


@dataclass(frozen=True)
class Place:
    """A database: its address, and one transaction of two inserts on a connection of its own."""

    engine: str
    url: str
    folder: Path
    two_inserts: Callable[[], object]


def measure(rounds: int) -> dict[str, Any]:
    """Each engine: rates of both kinds of ballot, interleaved with the engine's own, then the whole hall at once."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        found["sqlite"] = _measure(_sqlite(Path(name)), rounds)
    server = postgres.start()
    try:
        with tempfile.TemporaryDirectory() as name:
            found["postgresql"] = _measure(_postgres(server, Path(name)), rounds)
    finally:
        server.stop()
    return found


def _sqlite(folder: Path) -> Place:
    own = sqlite3.connect(folder / "own.sqlite", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        own.execute(f"PRAGMA {pragma}")
    own.executescript(TABLES)

    def two_inserts() -> None:
        for words in ("BEGIN IMMEDIATE", *INSERTS, "COMMIT"):
            own.execute(words)

    return Place("sqlite", f"sqlite:///{folder / 'scic.sqlite'}", folder, two_inserts)


def _postgres(server: postgres.Server, folder: Path) -> Place:
    own = psycopg.connect(host=str(server.folder), user="scic", dbname="postgres", autocommit=True)
    for setting in DURABLE:
        own.execute(f"ALTER SYSTEM SET {setting}")  # type: ignore[arg-type]
    own.execute("SELECT pg_reload_conf()")
    own.execute(TABLES.replace("INTEGER PRIMARY KEY", "bigserial PRIMARY KEY"))  # type: ignore[arg-type]
    own.execute("CREATE DATABASE rush")

    def two_inserts() -> None:
        with own.transaction():
            for words in INSERTS:
                own.execute(words)  # type: ignore[arg-type]

    return Place("postgresql", server.url("rush"), folder, two_inserts)


def _measure(place: Place, rounds: int) -> dict[str, Any]:
    migrated(place.url, place.folder)
    app, port = application(place.url, place.folder), free_port()
    ballots = {kind: _ballots(app, kind, voters=A_ROUND * (rounds + 1) * 3) for kind in KINDS}
    halls = {kind: _ballots(app, kind, voters=HALL) for kind in KINDS}
    with app.app_context():
        db.engine.dispose()
    environment = {
        "SCIC_MODE": "production",
        "SCIC_DATABASE_URL": place.url,
        "SCIC_SECRET_KEY": SECRET,
        "SCIC_PUBLIC_URL": f"http://localhost:{port}",
        "SCIC_VAR": str(place.folder),
        "SCIC_PORT": str(port),
        "SCIC_WORKERS": "2",
    }
    with running(PRODUCT, port, environment):
        rates = {kind: _rate(place, port, ballots[kind], kind=kind, rounds=rounds) for kind in KINDS}
        at_once = {kind: _told(_send(port, halls[kind], kind)) for kind in KINDS}
    return {"rates": rates, "hall": at_once}


def _ballots(app: Any, kind: str, *, voters: int) -> list[bytes]:
    """One ballot each, ready to be sent; a voter a ballot, an account for ten of them where they are many."""
    shared = 1 if voters == HALL else 10
    with app.app_context(), transaction():
        people = [somebody(next(_NUMBERS)) for _ in range(-(-voters // shared))]
        headers = [headers_of(app, person) for person in people]
        lines = [RollLine(number + 1, "Voix", accounts=(people[number // shared].id,)) for number in range(voters)]
        secrecy = Secrecy(5) if kind == "secret" else None
        draft = BoxDraft(
            "Budget", "Approuvez-vous ?", rules_from_texts("bench", RULES), replaceable=False, secrecy=secrecy
        )
        box = open_box(draft, lines, actor=SYSTEM, at=now())
        held = [[one.right_id for one in rights_of(box.id, person.id)] for person in people]
        token = form_token()
        return [
            post(f"/votes/{box.id}/bulletins", _body(token, right, kind), header)
            for rights, header in zip(held, headers, strict=True)
            for right in rights
        ]


_NUMBERS = count(1000)


def _body(token: str, right: int, kind: str) -> str:
    receipt = f"&receipt-{right}={new_receipt()}" if kind == "secret" else ""
    return f"csrf_token={token}&right={right}&choice=for{receipt}"


def _send(port: int, ballots: list[bytes], kind: str) -> Load:
    load = press_once(port, [ballots[client::CONNECTIONS] for client in range(CONNECTIONS)], expected=KINDS[kind])
    if load.unexpected:
        raise RuntimeError(f"unexpected answers: {set(load.unexpected)}")
    return load


def _rate(place: Place, port: int, ballots: list[bytes], *, kind: str, rounds: int) -> dict[str, Any]:
    left = iter([ballots[start : start + A_ROUND] for start in range(0, len(ballots), A_ROUND)])

    def one_round() -> tuple[float, float]:
        return _own_rate(place, A_ROUND), _send(port, next(left), kind).per_second

    one_round()  # both warm
    seen = [quiet(one_round) for _ in range(rounds)]
    return {
        "own_per_second": round(median([own for (own, _), _ in seen])),
        "cast_per_second": round(median([cast for (_, cast), _ in seen])),
        "ratio": round(median([cast / own for (own, cast), _ in seen]), 3),
        "steal": round(median([steal for _, steal in seen]), 3),
    }


def _own_rate(place: Place, times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        place.two_inserts()
    return times / (time.perf_counter() - begun)


def _told(load: Load) -> dict[str, float]:
    return {
        "ballots": len(load.latencies),
        "seconds": round(load.seconds, 2),
        "p50_ms": round(load.percentile(0.5), 1),
        "p95_ms": round(load.percentile(0.95), 1),
        "worst_ms": round(load.percentile(1), 1),
    }


def tell(found: dict[str, Any]) -> None:
    """Both tables."""
    print(f"\nEach voter once, {CONNECTIONS} connections, against the database's own two inserts in one transaction")
    print(f"  {'engine':<11} {'ballots':<7} {'own /s':>7} {'ours /s':>8} {'ratio':>6} {'steal':>6}")
    for engine, one in found.items():
        for kind, rate in one["rates"].items():
            print(
                f"  {engine:<11} {kind:<7} {rate['own_per_second']:>7} {rate['cast_per_second']:>8} "
                f"{rate['ratio']:>6.3f} {rate['steal']:>6.0%}"
            )
    print(f"{HALL} ballots of {HALL} voters at once, {CONNECTIONS} connections: until each is told that it is recorded")
    print(f"  {'engine':<11} {'ballots':<7} {'seconds':>8} {'p50 ms':>7} {'p95 ms':>7} {'worst':>7}")
    for engine, one in found.items():
        for kind, hall in one["hall"].items():
            print(
                f"  {engine:<11} {kind:<7} {hall['seconds']:>8.2f} {hall['p50_ms']:>7.1f} {hall['p95_ms']:>7.1f} "
                f"{hall['worst_ms']:>7.0f}"
            )
