"""The counting methods against the examples of their textbooks, each known to anyone who studies votes."""

from typing import Any

import pytest

from tests.factories.contests import TENNESSEE, TOWNS, contest, counted, scores_of

SCHULZE = {
    # M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
    # election method": the example of 45 voters, and the first example of the paper, of 21 voters
    "45 voters": (
        ["5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"],
        ["E", "A", "C", "B", "D"],
    ),
    "21 voters": (["8 ACDB", "2 BADC", "4 CDBA", "4 DBAC", "3 DCBA"], ["D", "A", "C", "B"]),
}
ORSAY = {
    # Balinski and Laraki, Majority Judgment: the poll of Orsay, presidential election of 2007, in thousandths (rounded to
    # a sum of 1000), from "à rejeter", which those without opinion gave, to "très bien"; the first three of twelve
    "first": [74, 84, 148, 251, 307, 136],
    "second": [126, 122, 168, 190, 227, 167],
    "third": [282, 71, 115, 143, 198, 191],
}


def profile(lines: list[str]) -> list[tuple[int, object]]:
    """Ballots from lines such as "5 ACBED"."""
    return [(int(number), list(order)) for number, order in (line.split() for line in lines)]


def winner(method: str, **changes: Any) -> tuple[str, ...]:
    return counted(contest(method, TOWNS, TENNESSEE, **changes)).decision.winners


def test_tennessee_memphis_has_the_most_first_choices() -> None:
    firsts = [(number, order[0]) for number, order in TENNESSEE]
    result = counted(contest("plurality", TOWNS, firsts))
    assert result.decision.winners == ("Memphis",)
    assert scores_of(result) == {"Memphis": "42", "Nashville": "26", "Chattanooga": "15", "Knoxville": "17"}


def test_tennessee_nashville_wins_all_its_duels() -> None:
    result = counted(contest("schulze", TOWNS, TENNESSEE))
    assert result.decision.ranking == (("Nashville",), ("Chattanooga",), ("Knoxville",), ("Memphis",))
    assert result.to_json("en")["pairwise"]["Nashville>Memphis"] == "58"  # type: ignore[index]
    assert "Nashville wins all its duels." in [reason.said("en") for reason in result.reasons]


def test_tennessee_borda_gives_nashville_194() -> None:
    assert scores_of(counted(contest("borda", TOWNS, TENNESSEE))) == {
        "Memphis": "126",
        "Nashville": "194",
        "Chattanooga": "173",
        "Knoxville": "107",
    }


def test_tennessee_knoxville_wins_the_instant_run_off() -> None:
    result = counted(contest("irv", TOWNS, TENNESSEE))
    assert result.decision.winners == ("Knoxville",)
    assert [one.excluded for one in result.decision.rounds] == [("Chattanooga",), ("Nashville",), ()]
    assert result.decision.rounds[-1].votes == {"Memphis": 42, "Knoxville": 58}


def test_tennessee_by_scores_nashville_has_603() -> None:
    scores = {
        42: (10, 4, 2, 0),
        26: (0, 10, 4, 2),
        15: (0, 6, 10, 6),
        17: (0, 5, 7, 10),
    }
    ballots = [(number, dict(zip(TOWNS, given, strict=True))) for number, given in scores.items()]
    result = counted(contest("score", TOWNS, ballots, max_score=10))
    assert scores_of(result) == {"Memphis": "420", "Nashville": "603", "Chattanooga": "457", "Knoxville": "312"}


@pytest.mark.parametrize("name", SCHULZE)
def test_the_examples_of_schulze(name: str) -> None:
    lines, ranking = SCHULZE[name]
    result = counted(contest("schulze", sorted(ranking), profile(lines)))
    assert result.decision.ranking == tuple((option,) for option in ranking)


