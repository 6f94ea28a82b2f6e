"""Contests weighed by college: each ballot of a college weighs w / n, its block goes to one option, silence is a policy."""

import random
from typing import Any

import pytest

from tests.factories.contests import college_contest, counted, scores_of
from tests.factories.votes import as_text
from tests.rules.votes.test_count_file import paths_of
from votes.rules.contest_result import ContestResult

TWO = ("A", "B")
# E1 of the rules document, as a vote between two options: 4/1, 10/20, 2/2 with weights 1/2, 3/10, 1/5
E1 = {
    "a": ("1/2", [(4, "A"), (1, "B")]),
    "b": ("3/10", [(10, "A"), (20, "B")]),
    "c": ("1/5", [(2, "A"), (2, "B")]),
}
# E3: a silent college of 3/10
E3 = {"a": ("2/5", [(3, "A"), (1, "B")]), "b": ("3/10", ()), "c": ("3/10", [(5, "A"), (5, "B")])}


def plurality(colleges: Any, **changes: Any) -> ContestResult:
    return counted(college_contest("plurality", TWO, colleges, **changes))


def test_example_1_weights_turn_the_heads_over_and_both_are_shown() -> None:
    result = plurality(E1)
    assert scores_of(result) == {"A": "3/5", "B": "2/5"}
    assert result.heads is not None
    assert result.heads.winners == ("B",)
    assert result.decision.winners == ("A",)
    assert any("By head it would be: B" in reason.said("en") for reason in result.reasons)


@pytest.mark.parametrize(
    ("tie", "scores"),
    [("void", {"A": "1/2", "B": "3/10"}), ("split", {"A": "3/5", "B": "2/5"})],
)
def test_example_2_blocks(tie: str, scores: dict[str, str]) -> None:
    result = plurality(E1, carry="block", college_tie=tie)
    assert scores_of(result) == scores
    assert [str(policy) for policy in result.policies] == [f"college_tie: {tie} (c)"]


def test_a_block_without_a_majority_needs_its_policy() -> None:
    document = college_contest("plurality", TWO, E1, carry="block")
    assert paths_of(as_text(document)) == ["$.college_tie"]


def test_a_block_goes_to_more_than_the_threshold_and_not_to_the_most() -> None:
    votes = {"a": ("1/2", [(4, "A"), (3, "B"), (3, "C")]), "b": ("1/2", [(1, "B")])}
    result = counted(college_contest("plurality", "ABC", votes, carry="block", college_tie="void"))
    assert scores_of(result) == {"A": "0", "B": "1/2", "C": "0"}
    split = counted(college_contest("plurality", "ABC", votes, carry="block", college_tie="split"))
    assert scores_of(split) == {"A": "1/6", "B": "2/3", "C": "1/6"}


@pytest.mark.parametrize(
    ("policy", "scores"),
    [
        ("void", {"A": "9/20", "B": "1/4"}),
        ("equal", {"A": "5/8", "B": "3/8"}),
        ("proportional", {"A": "5/8", "B": "3/8"}),
        ("heads", {"A": "8", "B": "6"}),
    ],
)
def test_example_3_a_silent_college(policy: str, scores: dict[str, str]) -> None:
    result = plurality(E3, silent_college=policy)
    assert scores_of(result) == scores
    assert result.by_heads is (policy == "heads")
    assert [str(one) for one in result.policies] == [f"silent_college: {policy} (b)"]


def test_a_policy_that_is_needed_is_never_guessed() -> None:
    document = college_contest("score", TWO, {"a": ("1/2", [(1, {"A": 1})]), "b": ("1/2", ())})
    del document["silent_college"]
    assert paths_of(as_text(document)) == ["$.silent_college"]


def test_blank_and_invalid_ballots_leave_a_college_silent() -> None:
    colleges = {"a": ("1/2", [(1, "A")]), "b": ("1/2", [(4, "blank"), (1, "nobody")])}
    result = plurality(colleges)
    assert [str(policy) for policy in result.policies] == ["silent_college: void (b)"]
    assert scores_of(result) == {"A": "1/2", "B": "0"}


