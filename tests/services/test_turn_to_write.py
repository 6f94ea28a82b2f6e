"""One writer at a time on SQLite: who waits is served soon, who waits too long is told, a page drawn after a ballot holds nobody up."""

import sqlite3
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask, before_render_template
from sqlalchemy.exc import OperationalError

from foundation.kernel import db as kernel
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db, intent_to_write
from foundation.web.transaction import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes import queries
from votes.receipts import new_receipt
from votes.rules.secrecy import Secrecy
from votes.services import boxes

HELD = 0.3


@pytest.fixture
def file(own_app: Flask, own_database: str) -> str:
    if not own_database.startswith("sqlite"):
        pytest.skip("PostgreSQL has many writers")
    return own_database.removeprefix("sqlite:///")


def held(file: str, seconds: float) -> threading.Thread:
    """Somebody who writes for so long, begun already."""
    begun = threading.Event()

    def write() -> None:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun.set()
        time.sleep(seconds)
        other.execute("COMMIT")
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    return writer


def test_who_waits_is_served_in_naps_of_one_length(own_app, file, monkeypatch):
    naps: list[float] = []
    sleep = time.sleep
    monkeypatch.setattr(kernel.time, "sleep", lambda seconds: (naps.append(seconds), sleep(seconds)))
    writer = held(file, HELD)
    with own_app.app_context(), intent_to_write(), db.engine.begin() as mine:
        assert mine.in_transaction()
        assert mine.exec_driver_sql("PRAGMA busy_timeout").scalar() == kernel.PATIENCE_MS
    writer.join()
    assert len(naps) > 1 and set(naps) == {HELD, kernel.NAP_SECONDS}


def test_who_waits_too_long_is_told_that_the_database_is_locked(own_app, file, monkeypatch):
    monkeypatch.setattr(kernel, "PATIENCE_MS", 50)
    writer = held(file, HELD)
    with own_app.app_context(), intent_to_write(), pytest.raises(OperationalError, match="locked"):
        db.engine.connect().begin()
    writer.join()


def test_the_receipts_of_a_secret_ballot_are_drawn_once_its_turn_is_over(own_app, file):
    client, free = own_app.test_client(), []

    def look(_app: Flask, template: object, **_more: object) -> None:
        with sqlite3.connect(file, timeout=0, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        free.append(template.name)

    with own_app.app_context():
        with transaction():
            account = make_account("Noé Voteur")
            sign_in(client, account)
            lines = [replace(line, college=None) for line in roll(account.id, None, None)]
            wanted = draft(secrecy=Secrecy(3), colleges=(), replaceable=False)
            box = boxes.open_box(wanted, lines, actor=SYSTEM, at=now() - timedelta(minutes=5)).id
        right = queries.rights_of(box, account.id)[0].right_id
    ballot = {"right": right, "choice": "for", f"receipt-{right}": new_receipt(), "warned": "1"}
    with before_render_template.connected_to(look, own_app):
        answer = client.post(f"/votes/{box}/bulletins", data=ballot)
    assert answer.status_code == 200
    assert "votes/receipt.html" in free
