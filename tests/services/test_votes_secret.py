"""A secret ballot: a mark and a ballot that nothing links, one of each for a right, whatever is sent again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.models import Ballot, Box, Mark, SecretBallot
from votes.receipts import new_receipt
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import acts, boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.casting import CastState, Secretly
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")
SIX = Secrecy(3)


def opened(at: datetime, secrecy: Secrecy = SIX, **changes: Any) -> Box:
    changes = {"colleges": (), "replaceable": False} | changes
    lines = [line if changes["colleges"] else _plain(line) for line in roll(1, 2, 3, 4, 5, 6)]
    return boxes.open_box(draft(secrecy=secrecy, **changes), lines, actor=SYSTEM, at=at)


def _plain(line: Any) -> Any:
    return replace(line, college=None)


def cast(box: Box, account: int, choice: Any, at: datetime, receipt: str | None = None, *, warned: bool = False) -> Any:
    right = queries.rights_of(box.id, account)[0].right_id
    secretly = Secretly(receipt or new_receipt(), warned)
    return casting.cast(box.id, right, choice, account_id=account, at=at, secretly=secretly)


def number(model: type) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_secret_ballot_leaves_a_mark_a_ballot_and_no_other_trace(at: datetime) -> None:
    box = opened(at)
    before = number(AuditEntry)
    assert cast(box, 1, "for", at).state is CastState.RECORDED
    assert (number(Mark), number(SecretBallot), number(Ballot)) == (1, 1, 0)
    assert number(AuditEntry) == before
    columns = set(SecretBallot.__table__.columns.keys())
    assert columns == {"box_id", "id", "college", "choice"}


def test_the_ballots_are_kept_in_the_order_of_their_receipts_alone(at: datetime) -> None:
    opened(at)
    if db.session.get_bind().dialect.name == "sqlite":
        with pytest.raises(Exception, match="no such column"):
            db.session.execute(text("SELECT rowid FROM votes_secret_ballot"))


def test_sent_again_it_finds_its_ballot_and_another_choice_is_refused(at: datetime) -> None:
    box, receipt = opened(at), new_receipt()
    cast(box, 1, "for", at, receipt)
    assert cast(box, 1, "for", at + timedelta(minutes=3), receipt).state is CastState.REPEATED
    for choice, again in (("against", receipt), ("for", new_receipt())):
        with pytest.raises(StateMoved):
            cast(box, 1, choice, at, again)
    assert (number(Mark), number(SecretBallot)) == (1, 1)


@pytest.mark.parametrize("late", [timedelta(minutes=17), timedelta(hours=2)])
def test_a_receipt_shown_with_a_choice_proves_nothing_later(at: datetime, late: timedelta) -> None:
    """Right or wrong, the choice gets one answer: the right was used. Only the retry after a crash is told more."""
    box, receipt = opened(at, closes_at=at + timedelta(hours=1)), new_receipt()
    cast(box, 1, "for", at, receipt)
    told = set()
    for choice in ("for", "against"):
        with pytest.raises(StateMoved) as refused:
            cast(box, 1, choice, at + late, receipt)
        told.add(refused.value.code)
    assert told == {"box-closed" if late > timedelta(hours=1) else "ballot-final"}


def test_a_retry_across_the_closing_gets_its_receipt_again_and_none_of_a_cancelled_vote(at: datetime) -> None:
    box, receipt = opened(at, closes_at=at + timedelta(minutes=2)), new_receipt()
    cast(box, 1, "for", at, receipt)
    after = at + timedelta(minutes=3)
    assert cast(box, 1, "for", after, receipt).state is CastState.REPEATED
    acts.cancel(box.id, Acting(SYSTEM, after, "Question mal posée"))
    for choice in ("for", "against"):
        with pytest.raises(StateMoved) as refused:
            cast(box, 1, choice, after, receipt)
        assert refused.value.code == "box-closed"


def test_the_retry_is_of_the_account_that_cast_alone(at: datetime) -> None:
    lines = [
        replace(_plain(line), accounts=(1, 12)) if line.accounts == (1,) else _plain(line) for line in roll(1, 2, 3)
    ]
    box = boxes.open_box(draft(secrecy=SIX, colleges=(), replaceable=False), lines, actor=SYSTEM, at=at)
    receipt = new_receipt()
    cast(box, 1, "for", at, receipt)
    for choice in ("for", "against"):
        with pytest.raises(StateMoved) as refused:
            cast(box, 12, choice, at, receipt)
        assert refused.value.code == "ballot-final"


def test_a_receipt_serves_once(at: datetime) -> None:
    box, receipt = opened(at), new_receipt()
    cast(box, 1, "for", at, receipt)
    with pytest.raises(StateMoved):
        cast(box, 2, "for", at, receipt)


def test_without_its_receipt_a_ballot_is_refused(at: datetime) -> None:
    box = opened(at)
    for receipt in ("short", "lowercase-is-no-receipt"):
        with pytest.raises(Refused):
            cast(box, 1, "for", at, receipt)


def test_the_desk_enters_no_secret_ballot(at: datetime) -> None:
    box = opened(at)
    right = queries.rights_of(box.id, 1)[0].right_id
    with pytest.raises(Refused):
        casting.cast_at_desk(box.id, right, "for", actor=SYSTEM, at=at)


def test_it_is_counted_like_any_other_and_holds(at: datetime) -> None:
    box = opened(at)
    for account, choice in ((1, "for"), (2, "for"), (3, "against"), (4, "blank")):
        cast(box, account, choice, at)
    turnout = queries.turnout(box)
    assert (turnout.cast, turnout.entitled) == (4, 6)
    stored = closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(minutes=1))
    assert (stored.result["for"], stored.result["against"], stored.ballots) == ("2", "1", 4)
    assert [receipt for receipt, *_ in boxed_ballots.secret_ballots(box.id)] == sorted(
        receipt for receipt, *_ in boxed_ballots.secret_ballots(box.id)
    )
    assert broken_boxes() == []


def test_a_group_too_small_blocks_the_opening_until_something_is_chosen(at: datetime) -> None:
    from tests.factories.votes import colleges

    with pytest.raises(Refused) as refused:
        opened(at, Secrecy(5), colleges=colleges())
    assert refused.value.rule == 46
    chosen = {one.id: SmallGroup(SmallGroupWay.LIMITED) for one in colleges()}
    box = opened(at, Secrecy(5, chosen), colleges=colleges())
    with pytest.raises(Refused):
        cast(box, 1, "for", at)
    assert cast(box, 1, "for", at, warned=True).state is CastState.RECORDED


def test_so_few_ballots_that_they_tell_are_not_counted_before_somebody_confirms(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    with pytest.raises(Refused) as refused:
        closing.close_box(box.id, actor=SYSTEM, at=at + timedelta(minutes=1))
    assert refused.value.rule == 46
    assert queries.stored_result(box.id) is None
