"""A resolution at its boundaries: exactly half, one more, one less, an empty room, a college alone or absent."""

from fractions import Fraction
from typing import Any

import pytest

from tests.factories.votes import THIRDS, TWO_THIRDS, as_text, college_count, plain_count
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.result import Result

QUARTERS = {"a": "1/4", "b": "1/4", "c": "1/4", "d": "1/4"}


def counted(document: dict[str, Any]) -> Result:
    return count(parse(as_text(document)))


def sentences(result: Result) -> str:
    return " ".join(reason.said("en") for reason in result.reasons)


def carried(result: Result) -> dict[str, tuple[str, str]]:
    return {line.id: (str(line.carried_for), str(line.carried_against)) for line in result.by_college}


@pytest.mark.parametrize(("votes", "adopted"), [((5, 5), False), ((6, 5), True), ((5, 6), False), ((1, 0), True)])
def test_a_tie_is_a_rejection(votes: tuple[int, int], adopted: bool) -> None:
    assert counted(plain_count(votes)).adopted is adopted


def test_a_tie_says_that_it_is_a_rejection() -> None:
    assert "a perfect tie is a rejection" in sentences(counted(plain_count((5, 5))))


def test_a_percentage_is_rounded_half_up_as_on_the_papers() -> None:
    """133/160 is 83.125 per cent."""
    assert "(83.13%)" in sentences(counted(plain_count((133, 27))))


@pytest.mark.parametrize(
    ("votes", "adopted"), [((4, 2), True), ((3, 2), False), ((199, 100), False), ((200, 100), True)]
)
def test_two_thirds_means_at_least_two_thirds(votes: tuple[int, int], adopted: bool) -> None:
    assert counted(plain_count(votes, majority=TWO_THIRDS)).adopted is adopted


def test_more_than_two_thirds_is_not_two_thirds() -> None:
    result = counted(plain_count((2, 1), majority={"over": "2/3"}))
    assert result.adopted is False
    assert "exactly 2/3 is not enough" in sentences(result)


def test_unanimity_can_be_asked_for() -> None:
    assert counted(plain_count((3, 0), majority={"at_least": 1})).adopted is True
    assert counted(plain_count((3, 1), majority={"at_least": "1"})).adopted is False


@pytest.mark.parametrize("votes", [(), (0, 0, 4), (0, 0, 0, 2, 3)])
def test_nothing_is_adopted_by_nobody(votes: tuple[int, ...]) -> None:
    result = counted(plain_count(votes))
    assert (result.adopted, result.base, result.ratio) == (False, 0, None)
    assert "no vote was expressed" in sentences(result)


@pytest.mark.parametrize("majority", [{"over": "0"}, {"at_least": "1/100"}])
def test_even_the_lowest_majority_needs_a_vote(majority: dict[str, str]) -> None:
    assert counted(plain_count((), majority=majority)).adopted is False


def test_blank_null_and_abstention_are_not_expressed() -> None:
    result = counted(plain_count((2, 1, 10, 20, 30)))
    assert (str(result.for_), str(result.against), str(result.base), result.adopted) == ("2", "1", "3", True)
    assert (result.boxed.ballots, result.boxed.valid, result.boxed.blank, result.boxed.null) == (63, 13, 20, 30)


@pytest.mark.parametrize(
    ("policy", "for_", "adopted"), [("excluded", "2", True), ("against", "2", False), ("for", "4", True)]
)
def test_an_abstention_counts_as_the_statutes_say(policy: str, for_: str, adopted: bool) -> None:
    result = counted(plain_count((2, 1, 2), abstention=policy))
    assert (str(result.for_), result.adopted) == (for_, adopted)
    assert (result.votes.for_, result.votes.abstain) == (2, 2)


@pytest.mark.parametrize(
    ("base", "ratio", "adopted"),
    [("expressed", "6/7", True), ("present", "3/5", True), ("entitled", "1/2", False), ("all", "1/2", False)],
)
def test_the_same_votes_on_four_bases(base: str, ratio: str, adopted: bool) -> None:
    result = counted(plain_count((6, 1), base=base, present=10, entitled=12))
    assert (str(result.ratio), result.adopted) == (ratio, adopted)


@pytest.mark.parametrize("choice", ["yes", "FOR", "", 3, None, True, ["for"], {"for": 1}])
def test_a_ballot_that_breaks_its_rule_never_stops_the_count(choice: object) -> None:
    ballots = [{"count": 2, "choice": "for"}, {"count": 3, "choice": choice}, {"choice": "against"}]
    result = counted(plain_count((), ballots=ballots))
    assert (result.boxed.ballots, result.boxed.valid, result.boxed.invalid) == (6, 3, 3)
    [listed] = result.to_json("en")["invalid_ballots"]  # type: ignore[misc]
    assert (listed["index"], listed["count"]) == (1, 3)
    assert "not a choice" in listed["reason"]


