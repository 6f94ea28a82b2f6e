"""Lots are derived: the oldest leave first, payments settle the oldest, a reversal leaves no trace in them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shares.rules.lots import lots, split_off
from tests.rules.shares.journals import journals, move


def held(rows, **how):
    return [(lot.number, lot.shares) for lot in lots(rows, **how)]


def test_the_oldest_leave_first_or_the_newest_where_statutes_say_so():
    rows = [move(1, 7, 10), move(2, 7, 5, 10), move(3, 7, -12, 20)]
    assert held(rows) == [(2, 3)]
    assert held(rows, last_in_first=True) == [(1, 3)]


def test_a_reversal_gives_its_own_lot_back_and_not_the_oldest():
    rows = [move(1, 7, 10), move(2, 7, 5, 10), move(3, 7, -5, 10, kind="reversal", reverses_id=2)]
    assert held(rows) == [(1, 10)]


def test_payments_settle_the_oldest_lot_first():
    rows = [move(1, 7, 10, paid=5000), move(2, 7, 10, 5, paid=5000)]
    rows.append(replace(move(3, 7, 0, 8), kind="payment", called_cents=0, paid_cents=12_000, subscribed_cents=0))
    assert [lot.paid_cents for lot in lots(rows)] == [20_000, 2_000]


@given(journals())
def test_lots_add_up_to_the_holding(rows):
    for member in range(1, 5):
        mine = [row for row in rows if row.member_id == member]
        assert sum(lot.shares for lot in lots(mine)) == sum(row.shares for row in mine)
        assert sum(lot.paid_cents for lot in lots(mine)) == sum(row.paid_cents for row in mine)


@given(journals(), st.randoms())
def test_the_order_of_storage_changes_nothing(rows, random):
    mine = [row for row in rows if row.member_id == 1]
    mixed = random.sample(mine, len(mine))
    assert lots(mixed) == lots(mine) == lots(mine[::-1])


@given(journals(), st.integers(0, 200))
def test_what_leaves_and_what_stays_are_the_whole(rows, shares):
    mine = lots([row for row in rows if row.member_id == 1])
    leaving, staying = split_off(mine, shares)
    for name in ("shares", "called_cents", "paid_cents", "subscribed_cents"):
        assert sum(getattr(lot, name) for lot in [*leaving, *staying]) == sum(getattr(lot, name) for lot in mine)
    assert sum(lot.shares for lot in leaving) == min(shares, sum(lot.shares for lot in mine))
