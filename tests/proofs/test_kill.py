"""The server is killed in the middle of a rush of ballots, again and again: every ballot acknowledged is counted, once.

In each round the voters send without a pause, one worker of the server is killed, then all of it. While nothing runs the
boxes are looked at as the crash left them; then a new server starts, and what had no answer is sent again.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from foundation.kernel.db import db
from tests.browser import LiveServer, serve
from tests.databases import SECRET
from tests.proofs.evening import check_boxes, check_results, evening
from tests.proofs.stream import Rush, Voter

VOTERS = 4
KILLS_A_ROUND = 2


def workers_of(server: LiveServer) -> list[int]:
    """The processes of this server that answer requests."""
    task = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    children = [int(pid) for pid in task.read_text().split()]
    return [pid for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill_all(server: LiveServer) -> None:
    """The whole server, as a machine that loses its power does to it."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the voters send nothing"
        time.sleep(0.005)


def acknowledged(voters: list[Voter]) -> int:
    return sum(ack for voter in voters for _, ack in voter.journal)


def one_round(server: LiveServer, voters: list[Voter], dice: random.Random) -> None:
    """Voters send; a worker dies, then everything does."""
    port = int(server.url.rpartition(":")[2])
    with Rush(voters, port):
        begun = acknowledged(voters)
        until(lambda: acknowledged(voters) >= begun + dice.randint(5, 40))
        time.sleep(dice.random() / 50)
        os.kill(dice.choice(workers_of(server)), signal.SIGKILL)
        time.sleep(dice.random() / 10)
        kill_all(server)


def quick_starts(var: Path) -> dict[str, str]:
    """Where this run keeps no compiled files, the servers would compile everything at each start: they keep their own."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(var.parent / "compiled")}
    return kept if sys.dont_write_bytecode else {}


def stream_of_kills(app: Flask, url: str, var: Path, *, kills: int) -> None:
    night, dice = evening(app, voters=VOTERS, rights=40 * kills), random.Random(kills)
    settings = {"SCIC_SECRET_KEY": SECRET, "SCIC_WORKERS": "2", **quick_starts(var)}
    for _ in range(kills // KILLS_A_ROUND):
        server = serve(url, var, **settings)
        try:
            one_round(server, night.voters, dice)
        finally:
            if server.process.poll() is None:
                kill_all(server)
        check_boxes(app, night)
    server = serve(url, var, **settings)
    try:
        for voter in night.voters:
            assert voter.answered(int(server.url.rpartition(":")[2])), "a ballot sent again has no answer"
    finally:
        server.stop()
    assert [voter.refused for voter in night.voters] == [[]] * VOTERS
    check_boxes(app, night)
    check_results(app, night)
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        with app.app_context():
            assert db.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_ten_kills_in_a_rush_of_ballots(own_app: Flask, own_database: str, tmp_path: Path) -> None:
    stream_of_kills(own_app, own_database, tmp_path / "var", kills=10)


@pytest.mark.verify
def test_two_hundred_kills_in_a_rush_of_ballots(own_app: Flask, own_database: str, tmp_path: Path) -> None:
    stream_of_kills(own_app, own_database, tmp_path / "var", kills=200)
