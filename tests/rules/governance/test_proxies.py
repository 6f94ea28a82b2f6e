"""Proxies: who, to whom, how many."""

from dataclasses import replace
from datetime import date

import pytest

from foundation.kernel.errors import Refused
from governance.rules.proxies import Party, ProxyAsked, ProxyTerms, blank_vote, check_proxy

ADA = Party(1, "Ada", "salaries", entitled=True)
BOB = Party(2, "Bob", "salaries", entitled=True)
EVE = Party(3, "Ève", "benevoles", entitled=True)
TERMS = ProxyTerms(max_per_holder=2, holders="members", same_college=False, blank="chair")
ASKED = ProxyAsked(ADA, BOB, signed_on=date(2026, 6, 1), convened_on=date(2026, 5, 20), today=date(2026, 6, 10))


def code_of(asked, terms=TERMS, held=(), already=False):
    with pytest.raises(Refused) as refused:
        check_proxy(asked, terms, held, already)
    return refused.value.code


def test_a_proxy_to_another_member_is_allowed():
    check_proxy(ASKED, TERMS, [], already_given=False)


def test_the_second_proxy_is_allowed_and_the_third_refused_with_its_figures():
    check_proxy(ASKED, TERMS, [7], already_given=False)
    with pytest.raises(Refused) as refused:
        check_proxy(ASKED, TERMS, [7, 8], already_given=False)
    assert refused.value.rule == 33
    assert (refused.value.values["held"], refused.value.values["limit"]) == (2, 2)


def test_the_same_principal_again_is_not_counted_twice():
    check_proxy(ASKED, TERMS, [7, ADA.member_id], already_given=False)


def test_no_limit_in_the_statutes_means_no_limit():
    check_proxy(ASKED, replace(TERMS, max_per_holder=None), range(10, 30), already_given=False)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (replace(ASKED, holder=ADA), "proxy-self"),
        (replace(ASKED, holder=replace(BOB, entitled=False)), "proxy-holder"),
        (replace(ASKED, principal=replace(ADA, entitled=False)), "proxy-principal"),
        (replace(ASKED, signed_on=date(2026, 6, 11)), "proxy-date"),
    ],
)
def test_what_the_law_refuses(asked, code):
    assert code_of(asked) == code


def test_a_second_proxy_of_the_same_member_needs_the_first_revoked():
    assert code_of(ASKED, already=True) == "proxy-given"


def test_a_holder_of_another_college_is_refused_only_where_the_statutes_say_so():
    asked = replace(ASKED, holder=EVE)
    check_proxy(asked, TERMS, [], already_given=False)
    assert code_of(asked, replace(TERMS, same_college=True)) == "proxy-college"


def test_a_blank_proxy_is_outside_the_limit_and_refused_where_the_statutes_refuse_it():
    blank = replace(ASKED, holder=None)
    check_proxy(blank, TERMS, range(10, 40), already_given=False)
    assert code_of(blank, replace(TERMS, blank="refused")) == "proxy-blank"


def test_a_blank_proxy_votes_for_what_the_board_supports_and_against_the_rest():
    assert (blank_vote(supported_by_board=True), blank_vote(supported_by_board=False)) == ("for", "against")
