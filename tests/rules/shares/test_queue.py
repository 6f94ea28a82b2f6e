"""First in, first out, as far as the floor allows; nobody goes before somebody who left earlier."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from shares.rules.capital import Floor
from shares.rules.queue import Claim, ClaimState, check_turn, queue_today
from statutes.rules import law

DAY = date(2026, 1, 1)


def claim(number, shares, day=0, price=2000):
    on = DAY + timedelta(days=day)
    return Claim(number, number, on, on, ((price, shares),))


FLOOR = Floor(Money(100), law.ART_FLOOR)
WAITING = [claim(1, 20), claim(2, 10, 5), claim(3, 1, 9)]


@pytest.mark.parametrize(
    ("room", "possible"),
    [(0, [0, 0, 0]), (40_000, [20, 0, 0]), (41_999, [20, 0, 0]), (50_000, [20, 5, 0]), (62_000, [20, 10, 1])],
)
def test_the_floor_stops_the_queue_in_its_order(room, possible):
    lines = queue_today(WAITING[::-1], Money(room))
    assert [line.claim.id for line in lines] == [1, 2, 3]
    assert [line.possible for line in lines] == possible


def test_a_small_late_claim_does_not_bypass_a_large_early_one():
    lines = queue_today(WAITING, Money(39_000))
    assert [line.state for line in lines] == [ClaimState.PARTLY, ClaimState.FROZEN, ClaimState.FROZEN]
    with pytest.raises(Refused) as refusal:
        check_turn(lines, 3, 1, FLOOR)
    assert (refusal.value.rule, refusal.value.values["possible"], refusal.value.values["ahead"]) == (15, 0, 2)
    assert refusal.value.values["before"] == Money(60_000)


def test_the_part_that_is_possible_may_be_decided():
    lines = queue_today(WAITING, Money(39_000))
    assert check_turn(lines, 1, 19, FLOOR).possible == 19
    with pytest.raises(Refused):
        check_turn(lines, 1, 20, FLOOR)


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 30), st.sampled_from([700, 2000])), min_size=1, max_size=12),
    st.integers(0, 10**6),
)
def test_the_queue_never_spends_more_than_the_room_and_freezes_everyone_behind(asked, room):
    lines = queue_today([claim(n, shares, day, price) for n, (shares, day, price) in enumerate(asked)], Money(room))
    assert sum(line.possible_amount.cents for line in lines) <= room
    whole = [line.possible == line.claim.count for line in lines]
    first = whole.index(False) if False in whole else len(whole)
    assert not any(line.possible for line in lines[first + 1 :])


def test_a_share_of_a_smaller_nominal_does_not_slip_through_the_rest():
    """1 500 cents are left: no share of 20.00 fits, three of 5.00 would, and wait behind all the same."""
    lines = queue_today([claim(1, 2), claim(2, 3, 5, price=500)], Money(3500))
    assert [line.possible for line in lines] == [1, 0]
