"""Who acts for whom: minors, protected adults, mandates of organisations."""

from datetime import date

import pytest

from membership.rules.bonds import BONDS, OF_PERSONS, BondKind, is_minor, votes_alone, youngest_adult
from membership.rules.mandates import MandateKind, acting_kinds

JUNE = date(2026, 6, 12)


def test_one_comes_of_age_on_the_eighteenth_birthday():
    assert is_minor(date(2008, 6, 13), JUNE)
    assert not is_minor(date(2008, 6, 12), JUNE)


def test_who_was_born_on_29_february_comes_of_age_on_1_march():
    born = date(2008, 2, 29)
    assert is_minor(born, date(2026, 2, 28))
    assert not is_minor(born, date(2026, 3, 1))
    assert youngest_adult(date(2024, 2, 29)) == date(2006, 2, 28)


def test_an_emancipated_minor_acts_as_an_adult_from_that_day():
    born, freed = date(2010, 1, 1), date(2026, 6, 12)
    assert is_minor(born, date(2026, 6, 11), freed)
    assert not is_minor(born, JUNE, freed)


def test_without_a_birth_date_nobody_is_taken_for_a_child():
    assert not is_minor(None, JUNE)


@pytest.mark.parametrize("kind", [BondKind.TUTOR, BondKind.FAMILY_EMPOWERMENT])
def test_under_tutelle_or_family_empowerment_another_votes(kind):
    assert not votes_alone(minor=False, kinds=[kind])
    assert BONDS[kind].acts


@pytest.mark.parametrize(
    "kind", [BondKind.CURATOR, BondKind.REINFORCED_CURATOR, BondKind.SAFEGUARD, BondKind.HOUSEHOLD, BondKind.HEIR]
)
def test_under_curatelle_or_safeguard_one_votes_oneself_and_nobody_else_does(kind):
    assert votes_alone(minor=False, kinds=[kind])
    assert not BONDS[kind].acts


def test_the_agent_of_a_future_protection_acts_beside_the_person():
    assert votes_alone(minor=False, kinds=[BondKind.FUTURE_MANDATE])
    assert BONDS[BondKind.FUTURE_MANDATE].acts


def test_the_parents_of_an_adult_no_longer_act():
    assert votes_alone(minor=False, kinds=[BondKind.PARENT])


def test_every_bond_with_an_effect_in_law_names_its_article():
    assert all(bond.source for kind, bond in BONDS.items() if kind is not BondKind.HOUSEHOLD)
    assert BondKind.CO_HOLDER not in OF_PERSONS


def test_who_was_appointed_to_vote_comes_before_the_legal_representative():
    assert acting_kinds(["legal", "voter"]) == (MandateKind.VOTER,)
    assert acting_kinds(["legal"]) == (MandateKind.LEGAL,)


def test_a_deputy_stands_in_and_a_contact_never_votes():
    assert acting_kinds(["voter", "deputy", "contact"]) == (MandateKind.VOTER, MandateKind.DEPUTY)
    assert acting_kinds(["deputy"]) == (MandateKind.DEPUTY,)
    assert acting_kinds(["contact"]) == ()