def test_an_invalid_ballot_leaves_its_college_silent() -> None:
    document = college_count(THIRDS, {"a": (1,), "b": (1,)})
    document["ballots"].append({"college": "c", "choice": "maybe"})
    assert counted(document).by_college[2].state == "silent"


@pytest.mark.parametrize("room", [{}, {"a": (0, 0, 3), "b": (0, 0, 1)}])
@pytest.mark.parametrize("policy", ["void", "equal", "proportional", "heads"])
def test_when_every_college_is_silent_nothing_is_adopted(policy: str, room: dict[str, tuple[int, ...]]) -> None:
    result = counted(college_count(THIRDS, room, silent_college=policy))
    assert (result.for_, result.against, result.adopted) == (0, 0, False)


def test_when_every_college_is_empty_nothing_is_adopted() -> None:
    result = counted(college_count(THIRDS, {}, entitled=dict.fromkeys("abc", 0), empty_college="equal", base="all"))
    assert (result.for_, result.base, result.adopted) == (0, 1, False)


def test_where_abstention_counts_the_college_is_not_silent() -> None:
    votes = {"a": (2, 1), "b": (1, 0), "c": (0, 0, 3)}
    assert counted(college_count(THIRDS, votes)).by_college[2].state == "silent"
    counts = counted(college_count(THIRDS, votes, abstention="against"))
    assert counts.by_college[2].state == "expressed"
    assert carried(counts)["c"] == ("0", "1/3")


def test_a_college_of_blank_ballots_is_silent() -> None:
    result = counted(college_count(THIRDS, {"a": (1,), "b": (1,), "c": (0, 0, 0, 2, 2)}))
    assert [str(policy) for policy in result.policies] == ["silent_college: void (c)"]


def test_empty_is_settled_first_then_silent_on_the_weights_that_result() -> None:
    document = college_count(
        {"a": "1/4", "b": "1/4", "c": "1/4", "d": "1/4"},
        {"a": (1,), "b": (0, 1)},
        entitled={"a": 1, "b": 1, "c": 2, "d": 0},
        empty_college="equal",
        silent_college="void",
    )
    result = counted(document)
    assert carried(result) == {"a": ("1/3", "0"), "b": ("0", "1/3"), "c": ("0", "0"), "d": ("0", "0")}
    assert [str(policy) for policy in result.policies] == ["empty_college: equal (d)", "silent_college: void (c)"]
    assert str(result.base) == "2/3"


def test_what_a_silent_college_received_from_an_empty_one_is_shared_again() -> None:
    document = college_count(
        QUARTERS,
        {"a": (1,), "b": (0, 1)},
        entitled={"d": 0},
        empty_college="equal",
        silent_college="equal",
    )
    assert carried(counted(document)) == {"a": ("1/2", "0"), "b": ("0", "1/2"), "c": ("0", "0"), "d": ("0", "0")}


def test_equal_sharing_stops_at_half_and_the_rest_goes_to_those_under_it() -> None:
    document = college_count({"a": "9/20", "b": "1/10", "c": "9/20"}, {"a": (1,), "b": (0, 1)}, silent_college="equal")
    assert carried(counted(document)) == {"a": ("1/2", "0"), "b": ("0", "1/2"), "c": ("0", "0")}


def test_what_nobody_can_take_is_void() -> None:
    document = college_count({"a": "3/5", "b": "1/5", "c": "1/5"}, {"b": (1,)}, silent_college="equal")
    result = counted(document)
    assert carried(result)["b"] == ("1/2", "0")
    assert str(result.base) == "1/2"


def test_a_college_above_half_keeps_its_weight_and_takes_nothing() -> None:
    document = college_count({"a": "3/5", "b": "1/5", "c": "1/5"}, {"a": (1,), "b": (0, 1)}, silent_college="equal")
    assert carried(counted(document)) == {"a": ("3/5", "0"), "b": ("0", "2/5"), "c": ("0", "0")}


def test_proportional_sharing_keeps_the_proportions_until_the_half() -> None:
    weights = {"a": "2/10", "b": "3/10", "c": "1/10", "d": "4/10"}
    document = college_count(weights, {"a": (1,), "b": (1,), "c": (1,)}, silent_college="proportional")
    assert carried(counted(document)) == {"a": ("1/3", "0"), "b": ("1/2", "0"), "c": ("1/6", "0"), "d": ("0", "0")}


