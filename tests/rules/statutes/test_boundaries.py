"""At the bound exactly, and one step beyond."""

from datetime import date
from fractions import Fraction

import pytest

from statutes.rules import law
from statutes.rules.check import check
from tests.factories.statutes import GONE, statutes_with

THREE = ("structures", "salaries", "collectivites")


def thirds(*weights):
    categories = [["structures", "benevoles"], ["salaries"], ["collectivites", "financeurs"]]
    colleges = [
        {"id": name, "weight": weight, "categories": own}
        for name, weight, own in zip(THREE, weights, categories, strict=True)
    ]
    return statutes_with({"colleges": colleges, "bodies": GONE})


@pytest.mark.parametrize(
    "weights", [("1/3", "1/3", "1/3"), ("1/2", "4/10", "1/10"), ("333/999", "1/3", "2/6"), ("1/2", "1/4", "1/4")]
)
def test_weights_at_the_bounds_are_lawful(weights):
    assert check(thirds(*weights)) == []


@pytest.mark.parametrize(
    ("weights", "where"),
    [
        (("1/2", "401/1000", "99/1000"), "colleges[2].weight"),
        (("501/1000", "199/1000", "3/10"), "colleges[0].weight"),
        (("1/2", "1/2", "0"), "colleges[2].weight"),
        (("3333/10000", "3333/10000", "3333/10000"), "colleges"),
    ],
)
def test_a_step_beyond_the_bounds_is_blocked(weights, where):
    assert [(one.rule, one.where) for one in check(thirds(*weights))] == [(6, where)]


@pytest.mark.parametrize(
    ("key", "lawful", "unlawful"),
    [
        ("shares.paid_at_subscription", "1/4", "2499/10000"),
        ("shares.floor_fraction", "25/100", "24/100"),
        ("shares.balance_due_months", 60, 61),
        ("shares.minimum_capital_cents", 1850000, 1849999),
        ("surplus.legal_reserve", "3/20", "149/1000"),
        ("surplus.statutory_reserve", "1/2", "499/1000"),
        ("surplus.interest_above_tmo_points", 2, "201/100"),
        ("assemblies.ordinary.notice_days", 15, 14),
        ("assemblies.extraordinary.second_notice_days", 10, 9),
        ("assemblies.ordinary.quorum_first", "1/5", "199/1000"),
        ("assemblies.extraordinary.quorum_first", "1/4", "249/1000"),
        ("assemblies.extraordinary.quorum_second", "1/5", "none"),
        ("remote.postal_cutoff_days", 3, 4),
        ("remote.electronic_cutoff", {"time": "15:00", "days_before": 1}, {"time": "15:00", "days_before": 2}),
        ("remote.written_questions_business_days", 4, 5),
        ("bodies[0].term_years", 6, 8),
        ("secret_ballots.minimum_group", 3, 2),
        ("assemblies.ordinary.record_date_business_days", 2, 1),
    ],
)
def test_the_bound_itself_is_lawful_and_one_step_beyond_is_not(key, lawful, unlawful):
    assert check(statutes_with({key: lawful}, of="sa")) == []
    assert [one.severity for one in check(statutes_with({key: unlawful}, of="sa"))] == ["blocks"]


def test_statutes_of_a_sa_may_raise_a_quorum():
    assert check(statutes_with({"assemblies.ordinary.quorum_first": "1/2"}, of="sa")) == []


def test_statutes_of_a_sas_are_free_in_what_the_law_fixes_for_others():
    changes = {
        "assemblies.ordinary.notice_days": 8,
        "assemblies.ordinary.quorum_first": "none",
        "assemblies.extraordinary.majority": {"at_least": "3/4"},
        "exclusion.majority": {"at_least": "3/4"},
        "proxies.holders": "anyone",
        "remote.postal_cutoff_days": 10,
    }
    assert check(statutes_with(changes)) == []


def test_statutes_of_a_sarl_may_raise_a_majority():
    majority = {"at_least": "3/4"}
    changes = {"assemblies.extraordinary.majority": majority, "exclusion.majority": majority}
    assert check(statutes_with(changes, of="sarl")) == []


def test_a_merge_over_one_half_is_blocked():
    merge = {
        "voting.empty_college": "merge",
        "voting.merge_into": {"salaries": "structures", "structures": "benevoles"},
    }
    found = [(one.rule, one.severity, one.where) for one in check(statutes_with(merge))]
    assert (6, "blocks", "voting.merge_into.salaries") in found


def test_merges_that_come_back_to_themselves_are_blocked():
    merge = {"voting.empty_college": "merge", "voting.merge_into": {"salaries": "benevoles", "benevoles": "salaries"}}
    found = [(one.rule, one.severity, one.where) for one in check(statutes_with(merge))]
    assert (8, "blocks", "voting.merge_into.salaries") in found
    assert (8, "blocks", "voting.merge_into.benevoles") in found


def test_a_lawful_merge_has_a_target_for_each_college():
    merge = {
        "voting.minimum_members": 2,
        "voting.empty_college": "merge",
        "voting.merge_into": {
            "salaries": "benevoles", "benevoles": "financeurs", "financeurs": "structures", "collectivites": "financeurs",
        },
    }  # fmt: skip
    assert check(statutes_with(merge)) == []


def test_a_merge_that_leaves_two_colleges_is_told_beforehand():
    three = {
        "voting.empty_college": "merge",
        "voting.merge_into": {"salaries": "collectivites", "collectivites": "salaries"},
    }
    statutes = statutes_with(
        {
            **three,
            "bodies": GONE,
            "colleges": [
                {"id": "structures", "weight": "1/2", "categories": ["structures", "benevoles"]},
                {"id": "salaries", "weight": "1/4", "categories": ["salaries"]},
                {"id": "collectivites", "weight": "1/4", "categories": ["collectivites", "financeurs"]},
            ],
        }
    )
    assert (5, "warns") in [(one.rule, one.severity) for one in check(statutes)]


def test_the_law_is_read_again_every_year():
    assert not law.review_is_due(date(2026, 12, 31))
    assert law.review_is_due(date(2027, 1, 16))


def test_numbers_of_the_law_are_exact():
    for value in vars(law).values():
        assert not isinstance(value, float)
    assert Fraction(15, 100) == law.LOWEST_LEGAL_RESERVE
