"""Rules 1 to 18, 45 and 46: who the members are, in which colleges, what the capital is; each judged aloud."""

from dataclasses import replace
from datetime import date

import pytest

from foundation.kernel.money import ZERO, Money
from governance.rules.compliance.situation import People
from governance.rules.compliance.verdicts import State
from membership.rules.composition import composition_alerts
from statutes.rules.check import check
from tests.factories.compliance import capital, situation, verdict
from tests.factories.statutes import GONE, statutes_with

COLLEGES = {"salaries": 12, "usagers": 3}


def judged(rule, **changes):
    found = verdict(rule, situation(**changes))
    return found.state.value


def with_members(form="SA", **counts):
    """The alerts of these members, counted by category of the example statutes."""
    text = statutes_with(of={"SA": "sa", "SAS": "pole"}[form])
    by_kind = {category.id: counts.get(category.kind or "other", 0) for category in text.categories}
    alerts = tuple(composition_alerts(text, by_kind))
    return People(
        members=sum(by_kind.values()),
        employees=counts.get("employees", 0),
        producers=counts.get("producers", 0),
        alerts=alerts,
    )


# ---- categories (rules 1 to 4) ---------------------------------------------------------------------------


def test_a_scic_has_three_categories_with_a_member_each():
    kinds = {"beneficiaries": 5, "employees": 2}
    assert judged(1, people=with_members(**kinds)) == "blocks"
    assert judged(1) == "ok"


def test_beneficiaries_are_mandatory():
    assert judged(2, people=with_members(employees=4)) == "blocks"
    assert judged(2) == "ok"


@pytest.mark.parametrize(
    ("employees", "producers", "headcount", "state"),
    [
        (2, 0, None, "ok"),
        (2, 0, 10, "ok"),
        (0, 3, 0, "ok"),
        (0, 3, 1, "blocks"),
        (0, 3, None, "unknown"),
        (0, 0, 5, "blocks"),
    ],
)
def test_producers_stand_for_the_employees_only_where_nobody_is_employed(employees, producers, headcount, state):
    people = People(members=9, employees=employees, producers=producers)
    declared = {} if headcount is None else {"headcount": headcount}
    assert judged(3, people=people, declared=declared) == state


def test_a_cooperative_without_employees_nor_producers_is_no_scic():
    assert judged(3, people=with_members(beneficiaries=8)) == "blocks"


def test_one_member_left_in_a_mandatory_category_is_said_before_it_is_empty():
    assert judged(4, people=with_members(beneficiaries=8, employees=1)) == "warns"
    assert judged(4, people=with_members(beneficiaries=8, employees=2)) == "ok"
    assert judged(4, people=with_members(beneficiaries=8)) == "not_applicable"


@pytest.mark.parametrize("rule", [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15, 16, 17, 29, 35, 46])
def test_without_statutes_what_follows_from_them_is_not_known(rule):
    assert verdict(rule, replace(situation(), statutes=None)).state is State.UNKNOWN


# ---- colleges (rules 5 to 9, 46) ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [5, 6, 9])
def test_colleges_in_the_bounds_of_the_law_are_in_order(rule):
    assert judged(rule, form="SAS") == "ok"


@pytest.mark.parametrize("rule", [5, 6, 7, 9])
def test_without_colleges_one_member_has_one_vote(rule):
    changed = {"colleges": GONE, "voting.colleges": False}
    assert judged(rule, form="SAS", statutes=changed) == "not_applicable"


def test_colleges_count_where_the_key_is_silent_and_they_are_listed():
    assert judged(5, form="SAS", statutes={"voting.colleges": GONE}) == "ok"


def test_a_college_of_nine_hundredths_breaks_the_law():
    statutes = {"colleges[0].weight": "9/100"}
    now = situation("SAS", statutes=statutes)
    found = verdict(6, replace(now, findings=tuple(check(now.statutes))))
    assert found.state is State.BLOCKS
    assert found.values["where"]
    assert found.details


def test_a_policy_left_unsaid_is_named_by_its_key():
    now = situation("SAS", statutes={"voting.silent_college": GONE})
    found = verdict(8, replace(now, findings=tuple(check(now.statutes))))
    assert found.state is not State.OK
    assert "voting.silent_college" in found.values["where"]


def test_a_member_without_college_stops_the_vote_and_is_named():
    now = situation("SAS", people=People(members=9, without_college=(4, 7)))
    found = verdict(7, now)
    assert (found.state, found.values["numbers"]) == (State.BLOCKS, "4, 7")
    assert judged(7, form="SAS", people=People(members=9, in_several=(4,))) == "warns"
    assert judged(7, form="SAS", people=People(members=9)) == "ok"


@pytest.mark.parametrize(
    ("form", "members", "state"),
    [("SARL", 89, "ok"), ("SARL", 90, "warns"), ("SARL", 100, "warns"), ("SARL", 101, "blocks"),
     ("SA", 500, "not_applicable"), ("SAS", 500, "not_applicable")],
)  # fmt: skip
def test_a_sarl_has_a_hundred_members_at_most(form, members, state):
    assert judged(10, form=form, people=People(members=members)) == state


