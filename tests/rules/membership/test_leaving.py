"""When a resignation takes effect, and what an exclusion must have gone through, said by the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.errors import Refused
from membership.rules.leaving import (
    AT_ONCE,
    NOTICE_END,
    YEAR_END,
    check_hearing,
    check_wish,
    clause_of,
    exit_day,
    exit_day_by,
)
from statutes.rules.worked import saying

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CLAUSES = st.sampled_from([AT_ONCE, NOTICE_END, YEAR_END])
MARCH = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("lines", "first_day_without"),
    [
        ((), date(2026, 3, 16)),
        (('shares.exit_effective = "at_once"', "shares.exit_notice_months = 6"), date(2026, 3, 16)),
        (("shares.exit_notice_months = 6",), date(2026, 9, 16)),
        (('shares.exit_effective = "year_end"',), date(2027, 1, 1)),
        (('shares.exit_effective = "year_end"', "shares.exit_notice_months = 12"), date(2028, 1, 1)),
    ],
)
def test_the_statutes_say_when_and_where_silent_one_leaves_at_once(lines, first_day_without):
    assert exit_day(_statutes(lines), MARCH) == first_day_without


def _statutes(lines):
    from tests.factories.statutes import GONE, statutes_with

    silent = {"shares.exit_effective": GONE, "shares.exit_notice_months": GONE}
    said = {key: eval(value) for key, value in (line.split(" = ") for line in lines)}  # noqa: S307 - our own literals
    return statutes_with({**silent, **said})


def test_a_notice_named_without_a_clause_is_kept():
    assert clause_of(_statutes(["shares.exit_notice_months = 3"])) == NOTICE_END
    assert clause_of(saying()) == AT_ONCE


def test_out_on_the_first_of_january_is_a_member_on_the_thirty_first_of_december():
    assert exit_day_by(YEAR_END, MARCH) - timedelta(days=1) == date(2026, 12, 31)


def test_asked_on_the_closing_day_without_notice_one_leaves_that_evening():
    assert exit_day_by(YEAR_END, date(2026, 12, 31)) == date(2027, 1, 1)


@given(clause=CLAUSES, asked=DAYS, months=st.integers(0, 24), wish=st.none() | st.integers(0, 900))
def test_nobody_leaves_before_the_notice_nor_before_the_wish(clause, asked, months, wish):
    wished = None if wish is None else asked + timedelta(days=wish)
    day = exit_day_by(clause, asked, months=months, wished_on=wished)
    assert day >= exit_day_by(clause, asked, months=months) > asked
    assert wished is None or day > wished
    if clause == YEAR_END:
        assert (day.month, day.day) == (1, 1)


@given(clause=CLAUSES, asked=DAYS, later=st.integers(0, 400), months=st.integers(0, 24))
def test_who_asks_later_never_leaves_earlier(clause, asked, later, months):
    first, second = (exit_day_by(clause, day, months=months) for day in (asked, asked + timedelta(days=later)))
    assert first <= second


@given(asked=DAYS, months=st.integers(0, 24), closing=st.sampled_from(["12-31", "06-30", "02-28", "02-29"]))
def test_the_end_of_the_year_is_that_of_the_accounts(asked, months, closing):
    last_day = exit_day_by(YEAR_END, asked, months=months, year_end=closing) - timedelta(days=1)
    month = int(closing[:2])
    assert last_day.month == month and last_day <= asked + timedelta(days=31 * months + 367)


def test_a_request_to_come_or_a_wish_before_it_is_refused():
    for asked, wished, code in (
        (date(2026, 6, 2), None, "asked-to-come"),
        (MARCH, date(2026, 3, 1), "wished-too-early"),
    ):
        with pytest.raises(Refused) as caught:
            check_wish(asked, wished, date(2026, 6, 1))
        assert caught.value.code == code


def test_nobody_is_excluded_unheard_nor_heard_afterwards():
    for heard, code in ((None, "not-heard"), (date(2026, 6, 2), "heard-after")):
        with pytest.raises(Refused) as caught:
            check_hearing(heard, date(2026, 6, 1))
        assert caught.value.code == code
    check_hearing(date(2026, 6, 1), date(2026, 6, 1))
