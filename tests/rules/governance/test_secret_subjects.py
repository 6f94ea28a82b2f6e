"""What the statutes want secret (loi 47-1775 art. 8): no word chosen for a question takes it out of the clause."""

import pytest

from foundation.kernel.errors import Refused
from governance.rules.secret_subjects import check_secrecy, check_secret_advice, options_naming
from tests.factories.plans import election
from votes.rules.plans import BallotPlan

NAMES = ("Solène Abiven", "ABIVEN Solène", "Yann Le Guirriec", "Ferme du Lac", "")


def refused(check, *given, **more) -> bool:
    """Whether it is refused, with its rule and its clause."""
    try:
        check(*given, **more)
    except Refused as error:
        told = error
    else:
        return False
    assert (told.code, told.rule) == ("secret-required", 46)
    assert "47-1775 art. 8" in told.source and "secret_ballots.required_for" in told.source
    return True


@pytest.mark.parametrize("subject", ["", "exclusion", "removal", "election"])
def test_a_resolution_is_one_whatever_it_is_about(subject):
    assert refused(check_secrecy, BallotPlan(subject=subject), ["resolution"])
    assert not refused(check_secrecy, BallotPlan(subject=subject, secret=True), ["resolution"])


def test_a_subject_is_asked_for_besides():
    assert refused(check_secrecy, BallotPlan(subject="exclusion"), ["exclusion"])
    assert not refused(check_secrecy, BallotPlan(subject="exclusion"), ["removal"])


def test_a_choice_among_members_without_a_subject_is_an_election():
    unnamed = election(subject="", members={"o1": 12})
    assert refused(check_secrecy, unnamed, ["election"])
    assert not refused(check_secrecy, election(subject=""), ["election"])
    assert not refused(check_secrecy, election(subject="removal", members={"o1": 12}), ["election"])


def test_advice_resolves_nothing_but_names_members():
    assert not refused(check_secret_advice, BallotPlan(), ["resolution", "election", "exclusion", "removal"])
    assert refused(check_secret_advice, BallotPlan(subject="exclusion"), ["exclusion"])
    assert refused(check_secret_advice, BallotPlan(), ["election"], named=["Solène Abiven"])
    assert refused(check_secret_advice, election(subject="", members={"o1": 12}), ["election"])
    assert not refused(check_secret_advice, BallotPlan(), ["resolution"], named=["Solène Abiven"])
    assert not refused(check_secret_advice, election(secret=True), ["election"], named=["Solène Abiven"])


@pytest.mark.parametrize(
    "label",
    [
        "Solène Abiven",
        "solene abiven",
        "Abiven Solène",
        "Solène Abiven, jardinière",
        "Solène Abiven (n° 12)",
        "Solène Abiven – jardinière",
        "LE GUIRRIEC Yann",
    ],
)
def test_a_member_is_named_in_any_order_case_and_accents(label):
    assert options_naming([label], NAMES) == [label]


@pytest.mark.parametrize("label", ["Chez Solène Abiven", "Solène", "Abiven", "", "()", "Le four"])
def test_what_is_not_the_name_of_a_member_names_nobody(label):
    assert options_naming([label], NAMES) == []
