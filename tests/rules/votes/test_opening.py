"""A vote opens only on a whole set of rules and a whole roll: every refusal says what is missing or who."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from tests.factories.votes import colleges, draft, roll, rules
from votes.rules.opening import check_opening
from votes.rules.roll import BoxDraft, RollLine, Via, rules_from_texts

AT = datetime(2026, 6, 12, 18, 30, tzinfo=UTC)
ROLL = roll(1, 2, 3, 4)


def refusal(box: BoxDraft, lines: list[RollLine] | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        check_opening(box, ROLL if lines is None else lines, at=AT)
    assert "%(" not in str(caught.value)
    return caught.value


def test_a_whole_draft_opens() -> None:
    check_opening(draft(), ROLL, at=AT)
    check_opening(draft(colleges=()), roll(1, college=None), at=AT)


@pytest.mark.parametrize("key", ["base", "abstention", "majority", "carry", "empty_college", "silent_college"])
def test_a_policy_that_the_statutes_do_not_state_refuses_the_opening_by_its_name(key: str) -> None:
    error = refusal(draft(rules=rules(**{key: None})))
    assert error.rule == 8
    assert key in str(error)


def test_a_tie_policy_is_needed_where_colleges_vote_as_a_block() -> None:
    check_opening(draft(rules=rules(college_tie=None)), ROLL, at=AT)
    assert "college_tie" in str(refusal(draft(rules=rules(college_tie=None, carry="block"))))


def test_without_colleges_their_policies_are_not_needed() -> None:
    bare = rules_from_texts("2026", {"base": "expressed", "abstention": "excluded", "majority": {"at_least": "2/3"}})
    check_opening(draft(colleges=(), rules=bare), roll(1, college=None), at=AT)


@pytest.mark.parametrize("base", ["present", "entitled"])
def test_with_colleges_the_base_is_of_weights(base: str) -> None:
    assert base in str(refusal(draft(rules=rules(base=base, silent_college="heads"))))


def test_a_member_of_no_college_refuses_the_opening_by_name() -> None:
    error = refusal(draft(), [*ROLL, replace(ROLL[0], member_number=9, name="Ada Perdue", college=None)])
    assert error.rule == 7
    assert "Ada Perdue" in str(error)


def test_a_member_of_an_unknown_college_refuses_the_opening() -> None:
    assert refusal(draft(), [replace(ROLL[0], college="z")]).rule == 7


def test_many_members_of_no_college_are_counted_and_a_few_named() -> None:
    error = refusal(draft(), roll(*range(1, 9), college=None))
    assert error.values["count"] == 8
    assert str(error).count("Membre") == 5


def test_a_member_twice_in_one_college_refuses_the_opening() -> None:
    assert "n° 1" in str(refusal(draft(), [*ROLL, ROLL[0]]))


def test_a_member_once_in_each_of_two_colleges_is_lawful_where_the_statutes_say_so() -> None:
    check_opening(draft(), [*ROLL, replace(ROLL[0], college="b")], at=AT)


def test_weights_that_do_not_sum_to_one_refuse_the_opening() -> None:
    error = refusal(draft(colleges=colleges({"a": "1/3", "b": "1/3", "c": "33/100"})))
    assert (error.rule, error.values["total"]) == (6, Fraction(2, 3) + Fraction(33, 100))


def test_an_empty_college_to_be_merged_was_not_merged() -> None:
    merging = draft(rules=rules(empty_college="merge"))
    assert "Draw up the roll again" in str(refusal(merging, roll(1, 2)))
    check_opening(merging, ROLL, at=AT)


@pytest.mark.parametrize(
    "changes", [{"title": " "}, {"method": "schulze"}, {"closes_at": AT}, {"closes_at": AT - timedelta(hours=1)}]
)
def test_a_question_that_cannot_be_put_is_refused(changes: dict[str, Any]) -> None:
    refusal(draft(**changes))


def test_an_empty_room_opens_no_vote() -> None:
    assert "nobody is entitled" in str(refusal(draft(), []))


def test_a_right_in_nobodys_hand_has_no_holder() -> None:
    assert "Membre 1" in str(refusal(draft(), [replace(ROLL[0], via=Via.NONE)]))


def test_frozen_rules_read_back_the_same() -> None:
    for snapshot in (
        rules(),
        rules(carry="block", block_threshold="3/5", empty_college="merge", majority={"at_least": "2/3"}),
    ):
        assert rules_from_texts(snapshot.statutes_version, snapshot.as_json()) == snapshot


def test_a_word_that_is_none_of_the_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="chair"):
        rules_from_texts("2026", {"college_tie": "chair"})


def test_a_refusal_writes_the_day_of_the_statutes_out() -> None:
    silent = rules_from_texts("2026-01-01 (AGE du 12 décembre 2025)", {})
    with pytest.raises(Refused) as refused:
        check_opening(draft(rules=silent), ROLL, at=AT)
    said = sentence("fr", refused.value.message, refused.value.values)
    assert "1er janvier 2026 (AGE du 12 décembre 2025)" in said
    assert "2026-01-01" not in said


@pytest.mark.parametrize("threshold", ["1/4", "1"])
def test_what_the_count_file_cannot_say_refuses_the_opening_with_its_place(threshold: str) -> None:
    error = refusal(draft(rules=rules(carry="block", block_threshold=threshold)))
    assert error.code == "box-uncountable"
    assert "$.block_threshold" in str(error)
