"""What somebody who holds the database could see of a secret vote, before its closing and after: really committed, both engines."""

import json
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from scic.backup import write_backup
from tests.factories.votes import draft, roll
from votes import queries
from votes.boxed_ballots import urn_lines
from votes.models import Box, Mark, SecretBallot
from votes.receipts import new_receipt
from votes.rules.paper_lines import PaperLine
from votes.rules.secrecy import Secrecy
from votes.services import acts, boxes, casting, clearing, closing
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.paper import count_paper, mark_paper

ACCOUNTS = range(1, 13)
CHOICES = ("for", "against", "abstain", "blank")
JOINED = "SELECT count(*) FROM votes_mark m JOIN votes_secret_ballot b ON b.xmin = m.xmin"


@pytest.fixture
def box_id(own_app: Flask, at: datetime) -> int:
    """A secret vote in which twelve members have voted, each in a transaction of their own."""
    with own_app.app_context():
        with transaction():
            lines = [replace(line, college=None) for line in roll(*ACCOUNTS, None, None, None)]
            wanted = draft(secrecy=Secrecy(3), colleges=(), replaceable=False, subject="item:1")
            made = boxes.open_box(wanted, lines, actor=SYSTEM, at=at)
            number, rights = made.id, {one: queries.rights_of(made.id, one)[0].right_id for one in ACCOUNTS}
        for account in ACCOUNTS:
            with transaction():
                choice, secretly = CHOICES[account % len(CHOICES)], Secretly(new_receipt())
                casting.cast(number, rights[account], choice, account_id=account, at=at, secretly=secretly)
    return number


def close(own_app: Flask, box_id: int, at: datetime) -> None:
    with own_app.app_context(), transaction():
        closing.close_box(box_id, actor=SYSTEM, at=at + timedelta(minutes=5))


def rows(own_app: Flask, statement: str) -> list[Any]:
    with own_app.app_context():
        found = db.session.execute(text(statement)).all()
        db.session.rollback()
        return list(found)


def places(own_app: Flask, engine_name: str) -> list[str]:
    """The receipts in the order in which the ballots lie in the database, every copy that its file still holds."""
    if engine_name == "pg":
        return [row[0] for row in rows(own_app, "SELECT id FROM votes_secret_ballot ORDER BY ctid")]
    receipts = [row[0] for row in rows(own_app, "SELECT id FROM votes_secret_ballot")]
    with own_app.app_context():
        assert clearing.clear_traces(db.engine, whole=False)
        content = Path(str(db.engine.url.database)).read_bytes()
    assert not [one for one in receipts if content.count(one.encode()) != 1]
    # SQLite fills a page from its end
    return sorted(receipts, key=lambda one: content.index(one.encode()), reverse=True)


def forget_clearings() -> None:
    """As a worker that has just started."""
    clearing._CLEARED.clear()
    clearing._PARTLY.clear()


def test_on_postgresql_a_mark_and_its_ballot_can_be_joined_until_the_closing_and_not_after(
    own_app: Flask, box_id: int, at: datetime, engine_name: str
) -> None:
    """The reason why the box is written anew: the transaction number, xmin, is the same on both rows."""
    if engine_name != "pg":
        pytest.skip("transaction numbers are those of PostgreSQL; SQLite is judged below")
    assert rows(own_app, JOINED) == [(12,)]
    close(own_app, box_id, at)
    assert rows(own_app, JOINED) == [(0,)]
    assert rows(own_app, "SELECT count(DISTINCT xmin::text) FROM votes_secret_ballot") == [(1,)]
    stored = "SELECT b.xmin::text = r.xmin::text FROM votes_secret_ballot b, votes_result r LIMIT 1"
    assert rows(own_app, stored) == [(True,)]


def test_after_the_closing_the_place_of_a_ballot_follows_from_its_receipt_alone(
    own_app: Flask, box_id: int, at: datetime, engine_name: str
) -> None:
    before = places(own_app, engine_name)
    assert before != sorted(before)
    close(own_app, box_id, at)
    assert places(own_app, engine_name) == sorted(before)
    with own_app.app_context():
        clearing.clear_traces(db.engine, whole=True)
    assert places(own_app, engine_name) == sorted(before)


def test_a_cancelled_vote_is_written_anew_and_cleared_as_well(
    own_app: Flask, box_id: int, at: datetime, engine_name: str
) -> None:
    """Nobody counts it; what its voters put in is as secret as any."""
    before = places(own_app, engine_name)
    with own_app.app_context(), transaction():
        acts.cancel(box_id, Acting(SYSTEM, at + timedelta(minutes=5), "Mauvaise question"))
    assert places(own_app, engine_name) == sorted(before) != before
    if engine_name == "pg":
        assert rows(own_app, JOINED) == [(0,)]
        assert rows(own_app, "SELECT count(DISTINCT xmin::text) FROM votes_secret_ballot") == [(1,)]
    forget_clearings()
    with own_app.app_context():
        assert clearing.clear_closed_secret_votes(lambda: at + timedelta(minutes=6)) == 1
    assert places(own_app, engine_name) == sorted(before)


def test_deleted_ballots_leave_no_bytes_in_the_file(own_app: Flask, engine_name: str) -> None:
    if engine_name != "sqlite":
        pytest.skip("PostgreSQL clears with VACUUM FULL")
    assert rows(own_app, "PRAGMA secure_delete") == [(1,)]


