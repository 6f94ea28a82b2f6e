"""What `scic verify` sees of a box that somebody changed behind the application's back, at any moment of its life."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Box, Hand, Right
from votes.services import boxes, casting, closing
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")


def opened(at: datetime) -> Box:
    box = boxes.open_box(draft(), roll(1, 2, 3), actor=SYSTEM, at=at)
    casting.cast(box.id, queries.rights_of(box.id, 1)[0].right_id, "for", account_id=1, at=at)
    return box


def found(box: Box) -> list[tuple[int, str]]:
    db.session.expire_all()
    return [(one.box_id - box.id, one.why) for one in broken_boxes()]


def tamper(statement: str, box: Box) -> None:
    """Change a box as somebody who first took the guards away."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'votes_box'"
        for name in connection.exec_driver_sql(guards).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("ALTER TABLE votes_box DISABLE TRIGGER USER")
    connection.execute(text(statement), {"box": box.id})


def test_an_open_box_and_a_closed_one_hold(at: datetime) -> None:
    closing.close_box(opened(at).id, actor=SYSTEM, at=at + timedelta(minutes=1))
    assert found(opened(at)) == []


@pytest.mark.parametrize(
    "change",
    [
        """colleges = replace(colleges, '"weight":"1/3"', '"weight":"1/2"')""",
        """rules = replace(rules, '"over":"1/2"', '"over":"1/9"')""",
        "question = 'Autre chose'",
        "rights = 2",
    ],
)
def test_rules_or_weights_changed_while_the_vote_is_open_are_found(at: datetime, change: str) -> None:
    box = opened(at)
    tamper(f"UPDATE votes_box SET {change} WHERE id = :box", box)
    assert found(box) == [(0, "opening")]


def test_a_right_slipped_into_the_frozen_roll_is_found(at: datetime) -> None:
    box = opened(at)
    line = {"member_number": 9, "name": "Intruse", "college": "a", "present": True, "via": "self", "kind": ""}
    db.session.add(Right(box_id=box.id, position=4, holder_name=None, **line))
    db.session.flush()
    assert found(box) == [(0, "opening")]


def test_a_vote_that_the_trail_knows_and_that_is_gone_is_found(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    box = opened(at)
    monkeypatch.setattr("votes.verification._boxes", list)
    assert found(box) == [(0, "missing")]


def test_a_hand_slipped_into_the_frozen_roll_is_found(at: datetime) -> None:
    box = opened(at)
    right_id = queries.rights_of(box.id, 2)[0].right_id
    db.session.add(Hand(box_id=box.id, right_id=right_id, account_id=9))
    db.session.flush()
    assert found(box) == [(0, "opening")]