def test_a_blank_ballot_takes_no_weight_from_those_of_its_college() -> None:
    colleges = {"a": ("1/2", [(1, "A"), (3, "blank")]), "b": ("1/2", [(1, "B")])}
    assert scores_of(plurality(colleges)) == {"A": "1/2", "B": "1/2"}


def test_every_college_alone_is_beside_the_whole() -> None:
    document: Any = plurality(E1).to_json("en")
    assert list(document["by_college"]) == ["a", "b", "c"]
    college = document["by_college"]["b"]
    assert (college["weight"], college["state"], college["valid"]) == ("3/10", "expressed", 30)
    assert (college["scores"], college["winners"]) == ({"A": "10", "B": "20"}, ["B"])
    assert document["by_college"]["c"]["unresolved_tie"] is True


def test_medians_are_taken_of_weights() -> None:
    """The college of two thirds has the median whatever its number."""
    colleges = {"a": ("2/3", [(1, {"A": 5})]), "b": ("1/3", [(90, {"A": 0})])}
    result = counted(college_contest("majority_judgment", ("A",), colleges))
    assert result.decision.median == {"A": 5}
    assert result.heads is not None
    assert result.heads.median == {"A": 0}


def test_the_quota_with_colleges_is_exact_and_must_be_exceeded() -> None:
    colleges = {"a": ("1/2", [(2, ["A", "B"])]), "b": ("1/2", [(3, ["B", "A"])])}
    result = counted(college_contest("stv", TWO, colleges))
    assert str(result.decision.quota) == "1/2"
    assert result.decision.unresolved
    more = {"a": ("3/5", [(2, ["A", "B"])]), "b": ("2/5", [(3, ["B", "A"])])}
    assert counted(college_contest("stv", TWO, more)).decision.winners == ("A",)


def test_a_surplus_of_weights_moves_on_as_an_exact_fraction() -> None:
    colleges = {"a": ("2/3", [(7, ["A", "B"])]), "b": ("1/3", [(5, ["C"]), (6, ["B"])])}
    rounds = counted(college_contest("stv", "ABC", colleges, seats=2)).decision.rounds
    # A holds 2/3, the quota is 1/3: the surplus of 1/3 goes to B, who holds 1/3 x 6/11
    assert str(rounds[1].votes["B"]) == "17/33"
    assert rounds[1].exhausted == 0


def test_a_contest_needs_no_carry_where_there_is_one_way_only() -> None:
    document = college_contest("schulze", TWO, {"a": ("1", [(1, ["A"])])})
    del document["carry"]
    assert counted(document).decision.winners == ("A",)
    document = college_contest("plurality", TWO, {"a": ("1", [(1, "A")])})
    del document["carry"]
    assert paths_of(as_text(document)) == ["$.carry"]


def test_money_follows_weight_in_equal_shares() -> None:
    """One ballot of a college of half the weight can pay for what half of the budget pays for."""
    colleges = {"a": ("1/2", [(9, ["A"])]), "b": ("1/2", [(1, ["B"])])}
    document = college_contest("equal_shares", TWO, colleges, budget_cents=60_00)
    assert counted(document).decision.winners == ("A", "B")


def test_fractions_of_many_transfers_are_counted_exactly_and_written_short() -> None:
    """Fifteen places, a hundred ballots: the exact fractions have thousands of digits, which Python refuses to print."""
    dice = random.Random(2026)
    names = [f"c{number}" for number in range(24)]
    sizes = {"a": ("1/3", 211), "b": ("1/4", 97), "c": ("1/5", 307), "d": ("13/60", 53)}
    colleges = {
        college: (weight, [(1, dice.sample(names, dice.randint(3, 24))) for _ in range(size)])
        for college, (weight, size) in sizes.items()
    }
    result = counted(college_contest("stv", names, colleges, seats=15, tie_rule="lot", tie_seed="Bulletin"))
    assert len(result.decision.winners) == 15
    assert max(len(votes) for one in result.to_json("en")["rounds"] for votes in one["votes"].values()) < 70  # type: ignore[attr-defined, index]
    assert any("twelfth decimal" in reason.said("en") for reason in result.reasons)
