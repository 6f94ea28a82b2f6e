"""One ballot of an open vote over HTTP, against a bare Flask insert; both durable, both behind the same server."""

import os
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks.calls import calls_of
from benchmarks.house import COLLEGES, environment, form_token, headers_of, house, somebody, statements
from benchmarks.load import Load, post, press
from benchmarks.machine import median, quiet
from benchmarks.serving import FLOOR, PRODUCT, free_port, running
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.web.transaction import transaction
from votes.queries import rights_of
from votes.rules.roll import BoxCollege, BoxDraft, RollLine, rules_from_texts
from votes.services.boxes import open_box

VOTERS = 160
CHOICES = ("for", "against")
GOAL = 0.40
MOST_STATEMENTS = 8
MOST_CALLS = 3500  # 3,070 seen, with the test client; statements written anew at each ballot were 2,300 more
RULES = {
    "base": "expressed",
    "abstention": "excluded",
    "majority": {"over": "1/2"},
    "carry": "proportional",
    "empty_college": "proportional",
    "silent_college": "proportional",
}


@dataclass(frozen=True)
class Evening:
    """A vote that is open, and what each voter's browser will send."""

    app: Flask
    box_id: int
    ballots: list[list[bytes]]
    first: tuple[str, dict[str, str]]


def evening(folder: Path) -> Evening:
    """Open a vote of five colleges on a roll of VOTERS people who are all signed in."""
    app = house(folder)
    weight = Fraction(1, len(COLLEGES))
    with app.app_context(), transaction():
        accounts = [somebody(number) for number in range(VOTERS)]
        roll = [
            RollLine(number, account.name, COLLEGES[number % len(COLLEGES)], accounts=(account.id,))
            for number, account in enumerate(accounts, 1)
        ]
        colleges = tuple(BoxCollege(name, name.capitalize(), weight) for name in COLLEGES)
        draft = BoxDraft("Budget", "Approuvez-vous le budget ?", rules_from_texts("bench", RULES), colleges)
        box = open_box(draft, roll, actor=SYSTEM, at=now())
        ballots, path, token = [], f"/votes/{box.id}/bulletins", form_token()
        for account in accounts:
            headers = headers_of(app, account)
            right = rights_of(box.id, account.id)[0].right_id
            bodies = [f"csrf_token={token}&suite=/votes/{box.id}&right={right}&choice={choice}" for choice in CHOICES]
            ballots.append([post(path, body, headers) for body in bodies])
        return Evening(app, box.id, ballots, (bodies[0], headers))


def clients_of(ballots: list[list[bytes]], count: int) -> list[list[bytes]]:
    """Share the voters among `count` connections; on each second turn everybody changes their mind."""
    return [[one[turn] for turn in (0, 1) for one in ballots[client::count]] for client in range(count)]


def statements_of_one_cast(night: Evening) -> int:
    """How many SQL statements one ballot takes, session and right included."""
    body, headers = night.first
    client = night.app.test_client(use_cookies=False)
    with statements(night.app) as seen:
        answer = client.post(
            f"/votes/{night.box_id}/bulletins",
            data=body,
            headers=headers,
            content_type="application/x-www-form-urlencoded",
        )
    if answer.status_code != 303:
        raise RuntimeError(f"the ballot was answered {answer.status_code}")
    return len(seen)


def calls_of_one_cast(night: Evening) -> int:
    """How many Python calls one ballot takes that changes the former one, those of the test client included."""
    body, headers = night.first
    bodies = cycle([body.replace(f"choice={CHOICES[0]}", f"choice={CHOICES[1]}"), body])
    client = night.app.test_client(use_cookies=False)
    kind = "application/x-www-form-urlencoded"
    return calls_of(
        lambda: client.post(f"/votes/{night.box_id}/bulletins", data=next(bodies), headers=headers, content_type=kind)
    )


def measure(rounds: int, seconds: float) -> dict[str, Any]:
    """Interleaved rounds with 1 and with 8 connections."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        night = evening(folder)
        count, calls = statements_of_one_cast(night), calls_of_one_cast(night)
        floor_port, port = free_port(), free_port()
        floor_environment = {"FLOOR_DATABASE": str(folder / "floor.sqlite")}
        with (
            running(FLOOR, floor_port, floor_environment),
            running(PRODUCT, port, environment(folder, port)),
        ):
            results = [
                _series(night, (floor_port, port), connections=each, rounds=rounds, seconds=seconds) for each in (1, 8)
            ]
    return {
        "goal": GOAL,
        "statements": count,
        "most_statements": MOST_STATEMENTS,
        "calls": calls,
        "most_calls": MOST_CALLS,
        "series": results,
    }


def _series(night: Evening, ports: tuple[int, int], *, connections: int, rounds: int, seconds: float) -> dict[str, Any]:
    plain = [[post("/votes/1/bulletins", "right=1&choice=for", {})]] * connections
    ours = clients_of(night.ballots, connections)

    def one_round() -> tuple[Load, Load]:
        floor = press(ports[0], plain, seconds=seconds, expected=b"200")
        cast = press(ports[1], ours, seconds=seconds, expected=b"303")
        if floor.unexpected or cast.unexpected:
            raise RuntimeError(f"unexpected answers: {set(floor.unexpected)} {set(cast.unexpected)}")
        return floor, cast

    one_round()  # both warm
    seen = [quiet(one_round) for _ in range(rounds)]
    return {
        "connections": connections,
        "floor_per_second": round(median([floor.per_second for (floor, _), _ in seen])),
        "cast_per_second": round(median([cast.per_second for (_, cast), _ in seen])),
        "ratio": round(median([cast.per_second / floor.per_second for (floor, cast), _ in seen]), 3),
        "p50_ms": round(median([cast.percentile(0.5) for (_, cast), _ in seen]), 2),
        "p99_ms": round(median([cast.percentile(0.99) for (_, cast), _ in seen]), 2),
        "worst_ms": round(max(cast.percentile(1) for (_, cast), _ in seen), 1),
        "steal": round(median([steal for _, steal in seen]), 3),
        "processors": os.cpu_count(),
    }
