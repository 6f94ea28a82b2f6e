"""E-mails and phones as they are kept; what a failing address becomes."""

import pytest

from foundation.kernel.errors import Refused
from membership.rules.legal_forms import FAMILIES, LEGAL_FORMS, LOCAL_PUBLIC_FORMS
from membership.rules.numbers import checked_siret
from membership.rules.reach import (
    EmailCondition,
    checked_email,
    checked_phone,
    condition_after,
    phone_words,
    shown_phone,
)


@pytest.mark.parametrize(
    "typed", ["02 99 12 34 56", "02.99.12.34.56", "0299123456", "+33 2 99 12 34 56", "0033299123456"]
)
def test_one_phone_is_kept_one_way_however_it_is_typed(typed):
    assert checked_phone(typed) == "+33299123456"


@pytest.mark.parametrize("typed", ["12", "bonjour", "02 99 12 34 56 78 90 12 34", "++33"])
def test_what_cannot_be_a_phone_is_refused_in_words(typed):
    with pytest.raises(Refused) as caught:
        checked_phone(typed)
    assert caught.value.code == "phone-shape"


def test_a_phone_of_another_country_is_read_there():
    assert checked_phone("02 555 12 12", "BE") == "+3225551212"
    assert shown_phone("+3225551212") == "+32 2 555 12 12"
    assert phone_words("+3225551212") == ("+3225551212",) or "+3225551212" in phone_words("+3225551212")


def test_an_e_mail_is_lower_case_and_may_have_accents():
    assert checked_email("Zoé@Exemple.FR") == "zoé@exemple.fr"
    assert checked_email("  ") == ""


@pytest.mark.parametrize("typed", ["ada", "ada@", "@exemple.fr", "ada@exemple", "a b@exemple.fr", "ada@exemple..fr"])
def test_what_cannot_be_an_e_mail_is_refused_in_words(typed):
    with pytest.raises(Refused) as caught:
        checked_email(typed)
    assert caught.value.code == "email-shape"


def test_an_address_is_blocked_at_the_fifth_mail_in_a_row_and_not_before():
    assert condition_after(EmailCondition.BOUNCED, 4) is EmailCondition.BOUNCED
    assert condition_after(EmailCondition.BOUNCED, 5) is EmailCondition.BLOCKED


def test_a_blocked_address_stays_blocked_until_somebody_says_otherwise():
    assert condition_after(EmailCondition.BLOCKED, 0) is EmailCondition.BLOCKED


def test_a_siret_has_its_key_and_the_siren_of_the_organisation():
    assert checked_siret("123 456 782 00002", "123456782") == "12345678200002"
    for wrong, code in (("12345678200003", "siret-key"), ("1234567820000", "siret-length")):
        with pytest.raises(Refused) as caught:
            checked_siret(wrong)
        assert caught.value.code == code
    with pytest.raises(Refused) as caught:
        checked_siret("12345678200002", "732829320")
    assert caught.value.code == "siret-of-another"


def test_la_poste_has_a_key_of_its_own():
    assert checked_siret("35600000049837") == "35600000049837"


def test_only_local_bodies_count_in_the_ceiling_of_half_the_capital():
    assert {"commune", "grouping", "joint_authority", "departement", "region", "ccas", "eple", "housing_office"} <= set(
        LOCAL_PUBLIC_FORMS
    )
    assert not set(LOCAL_PUBLIC_FORMS) & {
        "state",
        "university",
        "hospital",
        "gip",
        "chamber",
        "spl",
        "sem",
        "association",
    }
    assert all(LEGAL_FORMS[code].public for code in LOCAL_PUBLIC_FORMS)


def test_every_form_is_listed_once():
    codes = [form.code for _family, forms in FAMILIES for form in forms]
    assert len(codes) == len(set(codes)) == len(LEGAL_FORMS)
    assert {"association", "foundation", "endowment_fund", "mutual", "scop", "scic", "cae", "cooperative", "sa"} <= set(
        codes
    )
    assert {"sas", "sasu", "sarl", "eurl", "sci", "gie", "union", "cse", "ei", "epst", "gip", "joint_holding"} <= set(
        codes
    )