def test_proportional_excess_goes_on_in_proportion() -> None:
    weights = {"a": "1/10", "b": "1/5", "c": "2/5", "d": "3/10"}
    document = college_count(weights, {"a": (1,), "b": (1,), "c": (1,)}, silent_college="proportional")
    assert carried(counted(document)) == {"a": ("1/6", "0"), "b": ("1/3", "0"), "c": ("1/2", "0"), "d": ("0", "0")}


def test_heads_are_as_void_while_three_colleges_remain() -> None:
    document = college_count(QUARTERS, {"a": (1,), "b": (0, 1), "c": (1,)}, silent_college="heads")
    result = counted(document)
    assert result.by_heads is False
    assert (str(result.for_), str(result.base)) == ("1/2", "3/4")


def test_heads_when_an_empty_college_leaves_two() -> None:
    votes = {"a": (1, 3), "b": (1,)}
    document = college_count(THIRDS, votes, entitled={"a": 9, "b": 9, "c": 0}, empty_college="heads")
    result = counted(document)
    assert (result.by_heads, str(result.for_), str(result.against), result.adopted) == (True, "2", "3", False)


def test_inside_heads_the_base_may_be_everyone_entitled_or_present() -> None:
    votes = {"a": (3, 1), "b": (1,)}
    document = college_count(THIRDS, votes, entitled={"a": 5, "b": 4, "c": 0}, empty_college="heads")
    assert str(counted(document | {"base": "entitled"}).base) == "9"
    assert str(counted(document | {"base": "all"}).base) == "9"
    assert str(counted(document | {"base": "all", "entitled": 8}).base) == "8"
    assert str(counted(document | {"base": "present", "present": 6}).base) == "6"


def test_an_empty_and_a_silent_college_together_leave_too_few() -> None:
    document = college_count(
        QUARTERS, {"a": (1,), "b": (0, 1)}, entitled={"d": 0}, empty_college="void", silent_college="heads"
    )
    assert counted(document).by_heads is True


@pytest.mark.parametrize(("votes", "expected"), [((3, 2), ("1/3", "0")), ((2, 3), ("0", "1/3")), ((2, 2), ("0", "0"))])
def test_a_block_goes_to_the_side_with_more_than_half(votes: tuple[int, int], expected: tuple[str, str]) -> None:
    document = college_count(THIRDS, {"a": votes, "b": (1,), "c": (0, 1)}, carry="block")
    assert carried(counted(document))["a"] == expected


@pytest.mark.parametrize(("votes", "expected"), [((2, 1), ("0", "0")), ((7, 3), ("1/3", "0")), ((3, 7), ("0", "1/3"))])
def test_a_block_threshold_must_be_passed_by_either_side(votes: tuple[int, int], expected: tuple[str, str]) -> None:
    document = college_count(THIRDS, {"a": votes, "b": (1,), "c": (0, 1)}, carry="block", block_threshold="2/3")
    assert carried(counted(document))["a"] == expected


def test_a_tied_block_is_named_with_its_policy() -> None:
    document = college_count(THIRDS, {"a": (2, 2), "b": (1,), "c": (0, 1)}, carry="block", college_tie="split")
    result = counted(document)
    assert [str(policy) for policy in result.policies] == ["college_tie: split (a)"]
    assert carried(result)["a"] == ("1/6", "1/6")


def test_without_majority_the_figures_stand_and_no_verdict_is_given() -> None:
    document = plain_count((2, 1))
    del document["majority"]
    result = counted(document)
    assert (result.adopted, str(result.ratio)) == (None, "2/3")
    assert "No verdict" in sentences(result)


def test_without_base_there_is_a_verdict_only_if_every_base_agrees() -> None:
    document = plain_count((2, 1))
    del document["base"]
    assert counted(document).adopted is True
    assert counted(document | {"entitled": 9}).adopted is None
    whole = college_count(THIRDS, {"a": (1,), "b": (1,), "c": (0, 1)})
    del whole["base"]
    assert str(counted(whole).base) == "1"
    assert counted(whole | {"ballots": whole["ballots"][:2]}).base is None


def test_the_sum_of_three_thirds_is_one() -> None:
    document = college_count(THIRDS, {"a": (1, 1), "b": (2, 1), "c": (5, 1)}, majority=TWO_THIRDS)
    result = counted(document)
    assert (result.ratio, result.adopted) == (Fraction(2, 3), True)
