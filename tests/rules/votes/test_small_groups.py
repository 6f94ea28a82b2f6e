"""Groups too small to be secret: four ways, two of which are the statutes' to allow, and what follows for roll and weights."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from foundation.kernel.errors import Refused
from tests.factories.votes import colleges, draft, roll
from votes.rules.roll import BoxDraft, RollLine, Via
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupTerms, SmallGroupWay
from votes.rules.small_groups import minimum_of, small_colleges, with_groups_applied

QUARTERS = {"a": "2/10", "b": "3/10", "c": "3/10", "d": "2/10"}
CONSENT = "Consentements signés le 2 juin"


def lines(**sizes: int) -> list[RollLine]:
    spread = [college for college, size in sizes.items() for _ in range(size)]
    return [replace(line, college=college) for line, college in zip(roll(*range(1, len(spread) + 1)), spread)]  # noqa: B905


def prepared(group: SmallGroup, terms: SmallGroupTerms = SmallGroupTerms(5), **changes: Any) -> BoxDraft:  # noqa: B008
    secrecy = Secrecy(5, {"a": group})
    return draft(colleges=colleges(QUARTERS), secrecy=secrecy, group_terms=terms, replaceable=False, **changes)


@pytest.mark.parametrize(("stated", "minimum"), [(None, 5), (5, 5), (3, 3), (2, 3), (0, 3), (12, 12)])
def test_the_smallest_group_is_five_where_the_statutes_are_silent_and_never_under_three(
    stated: int | None, minimum: int
) -> None:
    assert minimum_of(stated) == minimum


def test_a_college_is_small_by_those_who_are_able_to_vote_and_an_empty_one_is_not() -> None:
    able = lines(a=4, b=5, c=0, d=6)
    absent = [replace(line, via=Via.NONE) for line in lines(b=3)]
    found = small_colleges(colleges(QUARTERS), able + absent, 5)
    assert [(one.id, one.voters) for one in found] == [("a", 4)]


def test_counted_with_another_college_where_the_statutes_name_it() -> None:
    group = SmallGroup(SmallGroupWay.MERGED, "b")
    made, merged = with_groups_applied(prepared(group, SmallGroupTerms(5, {"a": "b"})), lines(a=2, b=5, c=5, d=5))
    assert {one.id: one.weight for one in made.colleges} == {
        "b": Fraction(1, 2), "c": Fraction(3, 10), "d": Fraction(1, 5)
    }  # fmt: skip
    assert [line.college for line in merged[:3]] == ["b", "b", "b"]
    assert made.secrecy is not None
    assert made.secrecy.groups["a"].name == "A"


@pytest.mark.parametrize(
    ("group", "terms", "code"),
    [
        (SmallGroup(SmallGroupWay.MERGED, "b"), SmallGroupTerms(5), "group-merger"),
        (SmallGroup(SmallGroupWay.MERGED, "c"), SmallGroupTerms(5, {"a": "b"}), "group-merger"),
        (SmallGroup(SmallGroupWay.MERGED), SmallGroupTerms(5), "group-merger"),
        (SmallGroup(SmallGroupWay.WHOLE), SmallGroupTerms(5, {"a": "b"}), "group-whole"),
        (SmallGroup(SmallGroupWay.OPEN, reason="  "), SmallGroupTerms(5), "group-consent"),
    ],
)
def test_a_way_that_nothing_allows_is_refused(group: SmallGroup, terms: SmallGroupTerms, code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_groups_applied(prepared(group, terms), lines(a=2, b=5, c=5, d=5))
    assert (refused.value.code, refused.value.rule) == (code, 46)


def test_no_college_weighs_more_than_half_by_a_merger_and_three_remain() -> None:
    heavy = draft(
        colleges=colleges({"a": "3/10", "b": "4/10", "c": "2/10", "d": "1/10"}),
        secrecy=Secrecy(5, {"a": SmallGroup(SmallGroupWay.MERGED, "b")}),
        group_terms=SmallGroupTerms(5, {"a": "b"}),
        replaceable=False,
    )
    with pytest.raises(Refused) as refused:
        with_groups_applied(heavy, lines(a=2, b=5, c=5, d=5))
    assert refused.value.code == "group-heavy"
    three = draft(
        colleges=colleges({"a": "1/10", "b": "4/10", "c": "5/10"}),
        secrecy=Secrecy(5, {"a": SmallGroup(SmallGroupWay.MERGED, "b")}),
        group_terms=SmallGroupTerms(5, {"a": "b"}),
        replaceable=False,
    )
    with pytest.raises(Refused) as refused:
        with_groups_applied(three, lines(a=2, b=5, c=5))
    assert refused.value.code == "group-few-colleges"


def test_all_vote_without_colleges_where_a_key_allowed_it() -> None:
    made, plain = with_groups_applied(
        prepared(SmallGroup(SmallGroupWay.WHOLE), SmallGroupTerms(5, whole=True)), lines(a=2, b=5, c=5, d=5)
    )
    assert made.colleges == ()
    assert {line.college for line in plain} == {None}


def test_a_choice_for_a_college_that_is_not_small_any_more_is_dropped() -> None:
    group = SmallGroup(SmallGroupWay.OPEN, reason=CONSENT)
    made, _roll = with_groups_applied(prepared(group), lines(a=5, b=5, c=5, d=5))
    assert made.secrecy is not None
    assert made.secrecy.groups == {}
    made, _roll = with_groups_applied(prepared(group), lines(a=4, b=5, c=5, d=5))
    assert made.secrecy is not None
    assert set(made.secrecy.groups) == {"a"}


def test_the_statutes_raise_the_smallest_group_and_a_plan_never_lowers_it() -> None:
    made, _roll = with_groups_applied(
        draft(colleges=(), secrecy=Secrecy(3), group_terms=SmallGroupTerms(8), replaceable=False), lines(a=1)
    )
    assert made.secrecy is not None
    assert made.secrecy.minimum_group == 8
