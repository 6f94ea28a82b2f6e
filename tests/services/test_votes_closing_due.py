"""Votes whose time has passed are counted by the worker; those that wait for people are left to them, and said."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from foundation.kernel.audit import Actor
from foundation.web.transaction import transaction
from tests.services.test_votes_life import acting, opened, reach
from tests.services.test_votes_rehearsing import method_draft
from votes import queries
from votes.models import BoxResult
from votes.queries.life import state_of, waiting_boxes
from votes.rules.life import BoxState
from votes.services import acts, closing_due
from votes.services.closing import close_box
from votes.services.closing_due import close_what_is_due
from votes.services.rehearsing import rehearse

pytestmark = pytest.mark.usefixtures("session")
HOUR = timedelta(hours=1)


def test_each_vote_whose_time_has_passed_is_counted_once(at: datetime) -> None:
    first, second, running = opened(at), opened(at), opened(at, closes_at=at + 5 * HOUR)
    assert close_what_is_due(lambda: at + HOUR) == 2
    assert close_what_is_due(lambda: at + HOUR) == 0
    assert queries.stored_result(first.id) is not None
    assert queries.stored_result(second.id) is not None
    assert queries.stored_result(running.id) is None


def test_few_secret_ballots_wait_for_people_and_stop_no_other_vote(at: datetime) -> None:
    few, other = reach(BoxState.FEW, at), opened(at)
    assert close_what_is_due(lambda: at + HOUR) == 1
    assert state_of(few, at + HOUR) is BoxState.FEW
    assert queries.stored_result(other.id) is not None
    acts.confirm_few(few.id, acting(at + HOUR))
    assert close_what_is_due(lambda: at + HOUR) == 1
    assert state_of(few, at + HOUR) is BoxState.PUBLISHED


def test_a_result_held_back_is_counted_and_not_published(at: datetime) -> None:
    held = opened(at, held_back=True)
    assert close_what_is_due(lambda: at + HOUR) == 1
    assert state_of(held, at + HOUR) is BoxState.HELD


def test_a_vote_extended_or_cancelled_or_rehearsed_is_left(at: datetime) -> None:
    extended = opened(at)
    acts.extend(extended.id, at + 3 * HOUR, acting(at + HOUR))
    reach(BoxState.CANCELLED, at)
    rehearse(method_draft("resolution"), actor=Actor(7, "Inès"), at=at)
    assert close_what_is_due(lambda: at + HOUR) == 0


def test_who_runs_votes_is_told_what_waits_for_them(at: datetime) -> None:
    boxes = {state: reach(state, at) for state in BoxState}
    told = {box.id: state for box, state in waiting_boxes(at + HOUR)}
    assert told == {boxes[state].id: state for state in (BoxState.FEW, BoxState.HELD, BoxState.CONTESTED)}


@pytest.mark.parametrize("faulty", [0, 1, 2])
def test_a_fault_in_one_vote_stops_no_other_and_is_logged_whole(
    at: datetime, faulty: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction():
        boxes = [opened(at) for _ in range(3)]
    broken = boxes.pop(faulty)

    def close_or_break(box_id: int, **how: Any) -> BoxResult:
        if box_id == broken.id:
            raise ZeroDivisionError
        return close_box(box_id, **how)

    monkeypatch.setattr(closing_due, "close_box", close_or_break)
    assert close_what_is_due(lambda: at + HOUR) == 2
    assert all(queries.stored_result(box.id) is not None for box in boxes)
    assert queries.stored_result(broken.id) is None
    [told] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert str(broken.id) in told.getMessage()
    assert told.exc_info is not None
