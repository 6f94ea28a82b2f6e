"""Reading a contest: every fault of the file by its path; every ballot that breaks its rule by its own."""

from typing import Any

import pytest

from tests.factories.contests import RULES, college_contest, contest, counted
from tests.factories.votes import as_text
from tests.rules.votes.test_count_file import paths_of
from votes.rules.count_file import parse
from votes.rules.methods.registry import CONTESTS

IDS = ("A", "B", "C")
METHODS = sorted(CONTESTS)
ELECTIONS = [method for method in METHODS if method not in ("greedy", "equal_shares")]


def faults(method: str, **changes: Any) -> list[str]:
    return paths_of(as_text(contest(method, IDS, ()) | changes))


def invalid(method: str, choice: object, **changes: Any) -> list[tuple[str, str]]:
    """(path, reason) of the ballots that broke their rule, of one good ballot and the one given."""
    good: dict[str, object] = {"plurality": "A", "score": {"A": 1}, "points": {"A": 1}}
    good["majority_judgment"] = dict.fromkeys(IDS, 1)
    ballots = [(1, good.get(method, ["A"])), (2, choice)]
    result = counted(contest(method, IDS, ballots, **changes))
    assert (result.boxed.valid, result.boxed.invalid) == (1, 2)
    listed: Any = result.to_json("en")["invalid_ballots"]
    assert [(one["index"], one["count"]) for one in listed] == [(1, 2)]
    return [(one["path"], one["reason"]) for one in listed]


@pytest.mark.parametrize("method", METHODS)
def test_a_contest_without_options_is_refused(method: str) -> None:
    document = contest(method, IDS, ())
    del document["options"]
    assert paths_of(as_text(document)) == ["$.options"]
    assert faults(method, options=[]) == ["$.options"]
    assert faults(method, options={"A": "A"}) == ["$.options"]


@pytest.mark.parametrize(
    ("option", "path"),
    [
        ("A", "$.options[1]"),
        ({}, "$.options[1].id"),
        ({"id": 3}, "$.options[1].id"),
        ({"id": ""}, "$.options[1].id"),
        ({"id": "B\nC"}, "$.options[1].id"),
        ({"id": "A"}, "$.options[1].id"),
        ({"id": "blank"}, "$.options[1].id"),
        ({"id": "B", "label": 3}, "$.options[1].label"),
        ({"id": "B", "colour": "red"}, "$.options[1].colour"),
        ({"id": "B", "cost_cents": 3}, "$.options[1].cost_cents"),
    ],
)
def test_a_faulty_option_is_named(option: object, path: str) -> None:
    assert faults("plurality", options=[{"id": "A"}, option]) == [path]


@pytest.mark.parametrize("cost", [None, 0, -3, "100", 1.5, True])
def test_an_option_of_a_budget_has_its_cost(cost: object) -> None:
    options = [{"id": "A", "cost_cents": 10_00}, {"id": "B"} | ({} if cost is None else {"cost_cents": cost})]
    assert set(faults("greedy", options=options)) == {"$.options[1].cost_cents"}


