"""Each finding has a file that triggers exactly it: an example, changed in one place."""

from typing import Any

import pytest

from statutes.rules.check import check
from tests.factories.statutes import GONE, statutes_with

SAME_THREE = [
    {"id": "structures", "kind": "beneficiaries"},
    {"id": "salaries", "kind": "employees"},
    {"id": "collectivites", "kind": "employees"},
    {"id": "financeurs", "kind": "beneficiaries"},
    {"id": "benevoles", "kind": "beneficiaries"},
]

# (what it shows, example, changes, rule, severity, where)
CASES: list[tuple[str, str, dict[str, Any], int, str, str]] = [
    ("three links at least", "pole", {"categories": SAME_THREE}, 1, "warns", "categories"),
    ("a kind is missing", "sa", {"categories[2].kind": GONE}, 1, "warns", "categories[2].kind"),
    ("no beneficiary", "pole", {"categories[0].kind": "partners"}, 2, "blocks", "categories"),
    ("no employee, no producer", "pole", {"categories[1].kind": "partners"}, 3, "blocks", "categories"),
    ("producers for employees", "pole", {"categories[1].kind": "producers"}, 3, "warns", "categories"),
    ("colleges said absent", "pole", {"voting.colleges": False}, 5, "blocks", "voting.colleges"),
    ("no weight at all", "pole", {f"colleges[{i}].weight": GONE for i in range(5)}, 6, "blocks", "colleges"),
    ("one weight missing", "pole", {"colleges[4].weight": GONE}, 6, "blocks", "colleges[4].weight"),
    (
        "a weight under a tenth",
        "pole",
        {"colleges[3].weight": "5/100", "colleges[4].weight": "4/20"},
        6,
        "blocks",
        "colleges[3].weight",
    ),
    ("weights that do not make one", "pole", {"colleges[0].weight": "1/3"}, 6, "blocks", "colleges"),
    ("a cap of another text", "pole", {"colleges[2].max_weight": "1/10"}, 6, "blocks", "colleges[2].weight"),
    ("one vote in each college", "pole", {"one_vote_per_college": True}, 7, "warns", "one_vote_per_college"),
    (
        "an unknown category",
        "pole",
        {"colleges[0].categories": ["structures", "amis"]},
        7,
        "blocks",
        "colleges[0].categories[1]",
    ),
    (
        "a category of two colleges",
        "pole",
        {"colleges[0].categories": ["structures", "benevoles"]},
        7,
        "warns",
        "categories[4]",
    ),
    ("colleges not said", "pole", {"voting.colleges": GONE}, 8, "warns", "voting.colleges"),
    ("carry not said", "pole", {"voting.carry": GONE}, 8, "warns", "voting.carry"),
    ("delegates", "pole", {"voting.carry": "delegates"}, 8, "blocks", "voting.carry"),
    (
        "a tie of a block",
        "pole",
        {"voting.carry": "block", "voting.college_tie": GONE},
        8,
        "warns",
        "voting.college_tie",
    ),
    (
        "a threshold that both sides pass",
        "pole",
        {"voting.carry": "block", "voting.block_threshold": "1/3"},
        8,
        "blocks",
        "voting.block_threshold",
    ),
    ("a tie, in proportion", "pole", {"voting.college_tie": GONE}, 8, "warns", "voting.college_tie"),
    ("empty college", "pole", {"voting.empty_college": GONE}, 8, "warns", "voting.empty_college"),
    ("silent college", "pole", {"voting.silent_college": GONE}, 8, "warns", "voting.silent_college"),
    ("base", "pole", {"voting.base": GONE}, 8, "warns", "voting.base"),
    ("a base by heads with colleges", "pole", {"voting.base": "present"}, 8, "blocks", "voting.base"),
    ("a minimum without merging", "pole", {"voting.minimum_members": 3}, 8, "blocks", "voting.empty_college"),
    ("a target without merging", "pole", {"voting.merge_into": {"salaries": "benevoles"}}, 8, "warns", "voting.merge_into"),
    ("abstention", "pole", {"assemblies.ordinary.abstention": GONE}, 8, "warns", "assemblies.ordinary.abstention"),
    ("notice of a SAS", "pole", {"assemblies.ordinary.notice_days": GONE}, 8, "warns", "assemblies.ordinary.notice_days"),
    ("quorum of a SAS", "pole", {"assemblies.ordinary.quorum_first": GONE}, 8, "warns", "assemblies.ordinary.quorum_first"),
    (
        "second quorum of a SAS",
        "pole",
        {"assemblies.ordinary.quorum_second": GONE},
        8,
        "warns",
        "assemblies.ordinary.quorum_second",
    ),
    (
        "second notice of a SAS",
        "pole",
        {"assemblies.ordinary.second_notice_days": GONE},
        8,
        "warns",
        "assemblies.ordinary.second_notice_days",
    ),
    (
        "quorum basis of a SAS",
        "pole",
        {"assemblies.ordinary.quorum_basis": GONE},
        8,
        "warns",
        "assemblies.ordinary.quorum_basis",
    ),
    ("majority of a SAS", "pole", {"assemblies.ordinary.majority": GONE}, 8, "warns", "assemblies.ordinary.majority"),
    ("a whole kind unsaid", "pole", {"assemblies.ordinary": GONE}, 8, "warns", "assemblies.ordinary"),
    ("proxy holders", "pole", {"proxies.holders": GONE}, 8, "warns", "proxies.holders"),
    ("proxies per holder", "pole", {"proxies.max_per_holder": GONE}, 8, "warns", "proxies.max_per_holder"),
    ("proxies per holder in a SA", "sa", {"proxies.max_per_holder": GONE}, 8, "warns", "proxies.max_per_holder"),
    ("blank proxies", "pole", {"proxies.blank": GONE}, 8, "warns", "proxies.blank"),
    ("exclusion", "pole", {"exclusion": GONE}, 8, "warns", "exclusion.allowed"),
    ("who admits", "pole", {"admission.decided_by": GONE}, 8, "warns", "admission.decided_by"),
    ("a manager in a SA", "sa", {"admission.decided_by": "manager"}, 8, "blocks", "admission.decided_by"),
    ("delay of refunds", "pole", {"shares.refund_delay_months": GONE}, 8, "warns", "shares.refund_delay_months"),
    ("a term unsaid", "pole", {"bodies[0].term_years": GONE}, 8, "warns", "bodies[0].term_years"),
    ("less than a quarter paid", "pole", {"shares.paid_at_subscription": "24/100"}, 11, "blocks", "shares.paid_at_subscription"),
    ("a balance after five years", "pole", {"shares.balance_due_months": 61}, 11, "blocks", "shares.balance_due_months"),
    ("a holding nobody can have", "pole", {"categories[1].min_shares": 101}, 13, "blocks", "categories[1].min_shares"),
    ("a member without a share", "pole", {"categories[1].min_shares": 0}, 13, "blocks", "categories[1].min_shares"),
    (
        "steps that go down",
        "pole",
        {"categories[0].min_shares_steps": [{"upto": 9, "shares": 1}, {"upto": 9, "shares": 2}]},
        13,
        "blocks",
        "categories[0].min_shares_steps[1].upto",
    ),
    (
        "an endless step in the middle",
        "pole",
        {"categories[0].min_shares_steps": [{"each": 9, "shares": 1}, {"upto": 9, "shares": 2}]},
        13,
        "blocks",
        "categories[0].min_shares_steps[0].each",
    ),
    (
        "public bodies over a half",
        "pole",
        {"shares.max_share_of_capital.public_bodies": "51/100"},
        14,
        "blocks",
        "shares.max_share_of_capital.public_bodies",
    ),
    ("a floor under a quarter", "pole", {"shares.floor_fraction": "1/5"}, 15, "blocks", "shares.floor_fraction"),
    ("a SA under 18 500 euros", "sa", {"shares.minimum_capital_cents": 1849999}, 16, "blocks", "shares.minimum_capital_cents"),
    ("refunds after five years", "pole", {"shares.refund_delay_months": 72}, 17, "warns", "shares.refund_delay_months"),
    (
        "another nominal value",
        "pole",
        {"shares.nominal_by_category.salaries": 100},
        18,
        "warns",
        "shares.nominal_by_category.salaries",
    ),
    (
        "a nominal value of nobody",
        "pole",
        {"shares.nominal_by_category.amis": 100},
        18,
        "blocks",
        "shares.nominal_by_category.amis",
    ),
    (
        "losses in the wrong order",
        "pole",
        {"shares.losses_charged_first_to": ["statutory_reserve", "special_reserve"]},
        18,
        "blocks",
        "shares.losses_charged_first_to",
    ),
    ("legal reserve", "pole", {"surplus.legal_reserve": "14/100"}, 19, "blocks", "surplus.legal_reserve"),
    ("statutory reserve", "pole", {"surplus.statutory_reserve": "49/100"}, 20, "blocks", "surplus.statutory_reserve"),
    ("interest", "pole", {"surplus.interest_above_tmo_points": "5/2"}, 21, "blocks", "surplus.interest_above_tmo_points"),
    ("notice of a SA", "sa", {"assemblies.ordinary.notice_days": 14}, 25, "blocks", "assemblies.ordinary.notice_days"),
    (
        "second notice of a SA",
        "sa",
        {"assemblies.ordinary.second_notice_days": 9},
        25,
        "blocks",
        "assemblies.ordinary.second_notice_days",
    ),
    ("notice of a SARL", "sarl", {"assemblies.ordinary.notice_days": 14}, 25, "blocks", "assemblies.ordinary.notice_days"),
    ("a company without a number", "pole", {"company.siren": GONE}, 26, "warns", "company.siren"),
    ("a number with a wrong key", "pole", {"company.siren": "123456789"}, 26, "warns", "company.siren"),
    ("e-mail alone in a SA", "sa", {"remote.channels": ["email"]}, 27, "blocks", "remote.channels"),
    ("no channel", "pole", {"remote.channels": []}, 27, "blocks", "remote.channels"),
    (
        "questions closed too early",
        "sa",
        {"remote.written_questions_business_days": 5},
        28,
        "blocks",
        "remote.written_questions_business_days",
    ),
    (
        "resolutions out of reach",
        "sa",
        {"assemblies.ordinary.added_resolutions": {"threshold": "1/10", "basis": "members", "days_before": 25}},
        29,
        "blocks",
        "assemblies.ordinary.added_resolutions.threshold",
    ),
    (
        "resolutions due too early",
        "sa",
        {"assemblies.ordinary.added_resolutions": {"threshold": "1/20", "basis": "members", "days_before": 26}},
        29,
        "blocks",
        "assemblies.ordinary.added_resolutions.days_before",
    ),
    ("a record date of a SA", "sa", {"assemblies.ordinary.record_date_business_days": 3}, 7, "blocks", "assemblies.ordinary.record_date_business_days"),
    ("a quorum under a fifth", "sa", {"assemblies.ordinary.quorum_first": "1/6"}, 31, "blocks", "assemblies.ordinary.quorum_first"),
    ("a quorum under a quarter", "sa", {"assemblies.extraordinary.quorum_first": "1/5"}, 31, "blocks", "assemblies.extraordinary.quorum_first"),
    ("no second quorum at all", "sa", {"assemblies.extraordinary.quorum_second": "none"}, 31, "blocks", "assemblies.extraordinary.quorum_second"),
    ("a SARL under a quarter", "sarl", {"assemblies.extraordinary.quorum_first": "none"}, 31, "blocks", "assemblies.extraordinary.quorum_first"),
    ("a second quorum never reached", "sa", {"assemblies.ordinary.quorum_second": "1/10"}, 31, "warns", "assemblies.ordinary.quorum_second"),
    ("a quorum by college without colleges", "sa", {"assemblies.ordinary.quorum_basis": "per_college"}, 31, "blocks", "assemblies.ordinary.quorum_basis"),
    ("a quorum in shares", "pole", {"assemblies.ordinary.quorum_basis": "shares"}, 31, "warns", "assemblies.ordinary.quorum_basis"),
    ("a majority of a SA raised", "sa", {"assemblies.extraordinary.majority": {"at_least": "3/4"}}, 32, "blocks", "assemblies.extraordinary.majority"),
    ("a base of a SA", "sa", {"voting.base": "present"}, 32, "blocks", "voting.base"),
    ("abstention in a SA", "sa", {"assemblies.ordinary.abstention": "against"}, 32, "blocks", "assemblies.ordinary.abstention"),
    ("a majority of a SARL lowered", "sarl", {"assemblies.extraordinary.majority": {"over": "3/5", "base": "present"}, "exclusion.majority": GONE}, 32, "blocks", "assemblies.extraordinary.majority"),
    ("unanimity in a SARL", "sarl", {"assemblies.extraordinary.majority": {"at_least": "1"}, "exclusion.majority": GONE}, 32, "blocks", "assemblies.extraordinary.majority"),
    ("a base of a SARL lowered", "sarl", {"assemblies.ordinary.majority": {"over": "1/2", "base": "present"}}, 32, "blocks", "assemblies.ordinary.majority.base"),
    ("a majority nobody passes", "pole", {"assemblies.ordinary.majority": {"over": "1"}}, 32, "blocks", "assemblies.ordinary.majority"),
    ("a tie that adopts", "pole", {"assemblies.ordinary.majority": {"at_least": "1/2"}}, 32, "warns", "assemblies.ordinary.majority"),
    ("a majority by heads with colleges", "pole", {"assemblies.ordinary.majority": {"over": "1/2", "base": "entitled"}}, 32, "blocks", "assemblies.ordinary.majority.base"),
    ("exclusion by another majority", "pole", {"exclusion.majority": {"over": "1/2"}}, 32, "blocks", "exclusion.majority"),
    ("anyone's proxy in a SA", "sa", {"proxies.holders": "anyone"}, 33, "blocks", "proxies.holders"),
    ("no spouse in a SARL", "sarl", {"proxies.holders": "members"}, 33, "warns", "proxies.holders"),
    ("no proxy in a SA", "sa", {"proxies.max_per_holder": 0}, 33, "blocks", "proxies.max_per_holder"),
    ("no blank proxy in a SA", "sa", {"proxies.blank": "refused"}, 34, "blocks", "proxies.blank"),
    ("no postal vote in a SA", "sa", {"remote.postal": False}, 35, "blocks", "remote.postal"),
    ("paper closed too early", "sa", {"remote.postal_cutoff_days": 4}, 35, "blocks", "remote.postal_cutoff_days"),
    ("electronic closed too early", "sa", {"remote.electronic_cutoff": {"time": "14:59", "days_before": 1}}, 35, "blocks", "remote.electronic_cutoff"),
    ("a term of seven years", "pole", {"bodies[0].term_years": 7, "bodies[0].renewal": "whole"}, 38, "blocks", "bodies[0].term_years"),
    ("thirds of four years", "pole", {"bodies[0].term_years": 4}, 38, "warns", "bodies[0].renewal"),
    ("a board of two", "sa", {"bodies[0].seats.min": 2}, 38, "warns", "bodies[0].seats"),
    ("seats upside down", "pole", {"bodies[0].seats.min": 16}, 38, "blocks", "bodies[0].seats"),
    ("seats of no college", "pole", {"bodies[0].seats_by_college.amis": {"min": 1}}, 38, "blocks", "bodies[0].seats_by_college.amis"),
    ("seats promised twice", "pole", {"bodies[0].seats_by_college.salaries": {"min": 11}}, 38, "blocks", "bodies[0].seats_by_college"),
    ("a group of two", "pole", {"secret_ballots.minimum_group": 2}, 46, "blocks", "secret_ballots.minimum_group"),
    ("secrecy by post in a SA", "sa", {"secret_ballots.required_for": ["election"]}, 46, "warns", "secret_ballots.required_for"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "changes", "rule", "severity", "where"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_one_change_gives_exactly_this_finding(of, changes, rule, severity, where):
    found = check(statutes_with(changes, of=of))
    assert [(one.rule, one.severity, one.where) for one in found] == [(rule, severity, where)]


@pytest.mark.parametrize("name", ["pole", "sa", "sarl"])
def test_the_examples_keep_to_the_law_and_are_silent_on_nothing(name):
    assert check(statutes_with(of=name)) == []


def test_every_finding_says_where_why_and_on_what_ground_in_french():
    for _title, of, changes, *_ in CASES:
        for one in check(statutes_with(changes, of=of)):
            told = one.to_json("fr")
            assert told["sentence"], one
            assert told["source"], one
            assert "%(" not in str(told["sentence"])


def test_two_categories_are_one_too_few():
    found = check(statutes_with({"categories[2]": GONE}, of="sa"))
    assert [(one.rule, one.severity, one.found, one.expected) for one in found] == [(1, "blocks", "2", "3")]


def test_a_category_of_no_college_could_never_vote():
    changes = {"categories[4].id": "amis"}
    found = [(one.rule, one.where) for one in check(statutes_with(changes))]
    assert found == [(7, "colleges[4].categories[0]"), (7, "categories[4]")]


def test_a_college_without_categories_has_nobody():
    found = [(one.rule, one.where) for one in check(statutes_with({"colleges[4].categories": GONE}))]
    assert found == [(7, "colleges[4].categories"), (7, "categories[4]")]


def test_two_colleges_are_one_too_few():
    two = [
        {"id": "a", "weight": "1/2", "categories": ["structures", "salaries"]},
        {"id": "b", "weight": "1/2", "categories": ["collectivites", "financeurs", "benevoles"]},
    ]
    found = check(statutes_with({"colleges": two, "bodies": GONE}))
    assert [(one.rule, one.where, one.found, one.expected) for one in found] == [(5, "colleges", "2", "3")]


def test_a_missing_weight_is_never_supposed_equal_but_the_answer_of_the_law_is_told():
    (finding,) = check(statutes_with({f"colleges[{index}].weight": GONE for index in range(5)}))
    assert finding.expected == "1/5"
    assert "1/5" in finding.said("en")


def test_a_finding_quotes_what_was_written():
    changes = {"colleges[3].weight": "5/100", "colleges[4].weight": "4/20"}
    (finding,) = check(statutes_with(changes))
    assert finding.line("en") == (
        "rule 6 · blocks · colleges[3].weight · 5/100 is under the legal minimum of 1/10 · loi 47-1775 art. 19 octies"
    )
