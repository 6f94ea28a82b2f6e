"""The roll: a share to vote, one college each, small colleges merged as the statutes say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from governance.rules.roll import Candidate, CollegeOnRoll, CollegeTerms, draw_up, record_date, roll_obstacles

COLLEGES = (
    CollegeOnRoll("a", "A", Fraction(1, 2)),
    CollegeOnRoll("b", "B", Fraction(3, 10)),
    CollegeOnRoll("c", "C", Fraction(1, 5)),
)


def member(number, college="a", shares=1):
    return Candidate(number, number, f"Membre {number}", f"membre {number:03d}", college, shares)


def test_a_member_without_a_share_has_no_vote_and_is_told_why():
    roll = draw_up([member(1), member(2, shares=0)], CollegeTerms(COLLEGES))
    assert [one.number for one in roll.entitled] == [1]
    assert roll.excluded[0].candidate.number == 2
    assert "share" in roll.excluded[0].message


def test_shares_unpaid_after_a_formal_notice_leave_the_vote_and_the_quorum():
    roll = draw_up([member(1), replace(member(2), unpaid=True)], CollegeTerms(COLLEGES))
    assert [one.number for one in roll.entitled] == [1]
    assert "rule 12" in roll.excluded[0].message


def test_a_member_of_no_college_keeps_the_vote_from_opening():
    roll = draw_up([member(1), member(2, college=None)], CollegeTerms(COLLEGES))
    [obstacle] = roll_obstacles(roll)
    assert (obstacle.rule, obstacle.blocks, obstacle.values["number"]) == (7, True, 2)


def test_without_colleges_nobody_needs_one():
    assert roll_obstacles(draw_up([member(1, college=None)], CollegeTerms())) == []


def test_an_empty_roll_opens_no_vote():
    assert roll_obstacles(draw_up([], CollegeTerms(COLLEGES)))[0].blocks


def test_a_college_under_its_minimum_joins_the_named_one_with_its_weight():
    terms = CollegeTerms(COLLEGES, minimum_members=2, merge_into={"c": "a"})
    roll = draw_up([member(1, "a"), member(2, "a"), member(3, "b"), member(4, "b"), member(5, "c")], terms)
    assert {college.id: college.weight for college in roll.colleges} == {"a": Fraction(7, 10), "b": Fraction(3, 10)}
    assert sum(college.weight for college in roll.colleges) == 1
    assert next(one for one in roll.entitled if one.number == 5).college == "a"
    assert roll.merged == {"c": "a"}


def test_a_chain_of_mergers_ends_in_a_college_that_forms():
    terms = CollegeTerms(COLLEGES, minimum_members=2, merge_into={"c": "b", "b": "a"})
    roll = draw_up([member(1, "a"), member(2, "a"), member(3, "b"), member(4, "c")], terms)
    assert roll.merged == {"c": "a", "b": "a"}
    assert {one.college for one in roll.entitled} == {"a"}


def test_a_circle_of_mergers_does_not_hang():
    terms = CollegeTerms(COLLEGES, minimum_members=2, merge_into={"c": "b", "b": "c"})
    draw_up([member(1, "a"), member(2, "a")], terms)


def test_a_merger_above_half_of_the_votes_opens_no_vote():
    terms = CollegeTerms(COLLEGES, minimum_members=2, merge_into={"c": "a"})
    roll = draw_up([member(1, "a"), member(2, "a"), member(3, "b"), member(4, "b"), member(5, "c")], terms)
    assert {obstacle.rule for obstacle in roll_obstacles(roll)} == {5, 6}


def test_a_college_at_its_minimum_stays():
    terms = CollegeTerms(COLLEGES, minimum_members=1, merge_into={"c": "a"})
    roll = draw_up([member(1, "a"), member(2, "b"), member(3, "c")], terms)
    assert len(roll.colleges) == 3


def test_the_record_date_skips_weekends_and_holidays():
    assert record_date(date(2026, 6, 15), 0) == date(2026, 6, 15)
    assert record_date(date(2026, 6, 15), 2) == date(2026, 6, 11)
    assert record_date(date(2026, 7, 15), 2) == date(2026, 7, 10)
    assert record_date(date(2026, 5, 26), 2) == date(2026, 5, 21), "Whit Monday 2026"
    assert record_date(date(2027, 1, 4), 2) == date(2026, 12, 30), "New Year is looked up in its own year"
