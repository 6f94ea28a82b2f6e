"""Two ballots at once for one right, and a ballot against the closing: really committed, in threads, on both engines."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from foundation.web.transaction import transaction
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.models import Ballot, BoxResult
from votes.services import boxes, casting, closing

ACCOUNTS = range(1, 13)


def opened(app: Flask, at: datetime, *, replaceable: bool = True) -> tuple[int, dict[int, int]]:
    """A box, committed, and the right of each account."""
    with app.app_context(), transaction():
        box = boxes.open_box(draft(replaceable=replaceable), roll(*ACCOUNTS), actor=SYSTEM, at=at)
        return box.id, {account: queries.rights_of(box.id, account)[0].right_id for account in ACCOUNTS}


def at_once(app: Flask, acts: list[Callable[[], object]]) -> Counter[str]:
    """Do all the acts at the same moment, each in its own transaction; what became of each."""
    told: Counter[str] = Counter()
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            with app.app_context(), transaction():
                outcome = str(getattr(act(), "state", "done"))
        except ScicError as refusal:
            outcome = refusal.code
        told[outcome] += 1

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def casting_of(box_id: int, right_id: int, choice: str, *, account: int, at: datetime) -> Callable[[], object]:
    return lambda: casting.cast(box_id, right_id, choice, account_id=account, at=at)


def test_the_same_ballot_sent_eight_times_at_once_is_one_ballot(own_app: Flask, at: datetime) -> None:
    box_id, rights = opened(own_app, at, replaceable=False)
    told = at_once(own_app, [casting_of(box_id, rights[1], "for", account=1, at=at) for _ in range(8)])
    assert told == {"recorded": 1, "repeated": 7}
    with own_app.app_context():
        assert db.session.execute(select(func.count()).select_from(Ballot)).scalar_one() == 1


def test_two_different_final_ballots_at_once_leave_one_counted(own_app: Flask, at: datetime) -> None:
    box_id, rights = opened(own_app, at, replaceable=False)
    acts = [casting_of(box_id, rights[1], choice, account=1, at=at) for choice in ("for", "against")]
    assert at_once(own_app, acts) == {"recorded": 1, "ballot-final": 1}
    with own_app.app_context():
        assert sum(boxed_ballots.counted_ballots(queries.get_box(box_id)).values()) == 1


def test_changes_at_once_leave_one_counted_ballot_per_right(own_app: Flask, at: datetime) -> None:
    box_id, rights = opened(own_app, at)
    choices = ("for", "against", "abstain", "for")
    acts = [
        casting_of(box_id, rights[account], choice, account=account, at=at) for account in (1, 2) for choice in choices
    ]
    told = at_once(own_app, acts)
    assert set(told) <= {"recorded", "replaced", "repeated", "ballot-race"}
    assert told["recorded"] == 2
    with own_app.app_context():
        assert sum(boxed_ballots.counted_ballots(queries.get_box(box_id)).values()) == 2


def test_a_ballot_against_the_closing_is_counted_or_refused_never_lost(own_app: Flask, at: datetime) -> None:
    box_id, rights = opened(own_app, at)
    acts = [casting_of(box_id, rights[account], "for", account=account, at=at) for account in ACCOUNTS]
    acts.insert(6, lambda: closing.close_box(box_id, actor=SYSTEM, at=at))
    told = at_once(own_app, acts)
    assert told["done"] == 1
    assert told["recorded"] + told["box-closed"] == len(ACCOUNTS)
    with own_app.app_context():
        stored = db.session.execute(select(BoxResult)).scalar_one()
        assert stored.ballots == told["recorded"]
        assert sum(boxed_ballots.counted_ballots(queries.get_box(box_id)).values()) == told["recorded"]


def test_closing_twice_at_once_stores_one_result(own_app: Flask, at: datetime) -> None:
    box_id, _rights = opened(own_app, at)
    assert at_once(own_app, [lambda: closing.close_box(box_id, actor=SYSTEM, at=at)] * 4) == {"done": 4}
    with own_app.app_context():
        assert db.session.execute(select(func.count()).select_from(BoxResult)).scalar_one() == 1
