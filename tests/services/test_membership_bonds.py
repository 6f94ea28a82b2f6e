"""Children, protected adults, joint holders, the dead: who acts is computed on the day asked and copied nowhere."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import sentence
from membership.models.facts import AccessFact, BondFact
from membership.queries.access import acts_for, contacts_for
from membership.queries.bonds import bonds_of
from membership.queries.card import member_card
from membership.queries.relations import relations_of
from membership.queries.roll import members_on, members_represented_by
from membership.rules.bonds import BondKind
from membership.rules.mandates import MandateKind
from membership.services.access import give_access
from membership.services.bonds import (
    BondDetails,
    record_death,
    split_joint_holding,
    take_back_bond,
    take_back_death,
    tie,
    untie,
)
from membership.services.representation import appoint_representative, end_representation
from tests.factories.accounts import make_account
from tests.factories.membership import (
    RECORDED,
    make_member,
    make_organisation,
    make_person,
    make_statutes,
    represent,
)
from tests.services.test_membership_register import statements

JUNE = date(2026, 6, 1)
START = date(2025, 1, 1)
LATER = RECORDED + timedelta(days=1)
BY = {"actor": SYSTEM, "at": LATER}


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


def named(on: date = JUNE) -> dict:
    return {one.name: one for one in members_on(on)}


def account_of(person) -> int:
    account = make_account(person.name)
    give_access(person.id, account.id, **BY)
    return account.id


def bond(party, other, kind: BondKind, on: date = START, **details):
    return tie(party, other.id, on, BondDetails(kind=kind, **details), **BY)


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    assert "%(" not in sentence("en", caught.value.message, caught.value.values)
    return caught.value


# ---- children --------------------------------------------------------------------------------------------


def test_a_child_is_a_member_and_its_parents_vote():
    child = make_person("Nolwenn", "Le Bris", born_on=date(2012, 4, 1))
    mother, father = make_person("Ada", "Le Bris"), make_person("Yann", "Le Bris")
    make_member(child)
    bond(child, mother, BondKind.PARENT)
    bond(child, father, BondKind.PARENT)
    own, hers, his = account_of(child), account_of(mother), account_of(father)
    found = named()["Nolwenn Le Bris"]
    assert set(found.account_ids) == {hers, his}
    assert found.representative_name == "Ada Le Bris"
    assert [one.name for one in members_represented_by(hers, JUNE)] == ["Nolwenn Le Bris"]
    assert members_represented_by(own, JUNE) == []


def test_from_the_eighteenth_birthday_the_child_votes_and_the_parents_no_longer_do():
    child, mother = make_person("Nolwenn", "Le Bris", born_on=date(2008, 6, 1)), make_person("Ada", "Le Bris")
    make_member(child)
    bond(child, mother, BondKind.PARENT)
    own, hers = account_of(child), account_of(mother)
    assert named(date(2026, 5, 31))["Nolwenn Le Bris"].account_ids == (hers,)
    assert named(JUNE)["Nolwenn Le Bris"].account_ids == (own,)
    assert named(JUNE)["Nolwenn Le Bris"].representative_name is None


def test_a_child_without_parent_on_record_has_nobody_who_votes():
    child = make_person("Nolwenn", "Le Bris", born_on=date(2012, 4, 1))
    make_member(child)
    account_of(child)
    assert named()["Nolwenn Le Bris"].account_ids == ()
    assert not relations_of(child, JUNE).alone


def test_an_emancipated_minor_votes():
    child = make_person("Nolwenn", "Le Bris", born_on=date(2010, 4, 1), emancipated_on=date(2026, 5, 1))
    make_member(child)
    own = account_of(child)
    assert named()["Nolwenn Le Bris"].account_ids == (own,)
    assert named(date(2026, 4, 30))["Nolwenn Le Bris"].account_ids == ()


def test_notices_for_a_child_go_to_the_parent_where_it_has_no_e_mail():
    child, mother = (
        make_person("Nolwenn", "Le Bris", born_on=date(2012, 4, 1)),
        make_person("Ada", "Le Bris", email="ada@exemple.fr"),
    )
    make_member(child)
    bond(child, mother, BondKind.PARENT)
    assert named()["Nolwenn Le Bris"].email == "ada@exemple.fr"


# ---- protected adults ----------------------------------------------------------------------------------------


def test_under_tutelle_the_tutor_votes_until_the_measure_ends():
    person, tutor = make_person("Jeanne", "Morin", born_on=date(1940, 1, 1)), make_person("Maël", "Riou")
    make_member(person)
    fact = bond(person, tutor, BondKind.TUTOR, paper="Jugement du 3 décembre 2024", note="Association tutélaire")
    own, his = account_of(person), account_of(tutor)
    assert named()["Jeanne Morin"].account_ids == (his,)
    assert named(START - timedelta(days=1))["Jeanne Morin"].account_ids == (own,)
    untie(fact.id, date(2026, 3, 1), motive="Mainlevée", **BY)
    assert named(date(2026, 2, 28))["Jeanne Morin"].account_ids == (his,)
    assert named(date(2026, 3, 1))["Jeanne Morin"].account_ids == (own,)


def test_under_curatelle_the_person_votes_and_the_curator_does_not():
    person, curator = make_person("Jeanne", "Morin"), make_person("Maël", "Riou")
    make_member(person)
    bond(person, curator, BondKind.REINFORCED_CURATOR)
    own, his = account_of(person), account_of(curator)
    assert named()["Jeanne Morin"].account_ids == (own,)
    assert members_represented_by(his, JUNE) == []


def test_the_agent_of_a_future_protection_mandate_and_the_person_may_both_act():
    person, agent = make_person("Jeanne", "Morin"), make_person("Maël", "Riou")
    make_member(person)
    bond(person, agent, BondKind.FUTURE_MANDATE)
    own, his = account_of(person), account_of(agent)
    assert named()["Jeanne Morin"].account_ids == (own, his)


def test_a_bond_recorded_by_mistake_never_counted_and_stays_readable():
    person, tutor = make_person("Jeanne", "Morin"), make_person("Maël", "Riou")
    make_member(person)
    fact = bond(person, tutor, BondKind.TUTOR)
    his = account_of(tutor)
    take_back_bond(fact.id, motive="Homonyme", **BY)
    assert members_represented_by(his, JUNE) == []
    assert bonds_of(person, JUNE) == []
    assert db.session.scalar(select(func.count(BondFact.id))) == 2


@pytest.mark.parametrize(("kind", "code"), [(BondKind.PARENT, "not-a-minor"), (BondKind.GUARDIAN, "not-a-minor")])
def test_nobody_is_the_parent_of_an_adult_before_the_law(kind, code):
    person, other = make_person("Ada", "Le Bris", born_on=date(1980, 1, 1)), make_person("Yann", "Quéré")
    assert refused(bond, person, other, kind).code == code


def test_a_minor_cannot_act_for_somebody_else():
    person, minor = make_person("Jeanne", "Morin"), make_person("Nolwenn", "Le Bris", born_on=date(2012, 4, 1))
    assert refused(bond, person, minor, BondKind.TUTOR).code == "minor-cannot-act"
    assert bond(person, minor, BondKind.HEIR).stands


def test_a_bond_needs_two_and_a_right_side():
    person, house = make_person("Jeanne", "Morin"), make_organisation("Indivision Morin", "joint_holding")
    assert refused(bond, person, person, BondKind.HEIR).code == "bond-with-oneself"
    assert refused(bond, house, person, BondKind.TUTOR).code == "bond-not-for-kind"
    assert refused(bond, make_organisation("Union"), person, BondKind.CO_HOLDER).code == "bond-not-for-kind"


# ---- organisations (pain 5) --------------------------------------------------------------------------------------


def test_an_elected_person_who_is_a_member_and_votes_for_two_municipalities_acts_once_per_capacity():
    ada = make_person("Ada", "Le Bris", email="ada@exemple.fr")
    make_member(ada)
    for name in ("Commune du Vallon", "Commune du Pont"):
        town = make_organisation(name, "commune", email="ada@exemple.fr")
        make_member(town, "collectivites")
        represent(town, ada)
    hers = account_of(ada)
    found = members_represented_by(hers, JUNE)
    assert [one.name for one in found] == ["Ada Le Bris", "Commune du Pont", "Commune du Vallon"]
    assert len({one.member_id for one in found}) == 3
    assert all(one.account_ids == (hers,) for one in found)


def test_each_mandate_has_its_role_dates_and_paper_and_the_voter_comes_first():
    town, mayor, clerk = (
        make_organisation("Commune du Vallon", "commune"),
        make_person("Ada", "Le Bris"),
        make_person("Yann", "Quéré"),
    )
    member = make_member(town, "collectivites")
    appoint_representative(town.id, mayor.id, START, kind=MandateKind.LEGAL, role="Maire", **BY)
    assert named()["Commune du Vallon"].representative_name == "Ada Le Bris"
    appoint_representative(
        town.id,
        clerk.id,
        date(2026, 1, 1),
        role="Conseiller",
        paper="Délibération 2025-12",
        until_on=date(2026, 12, 31),
        **BY,
    )
    assert named()["Commune du Vallon"].representative_name == "Yann Quéré"
    assert named(date(2025, 12, 31))["Commune du Vallon"].representative_name == "Ada Le Bris"
    assert named(date(2027, 1, 1))["Commune du Vallon"].representative_name == "Ada Le Bris"
    held = {one.kind: one for one in member_card(member, JUNE).mandates}
    assert held[MandateKind.VOTER].paper == "Délibération 2025-12"
    assert held[MandateKind.LEGAL].role == "Maire"


def test_a_deputy_may_act_too_and_a_contact_only_reads():
    town = make_organisation("Commune du Vallon", "commune")
    make_member(town, "collectivites")
    people = {kind: make_person(kind.value, "Riou") for kind in MandateKind}
    for kind, person in people.items():
        appoint_representative(town.id, person.id, START, kind=kind, **BY)
    accounts = {kind: account_of(person) for kind, person in people.items()}
    assert named()["Commune du Vallon"].account_ids == (accounts[MandateKind.VOTER], accounts[MandateKind.DEPUTY])
    assert members_represented_by(accounts[MandateKind.CONTACT], JUNE) == []
    assert len(contacts_for(accounts[MandateKind.CONTACT], JUNE)) == 1
    assert members_represented_by(accounts[MandateKind.LEGAL], JUNE) == []
    end_representation(town.id, JUNE, kind=MandateKind.VOTER, **BY)
    assert named()["Commune du Vallon"].account_ids[0] == accounts[MandateKind.LEGAL]


# ---- joint holders (pain 25) -----------------------------------------------------------------------------------------


def test_joint_holders_have_one_vote_by_one_representative():
    house = make_organisation("Indivision Morin", "joint_holding")
    make_member(house)
    heirs = [make_person(first, "Morin") for first in ("Jeanne", "Loïc")]
    for one in heirs:
        bond(house, one, BondKind.CO_HOLDER)
    accounts = [account_of(one) for one in heirs]
    assert named()["Indivision Morin"].account_ids == ()
    represent(house, heirs[1])
    assert named()["Indivision Morin"].account_ids == (accounts[1],)
    assert members_represented_by(accounts[0], JUNE) == []


def test_parted_joint_holders_keep_where_they_come_from():
    house = make_organisation("Indivision Morin", "joint_holding")
    make_member(house)
    heirs = [make_person(first, "Morin") for first in ("Jeanne", "Loïc")]
    for one in heirs:
        bond(house, one, BondKind.CO_HOLDER)
    parted = split_joint_holding(house.id, date(2026, 3, 1), motive="Partage", **BY)
    assert {one.id for one in parted} == {one.id for one in heirs}
    assert all(one.runs for one in bonds_of(house, date(2026, 2, 28)))
    assert not any(one.runs for one in bonds_of(house, date(2026, 3, 1)))
    (link,) = bonds_of(heirs[0], JUNE)
    assert (link.party.name, link.turned, link.runs) == ("Indivision Morin", True, False)
    assert refused(split_joint_holding, house.id, JUNE, **BY).code == "nobody-to-part"


# ---- death ---------------------------------------------------------------------------------------------------------------


def test_a_death_ends_the_membership_the_next_day_and_nobody_acts_any_more():
    ada, town = make_person("Ada", "Le Bris"), make_organisation("Commune du Vallon", "commune")
    make_member(ada)
    make_member(town, "collectivites")
    represent(town, ada)
    hers = account_of(ada)
    assert record_death(ada.id, date(2026, 5, 20), paper="Acte de décès, Rennes", **BY) is not None
    assert "Ada Le Bris" in named(date(2026, 5, 20))
    assert "Ada Le Bris" not in named(date(2026, 5, 21))
    assert named(date(2026, 5, 20))["Commune du Vallon"].account_ids == (hers,)
    assert named()["Commune du Vallon"].account_ids == ()
    assert named()["Commune du Vallon"].representative_name is None
    assert members_represented_by(hers, JUNE) == []


def test_a_death_recorded_by_mistake_gives_the_membership_back():
    person = make_person("Jeanne", "Morin")
    member = make_member(person)
    record_death(person.id, date(2026, 5, 1), **BY)
    with pytest.raises(Refused):
        take_back_death(person.id, motive=" ", **BY)
    take_back_death(person.id, motive="Homonyme", **BY)
    assert person.deceased_on is None
    assert [one.member_id for one in members_on(JUNE)] == [member.id]
    with pytest.raises(StateMoved):
        take_back_death(person.id, motive="Homonyme", **BY)


def test_heirs_are_on_record_and_have_no_vote():
    ada, heir = make_person("Ada", "Le Bris"), make_person("Yann", "Le Bris")
    make_member(ada)
    record_death(ada.id, date(2026, 5, 20), **BY)
    bond(ada, heir, BondKind.HEIR, on=date(2026, 5, 20))
    his = account_of(heir)
    assert members_represented_by(his, JUNE) == []
    assert [one.bond.kind for one in relations_of(heir, JUNE).bonds] == [BondKind.HEIR]


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(1979, 12, 31)])
def test_nobody_dies_before_birth_or_in_the_future(day):
    ada = make_person("Ada", "Le Bris", born_on=date(1980, 1, 1))
    assert refused(record_death, ada.id, day, **BY).code == "death-impossible"


# ---- one statement, nothing copied ----------------------------------------------------------------------------------------


def test_who_acts_for_whom_is_one_statement():
    person, tutor = make_person("Jeanne", "Morin"), make_person("Maël", "Riou")
    make_member(person)
    bond(person, tutor, BondKind.TUTOR)
    his = account_of(tutor)
    for arguments in ({}, {"account_id": his}, {"member_ids": [1, 2, 3]}):
        with statements() as said:
            acts_for(JUNE, **arguments)
        assert len(said) == 1


def test_no_right_is_copied_onto_a_second_record():
    person, tutor = make_person("Jeanne", "Morin"), make_person("Maël", "Riou")
    make_member(person)
    account_of(tutor)
    before = db.session.scalar(select(func.count(AccessFact.id)))
    bond(person, tutor, BondKind.TUTOR)
    assert db.session.scalar(select(func.count(AccessFact.id))) == before
