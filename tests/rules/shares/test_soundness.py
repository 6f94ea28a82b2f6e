"""A journal that does not hold together is found out, and the finding names the movement."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from shares.rules.chain import GENESIS, BrokenLink, first_broken, seal
from shares.rules.positions import check_accounts, known_on, positions, total
from shares.rules.soundness import unsound_movements
from tests.rules.shares.journals import START, journals, move

SOUND = [
    move(1, 7, 10),
    move(2, 8, 5, 3),
    move(3, 8, -5, 3, kind="reversal", reverses_id=2),
    move(4, 7, -2, 9, kind="transfer"),
    move(5, 9, 2, 9, kind="transfer", operation=4),
]


def held(rows):
    return {number: position for (_kind, number), position in positions(rows).items()}


def numbers(rows, claimed=None):
    return [one.number for one in unsound_movements(rows, held(rows) if claimed is None else claimed)]


def test_a_sound_journal_has_nothing_to_say():
    assert numbers(SOUND) == []
    assert numbers([]) == []


def test_a_missing_number_is_named():
    assert numbers([row for row in SOUND if row.number != 1])[0] == 1


@pytest.mark.parametrize("change", [{"shares": -4}, {"subscribed_cents": -9999}, {"member_id": 7}, {"reverses_id": 99}])
def test_a_reversal_is_the_exact_opposite(change):
    assert 3 in numbers([replace(row, **change) if row.number == 3 else row for row in SOUND])


@pytest.mark.parametrize("change", [{"shares": 3}, {"paid_cents": 3999}])
def test_the_legs_of_a_transfer_sum_to_zero(change):
    assert 4 in numbers([replace(row, **change) if row.number == 5 else row for row in SOUND])


def test_an_impossible_account_is_found():
    assert numbers([*SOUND, move(6, 7, -9, 10)]) == [0]


def test_sums_that_do_not_agree_are_found():
    assert numbers(SOUND, {}) == [0]


def test_nobody_holds_less_than_none_even_for_a_day():
    with pytest.raises(Refused) as refusal:
        check_accounts([move(1, 7, 10), move(2, 7, -6, 10), move(3, 7, -5, 5)])
    assert (refusal.value.code, refusal.value.values["short"]) == ("negative-holding", 1)


def test_nothing_is_paid_that_was_not_called():
    with pytest.raises(Refused) as refusal:
        check_accounts([move(1, 7, 10, paid=20_001)])
    assert refusal.value.code == "impossible-account"


@given(journals())
def test_accounts_without_debt_are_accepted(rows):
    check_accounts(rows)


@given(journals(), st.integers(-5, 600), st.randoms())
def test_reversing_the_order_of_storage_changes_nothing(rows, day, random):
    on = known_on(rows, START.replace(year=2024 + day // 300))
    assert positions(on) == positions(on[::-1]) == positions(random.sample(on, len(on)))
    assert total(positions(on)).shares == sum(row.shares for row in on)


def chain(contents):
    previous, rows = GENESIS, []
    for number, content in enumerate(contents, 1):
        mine = seal(previous, [number, content], ["operation"])
        rows.append((number, previous, mine, mine))
        previous = mine
    return rows


@given(st.lists(st.integers(), min_size=2, max_size=8), st.data())
def test_the_first_broken_row_is_named(contents, data):
    rows = chain(contents)
    assert first_broken(rows) is None
    at = data.draw(st.integers(0, len(rows) - 1))
    number, previous, stored, _computed = rows[at]
    changed = [
        *rows[:at],
        (number, previous, stored, seal(previous, [number, "other"], ["operation"])),
        *rows[at + 1 :],
    ]
    assert first_broken(changed) == BrokenLink(number, "content")
    if at < len(rows) - 1:
        assert first_broken(rows[:at] + rows[at + 1 :]) == BrokenLink(number, "gap")
    rehashed = [*rows[:at], (number, previous, "0", "0"), *rows[at + 1 :]]
    expected = None if at == len(rows) - 1 else BrokenLink(number + 1, "chain")
    assert first_broken(rehashed) == expected
