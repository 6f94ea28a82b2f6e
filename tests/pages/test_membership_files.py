"""The files of people and organisations, doubles and unreachable members: who may open what, and what each form does."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from membership.models.contacts import ContactPoint
from membership.models.facts import BondFact
from membership.models.identity import Organisation, Person
from membership.queries.contacts import states_of
from membership.queries.people import member_by_number
from membership.queries.roll import members_on
from membership.rules.bonds import BondKind
from membership.services.bonds import BondDetails, tie
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.services.test_membership_register import statements

JUNE = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}


@pytest.fixture(autouse=True)
def ada(session) -> Person:
    make_statutes()
    ada = make_person(
        "Ada", "Le Bris", email="ada@exemple.fr", phone="02 99 12 34 56", born_on=date(1980, 5, 3), pronouns="elle"
    )
    make_member(ada, "salaries")
    town = make_organisation("Commune du Vallon", "commune", siren="123456782")
    make_member(town, "collectivites")
    represent(town, ada)
    return ada


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def addresses(person: Person) -> list[str]:
    twin = make_person("Ada", "Le Bris")
    fact = tie(person, make_person("Yann", "Quéré").id, JUNE, BondDetails(kind=BondKind.CURATOR), **BY)
    town = member_by_number(2).organisation_id
    return [
        f"/membres/personnes/{person.id}/fiche",
        f"/membres/organisations/{town}/fiche",
        f"/membres/personnes/{person.id}/liens",
        f"/membres/personnes/{person.id}/liens/{fact.id}",
        f"/membres/personnes/{person.id}/coordonnees",
        f"/membres/personnes/{person.id}/deces",
        f"/membres/organisations/{town}/partage",
        f"/membres/doublons/personnes/{person.id}/{twin.id}",
        "/membres/doublons",
        "/membres/injoignables",
        "/membres/injoignables?format=csv",
    ]


# ---- who may open what ---------------------------------------------------------------------------------------


def test_staff_opens_every_page(staff, ada):
    for path in addresses(ada):
        assert staff.get(path).status_code == 200, path


@pytest.mark.parametrize("role", [Role.REVISER, Role.SCRUTINEER, Role.MEMBER])
def test_nobody_else_does(client, ada, role):
    sign_in(client, make_account("Maël Riou", *([role] if role is not Role.MEMBER else [])))
    for path in addresses(ada):
        assert client.get(path).status_code == 403, path
    assert client.post(f"/membres/personnes/{ada.id}/naissance").status_code == 403
    assert client.post("/membres/doublons/ressemblances", data={"last_name": "Le Bris"}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, ada):
    for path in addresses(ada):
        assert client.get(path).status_code == 401, path


@pytest.mark.parametrize(
    "path", ["/membres/personnes/999/fiche", "/membres/autres/1/fiche", "/membres/doublons/fusions/9"]
)
def test_what_is_not_there_is_not_found(staff, path):
    assert staff.get(path).status_code == 404


# ---- masked birth date -------------------------------------------------------------------------------------------


def test_the_birth_date_is_masked_until_somebody_asks_and_the_asking_is_noted(staff, ada):
    page = staff.get(f"/membres/personnes/{ada.id}/fiche").get_data(as_text=True)
    assert "1980" not in page
    assert "1980" not in staff.get(f"/membres/personnes/{ada.id}").get_data(as_text=True)
    shown = staff.post(f"/membres/personnes/{ada.id}/naissance")
    assert "1980" in shown.get_data(as_text=True)
    assert "no-store" in shown.headers["Cache-Control"]
    last = audit.history(f"person:{ada.id}")[-1]
    assert (last.tag, last.actor_name) == ("membership:field:read", "Solenn Tanguy")


def test_an_empty_birth_date_keeps_the_one_on_record_and_a_box_removes_it(staff, ada):
    data = {"first_names": "Ada", "last_name": "Le Bris", "language": "fr"}
    staff.post(f"/membres/personnes/{ada.id}", data=data)
    assert ada.born_on == date(1980, 5, 3)
    staff.post(f"/membres/personnes/{ada.id}", data={**data, "born_on": "1981-05-03"})
    assert ada.born_on == date(1981, 5, 3)
    staff.post(f"/membres/personnes/{ada.id}", data={**data, "forget_birth": "y"})
    assert ada.born_on is None


# ---- bonds, contacts, death ------------------------------------------------------------------------------------------


def test_a_bond_is_recorded_shown_both_ways_and_ended(staff, ada):
    tutor = make_person("Maël", "Riou")
    data = {"other_id": str(tutor.id), "kind": "tutor", "effective_on": "2026-01-01", "paper": "Jugement", "note": ""}
    assert staff.post(f"/membres/personnes/{ada.id}/liens", data=data).status_code == 303
    assert "Maël Riou" in text_of(staff.get(f"/membres/personnes/{ada.id}/fiche"))
    assert "Ada Le Bris" in text_of(staff.get(f"/membres/personnes/{tutor.id}/fiche"))
    assert "Maël Riou" in text_of(staff.get("/membres/1"))
    fact = db.session.query(BondFact).one()
    address = f"/membres/personnes/{ada.id}/liens/{fact.id}"
    assert staff.post(address, data={"what": "ends", "effective_on": ""}).status_code == 422
    assert staff.post(address, data={"what": "ends", "effective_on": "2026-05-01"}).status_code == 303
    assert {one.number: one.representative_name for one in members_on(JUNE)}[1] is None


def test_a_bond_of_another_is_not_reached_through_this_file(staff, ada):
    fact = tie(
        make_person("Jeanne", "Morin"), make_person("Maël", "Riou").id, JUNE, BondDetails(kind=BondKind.TUTOR), **BY
    )
    assert staff.get(f"/membres/personnes/{ada.id}/liens/{fact.id}").status_code == 404


def test_the_parent_of_an_adult_is_refused_at_the_field(staff, ada):
    data = {"other_id": str(make_person("Maël", "Riou").id), "kind": "parent", "effective_on": "2026-01-01"}
    answer = staff.post(f"/membres/personnes/{ada.id}/liens", data=data)
    assert answer.status_code == 422
    assert 'href="#kind"' in answer.get_data(as_text=True)


def test_joint_holders_are_admitted_tied_represented_and_parted(staff, ada):
    written = {
        "name": "Indivision Morin",
        "legal_form": "joint_holding",
        "ess_level": "-",
        "category": "usagers",
        "effective_on": "2026-05-01",
        "language": "fr",
    }
    refused = staff.post("/membres/organisations/nouvelle", data={**written, "siren": "732829320"})
    assert refused.status_code == 422
    assert staff.post("/membres/organisations/nouvelle", data=written).status_code == 303
    house = db.session.query(Organisation).filter_by(legal_form="joint_holding").one()
    for person in (ada, make_person("Loïc", "Morin")):
        data = {"other_id": str(person.id), "kind": "co_holder", "effective_on": "2026-05-01"}
        assert staff.post(f"/membres/organisations/{house.id}/liens", data=data).status_code == 303
    page = text_of(staff.get(f"/membres/organisations/{house.id}/fiche"))
    assert "Loïc Morin" in page
    assert "L225-110" in page
    assert (
        staff.post(f"/membres/organisations/{house.id}/partage", data={"effective_on": "2026-05-20"}).status_code == 303
    )


def test_a_death_ends_the_membership(staff, ada):
    data = {"deceased_on": "2026-05-10", "paper": "Acte de décès"}
    assert staff.post(f"/membres/personnes/{ada.id}/deces", data=data).status_code == 303
    assert [one.number for one in members_on(JUNE)] == [2]


def test_contacts_are_added_marked_and_removed(staff, ada):
    address = f"/membres/personnes/{ada.id}/coordonnees"
    assert staff.post(address, data={"kind": "phone", "value": "12"}).status_code == 422
    assert staff.post(address, data={"kind": "phone", "value": "06 39 98 11 22", "label": "Travail"}).status_code == 303
    point = db.session.query(ContactPoint).one()
    assert "06 39 98 11 22" in text_of(staff.get(f"/membres/personnes/{ada.id}/fiche"))
    assert staff.post(f"/membres/coordonnees/{point.id}/etat", data={"failed": "1"}).status_code == 303
    assert db.session.query(ContactPoint).one().failed_on is not None
    assert staff.post(f"/membres/coordonnees/{point.id}/retrait").status_code == 303
    assert db.session.query(ContactPoint).count() == 0


def test_an_e_mail_is_blocked_and_its_member_listed_as_unreachable(staff, ada):
    data = {"address": "ada@exemple.fr", "state": "blocked"}
    assert staff.post(f"/membres/personnes/{ada.id}/courriel", data=data).status_code == 303
    assert states_of(["ada@exemple.fr"])["ada@exemple.fr"].state == "blocked"
    page = text_of(staff.get("/membres/injoignables"))
    assert "Ada Le Bris" in page
    assert "Commune du Vallon" in page
    assert staff.post(f"/membres/personnes/{ada.id}/courriel", data={**data, "state": "autre"}).status_code == 400
    assert staff.post("/membres/injoignables/lecture").status_code == 303


# ---- mandates ---------------------------------------------------------------------------------------------------------


def test_each_kind_of_mandate_has_its_paper_and_its_end(staff, ada):
    yann = make_person("Yann", "Quéré")
    data = {
        "person_id": str(yann.id),
        "kind": "deputy",
        "role": "Adjoint",
        "paper": "Délibération 12",
        "effective_on": "2026-05-01",
    }
    assert staff.post("/membres/2/representant", data=data).status_code == 303
    page = text_of(staff.get("/membres/2"))
    assert "Délibération 12" in page
    assert "Ada Le Bris" in page
    assert (
        staff.post("/membres/2/representant/fin?nature=deputy", data={"effective_on": "2026-05-20"}).status_code == 303
    )
    assert "Délibération 12" in text_of(staff.get("/membres/2?date=2026-05-10"))
    assert {one.number: one.representative_name for one in members_on(JUNE)}[2] == "Ada Le Bris"


# ---- doubles --------------------------------------------------------------------------------------------------------------


def test_while_one_types_the_server_says_who_looks_like_it(staff, ada):
    ask = "/membres/doublons/ressemblances"
    found = text_of(staff.post(ask, data={"first_names": "ADA", "last_name": "le bris"}))
    assert "Ada Le Bris" in found
    assert "Ada Le Bris" in text_of(
        staff.post(ask, data={"first_names": "Adda", "last_name": "Le Bris", "born_on": "1980-05-03"})
    )
    assert "Ada Le Bris" in text_of(staff.post(ask, data={"phone": "02 99 12 34 56"}))
    assert "Commune" in text_of(staff.post(ask, data={"legal_form": "commune", "name": "x", "siren": "123 456 782"}))
    for nothing in (
        {},
        {"first_names": "Loïc", "last_name": "Morin"},
        {"email": "ada@"},
        {"legal_form": "", "name": ""},
    ):
        assert staff.post(ask, data=nothing).get_data(as_text=True).strip() == ""
    assert db.session.query(Person).count() == 1


def test_two_records_are_compared_merged_and_parted(staff, ada):
    twin = make_person("ADA", "Le Bris", town="Redon")
    assert "Compar" in text_of(staff.get("/membres/doublons"))
    address = f"/membres/doublons/personnes/{ada.id}/{twin.id}"
    page = text_of(staff.get(address))
    assert "Redon" in page
    assert "1980" not in page
    assert staff.post(address, data={"take": "town", "motive": ""}).status_code == 422
    assert staff.post(address, data={"take": "town", "motive": "Même carte"}).status_code == 303
    assert ada.town == "Redon"
    assert "ADA Le Bris" not in text_of(staff.get("/membres/personnes"))
    assert "Même carte" in text_of(staff.get(f"/membres/personnes/{ada.id}/fiche"))
    (merge,) = re.findall(r"/membres/doublons/fusions/(\d+)", staff.get("/membres/doublons").get_data(as_text=True))
    assert staff.get(f"/membres/doublons/fusions/{merge}").status_code == 200
    assert staff.post(f"/membres/doublons/fusions/{merge}", data={"motive": "Erreur"}).status_code == 303
    assert ada.town == ""
    assert staff.post(f"/membres/doublons/fusions/{merge}", data={"motive": "Erreur"}).status_code == 409


def test_two_that_look_alike_are_said_to_be_two(staff, ada):
    twin = make_person("ADA", "Le Bris")
    address = f"/membres/doublons/personnes/{ada.id}/{twin.id}/distincts"
    assert staff.post(address).status_code == 303
    assert "ADA Le Bris" not in text_of(staff.get("/membres/doublons"))


# ---- search ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("LE bris", {1, 2}),
        ("ada@exemple", {1, 2}),
        ("02 99 12 34 56", {1, 2}),
        ("0299123456", {1, 2}),
        ("123 456 782", {2}),
        ("123456782", {2}),
        ("1", {1}),
        ("2", {2}),
        ("vallon le bris", {2}),
        ("vallon quere", set()),
    ],
)
def test_members_are_found_by_name_number_siren_e_mail_and_phone(staff, typed, numbers):
    page = staff.get("/membres", query_string={"q": typed}).get_data(as_text=True)
    assert {int(number) for number in re.findall(r'href="/membres/(\d+)"', page)} == numbers


def test_the_pages_cost_the_same_at_any_size(staff, ada):
    make_person("Yann", "Quéré")
    paths = ("/membres?q=nom7", f"/membres/personnes/{ada.id}/fiche", "/membres/doublons", "/membres/injoignables")
    costs = []
    for size in (12, 40):
        for number in range(size):
            make_member(make_person(f"Éléonore{size}{number}", f"Nom{number % 9}"))
        costs.append({})
        for path in paths:
            with statements() as said:
                assert staff.get(path).status_code == 200
            costs[-1][path] = len(said)
    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= 16