@pytest.mark.parametrize(
    ("asked", "smallest", "state"),
    [(GONE, 1, "not_applicable"), (["election"], 4, "warns"), (["election"], 5, "ok"), (["election"], 0, "ok")],
)
def test_a_small_group_cannot_keep_its_secret(asked, smallest, state):
    statutes = {"secret_ballots.required_for": asked, "secret_ballots.minimum_group": 5}
    people = People(members=50, colleges={"Salariés": smallest, "Usagers": 40})
    assert judged(46, form="SAS", statutes=statutes, people=people) == state


def test_no_statutes_make_a_secret_group_smaller_than_three():
    statutes = {"secret_ballots.required_for": ["election"], "secret_ballots.minimum_group": 2}
    people = People(members=50, colleges={"Salariés": 2, "Usagers": 40})
    assert judged(46, form="SAS", statutes=statutes, people=people) == "warns"


# ---- capital (rules 11 to 18, 45) ----------------------------------------------------------------------------


def test_a_quarter_is_paid_at_subscription_and_the_rest_in_time():
    assert judged(11) == "ok"
    assert judged(11, capital=capital(balance_late=(3,), late_balances=Money(100))) == "warns"
    late_too = capital(under_quarter=(3,), missing_quarter=Money(100), balance_late=(4,))
    assert judged(11, capital=late_too) == "blocks"


def test_the_vote_lost_after_a_formal_notice_is_said_before_the_exclusion_it_opens():
    assert judged(12) == "ok"
    assert judged(12, form="SARL", capital=capital(notice_exclusion=(5,))) == "warns"
    assert judged(12, capital=capital(notice_vote=(5,), notice_exclusion=(5,))) == "blocks"


def test_holdings_stay_in_the_bounds_of_their_category():
    assert judged(13) == "ok"
    assert judged(13, capital=capital(size_unknown=(8,))) == "unknown"
    assert judged(13, capital=capital(outside_bounds=(9,), size_unknown=(8,))) == "blocks"


@pytest.mark.parametrize(
    ("public", "whole", "state"),
    [(50_000_00, 100_000_00, "ok"), (50_000_00, 99_950_00, "blocks"), (0, 0, "not_applicable")],
)
def test_public_bodies_hold_half_the_capital_at_most_exactly_half_being_allowed(public, whole, state):
    assert judged(14, capital=capital(public=Money(public), capital=Money(whole))) == state


@pytest.mark.parametrize(
    ("cents", "frozen", "state"), [(2_500_000, 0, "ok"), (2_499_999, 0, "blocks"), (2_600_000, 2, "warns")]
)
def test_the_capital_never_falls_under_its_floor(cents, frozen, state):
    assert judged(15, capital=capital(capital=Money(cents), claims_frozen=frozen)) == state


@pytest.mark.parametrize(
    ("form", "cents", "state"),
    [("SA", 1_850_000, "ok"), ("SA", 1_849_999, "blocks"), ("SAS", 100, "not_applicable")],
)
def test_a_sa_has_eighteen_thousand_five_hundred_euros(form, cents, state):
    assert judged(16, form=form, capital=capital(capital=Money(cents), floor=ZERO)) == state


def test_a_refund_is_late_only_by_a_delay_that_the_statutes_set():
    owed = capital(refunds_owed=1, owed=Money(5000))
    late = replace(owed, refunds_late=(6,), owed_late=Money(5000))
    delay = {"shares.refund_delay_months": 60}
    assert judged(17, statutes=delay, capital=owed) == "ok"
    assert judged(17, statutes=delay, capital=late) == "warns"
    assert judged(17, statutes={"shares.refund_delay_months": GONE}, capital=owed) == "unknown"
    assert judged(17, statutes={"shares.refund_delay_months": GONE}) == "ok"


def test_a_refund_above_the_nominal_value_less_losses_is_against_the_law():
    assert judged(18) == "ok"
    assert judged(18, capital=capital(refunds_above_value=(2,))) == "blocks"


def test_a_register_with_a_gap_does_not_hold():
    assert judged(45) == "ok"
    assert judged(45, capital=capital(unsound=1)) == "blocks"
    assert judged(45, capital=capital(movements=0)) == "not_applicable"


def test_the_page_does_not_claim_to_have_read_every_seal():
    read, unread = (verdict(45, situation(capital=capital(seals_read=seals))).message for seals in (True, False))
    assert read != unread


def test_figures_are_told_in_cents_days_and_fractions():
    figures = verdict(14, situation()).figures()
    assert figures == {"public_cents": 1_000_000, "capital_cents": 10_000_000, "part": "1/10"}
    assert verdict(48, situation(on=date(2026, 6, 1))).figures()["due"] == "2027-01-15"
