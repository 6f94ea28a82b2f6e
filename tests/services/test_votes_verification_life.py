"""What `scic verify` sees of a vote changed by hand in the database: ballots, marks and acts slipped in or taken away."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from scic.verification import every_fault
from tests.factories.votes import draft
from tests.services.test_votes_life import HOUR, acting, opened, reach
from tests.services.test_votes_secret import cast as cast_secretly
from tests.services.test_votes_secret import opened as opened_secret
from votes import queries
from votes.models import Box
from votes.queries.life import acts_of
from votes.receipts import new_receipt
from votes.rules.life import BoxState
from votes.rules.roll import RollLine
from votes.services import acts, casting, closing, roll_changes
from votes.services.rehearsing import rehearse
from votes.verification import WHY, broken_boxes

pytestmark = pytest.mark.usefixtures("session")
CHAIR = Actor(77, "Inès Scrutatrice")


def by_hand(table: str, statement: str, **values: object) -> None:
    """Change a table as somebody who first took its guards away."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        for name in connection.execute(text(guards), {"table": table}).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    connection.execute(text(statement), values)
    db.session.expire_all()


def found(box: Box) -> list[str]:
    number = box.id
    broken = broken_boxes()
    assert all(one.box_id == number and WHY[one.why] for one in broken)
    assert {f"box:{number}"} == {fault.where for fault in every_fault() if fault.where.startswith("box:")} or not broken
    return [one.why for one in broken]


def secret(at: datetime, *, counted: bool) -> Box:
    box = opened_secret(at, closes_at=at + HOUR)
    for account in (1, 2, 3, 4):
        cast_secretly(box, account, "for", at)
    if counted:
        closing.close_box(box.id, actor=CHAIR, at=at + HOUR)
    return box


def openly(at: datetime) -> Box:
    box = opened(at)
    for account in (1, 2):
        right = queries.rights_of(box.id, account)[0].right_id
        casting.cast(box.id, right, "for", account_id=account, at=at)
    closing.close_box(box.id, actor=CHAIR, at=at + HOUR)
    return box


BALLOT = (
    "INSERT INTO votes_ballot (box_id, right_id, revision, college, choice, former, account_id, at_desk, cast_at) "
    "SELECT box_id, id, 1, college, '\"against\"', '', NULL, (1 = 1), :at FROM votes_right "
    "WHERE box_id = :box AND position = 3"
)
SECRET = "INSERT INTO votes_secret_ballot (box_id, id, college, choice) VALUES (:box, :receipt, '', '\"for\"')"


@pytest.mark.parametrize("state", BoxState)
def test_every_state_holds(at: datetime, state: BoxState) -> None:
    reach(state, at)
    assert broken_boxes() == []


def test_a_rehearsal_is_nobodys_business(at: datetime) -> None:
    rehearse(draft(), actor=CHAIR, at=at)
    assert broken_boxes() == []


@pytest.mark.parametrize("after", [timedelta(seconds=-1), timedelta(0), timedelta(days=1)])
def test_a_ballot_added_after_the_closing_is_found(at: datetime, after: timedelta) -> None:
    box = openly(at)
    moment = at + HOUR + after
    written = moment.strftime("%Y-%m-%d %H:%M:%S.%f") if db.session.get_bind().dialect.name == "sqlite" else moment
    by_hand("votes_ballot", BALLOT, box=box.id, at=written)
    why = found(box)
    assert {"ballots", "count-file"} <= set(why)
    assert ("ballot-late" in why) is (after >= timedelta(0))


@pytest.mark.parametrize("counted", [False, True])
def test_a_secret_ballot_without_a_mark_is_found(at: datetime, *, counted: bool) -> None:
    box = secret(at, counted=counted)
    by_hand("votes_secret_ballot", SECRET, box=box.id, receipt=new_receipt())
    assert "ballot-unmarked" in found(box)


@pytest.mark.parametrize("counted", [False, True])
def test_a_mark_deleted_is_found(at: datetime, *, counted: bool) -> None:
    box = secret(at, counted=counted)
    by_hand("votes_mark", "DELETE FROM votes_mark WHERE id = (SELECT max(id) FROM votes_mark)")
    assert "ballot-unmarked" in found(box)


def test_a_secret_ballot_deleted_is_found(at: datetime) -> None:
    box = secret(at, counted=False)
    gone = "DELETE FROM votes_secret_ballot WHERE id = (SELECT max(id) FROM votes_secret_ballot)"
    by_hand("votes_secret_ballot", gone)
    assert found(box) == ["ballot-gone"]


def test_a_secret_ballot_changed_is_found_once_it_is_counted(at: datetime) -> None:
    box = secret(at, counted=True)
    changed = (
        "UPDATE votes_secret_ballot SET choice = '\"against\"' WHERE id = (SELECT max(id) FROM votes_secret_ballot)"
    )
    by_hand("votes_secret_ballot", changed)
    assert "ballots" in found(box)


@pytest.mark.parametrize("state", [BoxState.CANCELLED, BoxState.ANNULLED, BoxState.CONTESTED, BoxState.ARCHIVED])
def test_an_act_deleted_is_found(at: datetime, state: BoxState) -> None:
    box = reach(state, at)
    by_hand("votes_act", "DELETE FROM votes_act WHERE id = (SELECT max(id) FROM votes_act)")
    assert "act-gone" in found(box)


@pytest.mark.parametrize("change", ["reason = 'Autre chose'", "kind = 'archived'", "actor_name = 'Une autre'"])
def test_an_act_rewritten_is_found(at: datetime, change: str) -> None:
    box = opened(at)
    acts.extend(box.id, at + 3 * HOUR, acting(at))
    by_hand("votes_act", f"UPDATE votes_act SET {change}")
    assert found(box) == ["act"]


def test_an_act_slipped_in_is_found(at: datetime) -> None:
    box = openly(at)
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f") if db.session.get_bind().dialect.name == "sqlite" else at
    slipped = (
        "INSERT INTO votes_act (box_id, kind, reason, details, actor_name, at) "
        "VALUES (:box, 'annulled', 'Parce que', '{}', 'Personne', :at)"
    )
    by_hand("votes_act", slipped, box=box.id, at=moment)
    assert found(box) == ["act"]


def test_a_cancelled_vote_whose_cancelling_is_deleted_is_closed_without_result(at: datetime) -> None:
    box = reach(BoxState.CANCELLED, at)
    by_hand("votes_act", "DELETE FROM votes_act")
    assert found(box) == ["no-result", "act-gone"]


def late_right(box: Box, at: datetime) -> None:
    roll_changes.ask_addition(box.id, RollLine(9, "Noé Brume", "a", accounts=(9,)), acting(at))


def taken_back(box: Box, at: datetime) -> None:
    roll_changes.take_back(box.id, queries.rights_of(box.id, 3)[0].right_id, acting(at))


@pytest.mark.parametrize(("change", "table"), [(late_right, "votes_addition_made"), (taken_back, "votes_right_end")])
def test_a_change_of_the_roll_holds_and_its_loss_is_found(
    at: datetime, change: Callable[[Box, datetime], None], table: str
) -> None:
    box = opened(at)
    change(box, at)
    assert found(box) == []
    by_hand(table, f"DELETE FROM {table}")
    assert "late-right" in found(box)


def test_each_contest_answered_holds(at: datetime) -> None:
    box = reach(BoxState.CONTESTED, at)
    assert len(acts_of(box.id)) == 1
    assert found(box) == []
