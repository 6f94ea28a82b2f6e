"""One category, exactly one college, both of the statutes (rules 1 and 7); the membership of a SCIC (rules 1 to 4, 10)."""

import pytest

from foundation.kernel.errors import Refused
from membership.rules.composition import check_room, composition_alerts
from membership.rules.eligibility import category_named, check_open, check_rank, college_for
from statutes.rules.clauses.members import Category
from statutes.rules.parse import parse

TEXT = """
format = "scic-statutes/1"
name = "Coopérative"
legal_form = "{form}"
effective_on = 2024-01-01
year_end = "12-31"
one_vote_per_college = {several}
[shares]
nominal_cents = 2000
[[categories]]
id = "salaries"
kind = "employees"
[[categories]]
id = "usagers"
kind = "beneficiaries"
[[categories]]
id = "benevoles"
kind = "volunteers"
[[categories]]
id = "oubliee"
[voting]
colleges = {colleges}
[[colleges]]
id = "a"
weight = "1/2"
categories = ["salaries", "benevoles"]
[[colleges]]
id = "b"
weight = "1/2"
categories = ["usagers", "benevoles"]
"""


def statutes(form="SAS", *, several=False, colleges=True):
    words = {"several": str(several).lower(), "colleges": str(colleges).lower()}
    return parse(TEXT.format(form=form, **words))


def refused(call, *arguments):
    with pytest.raises(Refused) as refusal:
        call(*arguments)
    assert refusal.value.source
    return refusal.value.code, refusal.value.rule


def test_an_unknown_category_is_refused():
    assert refused(category_named, statutes(), "sponsors") == ("unknown-category", 1)


def test_a_category_with_one_college_needs_no_choice():
    assert college_for(statutes(), "salaries", None) == "a"


def test_a_category_with_two_colleges_needs_a_choice():
    assert refused(college_for, statutes(), "benevoles", None) == ("no-college", 7)
    assert college_for(statutes(), "benevoles", "b") == "b"


def test_a_category_that_no_college_takes_admits_nobody():
    assert refused(college_for, statutes(), "oubliee", None) == ("no-college", 7)


def test_a_college_takes_only_its_categories():
    assert refused(college_for, statutes(), "salaries", "b") == ("college-not-for-category", 7)
    assert refused(college_for, statutes(), "salaries", "z") == ("unknown-college", 7)


def test_without_colleges_there_is_none_to_choose():
    assert college_for(statutes(colleges=False), "salaries", None) is None
    assert refused(college_for, statutes(colleges=False), "salaries", "a") == ("no-colleges-here", 7)


def test_a_second_college_only_where_the_statutes_say_so():
    assert refused(check_rank, statutes(), 2) == ("one-college-only", 7)
    check_rank(statutes(several=True), 2)


def test_a_sarl_stops_at_one_hundred():
    check_room(statutes("SARL"), 99)
    assert refused(check_room, statutes("SARL"), 100) == ("sarl-full", 10)
    check_room(statutes("SARL"), 100, "décidé par l’assemblée")
    check_room(statutes("SAS"), 5000)


@pytest.mark.parametrize(
    ("counts", "rules"),
    [
        ({"salaries": 3, "usagers": 9, "benevoles": 2}, []),
        ({"salaries": 1, "usagers": 9, "benevoles": 2}, [4]),
        ({"usagers": 9, "benevoles": 2}, [1, 3]),
        ({"salaries": 2, "benevoles": 2}, [1, 2]),
        ({}, [1, 2, 3]),
    ],
)
def test_what_a_scic_lacks_is_said_by_rule(counts, rules):
    assert [alert.rule for alert in composition_alerts(statutes(), counts)] == rules


@pytest.mark.parametrize(
    ("category", "takes"),
    [
        (Category(id="a"), {"person", "company", "town"}),
        (Category(id="a", kind="employees"), {"person"}),
        (Category(id="a", kind="employees", open_to="organisations"), {"company", "town"}),
        (Category(id="a", open_to="persons"), {"person"}),
        (Category(id="a", open_to="public_bodies"), {"town"}),
    ],
)
def test_a_category_takes_whom_the_statutes_say_and_an_employee_is_a_person(category, takes):
    parties = {
        "person": {"is_person": True},
        "company": {"is_person": False},
        "town": {"is_person": False, "public": True},
    }
    for name, party in parties.items():
        if name in takes:
            check_open(category, **party)
            continue
        with pytest.raises(Refused) as refused:
            check_open(category, **party)
        assert (refused.value.code, refused.value.rule) == ("category-not-open", 1)