def test_the_paths_of_schulze_s_example_of_45_voters() -> None:
    lines, ranking = SCHULZE["45 voters"]
    paths = counted(contest("schulze", sorted(ranking), profile(lines))).decision.paths
    assert paths is not None
    expected = {"A": "28 28 30 24", "B": "25 28 33 24", "C": "25 29 29 24", "D": "25 28 28 24", "E": "25 28 28 31"}
    for one, widths in expected.items():
        others = [other for other in "ABCDE" if other != one]
        assert [paths[one, other] for other in others] == [int(width) for width in widths.split()]


def test_three_sweets_for_twenty_guests() -> None:
    options = ("oranges", "pears", "chocolate", "strawberries", "sweets")
    ballots: list[tuple[int, object]] = [
        (4, ["oranges"]),
        (2, ["pears", "oranges"]),
        (8, ["chocolate", "strawberries"]),
        (4, ["chocolate", "sweets"]),
        (1, ["strawberries"]),
        (1, ["sweets"]),
    ]
    decision = counted(contest("stv", options, ballots, seats=3)).decision
    assert decision.quota == 6
    assert decision.winners == ("chocolate", "oranges", "strawberries")
    assert [one.elected for one in decision.rounds] == [("chocolate",), (), ("oranges",), ("strawberries",)]
    assert decision.rounds[1].votes["strawberries"] == 5
    assert decision.rounds[1].votes["sweets"] == 3
    assert [one.excluded for one in decision.rounds] == [(), ("pears",), ("sweets",), ()]


def test_balinski_and_laraki_at_orsay() -> None:
    """All three have the same median, "assez bien": the grades taken away one by one separate them."""
    document = contest("majority_judgment", tuple(ORSAY), ())
    # each list of grades becomes ballots: the place of a voter in one list says nothing of the others
    expanded = {name: [grade for grade, times in enumerate(line) for _ in range(times)] for name, line in ORSAY.items()}
    document["ballots"] = [
        {"choice": dict(zip(ORSAY, given, strict=True))} for given in zip(*expanded.values(), strict=True)
    ]
    result = counted(document)
    assert result.decision.median == dict.fromkeys(ORSAY, 3)
    assert result.decision.ranking == (("first",), ("second",), ("third",))


def test_a_median_of_two_halves_is_the_lower_one() -> None:
    result = counted(contest("majority_judgment", ("A",), [(5, {"A": 1}), (5, {"A": 4})]))
    assert result.decision.median == {"A": 1}


def test_points_are_added_up_and_the_ranking_shows_ties() -> None:
    ballots: list[tuple[int, object]] = [(3, {"A": 6, "B": 4}), (2, {"C": 9, "A": 1})]
    result = counted(contest("points", ("A", "B", "C", "D"), ballots))
    assert scores_of(result) == {"A": "20", "B": "12", "C": "18", "D": "0"}
    assert counted(contest("points", ("A", "B"), [(1, {"A": 5, "B": 5})])).decision.ranking == (("A", "B"),)


def test_greedy_passes_over_what_no_longer_fits() -> None:
    document = contest("greedy", ("A", "B", "C"), [(9, ["A"]), (7, ["B"]), (5, ["C"])])
    for option, cost in zip(document["options"], (60_00, 50_00, 40_00), strict=True):
        option["cost_cents"] = cost
    funding = counted(document).decision.funding
    assert funding is not None
    assert (funding.funded, funding.spent_cents, funding.left_cents) == (("A", "C"), 100_00, 0)


def test_equal_shares_leaves_a_minority_its_share_of_the_budget() -> None:
    """Three fifths approve A, B and C, two fifths D, each of 30 for a budget of 90: greedily the two fifths have nothing."""
    ballots = [(58, ["A", "B", "C"]), (2, ["A", "B"]), (2, ["A"]), (38, ["D"])]
    greedy = counted(contest("greedy", tuple("ABCD"), ballots, budget_cents=90_00)).decision
    shares = counted(contest("equal_shares", tuple("ABCD"), ballots, budget_cents=90_00)).decision
    assert greedy.winners == ("A", "B", "C")
    assert set(shares.winners) == {"A", "B", "D"}
    assert shares.funding is not None
    assert shares.funding.steps == {"A": "equal_shares", "D": "equal_shares", "B": "raised_budget"}
