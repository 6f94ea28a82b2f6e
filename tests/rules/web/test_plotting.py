"""The lines of a chart: round scales that nothing exceeds, points where their days are, flat and empty series drawn."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.money import Money
from foundation.web.plotting import MOST_STEPS, plot, scale

DAYS = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)]


@given(st.fractions(min_value=0, max_value=10**12), st.sampled_from(["number", "euros", "percent"]))
def test_the_scale_holds_every_value_in_few_round_steps(highest, show):
    top, count = scale(highest, show)
    assert top >= highest
    assert 1 <= count <= MOST_STEPS
    assert top < 5 * max(highest, Fraction(1, 100) if show == "percent" else Fraction(100))


@given(st.integers(1, 10**6))
def test_counts_of_people_are_marked_in_whole_people(highest):
    top, count = scale(Fraction(highest))
    assert (top / count).denominator == 1


@pytest.fixture
def words(app: Flask):
    with app.test_request_context():
        yield


def drawn(*values, show="number"):
    return plot(DAYS, [{"label": "Salariés", "tone": 1, "values": list(values)}], show)


def test_a_line_begins_at_the_first_day_and_ends_at_the_last(words):
    line = drawn(0, 5, 10).lines[0]
    assert line.path.startswith("M0 100 ")
    assert (line.end_x, line.end_y) == ("100", "0")


def test_money_is_drawn_in_round_euros(words):
    made = drawn(Money(0), Money(150_000), Money(310_000), show="euros")
    assert made.ticks[0].replace("\u202f", " ").replace("\u00a0", " ") == "4 000 €"


def test_what_was_not_known_yet_leaves_a_gap_at_the_beginning(words):
    line = drawn(None, 5, 10).lines[0]
    assert line.path.startswith("M47.46 50")


def test_nothing_at_all_is_drawn_as_nothing(words):
    assert drawn(None, None, None).lines[0].path == ""
    assert drawn(0, 0, 0).lines[0].path == "M0 100 L47.46 100 L100 100"


def test_one_single_day_makes_a_point(words):
    made = plot(DAYS[:1], [{"label": "a", "tone": 1, "values": [3]}])
    assert made.lines[0].end_x == "100"
    assert made.days == DAYS[:1]


def test_lines_differ_by_their_dashes_and_stripes_cover_the_width(words):
    series = [{"label": name, "tone": 1, "values": [1, 2, 3]} for name in "abc"]
    made = plot(DAYS, series)
    assert [line.style for line in made.lines] == [1, 2, 3]
    assert sum(Fraction(stripe.width) for stripe in made.stripes) == 100
    assert "a 1" in made.stripes[0].text


def test_days_are_set_as_far_apart_as_they_are(words):
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 1) + timedelta(days=100)]
    path = plot(days, [{"label": "a", "tone": 1, "values": [1, 1, 1]}]).lines[0].path
    assert "L1 0" in path
