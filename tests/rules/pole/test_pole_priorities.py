"""What a vote on priorities asks, its ranks from year to year, and the states that a plan may give; with properties."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Refused
from governance.rules.bodies import Verdict
from pole.priorities.rules.ballots import (
    METHODS,
    Listed,
    Terms,
    ballot_of,
    check_terms,
    number_of,
    terms_from_json,
)
from pole.priorities.rules.following import PlanDraft, check_plan, choices_from, usual_choice
from pole.priorities.rules.standing import VOID, VoteState, holds_its_year, state_of_vote
from pole.priorities.rules.years import YearRanks, places, ranks_of, trails
from pole.programme.rules.states import ActionState, may_follow
from votes.rules.ballot_choices import fullest_choice, plain_choice
from votes.rules.life import BoxState
from votes.rules.plans import plan_from_json

numbers = st.lists(st.integers(1, 400), min_size=2, max_size=12, unique=True)
terms = st.builds(
    Terms,
    method=st.sampled_from(METHODS),
    kept=st.integers(1, 14),
    points=st.integers(1, 40),
    most=st.integers(1, 40),
    least=st.integers(1, 12),
    budget_cents=st.integers(0, 5_000_000),
)


@st.composite
def lists(draw):
    return [
        Listed(
            number, f"Action {number}", planned_cents=draw(st.integers(0, 3_000_000)), owner=draw(st.text(max_size=9))
        )
        for number in draw(numbers)
    ]


@st.composite
def rankings(draw):
    options = draw(st.lists(st.integers(1, 60), min_size=1, max_size=12, unique=True))
    groups, rest = [], list(options)
    while rest:
        size = draw(st.integers(1, len(rest)))
        groups.append(tuple(f"a{number}" for number in rest[:size]))
        rest = rest[size:]
    return tuple(groups)


@given(terms, lists())
def test_what_passes_the_check_is_a_ballot_that_can_be_opened_and_filled_in(asked, listed):
    """Nothing is left for the opening to refuse: the contest reads back, and its fullest ballot is taken."""
    try:
        check_terms(asked, listed)
    except Refused:
        return
    plan = plan_from_json(ballot_of(asked, listed).as_json())
    contest = plan.opened_contest()
    assert [number_of(option) for option in contest.ids] == [one.number for one in listed]
    assert contest.budget_cents == asked.budget_cents if asked.is_budget else contest.seats == asked.kept
    if asked.method != "points":
        fullest = fullest_choice(asked.method, contest)
        assert plain_choice(asked.method, canonical_json(dict(plan.contest)), fullest)


@given(terms)
def test_terms_are_kept_as_they_were(asked):
    assert terms_from_json(asked.as_json()) == asked


@pytest.mark.parametrize("asked", [Terms(method) for method in METHODS])
def test_one_action_alone_is_no_vote(asked):
    with pytest.raises(Refused):
        check_terms(asked, [Listed(1, "Local", planned_cents=100)])


def test_a_budget_names_the_actions_without_a_cost():
    with pytest.raises(Refused) as refused:
        check_terms(
            Terms("greedy", budget_cents=500), [Listed(1, "Local", 400), Listed(2, "Fonds"), Listed(3, "Récits")]
        )
    assert refused.value.values["actions"] == "Fonds, Récits"


@given(rankings())
def test_ranks_follow_the_ranking_and_equal_ones_are_equal(ranking):
    ranks = ranks_of(ranking)
    assert sorted(ranks) == sorted(number_of(option) for group in ranking for option in group)
    before = 0
    for group in ranking:
        assert {ranks[number_of(option)] for option in group} == {before + 1}
        before += len(group)


@given(rankings())
def test_places_hold_one_action_each_and_never_cross_ranks(ranking):
    ranks = ranks_of(ranking)
    placed = places(ranks)
    assert sorted(placed.values()) == list(range(1, len(ranks) + 1))
    ordered = sorted(placed, key=placed.__getitem__)
    assert [ranks[number] for number in ordered] == sorted(ranks.values())


@given(st.lists(rankings(), min_size=1, max_size=5))
def test_every_action_has_one_trail_inside_the_picture(years):
    known = [YearRanks(2020 + place, ranks_of(ranking)) for place, ranking in enumerate(years)]
    drawn = trails(known)
    assert sorted(one.number for one in drawn) == sorted({number for one in known for number in one.ranks})
    for trail in drawn:
        for year, rank, point in zip(known, trail.ranks, trail.points, strict=True):
            assert rank == year.ranks.get(trail.number)
            assert (point is None) == (rank is None)
            assert point is None or (0 <= point[0] <= 1 and 0 < point[1] < 1)
    last = [one.latest for one in drawn if one.latest is not None]
    assert last == sorted(last) and [one.latest is None for one in drawn] == sorted(one.latest is None for one in drawn)


def test_a_move_is_counted_from_the_year_before_and_not_over_a_gap():
    first, second, third = trails([YearRanks(2024, {1: 1, 2: 2}), YearRanks(2025, {2: 1, 3: 2})])
    assert (first.number, first.move) == (2, 1)
    assert (second.number, second.move, third.number, third.latest) == (3, None, 1, None)
    assert first.points == ((Fraction(0), Fraction(3, 4)), (Fraction(1), Fraction(1, 4)))


@given(st.sampled_from(ActionState), st.booleans())
def test_what_is_proposed_may_always_be_decided(state, kept):
    usual = usual_choice(state, kept=kept)
    assert usual is None or (kept and usual in choices_from(state))
    assert all(may_follow(state, one) for one in choices_from(state))


@given(
    st.dictionaries(st.integers(1, 6), st.sampled_from(ActionState), max_size=6),
    st.dictionaries(st.integers(1, 6), st.sampled_from(ActionState), max_size=6),
    st.sampled_from(Verdict),
    st.sampled_from(["", " ", "Parce que."]),
)
def test_a_plan_passes_only_where_each_state_may_follow(before, states, verdict, motives):
    draft = PlanDraft(1, date(2026, 3, 2), verdict, motives, "", states)
    sound = verdict is Verdict.VALIDATED or bool(motives.strip())
    lawful = all(number in before and may_follow(before[number], state) for number, state in states.items())
    fits = (not states) if verdict is Verdict.REFUSED else (bool(states) and lawful)
    if sound and fits:
        check_plan(draft, before)
    else:
        with pytest.raises(Refused):
            check_plan(draft, before)


@pytest.mark.parametrize("state", list(BoxState))
def test_every_state_of_a_box_is_one_of_the_vote(state):
    found = state_of_vote(state, withdrawn=False)
    assert found not in (VoteState.DRAFT, VoteState.WITHDRAWN)
    assert holds_its_year(found) == (found not in VOID)
