"""The quorum: exactly the part is enough, one less is not; four bases; nobody is nobody."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.quorum import Presence, needed, quorum

FIFTH = Fraction(1, 5)


def members(present: int, entitled: int) -> Presence:
    return Presence(entitled=entitled, present=present, entitled_shares=entitled * 2, present_shares=present * 2)


@pytest.mark.parametrize(("present", "met", "missing"), [(11, False, 1), (12, True, 0), (13, True, 0), (0, False, 12)])
def test_exactly_a_fifth_of_sixty_members_is_enough(present, met, missing):
    result = quorum(FIFTH, "members", members(present, 60), {})
    assert (result.met, result.missing) == (met, missing)


def test_a_fifth_of_61_members_takes_13():
    assert not quorum(FIFTH, "members", members(12, 61), {}).met
    assert quorum(FIFTH, "members", members(13, 61), {}).met
    assert needed(FIFTH, 61) == 13


def test_no_quorum_asked_is_met_even_by_an_empty_room():
    assert quorum(None, "members", members(0, 60), {}).met


def test_an_empty_company_never_meets_a_quorum_that_is_asked():
    assert not quorum(FIFTH, "members", Presence(0, 0), {}).met


def test_shares_are_counted_when_the_statutes_say_shares():
    everyone = Presence(entitled=10, present=9, entitled_shares=100, present_shares=19)
    result = quorum(FIFTH, "shares", everyone, {})
    assert not result.met
    assert result.missing == 1


def test_the_example_of_a_thousand_members_two_percent_of_heads_weigh_thirty_five_percent():
    colleges = {
        "a": (Fraction(35, 100), members(20, 20)),
        "b": (Fraction(30, 100), members(0, 480)),
        "c": (Fraction(20, 100), members(0, 300)),
        "d": (Fraction(15, 100), members(0, 200)),
    }
    assert quorum(FIFTH, "members", members(20, 1000), colleges).reached == Fraction(2, 100)
    weighted = quorum(FIFTH, "weighted_by_college", members(20, 1000), colleges)
    assert weighted.reached == Fraction(35, 100)
    assert weighted.met


def test_per_college_fails_when_one_college_fails():
    colleges = {"a": (Fraction(1, 2), members(5, 5)), "b": (Fraction(1, 2), members(1, 6))}
    result = quorum(FIFTH, "per_college", members(6, 11), colleges)
    assert not result.met
    assert [row.met for row in result.colleges] == [True, False]


def test_a_college_with_nobody_entitled_is_not_formed_and_not_asked():
    colleges = {"a": (Fraction(1, 2), members(5, 5)), "b": (Fraction(1, 2), members(0, 0))}
    assert quorum(FIFTH, "per_college", members(5, 5), colleges).met


def test_an_unknown_basis_is_a_programming_error():
    with pytest.raises(ValueError, match="heads"):
        quorum(FIFTH, "heads", members(1, 1), {})


@given(st.integers(0, 500), st.integers(0, 500), st.fractions(min_value=0, max_value=1))
def test_one_more_present_never_loses_a_quorum(entitled, present, required):
    present = min(entitled, present)
    before = quorum(required, "members", members(present, entitled), {})
    if before.met and present < entitled:
        assert quorum(required, "members", members(present + 1, entitled), {}).met
    if not before.met and entitled:
        assert quorum(required, "members", members(present + (before.missing or 0), entitled), {}).met
