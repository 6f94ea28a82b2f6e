"""Who may hold a proxy without being a member: by form of company and word of the statutes (rule 33)."""

from dataclasses import replace
from datetime import date

import pytest

from foundation.kernel.errors import Refused
from governance.rules.outside_holders import Relation
from governance.rules.proxies import OutsideParty, Party, ProxyAsked, ProxyTerms, check_proxy

ADA = Party(1, "Ada", "salaries", entitled=True)
SPOUSE = OutsideParty("Camille Roche", Relation.SPOUSE)
PARTNER = OutsideParty("Camille Roche", Relation.PARTNER)
FRIEND = OutsideParty("Camille Roche", Relation.OTHER)
ASKED = ProxyAsked(ADA, SPOUSE, signed_on=date(2026, 6, 1), convened_on=None, today=date(2026, 6, 10))


def terms(holders, form="SAS", **more):
    source = {"SA": "C. com. art. L225-106", "SARL": "C. com. art. L223-28", "SAS": "statuts"}[form]
    return replace(ProxyTerms(2, holders, False, "chair", source, form), **more)


def verdict(holder, terms, held=(), asked=ASKED):
    try:
        check_proxy(replace(asked, holder=holder), terms, held, already_given=False)
    except Refused as refused:
        return refused.code
    return "allowed"


@pytest.mark.parametrize(
    ("form", "holders", "spouse", "partner", "friend"),
    [
        ("SAS", "members", "proxy-members-only", "proxy-members-only", "proxy-members-only"),
        ("SAS", "members_and_spouses", "allowed", "allowed", "proxy-relation"),
        ("SAS", "anyone", "allowed", "allowed", "allowed"),
        ("SA", "members_and_spouses", "allowed", "allowed", "proxy-relation"),
        ("SA", "anyone", "allowed", "allowed", "proxy-relation"),
        ("SARL", "members_and_spouses", "allowed", "proxy-relation", "proxy-relation"),
        ("SARL", "anyone", "allowed", "allowed", "allowed"),
    ],
)
def test_law_and_statutes_say_who_may_hold_a_proxy_without_being_a_member(form, holders, spouse, partner, friend):
    found = [verdict(holder, terms(holders, form)) for holder in (SPOUSE, PARTNER, FRIEND)]
    assert found == [spouse, partner, friend]


@pytest.mark.parametrize(
    ("form", "holders", "source"),
    [("SAS", "members", "statuts"), ("SA", "anyone", "L225-106"), ("SARL", "members_and_spouses", "L223-28")],
)
def test_the_refusal_names_its_rule_its_article_and_the_person(form, holders, source):
    with pytest.raises(Refused) as refused:
        check_proxy(replace(ASKED, holder=FRIEND), terms(holders, form), [], already_given=False)
    assert refused.value.rule == 33
    assert source in refused.value.source
    assert refused.value.values["name"] == "Camille Roche"


def test_a_spouse_stands_for_that_one_member_alone():
    assert verdict(SPOUSE, terms("members_and_spouses"), held=[7]) == "proxy-one-spouse"
    assert verdict(SPOUSE, terms("members_and_spouses"), held=[ADA.member_id]) == "allowed"


def test_where_anyone_may_hold_proxies_the_limit_counts_them_too():
    assert verdict(FRIEND, terms("anyone"), held=[7]) == "allowed"
    with pytest.raises(Refused) as refused:
        check_proxy(replace(ASKED, holder=FRIEND), terms("anyone"), [7, 8], already_given=False)
    assert (refused.value.code, refused.value.values["held"], refused.value.values["limit"]) == ("proxy-limit", 2, 2)


def test_an_organisation_has_no_spouse_but_may_choose_anyone_where_the_statutes_allow():
    body = replace(ASKED, principal=replace(ADA, is_person=False))
    assert verdict(SPOUSE, terms("anyone"), asked=body) == "proxy-no-spouse"
    assert verdict(FRIEND, terms("anyone"), asked=body) == "allowed"


def test_a_holder_of_the_same_college_is_a_member_but_the_spouse_of_the_law_stays_free():
    same = terms("anyone", same_college=True)
    assert (verdict(FRIEND, same), verdict(SPOUSE, same)) == ("proxy-college", "allowed")
