"""Ties stand unless a rule was chosen; the second round is made from the first; the same under the other methods?"""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from foundation.kernel.errors import Refused
from tests.factories.contests import TENNESSEE, TOWNS, contest, counted
from tests.factories.votes import as_text
from votes.rules.contest_count import count as count_contest
from votes.rules.count_file import parse
from votes.rules.other_methods import comparison, under_other_methods
from votes.rules.second_round import after_tie, second_round
from votes.rules.tie_choice import TieAnswer, TieFacts, with_tie_answer
from votes.rules.ties import earliest_first, lot_order

IDS = ("A", "B", "C")
EVEN = [(3, "A"), (3, "B"), (1, "C")]
SEED = "Numéros du tirage du 12 juin"


def said(document: dict[str, Any]) -> str:
    return " ".join(reason.said("en") for reason in counted(document).reasons)


def test_a_tie_stands_where_no_rule_was_chosen() -> None:
    decision = counted(contest("plurality", IDS, EVEN)).decision
    assert (decision.winners, decision.unresolved, decision.ranking) == ((), True, (("A", "B"), ("C",)))
    assert "No tie rule was chosen" in said(contest("plurality", IDS, EVEN))


def test_a_tie_that_is_for_no_place_is_no_tie() -> None:
    decision = counted(contest("plurality", IDS, EVEN, seats=2)).decision
    assert (set(decision.winners), decision.unresolved, decision.tie) == ({"A", "B"}, False, None)


@pytest.mark.parametrize(("order", "winner"), [(["B", "A", "C"], "B"), (["C", "A", "B"], "A")])
def test_the_eldest_or_most_senior_first_by_the_order_decided_beforehand(order: list[str], winner: str) -> None:
    document = contest("plurality", IDS, EVEN, tie_rule="order", tie_order=order)
    decision = counted(document).decision
    assert (decision.winners, decision.unresolved) == ((winner,), False)
    assert decision.ranking[0] == ("A", "B"), "the ranking says what the votes say"
    assert decision.tie is not None
    assert decision.tie.settled == (winner,)


def test_a_lot_can_be_drawn_again_by_anyone() -> None:
    first = min("AB", key=lambda option: sha256(f"{SEED}\n{option}".encode()).hexdigest())
    document = contest("plurality", IDS, EVEN, tie_rule="lot", tie_seed=SEED)
    assert counted(document).decision.winners == (first,)
    assert lot_order("CBA", SEED) == lot_order("ABC", SEED)
    drawn = {lot_order("AB", f"{SEED} {number}")[0] for number in range(30)}
    assert drawn == {"A", "B"}, "the seed decides, not the name"


def test_the_order_of_birth_or_of_admission() -> None:
    days = {"A": date(1980, 1, 1), "B": date(1960, 5, 5), "C": date(1999, 12, 31)}
    assert earliest_first(days) == ("B", "A", "C")
    with pytest.raises(Refused) as caught:
        earliest_first(days | {"C": date(1960, 5, 5)})
    assert caught.value.code == "tie-same-day"


def test_the_answer_of_the_statutes_becomes_the_rule_of_the_contest() -> None:
    rules = parse(as_text(contest("plurality", IDS, EVEN, tie_rule="lot", tie_seed="before"))).contest
    assert rules is not None
    days = {"A": date(1980, 1, 1), "B": date(1960, 5, 5), "C": date(1999, 12, 31)}
    for answer in (TieAnswer.AGE, TieAnswer.SENIORITY):
        assert with_tie_answer(rules, answer, TieFacts(days)).tie_order == ("B", "A", "C")
    for answer in (TieAnswer.NONE, TieAnswer.SECOND_ROUND):
        assert with_tie_answer(rules, answer, TieFacts()).tie_rule == "none"
    assert with_tie_answer(rules, TieAnswer.LOT, TieFacts(seed=SEED)).tie_seed == SEED


@pytest.mark.parametrize(
    ("answer", "facts", "code"),
    [
        (TieAnswer.LOT, TieFacts(seed=" "), "tie-seed"),
        (TieAnswer.AGE, TieFacts({"A": date(1980, 1, 1)}), "tie-days"),
        (TieAnswer.SENIORITY, TieFacts(dict.fromkeys(IDS, date(2020, 1, 1))), "tie-same-day"),
    ],
)
def test_what_a_tie_would_need_is_asked_for_before_the_vote(answer: TieAnswer, facts: TieFacts, code: str) -> None:
    rules = parse(as_text(contest("plurality", IDS, EVEN))).contest
    assert rules is not None
    with pytest.raises(Refused) as caught:
        with_tie_answer(rules, answer, facts)
    assert caught.value.code == code


