"""The floor remembers the highest capital ever reached; it says how much may still leave."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from shares.rules.capital import Floor, capital_floor, check_floor, highest_capital, lowest_from, running
from shares.rules.positions import known_on, positions, total
from statutes.rules.parse import parse
from tests.rules.shares.journals import START, journals


def curve_of(rows):
    days = sorted({row.effective_on for row in rows})
    changes = [(day, [row for row in rows if row.effective_on == day]) for day in days]
    return running((day, sum(r.subscribed_cents for r in on), sum(r.paid_cents for r in on)) for day, on in changes)


@given(journals(), st.integers(-5, 600))
def test_the_curve_is_the_sum_of_the_movements_on_every_day(rows, day):
    on = START + timedelta(days=day)
    known = known_on(rows, on)
    expected = total(positions(known))
    last = [one for one in curve_of(rows) if one.day <= on][-1:]
    assert [(one.subscribed, one.paid) for one in last] == ([(expected.subscribed, expected.paid)] if last else [])


@given(journals())
def test_the_mark_is_never_under_the_capital_and_never_falls(rows):
    curve = curve_of(rows)
    assert all(highest_capital(curve).subscribed >= one.subscribed for one in curve)
    assert highest_capital(curve[:-1]).subscribed <= highest_capital(curve).subscribed


def test_both_marks_are_kept():
    mark = highest_capital(running([(START, 1000, 250), (START + timedelta(days=1), -400, 350)]))
    assert (mark.subscribed, mark.subscribed_on) == (Money(1000), START)
    assert (mark.paid, mark.paid_on) == (Money(600), START + timedelta(days=1))


def test_what_leaves_on_a_past_day_must_leave_enough_on_every_later_day():
    curve = running(
        [(START, 1000, 1000), (START + timedelta(days=5), -700, -700), (START + timedelta(days=9), 500, 500)]
    )
    assert lowest_from(curve, START) == Money(300)
    assert lowest_from(curve, START + timedelta(days=9)) == Money(800)
    assert lowest_from(curve, START - timedelta(days=1)) == Money(0)


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


def test_shares_leave_down_to_the_floor_and_not_a_cent_further():
    floor = Floor(Money(6_250_000), "loi 47-1775 art. 13")
    check_floor(Money(6_300_000), Money(50_000), floor, Money(5000))
    with pytest.raises(Refused) as refusal:
        check_floor(Money(6_300_000), Money(55_000), floor, Money(5000))
    assert refusal.value.rule == 15
    assert refusal.value.values["possible"] == 10
    assert refusal.value.values["room"] == Money(50_000)


def test_the_bound_of_a_sa_is_rule_16():
    with pytest.raises(Refused) as refusal:
        check_floor(Money(1_860_000), Money(20_000), capital_floor(sca("SA"), Money(1_860_000)), Money(5000))
    assert (refusal.value.rule, refusal.value.values["possible"]) == (16, 2)
