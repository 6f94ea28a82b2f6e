"""Five hundred screens that ask for the next question: while nothing moves (304), and when it opens (the new page each)."""

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.house import environment, headers_of, migrated, somebody
from benchmarks.load import END_OF_HEAD, Load, press_once
from benchmarks.machine import quiet
from benchmarks.serving import PRODUCT, free_port, running
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from governance.models import Assembly
from governance.services.voting import open_vote
from tests.factories.governance import tonight

SCREENS = 500
CONNECTIONS = 16


def measure() -> dict[str, Any]:
    """Every screen asks twice while nothing moves, then a question opens and every screen asks again."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        app = migrated(f"sqlite:///{folder / 'scic.sqlite'}", folder)
        with app.app_context(), transaction():
            assembly, _members = tonight()
            assembly_id = assembly.id
            cookies = [headers_of(app, somebody(number)) for number in range(SCREENS)]
        address = f"/assemblees/{assembly_id}/voter/en-direct"
        with running(PRODUCT, port, environment(folder, port)):
            first = [_asking(address, one) for one in cookies]
            tags = press_once(port, _shared(first), expected=b"200", wanted=b"etag").found
            known = [
                _asking(address, one | {"If-None-Match": tags[asked]})
                for one, asked in zip(cookies, first, strict=True)
            ]
            silent, steal = quiet(lambda: press_once(port, _shared(known * 2), expected=b"304"))
            with app.app_context(), transaction():
                seated = db.session.get_one(Assembly, assembly_id)
                open_vote(seated, seated.items[1].id, actor=SYSTEM, at=now())
            opened = press_once(port, _shared(known), expected=b"200")
    return {"screens": SCREENS, "silent": _told(silent), "opened": _told(opened), "steal": round(steal, 3)}


def _shared(requests: list[bytes]) -> list[list[bytes]]:
    return [requests[client::CONNECTIONS] for client in range(CONNECTIONS)]


def _asking(address: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {address} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + END_OF_HEAD


def _told(load: Load) -> dict[str, float]:
    if load.unexpected:
        raise RuntimeError(f"unexpected answers: {set(load.unexpected)}")
    return {
        "per_second": round(load.per_second),
        "seconds": round(load.seconds, 2),
        "p50_ms": round(load.percentile(0.5), 1),
        "p95_ms": round(load.percentile(0.95), 1),
    }


def tell(found: dict[str, Any]) -> None:
    """The table of screens."""
    print(
        f"\n{found['screens']} screens ask for the next question (SQLite, {CONNECTIONS} connections, steal {found['steal']:.0%})"
    )
    print(f"  {'':<22} {'/s':>6} {'seconds':>8} {'p50 ms':>7} {'p95 ms':>7}")
    for name, title in (("silent", "nothing moves (304)"), ("opened", "a question opens (200)")):
        one = found[name]
        print(
            f"  {title:<22} {one['per_second']:>6} {one['seconds']:>8.2f} {one['p50_ms']:>7.1f} {one['p95_ms']:>7.1f}"
        )
    print(f"  each asking every 2 seconds needs {found['screens'] // 2} a second")
