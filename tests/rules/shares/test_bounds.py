"""Bounds of a holding, ceilings of public bodies and of kinds, a quarter paid, formal notices, losses."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from shares.rules.ceilings import check_public_ceiling, most_to_add, over_public_ceiling, public_ceiling_warning
from shares.rules.holdings import bounds_of, check_holding
from shares.rules.losses import Losses, closing_of, loss_ratio, refund_value
from shares.rules.paying import arrears, balance_due_on, check_paid_at_subscription, later_month
from statutes.rules.clauses.members import Category, Step
from tests.rules.shares.test_capital import sca


@pytest.mark.parametrize(("held", "code"), [(1, "under-minimum"), (2, None), (5, None), (6, "over-maximum")])
def test_a_holding_keeps_within_its_category(held, code):
    category = Category(id="a", min_shares=2, max_shares=5)
    if code is None:
        check_holding(category, held)
        return
    with pytest.raises(Refused) as refusal:
        check_holding(category, held)
    assert (refusal.value.code, refusal.value.rule) == (code, 13)


@pytest.mark.parametrize(("size", "least"), [(0, 2), (1000, 2), (1001, 3), (2000, 3), (2001, 4), (10_000, 11)])
def test_a_town_takes_shares_by_its_inhabitants(size, least):
    towns = Category(id="towns", min_shares_steps=(Step(upto=1000, shares=2), Step(each=1000, shares=1)))
    assert bounds_of(towns, size).least == least


def test_steps_without_a_size_are_refused_and_named():
    with pytest.raises(Refused) as refusal:
        bounds_of(Category(id="towns", min_shares_steps=(Step(upto=1000, shares=2),)))
    assert (refusal.value.code, refusal.value.rule) == ("size-missing", 13)


def test_public_bodies_may_hold_half_and_not_a_share_more():
    price = Money(5000)
    check_public_ceiling(Money(0), Money(5_000_000), Money(5_000_000), price)
    with pytest.raises(Refused) as refusal:
        check_public_ceiling(Money(5_000_000), Money(10_000_000), price, price)
    assert (refusal.value.rule, refusal.value.values["possible"]) == (14, 0)


def test_a_transfer_to_a_town_does_not_raise_the_capital():
    check_public_ceiling(Money(4_000_000), Money(10_000_000), Money(1_000_000), Money(5000), capital_grows=False)
    with pytest.raises(Refused) as refusal:
        check_public_ceiling(Money(4_000_000), Money(10_000_000), Money(1_005_000), Money(5000), capital_grows=False)
    assert refusal.value.values["possible"] == 200


def test_one_share_refunded_to_another_puts_the_town_over_half_and_warns():
    assert public_ceiling_warning(Money(5_000_000), Money(10_000_000)) == []
    (found,) = public_ceiling_warning(Money(5_000_000), Money(9_995_000))
    assert (found.rule, found.severity, found.values["missing"]) == (14, "critical", Money(5000))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 10**4))
def test_what_is_said_to_be_possible_is_possible_and_one_more_is_not(public, others, price):
    held, capital, half = Money(public), Money(public + others), Fraction(1, 2)
    most = most_to_add(held, capital, half, Money(price))
    for count, over in ((most, public > others), (most + 1, True)):
        added = Money(price) * count
        assert over_public_ceiling(held + added, capital + added) == over


@pytest.mark.parametrize(
    ("paid", "code"), [(2499, "quarter-unpaid"), (2500, None), (10_000, None), (10_001, "overpaid")]
)
def test_a_quarter_is_paid_at_once(paid, code):
    if code is None:
        check_paid_at_subscription(sca(), Money(10_000), Money(paid))
        return
    with pytest.raises(Refused) as refusal:
        check_paid_at_subscription(sca(), Money(10_000), Money(paid))
    assert refusal.value.code == code


def test_what_a_sum_allows_today_is_allowed_and_a_cent_more_is_not():
    with pytest.raises(Refused) as refusal:
        check_paid_at_subscription(sca(), Money(10_000), Money(2_001))
    possible = refusal.value.values["possible"]
    assert (possible, refusal.value.values["missing"]) == (Money(8_004), Money(499))
    check_paid_at_subscription(sca(), possible, Money(2_001))
    with pytest.raises(Refused):
        check_paid_at_subscription(sca(), possible + Money(1), Money(2_001))


def test_the_balance_is_due_within_five_years():
    assert balance_due_on(sca(), date(2024, 2, 29)) == date(2029, 2, 28)
    assert later_month(date(2025, 12, 31), 2) == date(2026, 2, 28)


def test_after_a_notice_the_vote_is_lost_at_thirty_days_and_membership_at_three_months():
    found = arrears(Money(1), date(2026, 1, 31), "SA")
    assert [found.vote_is_lost(date(2026, 3, day)) for day in (2, 3)] == [False, True]
    assert [found.exclusion_is_open(day) for day in (date(2026, 4, 30), date(2026, 5, 1))] == [False, True]
    assert arrears(Money(1), date(2026, 1, 31), "SARL").vote_lost_on is None
    assert arrears(Money(0), date(2026, 1, 31), "SA").exclusion_on is None
    assert arrears(Money(1), None, "SA").exclusion_on is None


SHEET = Losses(date(2025, 12, 31), Money(6_000_000), Money(500_000), Money(2_000_000), Money(20_000_000))


@pytest.mark.parametrize(
    ("first", "ratio"),
    [((), "3/10"), (("statutory_reserve",), "1/5"), (("special_reserve", "statutory_reserve"), "7/40")],
)
def test_losses_are_charged_first_to_the_reserves_that_the_statutes_name(first, ratio):
    assert loss_ratio(SHEET, first) == Fraction(ratio)


def test_a_share_of_50_euros_after_losses_of_a_fifth_is_40_euros():
    assert refund_value(Money(5000), loss_ratio(SHEET, ("statutory_reserve",))).net == Money(4000)


def test_reserves_above_the_losses_leave_the_nominal_and_losses_above_the_capital_nothing():
    rich = Losses(date(2025, 12, 31), Money(100), Money(0), Money(200), Money(1000))
    assert loss_ratio(rich, ("statutory_reserve",)) == 0
    assert refund_value(
        Money(5000), loss_ratio(Losses(rich.year_end, Money(2000), Money(0), Money(0), Money(1000)), ())
    ).net == Money(0)


@given(st.integers(0, 10**9), st.fractions(0, 1))
def test_nothing_is_lost_in_rounding(paid, ratio):
    value = refund_value(Money(paid), ratio)
    assert value.net + value.loss == Money(paid)
    assert value.net.cents + value.remainder == paid * (1 - ratio)
    assert 0 <= value.remainder < 1


@pytest.mark.parametrize(
    ("lost", "year_end", "closing"),
    [
        (date(2026, 1, 1), "12-31", date(2025, 12, 31)),
        (date(2026, 1, 2), "12-31", date(2026, 12, 31)),
        (date(2024, 3, 1), "02-29", date(2024, 2, 29)),
        (date(2025, 3, 1), "02-29", date(2025, 2, 28)),
    ],
)
def test_the_year_of_the_last_day_of_membership_tells_the_value(lost, year_end, closing):
    assert closing_of(lost, year_end) == closing
