"""Rules 19 to 44, 47 and 48: assemblies, papers, accounts, revision; the same facts judged by the form's own law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from foundation.kernel.money import Money
from governance.rules.compliance.table import BY_FORM, SUBJECTS, TITLES, compliance
from governance.rules.compliance.verdicts import State
from governance.rules.compliance.yearly import last_year_end
from statutes.rules.check import check
from tests.factories.compliance import TODAY, capital, meeting, situation, verdict
from tests.factories.statutes import GONE

COMING = meeting(meets_on=date(2026, 6, 20), convened_on=date(2026, 5, 28), closed_on=None, minutes_on=None)
NO_BALLOT_BY_POST = {"remote.postal": False}


def judged(rule, form="SA", **changes):
    return verdict(rule, situation(form, **changes)).state.value


# ---- the whole table ---------------------------------------------------------------------------------------


def test_each_of_the_48_rules_is_judged_once_under_one_subject_with_its_article():
    found = compliance(situation())
    assert [one.rule for one in found] == list(range(1, 49))
    assert sorted(rule for subject in SUBJECTS for rule in subject.rules) == list(TITLES) == list(range(1, 49))
    assert all(one.source for one in found if one.rule != 48)


@pytest.mark.parametrize("form", ["SA", "SARL", "SAS"])
def test_every_article_is_that_of_the_form(form):
    for one in compliance(situation(form)):
        if form in BY_FORM.get(one.rule, {}) and not one.details:
            assert one.source == BY_FORM[one.rule][form]


def test_what_is_wrong_comes_with_what_to_do():
    now = situation(capital=capital(unsound=2, outside_bounds=(1,)), meetings=(meeting(minutes_on=None),))
    for one in compliance(now):
        assert bool(one.action) or one.state not in {State.WARNS, State.BLOCKS}, one.rule


@pytest.mark.parametrize("rule", [19, 20, 21, 22, 23, 38, 39, 41])
def test_what_later_work_will_record_is_said_to_be_unknown(rule):
    assert judged(rule) == "unknown"


def test_a_clause_against_the_law_is_judged_even_where_the_figures_are_not_known():
    now = situation("SAS", statutes={"surplus.statutory_reserve": "2/5"})
    assert verdict(20, replace(now, findings=tuple(check(now.statutes)))).state is State.BLOCKS


# ---- the yearly assembly (rules 24, 40) ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "on", "state"),
    [
        ("SA", date(2026, 3, 1), "ok"),
        ("SA", date(2026, 4, 1), "warns"),
        ("SA", date(2026, 6, 30), "warns"),
        ("SA", date(2026, 7, 1), "blocks"),
        ("SARL", date(2026, 7, 1), "blocks"),
        ("SAS", date(2026, 7, 1), "warns"),
        ("SAS", date(2026, 12, 31), "warns"),
    ],
)
def test_an_ordinary_assembly_meets_within_six_months_of_the_year(form, on, state):
    statutes = {"year_end": "12-31"}
    assert judged(24, form, on=on, statutes=statutes, meetings=()) == state


def test_an_assembly_held_late_is_told_and_one_held_in_time_is_in_order():
    assert judged(24, statutes={"year_end": "12-31"}) == "ok"
    late = meeting(meets_on=date(2026, 7, 10), closed_on=date(2026, 7, 10))
    assert judged(24, on=date(2026, 8, 1), statutes={"year_end": "12-31"}, meetings=(late,)) == "warns"


def test_an_extraordinary_assembly_is_not_the_one_on_the_accounts():
    only = meeting(kind="extraordinary")
    assert judged(24, on=date(2026, 7, 1), statutes={"year_end": "12-31"}, meetings=(only,)) == "blocks"
    coming = replace(COMING, kind="extraordinary")
    assert judged(24, statutes={"year_end": "12-31"}, meetings=(coming,)) == "warns"


def test_an_assembly_convened_in_time_is_in_order_and_one_convened_too_late_warns():
    assert judged(24, statutes={"year_end": "12-31"}, meetings=(COMING,)) == "ok"
    after = replace(COMING, meets_on=date(2026, 7, 10))
    assert judged(24, statutes={"year_end": "12-31"}, meetings=(after,)) == "warns"


def test_a_year_that_ended_before_the_first_statutes_counts_only_where_it_was_declared():
    young = {"statutes": {"year_end": "12-31"}, "since": date(2026, 2, 1), "meetings": ()}
    assert judged(24, **young) == "not_applicable"
    assert judged(40, **young) == "not_applicable"
    assert judged(24, **young, declared={"year_closed_on": date(2025, 12, 31)}) == "warns"


def test_an_old_declaration_never_hides_the_year_that_closed_since():
    text = situation(statutes={"year_end": "12-31"}).statutes
    old = date(2023, 12, 31)
    assert last_year_end(text, TODAY, old, date(2020, 1, 1)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("on", "declared", "state"),
    [
        (date(2026, 6, 20), {}, "ok"),
        (date(2026, 6, 21), {}, "warns"),
        (date(2026, 7, 20), {"filed_online": 1}, "ok"),
        (date(2026, 7, 21), {"filed_online": 1}, "warns"),
        (date(2026, 8, 1), {"accounts_filed_on": date(2026, 6, 2)}, "ok"),
        (date(2026, 8, 1), {"accounts_filed_on": date(2025, 6, 2)}, "warns"),
    ],
)
def test_accounts_are_filed_a_month_after_the_assembly_two_where_online(on, declared, state):
    assert judged(40, on=on, statutes={"year_end": "12-31"}, declared=declared) == state


def test_the_month_to_file_runs_from_the_assembly():
    assert judged(40, statutes={"year_end": "12-31"}, meetings=()) == "not_applicable"


# ---- each assembly (rules 25 to 36) ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [25, 26, 27, 28, 31, 33, 36])
def test_without_an_assembly_there_is_nothing_to_look_at(rule):
    assert judged(rule, meetings=()) == "not_applicable"


@pytest.mark.parametrize("rule", [25, 26, 27, 31, 33, 36])
def test_an_assembly_held_by_the_rules_is_in_order(rule):
    assert judged(rule) == "ok"


@pytest.mark.parametrize(
    ("rule", "form", "wrong", "state"),
    [
        (25, "SA", {"convened_on": date(2026, 5, 5)}, "blocks"),
        (25, "SA", {"convened_on": date(2026, 5, 4)}, "ok"),
        (25, "SA", {"convened_on": date(2026, 5, 5), "late_reason": "panne"}, "warns"),
        (26, "SA", {"notice_gaps": 2}, "blocks"),
        (26, "SA", {"notice_gaps": 2, "convened_on": None, "closed_on": None}, "warns"),
        (27, "SA", {"mailed_without_consent": 3}, "blocks"),
        (27, "SARL", {"mailed_without_consent": 3}, "blocks"),
        (27, "SAS", {"mailed_without_consent": 3}, "not_applicable"),
        (31, "SA", {"votes_without_quorum": 1}, "blocks"),
        (31, "SA", {"quorum_failed": True}, "warns"),
        (33, "SA", {"proxies_over": 1}, "blocks"),
        (36, "SA", {"sheet_certified": False}, "blocks"),
        (36, "SAS", {"sheet_certified": False}, "warns"),
        (36, "SA", {"sheet_certified": False, "closed_on": None}, "ok"),
    ],
)
def test_what_is_wrong_with_one_assembly_is_told_of_it(rule, form, wrong, state):
    found = verdict(rule, situation(form, meetings=(meeting(title="Celle-ci", **wrong),)))
    assert found.state.value == state
    assert state not in {"blocks", "warns"} or found.values["assembly"] == "Celle-ci"


def test_what_stops_is_told_before_what_only_warns():
    excused = meeting(title="Excusée", convened_on=date(2026, 5, 18), late_reason="panne")
    short = meeting(title="Trop tard", convened_on=date(2026, 5, 10))
    assert verdict(25, situation(meetings=(excused, short))).values["assembly"] == "Trop tard"


@pytest.mark.parametrize(
    ("published", "state"),
    [
        (None, "unknown"),
        (date(2026, 5, 4), "ok"),
        (date(2026, 5, 5), "warns"),
        (date(2025, 5, 4), "unknown"),
        (date(2026, 5, 21), "unknown"),
    ],
)
def test_documents_can_be_read_fifteen_days_before(published, state):
    declared = {} if published is None else {"documents_on": published}
    assert judged(28, declared=declared) == state


@pytest.mark.parametrize(
    ("declared", "state"),
    [
        ({}, "unknown"),
        ({"proposals_left_out": 0}, "unknown"),
        ({"proposals_left_out": 0, "proposals_unanswered": 0}, "ok"),
        ({"proposals_left_out": 1, "proposals_unanswered": 0}, "warns"),
        ({"proposals_left_out": 0, "proposals_unanswered": 2}, "warns"),
    ],
)
def test_members_resolutions_are_acknowledged_and_put_on_the_agenda(declared, state):
    assert judged(29, declared=declared) == state


def test_a_sas_whose_statutes_are_silent_takes_no_resolution_from_members():
    silent = {f"assemblies.{kind}.added_resolutions": GONE for kind in ("ordinary", "extraordinary")}
    text = situation("SAS").statutes.assemblies
    silent = {key: value for key, value in silent.items() if getattr(text, key.split(".")[1]).added_resolutions}
    assert judged(29, "SAS", statutes=silent) == "not_applicable"


def test_votes_by_post_are_those_that_law_or_statutes_open():
    assert judged(35, "SA") == "unknown"
    assert judged(35, "SAS", statutes=NO_BALLOT_BY_POST) == "not_applicable"


@pytest.mark.parametrize("rule", [30, 32])
def test_what_cannot_be_broken_here_is_in_order(rule):
    assert judged(rule) == "ok"


def test_a_blank_proxy_is_the_chairs_where_law_or_statutes_say_so():
    assert judged(34, "SA") == "ok"
    assert judged(34, "SAS", statutes={"proxies.blank": "refused"}) == "not_applicable"
    assert judged(34, "SAS", statutes={"proxies.blank": "chair"}) == "ok"


# ---- papers (rules 37, 42 to 44, 47, 48) ---------------------------------------------------------------------


@pytest.mark.parametrize(("days", "signed", "state"), [(30, None, "ok"), (31, None, "warns"), (31, TODAY, "ok")])
def test_minutes_are_signed_within_a_month(days, signed, state):
    held = meeting(closed_on=TODAY - timedelta(days=days), minutes_on=signed)
    assert judged(37, meetings=(held,)) == state


def test_a_number_missing_from_the_decisions_is_told():
    found = verdict(37, situation(decision_gaps=(3, 5)))
    assert (found.state, found.values["numbers"]) == (State.BLOCKS, "3, 5")


@pytest.mark.parametrize(
    ("declared", "state"),
    [
        ({}, "unknown"),
        ({"scic_since": date(2024, 1, 1)}, "ok"),
        ({"scic_since": date(2021, 5, 31)}, "blocks"),
        ({"revised_on": date(2021, 6, 1)}, "warns"),
        ({"revised_on": date(2021, 5, 31)}, "blocks"),
        ({"revised_on": date(2024, 1, 1)}, "ok"),
        ({"revised_on": date(2024, 1, 1), "losing_years": 2}, "ok"),
        ({"revised_on": date(2024, 1, 1), "losing_years": 3}, "blocks"),
        ({"revised_on": date(2026, 2, 1), "losing_years": 3, "year_closed_on": date(2025, 12, 31)}, "ok"),
        ({"revised_on": date(2024, 1, 1), "result_cents": -5_000_000}, "blocks"),
        ({"revised_on": date(2024, 1, 1), "result_cents": -4_999_999}, "ok"),
    ],
)
def test_a_revision_is_due_every_five_years_or_after_three_losses_or_one_of_half_the_capital(declared, state):
    assert judged(42, declared=declared) == state


@pytest.mark.parametrize(
    ("declared", "state"),
    [
        ({}, "unknown"),
        ({"revised_on": date(2026, 1, 1)}, "warns"),
        ({"revised_on": date(2026, 1, 1), "revision_shown_on": date(2021, 5, 1)}, "warns"),
        ({"revised_on": date(2026, 1, 1), "revision_shown_on": date(2026, 5, 1)}, "ok"),
    ],
)
def test_the_revision_report_is_shown_to_an_assembly(declared, state):
    assert judged(43, declared=declared) == state


@pytest.mark.parametrize(
    ("declared", "state"),
    [
        ({}, "unknown"),
        ({"equity_cents": 5_000_000}, "ok"),
        ({"equity_cents": 4_999_999}, "blocks"),
        ({"equity_cents": -1}, "blocks"),
        ({"equity_cents": 4_999_999, "equity_assembly_on": date(2026, 5, 20)}, "warns"),
        (
            {
                "equity_cents": 4_999_999,
                "equity_assembly_on": date(2024, 5, 20),
                "year_closed_on": date(2025, 12, 31),
            },
            "blocks",
        ),
    ],
)
def test_equity_under_half_the_capital_of_the_year_calls_an_assembly(declared, state):
    assert judged(44, declared=declared) == state


def test_equity_is_held_against_the_capital_at_the_end_of_the_year():
    later = capital(capital=Money(20_000_000), highest=Money(20_000_000))
    assert judged(44, declared={"equity_cents": 5_000_000}, capital=later) == "ok"


@pytest.mark.parametrize(("due", "state"), [(None, "unknown"), (0, "ok"), (4, "warns")])
def test_data_whose_time_has_come_is_told(due, state):
    assert judged(47, retention_due=due) == state


@pytest.mark.parametrize(("on", "state"), [(date(2027, 1, 15), "ok"), (date(2027, 1, 16), "warns")])
def test_the_numbers_of_the_law_are_read_again_each_year(on, state):
    assert judged(48, on=on) == state