@pytest.mark.parametrize(
    ("method", "key", "value", "path"),
    [
        ("plurality", "seats", 0, "$.seats"),
        ("plurality", "seats", "2", "$.seats"),
        ("irv", "seats", 2, "$.seats"),
        ("approval", "marks", 3, "$.marks"),
        ("approval", "marks", {"min": 2, "max": 1}, "$.marks.min"),
        ("approval", "marks", {"max": 4}, "$.marks.max"),
        ("approval", "marks", {"most": 2}, "$.marks.most"),
        ("approval", "approval_threshold", "1", "$.approval_threshold"),
        ("approval", "approval_threshold", 0.5, "$.approval_threshold"),
        ("score", "max_score", 0, "$.max_score"),
        ("points", "points", {}, "$.points.total"),
        ("points", "points", {"total": 5, "max_per_option": 6}, "$.points.max_per_option"),
        ("points", "points", {"total": 5, "min_options": 4}, "$.points.min_options"),
        ("points", "points", [5], "$.points"),
        ("majority_judgment", "grades", ["Bien"], "$.grades"),
        ("majority_judgment", "grades", ["Bien", "Bien"], "$.grades"),
        ("majority_judgment", "grades", ["Bien", 3], "$.grades[1]"),
        ("majority_judgment", "grades", "Bien", "$.grades"),
        ("majority_judgment", "default_grade", 6, "$.default_grade"),
        ("majority_judgment", "default_grade", "Excellent", "$.default_grade"),
        ("equal_shares", "budget_cents", "100", "$.budget_cents"),
        ("schulze", "tie_rule", "age", "$.tie_rule"),
        ("schulze", "tie_rule", "order", "$.tie_order"),
        ("schulze", "tie_rule", "lot", "$.tie_seed"),
        ("schulze", "tie_order", ["A", "B", "Z"], "$.tie_order[2]"),
        ("schulze", "tie_order", ["A", "B", "B"], "$.tie_order[2]"),
        ("schulze", "tie_order", ["A", "B"], "$.tie_order"),
        ("schulze", "tie_order", "A", "$.tie_order"),
        ("schulze", "tie_seed", "", "$.tie_seed"),
    ],
)
def test_a_faulty_rule_is_named_by_its_path(method: str, key: str, value: object, path: str) -> None:
    assert faults(method, **{key: value})[0] == path


@pytest.mark.parametrize(("method", "key"), [(method, key) for method, keys in RULES.items() for key in keys])
def test_what_a_method_cannot_do_without_is_required(method: str, key: str) -> None:
    document = contest(method, IDS, ())
    del document[key]
    assert paths_of(as_text(document)) == [f"$.{key}"]


@pytest.mark.parametrize(("method", "key"), [("plurality", "marks"), ("irv", "max_score"), ("greedy", "seats")])
def test_a_key_that_a_method_has_no_use_for_is_refused_by_name(method: str, key: str) -> None:
    assert faults(method, **{key: 1}) == [f"$.{key}"]


@pytest.mark.parametrize("key", ["base", "abstention", "majority"])
def test_the_majority_of_a_resolution_has_no_place_in_a_contest(key: str) -> None:
    assert faults("plurality", **{key: "expressed"})[0] == f"$.{key}"


@pytest.mark.parametrize("method", [method for method in METHODS if method != "plurality"])
def test_a_block_has_no_meaning_where_a_ballot_names_several_options(method: str) -> None:
    document = college_contest(method, IDS, {"x": ("1", ())}, carry="block")
    assert paths_of(as_text(document)) == ["$.carry"]
    assert paths_of(as_text(college_contest(method, IDS, {"x": ("1", ())}, college_tie="void"))) == ["$.college_tie"]


def test_among_options_there_is_no_side_against() -> None:
    document = college_contest("plurality", IDS, {"x": ("1", ())}, carry="block", college_tie="against")
    assert paths_of(as_text(document)) == ["$.college_tie"]


@pytest.mark.parametrize("choice", ["Z", ["A"], 3, None, {"A": 1}, ""])
def test_plurality_names_one_option(choice: object) -> None:
    [(path, reason)] = invalid("plurality", choice)
    assert path == "$.ballots[1].choice"
    assert "no option of this vote" in reason


@pytest.mark.parametrize(
    ("choice", "path", "words"),
    [
        (["A", "Z"], "$.ballots[1].choice[1]", '"Z" is no option'),
        (["A", "A"], "$.ballots[1].choice[1]", "marked twice"),
        ("A", "$.ballots[1].choice", "not a list"),
        ([], "$.ballots[1].choice", "at least 1"),
        (["A", "B", "C"], "$.ballots[1].choice", "at most 2"),
        ([["A"]], "$.ballots[1].choice[0]", "is no option"),
    ],
)
def test_marks_out_of_their_rule(choice: object, path: str, words: str) -> None:
    [(where, reason)] = invalid("approval", choice, marks={"min": 1, "max": 2})
    assert where == path
    assert words in reason