def test_in_a_run_off_the_latest_round_that_separates_decides_who_leaves() -> None:
    ballots: list[tuple[int, object]] = [(6, ["A"]), (4, ["B"]), (3, ["C"]), (1, ["D", "C"])]
    decision = counted(contest("irv", ("A", "B", "C", "D"), ballots)).decision
    assert [one.excluded for one in decision.rounds] == [("D",), ("C",), ()]
    assert "Separated by round 1" in decision.rounds[1].notes[0].said("en")


def test_it_is_the_latest_round_and_not_the_first_that_separates() -> None:
    """C is behind B in round 1, B behind C in round 2, both hold five in round 3: B leaves."""
    ballots: list[tuple[int, object]] = [
        (9, ["A"]),
        (4, ["B"]),
        (3, ["C"]),
        (2, ["E", "C"]),
        (1, ["D", "B"]),
        (2, ["D"]),
    ]
    rounds = counted(contest("irv", ("A", "B", "C", "D", "E"), ballots)).decision.rounds
    assert [(one.votes["B"], one.votes["C"]) for one in rounds[:3]] == [(4, 3), (4, 5), (5, 5)]
    assert [one.excluded for one in rounds[:3]] == [("E",), ("D",), ("B",)]
    assert "Separated by round 2" in rounds[2].notes[0].said("en")


def test_half_of_the_ballots_left_is_no_majority() -> None:
    decision = counted(contest("irv", IDS, [(4, ["A"]), (3, ["B"]), (1, ["C", "B"])])).decision
    assert [one.excluded for one in decision.rounds] == [("C",), ("B",), ()]
    assert decision.winners == ("A",), "in round 1 A was ahead of B"


def test_in_a_run_off_a_tie_that_nothing_separates_is_reported() -> None:
    ballots: list[tuple[int, object]] = [(4, ["A"]), (3, ["B", "C"]), (3, ["C", "B"])]
    decision = counted(contest("irv", IDS, ballots)).decision
    assert (decision.winners, decision.unresolved) == ((), True)
    assert decision.tie is not None
    assert decision.tie.between == ("B", "C")
    rule = {"tie_rule": "order", "tie_order": ["A", "C", "B"]}
    assert counted(contest("irv", IDS, ballots, **rule)).decision.winners == ("C",)


@pytest.mark.parametrize(("above", "stands"), [(2, True), (3, False)])
def test_two_last_ones_leave_together_where_even_both_could_not_catch_up(above: int, stands: bool) -> None:
    """B and C hold one each: whoever stays may reach two, so D with two could be caught up, with three not."""
    ballots: list[tuple[int, object]] = [(4, ["A"]), (above, ["D"]), (1, ["B", "C"]), (1, ["C", "B"])]
    decision = counted(contest("irv", ("A", "B", "C", "D"), ballots)).decision
    assert (decision.unresolved, decision.rounds[0].excluded) == (stands, () if stands else ("B", "C"))


def test_options_that_nobody_ranked_first_leave_together() -> None:
    decision = counted(contest("irv", ("A", "B", "C", "D", "E"), [(4, ["A"]), (3, ["B"]), (2, ["C", "B"])])).decision
    assert decision.rounds[0].excluded == ("D", "E")
    assert decision.winners == ("B",)


def test_equal_surpluses_move_on_together_where_nothing_separates_them() -> None:
    ballots: list[tuple[int, object]] = [(8, ["A", "C"]), (8, ["B", "D"]), (2, ["C"]), (1, ["D"])]
    decision = counted(contest("stv", ("A", "B", "C", "D"), ballots, seats=3)).decision
    assert decision.rounds[0].elected == ("A", "B")
    assert (decision.rounds[1].votes["C"], decision.rounds[1].votes["D"]) == (5, 4)
    assert set(decision.winners) == {"A", "B", "C"}


def test_the_last_place_among_options_without_a_vote_is_a_tie() -> None:
    decision = counted(contest("stv", IDS, [(5, ["A"])], seats=2)).decision
    assert (decision.winners, decision.unresolved) == (("A",), True)
    assert decision.tie is not None
    assert (decision.tie.between, decision.tie.places) == (("B", "C"), 1)
    beside = counted(contest("stv", (*IDS, "D"), [(5, ["A"]), (1, ["D"])], seats=3)).decision
    assert (beside.winners, beside.unresolved) == (("A",), True), "B or C would hold the third place: neither leaves"
    assert beside.tie is not None
    assert (beside.tie.between, beside.tie.places) == (("B", "C"), None)


@pytest.mark.parametrize("method", ["greedy", "equal_shares"])
def test_a_budget_that_cannot_pay_for_both_leaves_the_tie_standing(method: str) -> None:
    document = contest(method, IDS, [(5, ["A", "B"])], budget_cents=50_00)
    decision = counted(document).decision
    assert (decision.winners, decision.unresolved) == ((), True)
    settled = counted(document | {"tie_rule": "order", "tie_order": ["B", "A", "C"]}).decision
    assert (settled.winners, settled.unresolved) == (("B",), False)


