"""What holds for every counting method, or for those that promise it, whatever the ballots."""

import json
import random
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.factories.contests import college_contest, contest, counted
from tests.factories.votes import as_text, college_count
from votes.rules.contest_count import count_cells
from votes.rules.contest_result import ContestResult
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.methods.registry import CONTESTS
from votes.rules.methods.shares import Electorate, raised, run

IDS = "ABCD"
METHODS = sorted(CONTESTS)
NUMBERS = st.fixed_dictionaries(dict.fromkeys(IDS, st.integers(0, 5)))
ORDERS = st.integers(1, 4).flatmap(lambda size: st.permutations(IDS).map(lambda order: list(order)[:size]))
MARKS = st.sets(st.sampled_from(IDS)).map(sorted)
SHARED = st.lists(st.sampled_from(IDS), min_size=1, max_size=10).map(
    lambda given: {one: given.count(one) for one in given}
)
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "plurality": st.sampled_from(IDS),
    "approval": MARKS,
    "score": NUMBERS,
    "points": SHARED,
    "majority_judgment": NUMBERS,
    "schulze": ORDERS,
    "borda": ORDERS,
    "irv": ORDERS,
    "stv": ORDERS,
    "greedy": MARKS,
    "equal_shares": MARKS,
}
COLLEGES = {"x": "1/2", "y": "3/10", "z": "1/5"}
every_method = pytest.mark.parametrize("method", METHODS)
FEW = settings(max_examples=settings().max_examples // 2)


@st.composite
def ballots_of(draw: st.DrawFn, method: str, least: int = 0) -> list[tuple[int, Any]]:
    return draw(st.lists(st.tuples(st.integers(1, 7), CHOICES[method]), min_size=least, max_size=7))


@st.composite
def documents(draw: st.DrawFn, method: str) -> dict[str, Any]:
    """A contest with colleges or without, some of them silent."""
    seats = {} if method in ("irv", "greedy", "equal_shares") else {"seats": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        return contest(method, IDS, draw(ballots_of(method)), **seats)
    colleges = {college: (weight, draw(ballots_of(method))) for college, weight in COLLEGES.items()}
    policy = draw(st.sampled_from(["void", "equal", "proportional", "heads"]))
    return college_contest(method, IDS, colleges, silent_college=policy, **seats)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """A choice, or a document, with other names for the options."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return {names.get(key, key): item for key, item in value.items()} if isinstance(value, dict) else value


def outcome(result: ContestResult, names: dict[str, str] | None = None) -> tuple[Any, ...]:
    """What a count says, whatever the order in which equal options are written."""
    change = names or {one: one for one in IDS}
    decision = result.decision
    scores = {change[option]: score for option, score in (decision.scores or {}).items()}
    tied = {change[option] for option in decision.tie.between} if decision.tie else None
    ranking = [{change[option] for option in group} for group in decision.ranking]
    return {change[option] for option in decision.winners}, ranking, tied, scores


@every_method
@FEW
@given(st.data())
def test_neutrality_no_option_has_a_name_or_a_place_that_helps(method: str, data: st.DataObject) -> None:
    document = data.draw(documents(method))
    names = dict(zip(IDS, data.draw(st.permutations(IDS)), strict=True))
    other = dict(document)
    other["options"] = [option | {"id": names[option["id"]]} for option in document["options"]]
    data.draw(st.randoms(use_true_random=False)).shuffle(other["options"])
    other["ballots"] = [line | {"choice": renamed(line["choice"], names)} for line in document["ballots"]]
    assert outcome(counted(other)) == outcome(counted(document), names)


@every_method
@FEW
@given(st.data())
def test_anonymity_neither_order_nor_grouping_of_the_ballots_counts(method: str, data: st.DataObject) -> None:
    document = data.draw(documents(method))
    singles = [line | {"count": 1} for line in document["ballots"] for _ in range(line["count"])]
    data.draw(st.randoms(use_true_random=False)).shuffle(singles)
    assert counted(document | {"ballots": singles}).to_json("en") == counted(document).to_json("en")


@every_method
@FEW
@given(st.data())
def test_what_a_database_groups_is_counted_as_the_file_is(method: str, data: st.DataObject) -> None:
    document = data.draw(documents(method))
    words: list[Any] = ["blank", "null", ["no such option"], {"A": 99}, None]
    more = data.draw(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(words)), max_size=4))
    college = {"college": "x"} if "colleges" in document else {}
    document["ballots"] += [college | {"count": number, "choice": choice} for number, choice in more]
    file = parse(as_text(document))
    cells = [
        (line.college, json.dumps(line.choice, sort_keys=True, separators=(",", ":")), line.number)
        for line in file.ballots
    ]
    ours, theirs = count(file).to_json("en"), count_cells(file, cells).to_json("en")
    assert {**ours, "invalid_ballots": 0} == {**theirs, "invalid_ballots": 0}


@pytest.mark.parametrize("method", ["score", "majority_judgment"])
def test_many_ballots_are_added_up_by_columns_as_one_by_one(method: str) -> None:
    dice = random.Random(2026)
    lines = [
        {"college": dice.choice("xyz"), "count": dice.randint(1, 2), "choice": {one: dice.randint(0, 5) for one in IDS}}
        for _ in range(900)
    ]
    # one form of its own, one invalid, one blank among the many
    odd = [{"college": "x", "choice": choice} for choice in ({"B": 1, "A": 2, "C": 3, "D": 4}, {"A": 7}, "blank")]
    document = college_contest(method, IDS, {college: (weight, ()) for college, weight in COLLEGES.items()})
    document["ballots"] = lines + odd
    file = parse(as_text(document))
    cells = [(line.college, json.dumps(line.choice), line.number) for line in file.ballots]
    ours, theirs = count(file).to_json("en"), count_cells(file, cells).to_json("en")
    assert {**ours, "invalid_ballots": 0} == {**theirs, "invalid_ballots": 0}
    assert theirs["invalid"] == 1


MONOTONIC = ("plurality", "approval", "score", "points", "majority_judgment", "schulze", "borda")


def lifted(choice: Any, winner: str) -> Any:
    """The same ballot with the winner higher and nothing else changed."""
    if isinstance(choice, str):
        return winner
    if isinstance(choice, dict):
        return choice | {winner: 5}
    return [winner, *(one for one in choice if one != winner)]


@pytest.mark.parametrize("method", MONOTONIC)
@FEW
@given(st.data())
def test_monotonicity_a_winner_who_is_lifted_still_wins(method: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_of(method, least=1))
    before = counted(contest(method, IDS, ballots, **({"points": {"total": 100}} if method == "points" else {})))
    assume(len(before.decision.winners) == 1)
    [winner] = before.decision.winners
    place = data.draw(st.integers(0, len(ballots) - 1))
    number, choice = ballots[place]
    higher = choice | {winner: choice.get(winner, 0) + 1} if method == "points" else lifted(choice, winner)
    changed = [*ballots[:place], (number, higher), *ballots[place + 1 :]]
    after = counted(contest(method, IDS, changed, **({"points": {"total": 100}} if method == "points" else {})))
    assert after.decision.winners == (winner,)


def test_the_instant_run_off_is_not_monotonic_and_we_do_not_hide_it() -> None:
    """A textbook failure: two voters put the winner higher, and it loses."""
    others: list[tuple[int, object]] = [(6, ["A", "B", "C"]), (5, ["C", "A", "B"]), (4, ["B", "C", "A"])]
    before = counted(contest("irv", "ABC", [*others, (2, ["B", "A", "C"])]))
    after = counted(contest("irv", "ABC", [*others, (2, ["A", "B", "C"])]))
    assert before.decision.winners == ("A",)
    assert after.decision.winners == ("C",)


SCALING = [method for method in METHODS if method != "equal_shares"]


@pytest.mark.parametrize("method", SCALING)
@FEW
@given(st.data(), st.integers(2, 9))
def test_a_college_weighs_its_weight_however_many_it_is(method: str, data: st.DataObject, times: int) -> None:
    """Each ballot of a college weighs w / n: the college that votes alike with more members changes nothing."""
    colleges = {college: (weight, data.draw(ballots_of(method, least=1))) for college, weight in COLLEGES.items()}
    weight, ballots = colleges["x"]
    larger = colleges | {"x": (weight, [(number * times, choice) for number, choice in ballots])}
    assert outcome(counted(college_contest(method, IDS, larger))) == outcome(
        counted(college_contest(method, IDS, colleges))
    )


@FEW
@given(st.data())
def test_exactness_the_weights_of_the_votes_sum_to_the_weight_expressed(data: st.DataObject) -> None:
    colleges = {college: (weight, data.draw(ballots_of("plurality"))) for college, weight in COLLEGES.items()}
    result = counted(college_contest("plurality", IDS, colleges))
    expressed = sum((Fraction(weight) for weight, ballots in colleges.values() if ballots), Fraction(0))
    assert result.decision.scores is not None
    assert sum(result.decision.scores.values()) == expressed


@FEW
@given(st.data(), st.sampled_from(["proportional", "block"]), st.sampled_from(["void", "split"]))
def test_two_options_are_carried_as_the_two_sides_of_a_resolution(data: st.DataObject, carry: str, tie: str) -> None:
    votes = {college: (data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))) for college in COLLEGES}
    resolution = count(parse(as_text(college_count(COLLEGES, votes, carry=carry, college_tie=tie))))
    colleges = {
        college: (weight, [(votes[college][0], "for"), (votes[college][1], "against")])
        for college, weight in COLLEGES.items()
    }
    document = college_contest("plurality", ("for", "against"), colleges, carry=carry)
    if carry == "block":
        document["college_tie"] = tie
    scores = counted(document).decision.scores
    assert scores is not None
    assert (scores["for"], scores["against"]) == (resolution.for_, resolution.against)  # type: ignore[union-attr]


@FEW
@given(st.data())
def test_an_option_that_wins_all_its_duels_wins_with_schulze(data: st.DataObject) -> None:
    decision = counted(contest("schulze", IDS, data.draw(ballots_of("schulze", least=1)))).decision
    duels = decision.pairwise
    assert duels is not None
    champions = [one for one in IDS if all(duels[one, other] > duels[other, one] for other in IDS if other != one)]
    assert not champions or decision.winners == tuple(champions)
    assert decision.paths is not None
    for one, other, third in permutations(IDS, 3):
        if (
            decision.paths[one, other] > decision.paths[other, one]
            and decision.paths[other, third] > decision.paths[third, other]
        ):
            assert decision.paths[one, third] > decision.paths[third, one]


@FEW
@given(st.data(), st.integers(1, 3))
def test_no_vote_is_made_or_lost_on_the_way(data: st.DataObject, seats: int) -> None:
    ballots = data.draw(ballots_of("stv", least=1))
    total = sum(number for number, _ in ballots)
    for method, places in (("stv", seats), ("irv", 1)):
        decision = counted(contest(method, IDS, ballots, seats=places)).decision
        assert all(sum(one.votes.values()) + one.exhausted == total for one in decision.rounds)
        assert len(decision.winners) <= places
        assert decision.unresolved or len(decision.winners) == places


@FEW
@given(st.data(), st.integers(10_00, 150_00))
def test_a_budget_is_never_exceeded(data: st.DataObject, budget: int) -> None:
    ballots = data.draw(ballots_of("greedy", least=1))
    costs = dict(zip(IDS, data.draw(st.lists(st.integers(1_00, 80_00), min_size=4, max_size=4)), strict=True))
    for method in ("greedy", "equal_shares"):
        document = contest(method, IDS, ballots, budget_cents=budget)
        document["options"] = [{"id": one, "cost_cents": cost} for one, cost in costs.items()]
        decision = counted(document).decision
        assert decision.funding is not None
        assert decision.funding.spent_cents == sum(costs[one] for one in decision.funding.funded) <= budget
        assert decision.funding.left_cents == budget - decision.funding.spent_cents
        approved = {one for _, choice in ballots for one in choice}
        left = approved - set(decision.winners)
        assert decision.unresolved or all(costs[one] > decision.funding.left_cents for one in left)


@FEW
@given(st.data(), st.integers(20, 400))
def test_leaping_over_cents_buys_what_raising_cent_by_cent_buys(data: st.DataObject, budget: int) -> None:
    ballots = data.draw(ballots_of("equal_shares", least=1))
    costs = data.draw(st.lists(st.integers(5, 300), min_size=4, max_size=4))
    document = contest("equal_shares", IDS, ballots, budget_cents=budget)
    document["options"] = [{"id": one, "cost_cents": cost} for one, cost in zip(IDS, costs, strict=True)]
    rules = parse(as_text(document)).contest
    assert rules is not None
    groups = [(frozenset(IDS.index(one) for one in choice), number) for number, choice in ballots if choice]
    assume(groups)
    total = sum(number for number, _ in ballots)
    electorate = Electorate(tuple(group for group, _ in groups), tuple(number for _, number in groups), total, total)
    first = run(electorate, rules, 0)
    assume(first.tie is None)
    slow = first
    wanted = len({option for group, _ in groups for option in group})
    while len(slow.bought) < wanted:
        following = run(electorate, rules, slow.raised_cents + 1)
        if following.cost_cents > budget or following.tie is not None:
            break
        slow = following
    assert set(raised(electorate, rules, first).bought) == set(slow.bought)
