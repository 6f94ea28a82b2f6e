"""One member served by several accounts: any of them casts the member's one ballot, and each sees who did."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from tests.factories.accounts import make_account
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.models import Ballot, Box
from votes.rules.roll import RollLine
from votes.services import boxes, casting
from votes.services.casting import CastReceipt, CastState

pytestmark = pytest.mark.usefixtures("session")


def opened(at: datetime, lines: list[RollLine], **changes: Any) -> Box:
    return boxes.open_box(draft(**changes), lines, actor=SYSTEM, at=at)


def right_of(box: Box, account: int) -> int:
    return queries.rights_of(box.id, account)[0].right_id


def cast(box: Box, account: int, choice: str, at: datetime) -> CastReceipt:
    return casting.cast(box.id, right_of(box, account), choice, account_id=account, at=at)


def later(at: datetime) -> datetime:
    return at + timedelta(minutes=1)


def shared(at: datetime, **changes: Any) -> Box:
    """A box in which member 1 is served by two accounts, 1 and 11."""
    return opened(at, [RollLine(1, "Coopérative", "a", accounts=(1, 11)), *roll(None, 902, 903)[1:]], **changes)


def test_every_account_of_a_member_may_cast_its_one_ballot(at: datetime) -> None:
    box = shared(at)
    assert right_of(box, 1) == right_of(box, 11)
    assert cast(box, 11, "for", at) == CastReceipt(CastState.RECORDED, at, "for", 11)
    assert boxed_ballots.counted_ballots(box) == {("a", '"for"'): 1}


def test_a_second_account_repeats_or_replaces_and_the_receipt_says_who_acted_when(at: datetime) -> None:
    box = shared(at)
    cast(box, 1, "for", at)
    assert cast(box, 11, "for", later(at)) == CastReceipt(CastState.REPEATED, at, "for", 1)
    assert cast(box, 11, "against", later(at)) == CastReceipt(CastState.REPLACED, later(at), "against", 11)
    assert boxed_ballots.counted_ballots(box) == {("a", '"against"'): 1}
    assert queries.turnout(box).cast == 1


def test_where_ballots_are_final_the_second_account_is_told_who_cast_the_first(at: datetime) -> None:
    first, second = make_account("Ada Première"), make_account("Lin Seconde")
    line = RollLine(1, "Coopérative", "a", accounts=(first.id, second.id))
    box = opened(at, [line, *roll(None, 902, 903)[1:]], replaceable=False)
    cast(box, first.id, "for", at)
    with pytest.raises(StateMoved) as refused:
        cast(box, second.id, "against", later(at))
    assert refused.value.values == {"name": "Ada Première", "at": at}
    assert boxed_ballots.counted_ballots(box) == {("a", '"for"'): 1}


def test_each_account_sees_who_of_them_cast_the_ballot(at: datetime) -> None:
    first, second = make_account("Ada Première"), make_account("Lin Seconde")
    box = opened(at, [RollLine(1, "Coopérative", "a", accounts=(first.id, second.id)), *roll(None, 902, 903)[1:]])
    cast(box, first.id, "for", at)
    [mine], [theirs] = queries.rights_of(box.id, first.id), queries.rights_of(box.id, second.id)
    assert (mine.cast_by, theirs.cast_by, theirs.choice, theirs.cast_at) == (None, "Ada Première", "for", at)


def test_an_account_that_is_not_in_the_frozen_hands_casts_nothing(at: datetime) -> None:
    box = shared(at)
    with pytest.raises(NotFound):
        casting.cast(box.id, right_of(box, 1), "for", account_id=12, at=at)
    assert db.session.execute(select(func.count()).select_from(Ballot)).scalar_one() == 0


def test_an_account_named_twice_for_a_member_is_one_hand(at: datetime) -> None:
    box = opened(at, [RollLine(1, "Coopérative", "a", accounts=(1, 1)), *roll(None, 902, 903)[1:]])
    assert len(queries.rights_of(box.id, 1)) == 1
