"""How long personal data is kept: the law's durations, the cooperative's choices, and the day on which time is up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.rules.retention import CLASSES, End, Key, fits, is_due, latest_start, months_of
from statutes.rules import law

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def test_a_telephone_goes_the_day_after_the_exit():
    exit_day = date(2026, 3, 31)
    assert not is_due(exit_day, 0, exit_day)
    assert is_due(exit_day, 0, exit_day + timedelta(days=1))


def test_the_identity_of_a_former_member_is_kept_five_years():
    kind = CLASSES[Key.IDENTITY]
    assert kind.months == law.LIABILITY_MONTHS == 60
    assert kind.end is End.PSEUDONYMISED
    assert "L231-6" in kind.source
    assert "2224" in kind.source


def test_vouchers_are_kept_ten_years():
    assert CLASSES[Key.VOUCHERS].months == law.VOUCHERS_MONTHS == 120
    assert CLASSES[Key.VOUCHERS].source == "C. com. art. L123-22"


def test_the_register_has_no_term_and_refuses_erasure():
    kind = CLASSES[Key.REGISTER]
    assert not kind.has_term
    assert kind.end is End.KEPT
    assert "17(3)(b)" in kind.source


def test_what_the_law_leaves_open_is_due_only_once_it_was_chosen():
    open_kinds = {key for key, kind in CLASSES.items() if kind.bounds}
    assert open_kinds == {
        Key.APPLICATIONS,
        Key.ATTENDANCE,
        Key.WORKSHOPS,
        Key.VIEWPOINTS,
        Key.PROJECTS,
        Key.EVALUATIONS,
        Key.MAILS,
        Key.IMPORTS,
        Key.SIGN_INS,
    }
    assert all(months_of(CLASSES[key], {}) is None for key in open_kinds)
    assert months_of(CLASSES[Key.MAILS], {"mails": 24}) == 24


@pytest.mark.parametrize(
    ("key", "months", "allowed"),
    [
        (Key.APPLICATIONS, 24, True),
        (Key.APPLICATIONS, 25, False),
        (Key.SIGN_INS, 5, False),
        (Key.SIGN_INS, 6, True),
        (Key.ATTENDANCE, 35, False),
        (Key.ATTENDANCE, 36, True),
        (Key.IDENTITY, 60, False),
        (Key.REGISTER, 1, False),
    ],
)
def test_a_choice_stands_within_its_bounds_and_never_over_the_law(key, months, allowed):
    assert fits(CLASSES[key], months) is allowed


def test_every_kind_says_why_by_which_article_and_what_happens_at_the_end():
    for kind in CLASSES.values():
        assert kind.source
        assert kind.why
        assert kind.after
        assert kind.stays or kind.end is End.KEPT
        assert not (kind.months is not None and kind.bounds)


@given(DAYS, st.integers(0, 130), DAYS)
def test_the_search_in_a_table_finds_what_the_rule_says(started, months, on):
    assert is_due(started, months, on) == (started < latest_start(months, on))
