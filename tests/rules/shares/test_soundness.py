"""A register that does not hold together is found out, and the finding names the movement."""

from dataclasses import replace

import pytest

from foundation.kernel.money import Money
from shares.rules.movements import capital, holdings
from shares.rules.soundness import unsound_movements
from tests.rules.shares.test_capital import move

SOUND = [move(1, 7, 10), move(2, 8, 5, 3), move(3, 8, -5, 3), move(4, 7, -2, 9)]
REVERSALS = {3: 2}


def numbers(rows, reversals=REVERSALS, held=None, total=None):
    held = holdings(rows) if held is None else held
    found = unsound_movements(rows, reversals, held, capital(rows) if total is None else total)
    return [one.number for one in found]


def test_a_sound_register_has_nothing_to_say():
    assert numbers(SOUND) == []
    assert numbers([], {}) == []


def test_a_missing_number_is_named():
    assert numbers([row for row in SOUND if row.number != 1]) == [1, 0]


@pytest.mark.parametrize("change", [{"shares": -4}, {"unit_price_cents": 1999}, {"member_id": 7}])
def test_a_reversal_is_the_exact_opposite(change):
    rows = [replace(row, **change) if row.number == 3 else row for row in SOUND]
    assert 3 in numbers(rows)


def test_a_holding_under_zero_is_found():
    assert numbers([*SOUND, move(5, 7, -9, 10)]) == [0]


def test_sums_that_do_not_agree_are_found():
    assert numbers(SOUND, held={7: 9}) == [0]
    assert numbers(SOUND, total=Money(1)) == [0]