def election(ballots: list[tuple[int, object]], **changes: Any) -> Any:
    rules = {"seats": 3, "marks": {"min": 1, "max": 3}, "approval_threshold": "1/2"}
    return parse(as_text(contest("approval", tuple("ABCDEF"), ballots, **(rules | changes))))


BALLOTS = [(6, ["A", "B"]), (3, ["A", "C", "D"]), (2, ["D", "E", "C"]), (1, ["B"])]


def test_the_first_round_elects_those_above_half_and_only_them() -> None:
    decision = counted(contest("approval", tuple("ABCDEF"), BALLOTS, seats=3, approval_threshold="1/2")).decision
    assert decision.winners == ("A", "B")
    half = counted(contest("approval", ("A", "B"), [(2, ["A"]), (2, ["B"])], seats=2, approval_threshold="1/2"))
    assert half.decision.winners == (), "a perfect tie is no majority"


def test_the_second_round_is_made_from_the_first() -> None:
    file = election(BALLOTS)
    again = second_round(file, count_contest(file), standing=2)
    assert again is not None
    assert again.elected == ("A", "B")
    rules = again.file.contest
    assert rules is not None
    assert (rules.ids, rules.seats, rules.approval_threshold) == (("C", "D"), 1, None)
    assert (rules.marks.min, rules.marks.max) == (1, 1)
    assert again.file.ballots == ()
    assert parse(again.file.as_text()) == again.file


def test_equal_options_at_the_limit_all_stand_again() -> None:
    file = election([(5, ["A"]), (4, ["B"]), (3, ["C"]), (3, ["D"])], seats=1)
    again = second_round(file, count_contest(file), standing=3)
    assert again is not None
    assert again.file.contest is not None
    assert again.file.contest.ids == ("A", "B", "C", "D")


def test_there_is_no_second_round_where_all_places_are_held() -> None:
    file = election([(5, ["A", "B", "C"])])
    assert second_round(file, count_contest(file), standing=2) is None
    with pytest.raises(ValueError, match="0"):
        second_round(file, count_contest(file), standing=0)


def test_a_tie_for_the_last_place_may_go_to_a_second_round() -> None:
    file = parse(as_text(contest("plurality", IDS, [(5, "C"), (3, "A"), (3, "B")], seats=2)))
    again = after_tie(file, count_contest(file))
    assert again is not None
    assert (again.elected, again.file.contest.ids, again.file.contest.seats) == (("C",), ("A", "B"), 1)  # type: ignore[union-attr]
    settled = parse(as_text(contest("plurality", IDS, [(5, "C"), (3, "A")])))
    assert after_tie(settled, count_contest(settled)) is None


def others(method: str, ballots: list[tuple[int, Any]], ids: tuple[str, ...], **changes: Any) -> dict[str, bool]:
    file = parse(as_text(contest(method, ids, ballots, **changes)))
    return {other.method: other.same for other in under_other_methods(file, count_contest(file))}


def test_tennessee_is_not_the_same_under_every_method() -> None:
    assert others("schulze", TENNESSEE, TOWNS) == {"borda": True, "irv": False, "plurality": False}
    file = parse(as_text(contest("schulze", TOWNS, TENNESSEE)))
    sentences = [reason.said("en") for reason in comparison(under_other_methods(file, count_contest(file)))]
    assert sentences == [
        "The same under: borda.",
        "Under irv it would be: Knoxville.",
        "Under plurality it would be: Memphis.",
    ]


def test_scores_are_read_as_grades_and_as_ranks() -> None:
    ballots = [(3, {"A": 5, "B": 3}), (2, {"A": 0, "B": 4}), (1, "blank"), (1, {"A": 9})]
    assert others("score", ballots, ("A", "B")) == {
        "schulze": False,
        "borda": False,
        "plurality": False,
        "majority_judgment": False,
    }
    assert counted(contest("score", ("A", "B"), ballots)).decision.winners == ("B",)


def test_a_ballot_that_a_method_cannot_read_leaves_that_method_out() -> None:
    assert others("borda", [(3, ["A", ["B", "C"]]), (2, [["A", "B"]])], IDS) == {"schulze": True}
    assert others("plurality", [(3, "A")], IDS) == {}
    assert "irv" not in others("stv", [(3, ["A"]), (2, ["B"])], IDS, seats=2)


def test_a_ballot_that_broke_its_rule_counts_under_no_other_method() -> None:
    document = contest("stv", IDS, [(3, ["A"]), (9, [["B", "C"]])])
    file = parse(as_text(document))
    for other in under_other_methods(file, count_contest(file)):
        assert (other.result.boxed.invalid, other.same) == (9, True)
