"""Curves: a state a day from changes, by college; a member takes the capital along into another college."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shares.rules.curves import Change, Story, changes_of, curve, opposite, summed
from shares.rules.periods import MOST_POINTS, Period, Step, fitting_step, years_before

DAY = date(2024, 1, 1)
days = st.integers(0, 30).map(lambda step: DAY + timedelta(days=step))
stories = st.builds(
    Story,
    st.lists(st.tuples(days, st.booleans()), max_size=4).map(sorted),
    st.lists(st.tuples(days, st.sampled_from(["a", "b"])), max_size=3).map(sorted),
    st.lists(st.tuples(days, st.integers(-9, 9), st.integers(-9, 9)), max_size=6).map(sorted),
)


@given(stories, days)
def test_on_every_day_the_sums_of_all_colleges_are_what_the_member_holds(story, on):
    point = curve(summed(changes_of(story)), [on])[0]
    assert point.all_capital.cents == sum(cents for day, cents, _paid in story.moves if day <= on)
    assert point.paid.cents == sum(paid for day, _cents, paid in story.moves if day <= on)
    member = next((begins for day, begins in reversed(story.lives) if day <= on), False)
    assert point.all_members == int(member)
    college = next((name for day, name in reversed(story.places) if day <= on), None)
    assert set(point.members) <= {college}
    assert set(point.capital) <= {college}


@given(stories)
def test_a_change_and_its_opposite_leave_nothing(story):
    told = changes_of(story)
    assert summed([*told, *map(opposite, told)]) == []


@given(st.lists(stories, max_size=4), st.lists(days, min_size=1, max_size=6).map(sorted))
def test_points_do_not_depend_on_which_others_are_asked_for(told, asked):
    changes = summed(change for story in told for change in changes_of(story))
    assert curve(changes, asked) == [curve(changes, [day])[0] for day in asked]


def test_the_highest_is_that_of_the_end_of_a_day_never_of_its_middle():
    """Ten in and eight out on one day: the capital of that day ended at two, and that is what was reached."""
    moved = [Change(DAY, "a", 0, 1000), Change(DAY, "a", 0, -800)]
    assert curve(moved, [DAY])[0].highest.cents == 200


@given(days, st.integers(0, 20_000), st.sampled_from(Step))
def test_a_period_ends_on_its_last_day_and_never_has_more_points_than_a_chart_bears(first, length, step):
    last = first + timedelta(days=length)
    found = Period(first, last, step).days
    assert found[-1] == last
    assert found == sorted(set(found))
    assert len(found) <= MOST_POINTS + 1


def test_the_last_day_of_a_month_is_one_point_not_two():
    found = Period(date(2025, 11, 1), date(2025, 12, 31), Step.MONTH).days
    assert found == [date(2025, 11, 30), date(2025, 12, 31)]


def test_a_step_leaves_a_readable_curve():
    assert fitting_step(DAY, date(2027, 1, 1)) is Step.MONTH
    assert fitting_step(DAY, date(2027, 2, 1)) is Step.QUARTER
    assert fitting_step(DAY, date(2036, 2, 1)) is Step.YEAR


def test_a_period_of_a_year_begins_the_day_after_the_same_day():
    assert years_before(date(2025, 12, 31), 1) == date(2025, 1, 1)
