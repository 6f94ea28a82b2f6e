"""The state of a box: the clock, the count and the acts decide, in whatever order they are read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.models import ACTS
from votes.rules.life import (
    ALLOWED_IN,
    PUBLIC,
    UNCOUNTED,
    Act,
    ActKind,
    BoxState,
    Moments,
    derive_state,
    is_shown,
    open_disputes,
    takes_ballots,
)

EIGHT = datetime(2026, 6, 12, 20, tzinfo=UTC)
JUST = timedelta(microseconds=1)

acts = st.lists(
    st.builds(Act, st.sampled_from(ActKind), st.integers(1, 6), st.integers(0, 6), st.just(frozenset({"A"}))),
    max_size=8,
)
moments = st.builds(
    Moments,
    st.sampled_from([None, EIGHT, EIGHT + timedelta(hours=1)]),
    st.sampled_from([None, EIGHT]),
    st.booleans(),
    st.booleans(),
).filter(lambda one: one.closed_at is not None or not one.counted)
groups = st.sampled_from([(), ("A",), ("A", "B")])


def test_an_act_is_a_word_that_the_table_knows() -> None:
    assert {act.value for act in ActKind} == set(ACTS) == {act.value for act in ALLOWED_IN}


@given(moments, acts, groups, st.randoms())
def test_the_order_of_the_acts_changes_nothing(
    one: Moments, done: list[Act], few: tuple[str, ...], chance: object
) -> None:
    shuffled = list(done)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert derive_state(one, done, EIGHT, few=few) is derive_state(one, shuffled, EIGHT, few=few)


@given(moments, acts, groups)
def test_the_same_act_read_twice_changes_nothing(one: Moments, done: list[Act], few: tuple[str, ...]) -> None:
    assert derive_state(one, done, EIGHT, few=few) is derive_state(one, done + done, EIGHT, few=few)


@given(moments, acts, groups)
def test_nobody_sees_a_result_that_is_not_counted(one: Moments, done: list[Act], few: tuple[str, ...]) -> None:
    state = derive_state(one, done, EIGHT, few=few)
    if not one.counted:
        assert not is_shown(state, runs=True)
        assert not is_shown(state, runs=False)


@given(moments, acts, groups)
def test_a_result_held_back_is_for_who_runs_votes_alone(one: Moments, done: list[Act], few: tuple[str, ...]) -> None:
    state = derive_state(one, done, EIGHT, few=few)
    if one.held_back and not any(act.kind is ActKind.PUBLISHED for act in done):
        assert not is_shown(state, runs=False)


@given(moments, acts, groups, st.integers(0, 7200))
def test_once_it_takes_no_ballot_it_never_takes_one_again(
    one: Moments, done: list[Act], few: tuple[str, ...], seconds: int
) -> None:
    if derive_state(one, done, EIGHT, few=few) is not BoxState.OPEN:
        assert derive_state(one, done, EIGHT + timedelta(seconds=seconds), few=few) is not BoxState.OPEN


@given(moments, acts, groups)
def test_a_vote_cancelled_or_annulled_stays_so(one: Moments, done: list[Act], few: tuple[str, ...]) -> None:
    cancelled = [*done, Act(ActKind.CANCELLED, 9)]
    assert derive_state(one, cancelled, EIGHT, few=few) is BoxState.CANCELLED
    state = derive_state(one, [*done, Act(ActKind.ANNULLED, 9)], EIGHT, few=few)
    assert state in UNCOUNTED | {BoxState.CANCELLED, BoxState.HELD, BoxState.ANNULLED}


def test_the_closing_time_itself_is_too_late() -> None:
    assert takes_ballots(Moments(closes_at=EIGHT), EIGHT - JUST)
    assert not takes_ballots(Moments(closes_at=EIGHT), EIGHT)
    assert derive_state(Moments(closes_at=EIGHT), [], EIGHT - JUST) is BoxState.OPEN


@pytest.mark.parametrize(("confirmed", "state"), [((), BoxState.FEW), (("B",), BoxState.FEW), (("A",), BoxState.ENDED)])
def test_few_ballots_wait_until_that_very_group_was_decided(confirmed: tuple[str, ...], state: BoxState) -> None:
    done = [Act(ActKind.CONFIRMED_SMALL, 1, groups=frozenset(confirmed))]
    assert derive_state(Moments(closes_at=EIGHT), done, EIGHT, few=["A"]) is state


def test_a_vote_is_contested_until_the_last_contest_is_answered() -> None:
    counted = Moments(closed_at=EIGHT, counted=True)
    two = [Act(ActKind.CONTESTED, 1), Act(ActKind.CONTESTED, 2)]
    first = [*two, Act(ActKind.SETTLED, 3, about=1)]
    assert derive_state(counted, first, EIGHT) is BoxState.CONTESTED
    assert derive_state(counted, [*first, Act(ActKind.SETTLED, 4, about=2)], EIGHT) is BoxState.PUBLISHED
    assert derive_state(counted, [*first, Act(ActKind.ANNULLED, 4, about=2)], EIGHT) is BoxState.ANNULLED
    assert open_disputes([*first, Act(ActKind.ANNULLED, 4, about=2)]) == []


def test_an_archived_vote_that_is_contested_after_all_is_contested() -> None:
    counted = Moments(closed_at=EIGHT, counted=True)
    archived = [Act(ActKind.ARCHIVED, 1)]
    assert derive_state(counted, archived, EIGHT) is BoxState.ARCHIVED
    assert derive_state(counted, [*archived, Act(ActKind.CONTESTED, 2)], EIGHT) is BoxState.CONTESTED


def test_what_is_public_is_what_was_published() -> None:
    assert {state for state in BoxState if is_shown(state, runs=False)} == PUBLIC
    assert not any(is_shown(state, runs=False, rehearsal=True) for state in BoxState)
