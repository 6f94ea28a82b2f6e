"""Dated facts: the state of a past day is settled; only what is recorded about that day can change it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from membership.rules.facts import fact_on, standing_facts
from membership.rules.standing import MembershipEvent, Standing, standing_on

FIRST = date(2024, 1, 1)
MORNING = datetime(2024, 1, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Fact:
    id: int
    effective_on: date
    recorded_at: datetime
    event: str
    reverses_id: int | None = None


days = st.integers(0, 400).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def journals(draw):
    """Facts in the order they were recorded, some of them taken back later."""
    facts: list[Fact] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        recorded = MORNING + timedelta(hours=number)
        open_ones = [f for f in facts if f.reverses_id is None and f.id not in {g.reverses_id for g in facts}]
        if open_ones and draw(st.booleans()) and draw(st.booleans()):
            wrong = draw(st.sampled_from(open_ones))
            facts.append(replace(wrong, id=number, recorded_at=recorded, reverses_id=wrong.id))
        else:
            event = draw(st.sampled_from([MembershipEvent.ADMITTED, MembershipEvent.RESIGNED]))
            facts.append(Fact(number, draw(days), recorded, event))
    return facts


@given(journals(), days, st.data())
def test_a_past_day_never_changes_when_later_days_are_recorded(journal, day, data):
    before = standing_on(journal, day)
    later = data.draw(st.lists(days.filter(lambda one: one > day), max_size=5))
    added = [
        Fact(100 + n, one, MORNING + timedelta(days=900, hours=n), data.draw(st.sampled_from(list(MembershipEvent))))
        for n, one in enumerate(later)
    ]
    assert standing_on([*journal, *added], day) == before


@given(journals(), days, st.integers(0, 12))
def test_what_was_known_at_a_moment_never_changes(journal, day, moment):
    known_at = MORNING + timedelta(hours=moment, minutes=30)
    then = [fact for fact in journal if fact.recorded_at <= known_at]
    assert fact_on(journal, day, known_at) == fact_on(then, day)


@given(journals(), days)
def test_the_order_in_which_facts_are_read_does_not_matter(journal, day):
    assert fact_on(reversed(journal), day) == fact_on(journal, day)


@given(journals(), days)
def test_taking_the_last_fact_back_gives_the_state_before_it(journal, day):
    *rest, last = journal
    if last.reverses_id is not None:
        return
    undone = [*journal, replace(last, id=99, recorded_at=last.recorded_at + timedelta(hours=1), reverses_id=last.id)]
    assert fact_on(undone, day) == fact_on(rest, day)


def test_a_fact_is_true_from_the_first_moment_of_its_day():
    fact = Fact(1, date(2024, 6, 1), MORNING, MembershipEvent.ADMITTED)
    assert standing_on([fact], date(2024, 5, 31)) is Standing.NOT_YET
    assert standing_on([fact], date(2024, 6, 1)) is Standing.MEMBER


def test_of_two_facts_of_one_day_the_last_recorded_rules():
    first = Fact(1, FIRST, MORNING, "usagers")
    second = Fact(2, FIRST, MORNING + timedelta(seconds=1), "salaries")
    assert fact_on([second, first], FIRST) is second


def test_a_fact_recorded_late_rules_from_its_own_day():
    first = Fact(1, FIRST, MORNING, MembershipEvent.ADMITTED)
    late = Fact(2, date(2024, 3, 1), MORNING + timedelta(days=500), MembershipEvent.RESIGNED)
    assert standing_on([first, late], date(2024, 3, 1)) is Standing.FORMER
    assert standing_on([first, late], date(2024, 3, 1), MORNING + timedelta(days=499)) is Standing.MEMBER


def test_what_takes_back_is_no_fact_itself():
    fact = Fact(1, FIRST, MORNING, MembershipEvent.ADMITTED)
    back = replace(fact, id=2, recorded_at=MORNING + timedelta(days=1), reverses_id=1)
    assert standing_facts([fact, back]) == []