@pytest.mark.parametrize(
    ("choice", "path", "words"),
    [
        ({"Z": 1}, ".Z", "is no option"),
        ({"A": 6}, ".A", "from 0 to 5"),
        ({"A": -1}, ".A", "from 0 to 5"),
        ({"A": True}, ".A", "from 0 to 5"),
        ({"A": "3"}, ".A", "from 0 to 5"),
        (["A"], "", "not an object"),
    ],
)
def test_scores_out_of_range(choice: object, path: str, words: str) -> None:
    [(where, reason)] = invalid("score", choice)
    assert where == f"$.ballots[1].choice{path}"
    assert words in reason


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"A": 6, "B": 5}, "11 points given, at most 10"),
        ({"A": 7}, "from 0 to 6"),
        ({"A": 6}, "points on 1 options, at least 2"),
        ({}, "points on 0 options"),
        ({"A": 6, "B": 0}, "points on 1 options"),
    ],
)
def test_points_above_their_total_their_cap_or_too_narrow(choice: object, words: str) -> None:
    ballots = [(1, {"A": 5, "B": 5}), (2, choice)]
    rule = {"total": 10, "max_per_option": 6, "min_options": 2}
    result = counted(contest("points", IDS, ballots, points=rule))
    assert result.boxed.invalid == 2
    [listed] = result.invalid_ballots
    assert words in listed.reason.said("en")


def test_an_option_without_a_grade_makes_the_ballot_invalid_or_has_the_default_one() -> None:
    [(_, reason)] = invalid("majority_judgment", {"A": 5, "B": 5})
    assert "C received no grade" in reason
    result = counted(contest("majority_judgment", IDS, [(1, {"A": 5, "B": 5})], default_grade=0))
    assert (result.boxed.valid, result.decision.median) == (1, {"A": 5, "B": 5, "C": 0})
    assert any("À rejeter" in one.said("en") for one in result.reasons)


@pytest.mark.parametrize("method", ["schulze", "borda", "irv", "stv"])
@pytest.mark.parametrize(
    ("choice", "path", "words"),
    [
        (["A", "Z"], "[1]", "is no option"),
        (["A", "B", "A"], "[2]", "ranked twice"),
        ([], "", "no option stands there"),
        ("A", "", "not a list"),
        ([["A", "B"], []], "[1]", "no option stands there"),
    ],
)
def test_ranks_out_of_their_rule(method: str, choice: object, path: str, words: str) -> None:
    [(where, reason)] = invalid(method, choice)
    assert where == f"$.ballots[1].choice{path}"
    assert words in reason


@pytest.mark.parametrize("method", ["irv", "stv"])
def test_equal_ranks_are_invalid_where_ballots_move_on(method: str) -> None:
    assert invalid(method, ["C", ["A", "B"]])[0][0] == "$.ballots[1].choice[1]"
    assert counted(contest("borda", IDS, [(1, ["C", ["A", "B"]])])).boxed.valid == 1


@pytest.mark.parametrize("method", METHODS)
def test_blank_and_null_are_words_of_every_method(method: str) -> None:
    result = counted(contest(method, IDS, [(3, "blank"), (2, "null")]))
    assert (result.boxed.blank, result.boxed.null, result.boxed.valid, result.boxed.invalid) == (3, 2, 0, 0)
    assert (result.decision.winners, result.decision.unresolved) == ((), False)
    assert "No vote was expressed." in [reason.said("en") for reason in result.reasons]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_written_reads_back_the_same(method: str) -> None:
    changes: dict[str, Any] = {"tie_rule": "lot", "tie_seed": "Bulletin", "tie_order": ["C", "B", "A"]}
    if method in ("approval", "greedy", "equal_shares"):
        changes["marks"] = {"min": 1, "max": 2}
    file = parse(as_text(college_contest(method, IDS, {"x": ("1/2", [(1, "blank")]), "y": ("1/2", ())}, **changes)))
    assert parse(file.as_text()) == file
    plain = parse(as_text(contest(method, IDS, [(4, "blank")])))
    assert parse(plain.as_text()) == plain


@pytest.mark.parametrize("method", METHODS)
def test_a_floating_weight_or_a_stuffed_box_is_refused_for_every_method(method: str) -> None:
    assert faults(method, entitled=1, ballots=[{"count": 2, "choice": "blank"}]) == ["$.ballots"]
    document = college_contest(method, IDS, {"x": ("1/3", ()), "y": ("1/3", ())})
    assert paths_of(as_text(document)) == ["$.colleges"]
