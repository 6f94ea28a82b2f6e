"""The capital is the sum of its movements; the floor remembers the highest; public bodies stop at one half."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from shares.rules.capital import Floor, capital_floor, check_floor, check_holding, check_public_ceiling, highest_capital
from shares.rules.movements import Movement, capital, check_never_negative, holdings, known_on
from statutes.rules.clauses.members import Category
from statutes.rules.parse import parse

START = date(2024, 1, 1)
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def move(number, member, shares, day=0, price=2000):
    return Movement(number, member, shares, price, START + timedelta(days=day), MOMENT)


@st.composite
def registers(draw):
    """Movements that leave nobody under zero, on any day."""
    held: dict[int, int] = {}
    rows = []
    day = 0
    for number in range(1, draw(st.integers(1, 25)) + 1):
        member = draw(st.integers(1, 4))
        day += draw(st.integers(0, 20))
        shares = draw(st.integers(-held.get(member, 0), 50).filter(bool))
        held[member] = held.get(member, 0) + shares
        rows.append(move(number, member, shares, day))
    return rows


@given(registers(), st.integers(-5, 600))
def test_holdings_add_up_to_the_capital_on_every_day(register, day):
    known = known_on(register, START + timedelta(days=day))
    assert Money(2000) * sum(holdings(known).values()) == capital(known)


@given(registers())
def test_a_register_without_debt_is_accepted_and_its_mark_is_never_under_the_capital(register):
    check_never_negative(register)
    assert highest_capital(register) >= capital(register)


@given(registers(), st.integers(0, 600))
def test_the_mark_never_falls(register, day):
    known = known_on(register, START + timedelta(days=day))
    assert highest_capital(known) <= highest_capital(register)


def test_a_movement_and_its_reversal_leave_the_capital_as_it_was():
    rows = [move(1, 7, 10), move(2, 7, 5, 3), move(3, 7, -5, 3)]
    assert capital(rows) == capital(rows[:1])
    assert highest_capital(rows) == highest_capital(rows[:1])


def test_nobody_holds_less_than_none_even_for_a_day():
    with pytest.raises(Refused) as refusal:
        check_never_negative([move(1, 7, 10), move(2, 7, -6, 10), move(3, 7, -5, 5)])
    assert refusal.value.code == "negative-holding"
    assert refusal.value.values["short"] == 1


def sca(form="SAS", minimum=0, fraction="1/4"):
    return parse(
        f'format = "scic-statutes/1"\nname = "C"\nlegal_form = "{form}"\neffective_on = 2024-01-01\nyear_end = "12-31"\n'
        f'[shares]\nnominal_cents = 5000\nminimum_capital_cents = {minimum}\nfloor_fraction = "{fraction}"\n'
        '[[categories]]\nid = "a"\n'
    )


def test_the_floor_is_a_quarter_of_the_highest_capital():
    assert capital_floor(sca(), Money(25_000_000)).amount == Money(6_250_000)


def test_a_broken_cent_of_the_floor_counts_whole():
    assert capital_floor(sca(), Money(25_000_001)).amount == Money(6_250_001)


def test_the_greatest_bound_makes_the_floor():
    assert capital_floor(sca(minimum=9_000_000), Money(25_000_000)).amount == Money(9_000_000)
    assert capital_floor(sca(fraction="1/2"), Money(25_000_000)).amount == Money(12_500_000)
    assert capital_floor(sca("SA"), Money(100)).source == "loi 47-1775 art. 27"


def test_a_refund_down_to_the_floor_passes_and_one_cent_more_does_not():
    floor = Floor(Money(6_250_000), "loi 47-1775 art. 13")
    check_floor(Money(6_300_000), Money(50_000), floor, Money(5000))
    with pytest.raises(Refused) as refusal:
        check_floor(Money(6_300_000), Money(55_000), floor, Money(5000))
    assert refusal.value.rule == 15
    assert refusal.value.values["possible"] == 10
    assert refusal.value.values["room"] == Money(50_000)


def test_public_bodies_may_hold_half_and_not_a_share_more():
    check_public_ceiling(Money(0), Money(5_000_000), Money(5_000_000))
    with pytest.raises(Refused) as refusal:
        check_public_ceiling(Money(5_000_000), Money(10_000_000), Money(5000))
    assert refusal.value.rule == 14


@pytest.mark.parametrize(("held", "code"), [(1, "under-minimum"), (2, None), (5, None), (6, "over-maximum")])
def test_a_holding_keeps_within_its_category(held, code):
    category = Category(id="a", min_shares=2, max_shares=5)
    if code is None:
        check_holding(category, held)
        return
    with pytest.raises(Refused) as refusal:
        check_holding(category, held)
    assert (refusal.value.code, refusal.value.rule) == (code, 13)