def test_two_votes_that_ran_side_by_side_keep_no_gaps_that_tell_of_each_other(
    own_app: Flask, at: datetime, engine_name: str
) -> None:
    """Their ballots shared pages: only once the file is built anew does each place follow from the receipts alone."""
    with own_app.app_context():
        with transaction():
            lines = [replace(line, college=None) for line in roll(*ACCOUNTS)]
            wanted = draft(secrecy=Secrecy(3), colleges=(), replaceable=False)
            numbers = [boxes.open_box(wanted, lines, actor=SYSTEM, at=at).id for _ in range(2)]
        for account in ACCOUNTS:
            for number in numbers:
                with transaction():
                    db.session.add(
                        SecretBallot(box_id=number, id=new_receipt(), college="", choice=f'"{CHOICES[account % 4]}"')
                    )
        for number in numbers:
            with transaction():
                acts.cancel(number, Acting(SYSTEM, at, "Essai"))
        clearing.clear_traces(db.engine, whole=True)
    found = rows(own_app, "SELECT id FROM votes_secret_ballot ORDER BY box_id, id")
    assert places(own_app, engine_name) == [row[0] for row in found]


def test_on_sqlite_a_ballot_has_no_row_number(own_app: Flask, box_id: int, engine_name: str) -> None:
    if engine_name != "sqlite":
        pytest.skip("row numbers are those of SQLite; PostgreSQL is judged above")
    for name in ("rowid", "_rowid_", "oid"):
        with pytest.raises(Exception, match="no such column"):
            rows(own_app, f"SELECT {name} FROM votes_secret_ballot")
    [(sql,)] = rows(own_app, "SELECT sql FROM sqlite_master WHERE name = 'votes_secret_ballot'")
    assert "WITHOUT ROWID" in sql


def test_a_worker_that_was_down_for_weeks_still_clears(own_app: Flask, box_id: int, at: datetime) -> None:
    forget_clearings()
    close(own_app, box_id, at)
    with own_app.app_context():
        assert clearing.clear_closed_secret_votes(lambda: at + timedelta(days=40)) == 1
        assert clearing.clear_closed_secret_votes(lambda: at + timedelta(days=40)) == 0
        forget_clearings()
        assert clearing.clear_closed_secret_votes(lambda: at + timedelta(days=40)) == 1


def test_while_another_secret_vote_runs_the_files_are_cleared_in_part_and_whole_afterwards(
    own_app: Flask, box_id: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_clearings()
    done: list[bool] = []
    monkeypatch.setattr(clearing, "clear_traces", lambda _engine, *, whole: not done.append(whole))
    close(own_app, box_id, at)
    with own_app.app_context():
        with transaction():
            lines = [replace(line, college=None) for line in roll(*ACCOUNTS)]
            other = boxes.open_box(
                draft(secrecy=Secrecy(3), colleges=(), replaceable=False), lines, actor=SYSTEM, at=at
            ).id
        assert [clearing.clear_closed_secret_votes(lambda: at) for _ in range(2)] == [1, 0]
        with transaction():
            acts.cancel(other, Acting(SYSTEM, at, "Doublon"))
        assert [clearing.clear_closed_secret_votes(lambda: at) for _ in range(2)] == [2, 0]
    assert done == [False, True]


def test_the_errand_clears_the_files_once_and_lets_a_running_vote_run(
    own_app: Flask, box_id: int, at: datetime, engine_name: str
) -> None:
    later = at + timedelta(minutes=10)
    forget_clearings()
    with own_app.app_context():
        assert clearing.clear_closed_secret_votes(lambda: later) == 0
    close(own_app, box_id, at)
    if engine_name == "pg":
        dead = "SELECT pg_relation_size('votes_secret_ballot')"
        before = rows(own_app, dead)[0][0]
    with own_app.app_context():
        assert clearing.clear_closed_secret_votes(lambda: later) == 1
        assert clearing.clear_closed_secret_votes(lambda: later) == 0
        if engine_name == "sqlite":
            journal = Path(f"{db.engine.url.database}-wal")
            assert not journal.exists() or journal.stat().st_size == 0
    if engine_name == "pg":
        assert rows(own_app, dead)[0][0] <= before
        pages = "SELECT count(*) FROM votes_secret_ballot WHERE ctid > '(0,12)'"
        assert rows(own_app, pages) == [(0,)]


def test_a_backup_holds_the_ballots_sorted_by_receipt(
    own_app: Flask, box_id: int, at: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "sauvegarde.zip"
    with own_app.app_context():
        write_backup(file, at=at, progress=lambda _table, _rows: None)
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("tables/votes_secret_ballot.jsonl").decode().splitlines()
    receipts = [json.loads(line)["id"] for line in lines]
    assert len(receipts) == 12
    assert receipts == sorted(receipts)


def test_paper_ballots_cannot_be_told_from_those_cast_online(own_app: Flask, box_id: int, at: datetime) -> None:
    """Section 13: no tally of a channel. One paper ballot listed apart would tell who took it what they voted."""
    with own_app.app_context(), transaction():
        right = queries.roll_page(queries.get_box(box_id)).rows[12].right_id
        mark_paper(box_id, right, Acting(Actor(91, "Ada"), at))
        after = at + timedelta(minutes=1)
        acts.end_by_hand(box_id, Acting(Actor(91, "Ada"), after))
        for number, name in ((91, "Ada"), (92, "Lin")):
            count_paper(box_id, "", [PaperLine("against", 1)], Acting(Actor(number, name), after))
    close(own_app, box_id, at)
    with own_app.app_context():
        box = db.session.get_one(Box, box_id)
        listed = db.session.execute(select(func.count()).select_from(SecretBallot)).scalar_one()
        marked = db.session.execute(select(func.count()).select_from(Mark)).scalar_one()
        stored = queries.stored_result(box_id)
        assert stored is not None
        assert (listed, marked, stored.ballots) == (13, 13, 13)
        assert (stored.result["for"], stored.result["against"]) == ("3", "4")
        published = "".join(urn_lines(box))
    assert "paper" not in published
    assert len(published.splitlines()) == 13
