"""The pages of members and shares: who may open what, forms that refuse in words, what others never see."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.card import member_card
from membership.queries.people import member_by_number
from membership.queries.roll import members_on
from membership.services.access import give_access
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import hold

JUNE = date(2026, 6, 1)
READ = ["/membres", "/membres/1"]
WRITE = [
    "/membres/personnes",
    "/membres/personnes/nouvelle",
    "/membres/organisations/nouvelle",
    "/membres/personnes/1",
    "/membres/personnes/1/admission",
    "/membres/1/admission",
    "/membres/1/categorie",
    "/membres/1/college",
    "/membres/1/convocations",
    "/membres/1/depart",
    "/membres/1/historique/membership/1",
]
ORGANISATION = ["/membres/2/organisation", "/membres/2/representant", "/membres/2/representant/fin"]


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()
    ada = make_person(
        "Ada", "Le Bris", email="ada@exemple.fr", street="3 rue des Halles", postcode="35000", town="Rennes"
    )
    make_member(ada, "salaries")
    town = make_organisation("Commune du Vallon", "commune")
    make_member(town, "collectivites")
    represent(town, ada)
    return ada


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def fact_of(number: int, kind: str) -> int:
    return next(one.fact_id for one in member_card(member_by_number(number), JUNE).history if one.kind == kind)


# ---- who may open what -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*READ, *WRITE, *ORGANISATION, "/membres/moi", "/parts", "/parts/1"])
def test_a_visitor_is_asked_to_sign_in(client, path):
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("path", [*READ, *WRITE, *ORGANISATION, "/parts", "/parts/1"])
def test_a_plain_member_does_not_see_the_others(client, path):
    sign_in(client, make_account())
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [*READ, *WRITE, *ORGANISATION, "/membres/moi", "/parts", "/parts/1"])
def test_staff_opens_every_page(staff, path, cooperative):
    if "historique" in path:
        path = f"/membres/1/historique/membership/{fact_of(1, 'membership')}"
    assert staff.get(path.replace("/personnes/1", f"/personnes/{cooperative.id}")).status_code == 200


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.REVISER])
@pytest.mark.parametrize("path", [*WRITE, *ORGANISATION])
def test_who_only_reads_changes_nothing(client, role, path):
    sign_in(client, make_account("Maël Riou", role))
    assert client.get(path).status_code == 403
    assert client.post(path, data={}).status_code in {403, 405}


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.REVISER])
def test_who_only_reads_sees_no_address(client, role):
    sign_in(client, make_account("Maël Riou", role))
    for path in READ:
        page = client.get(path).get_data(as_text=True)
        assert "Le Bris" in page
        assert "rue des Halles" not in page
        assert "ada@exemple.fr" not in page


def test_the_export_carries_no_address(staff):
    answer = staff.get("/membres?format=csv")
    assert answer.mimetype == "text/csv"
    assert "Ada Le Bris" in answer.get_data(as_text=True)
    assert "exemple.fr" not in answer.get_data(as_text=True)
    assert "Halles" not in answer.get_data(as_text=True)


def test_a_member_sees_what_is_held_on_them_and_on_whom_they_represent(client, cooperative):
    account = make_account("Ada Le Bris")
    give_access(cooperative.id, account.id, actor=SYSTEM, at=RECORDED)
    sign_in(client, account)
    page = text_of(client.get("/membres/moi"))
    assert "3 rue des Halles" in page
    assert "ada@exemple.fr" in page
    assert "Commune du Vallon" in page
    assert "Collège des salariés" in page


def test_an_account_without_membership_is_told_what_to_do(client):
    sign_in(client, make_account("Maël Riou"))
    assert client.get("/membres/moi").status_code == 200


@pytest.mark.parametrize(
    "path", ["/membres/99", "/membres/personnes/99", "/membres/99/depart", "/parts/99", "/membres/1/representant"]
)
def test_what_is_not_there_is_not_found(staff, path):
    assert staff.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/membres", "/membres/1", "/parts"])
@pytest.mark.parametrize("day", ["demain", "2026-02-30", "9999999"])
def test_a_day_that_is_none_is_malformed(staff, path, day):
    assert staff.get(f"{path}?date={day}").status_code == 400


def test_the_register_of_a_past_day(staff):
    assert "Ada Le Bris" not in text_of(staff.get("/membres?date=2024-02-29"))
    assert "Ada Le Bris" in text_of(staff.get("/membres?date=2024-03-01"))
    assert staff.get("/membres?date=2010-01-01").status_code == 200
    assert staff.get("/membres/1?date=2010-01-01").status_code == 200


def test_a_name_is_text_wherever_it_is_shown(staff):
    make_member(make_person("<b>Ada</b>", "<script>alert(1)</script>"), "usagers")
    for path in ("/membres", "/membres/3", "/membres/personnes", "/membres/2/representant"):
        assert "<script>alert(1)" not in staff.get(path).get_data(as_text=True)


# ---- recording -----------------------------------------------------------------------------------------


PERSON = {
    "first_names": "Yann",
    "last_name": "Quéré",
    "becomes": "member",
    "category": "usagers",
    "effective_on": "2026-06-01",
    "language": "fr",
}


def test_a_person_is_added_and_admitted(staff):
    answer = staff.post("/membres/personnes/nouvelle", data=PERSON)
    assert (answer.status_code, answer.location) == (303, "/membres/3")
    found = members_on(JUNE)[-1]
    assert (found.number, found.name, found.college) == (3, "Yann Quéré", "usagers")
    assert "Yann Quéré" in text_of(staff.get("/membres/3"))


def test_a_person_may_be_only_on_record(staff):
    answer = staff.post("/membres/personnes/nouvelle", data={**PERSON, "becomes": "contact", "category": ""})
    assert answer.status_code == 303
    assert len(members_on(JUNE)) == 2
    assert "Yann Quéré" in text_of(staff.get("/membres/personnes?q=quere"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"last_name": ""}, "last_name"),
        ({"category": ""}, "category"),
        ({"category": "sponsors"}, "category"),
        ({"category": "benevoles"}, "college"),
        ({"category": "salaries", "college": "usagers"}, "college"),
        ({"email": "pas une adresse"}, "email"),
        ({"effective_on": "2999-01-01"}, "effective_on"),
        ({"effective_on": "hier"}, "effective_on"),
        ({"last_name": "x" * 121}, "last_name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(staff, change, field):
    answer = staff.post("/membres/personnes/nouvelle", data={**PERSON, **change})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert len(members_on(JUNE)) == 2
    assert db.session.query(Person).count() == 1


def test_a_likely_double_is_kept_apart_when_staff_says_so(staff, cooperative):
    twin = {**PERSON, "first_names": "ADA", "last_name": "le bris"}
    answer = staff.post("/membres/personnes/nouvelle", data=twin)
    assert answer.status_code == 422
    assert f"/membres/personnes/{cooperative.id}" in answer.get_data(as_text=True)
    assert 'id="another"' in answer.get_data(as_text=True)
    assert staff.post("/membres/personnes/nouvelle", data={**twin, "another": "y"}).status_code == 303


def test_an_organisation_is_added_with_its_number_checked(staff):
    written = {
        "name": "Les Ateliers du Lin",
        "legal_form": "association",
        "ess_level": "0",
        "siren": "123 456 789",
        "category": "usagers",
        "effective_on": "2026-06-01",
        "language": "fr",
    }
    answer = staff.post("/membres/organisations/nouvelle", data=written)
    assert answer.status_code == 422
    assert 'href="#siren"' in answer.get_data(as_text=True)
    assert db.session.query(Organisation).count() == 1
    assert staff.post("/membres/organisations/nouvelle", data={**written, "siren": "123 456 782"}).status_code == 303
    assert db.session.query(Organisation).filter_by(siren="123456782", ess_level=0).count() == 1


def test_a_number_that_is_taken_leads_to_its_owner(staff):
    make_organisation("Coopérative du Lin", "scop", siren="123456782")
    written = {"name": "Autre", "legal_form": "scop", "ess_level": "-", "siren": "123456782", "category": "usagers"}
    answer = staff.post(
        "/membres/organisations/nouvelle", data={**written, "effective_on": "2026-06-01", "language": "fr"}
    )
    assert answer.status_code == 422
    assert "/membres/organisations/" in answer.get_data(as_text=True)
    town = member_by_number(2).organisation_id
    assert staff.get(f"/membres/organisations/{town}").location == "/membres/2"


def test_details_are_amended(staff, cooperative):
    data = {"first_names": "Ada", "last_name": "Le Bris", "town": "Redon", "language": "fr"}
    assert staff.post(f"/membres/personnes/{cooperative.id}", data=data).location == "/membres/1"
    assert cooperative.town == "Redon"
    data = {"name": "Ville du Vallon", "legal_form": "commune", "ess_level": "-", "language": "fr", "size": "8400"}
    assert staff.post("/membres/2/organisation", data=data).location == "/membres/2"
    assert "Ville du Vallon" in text_of(staff.get("/membres/2"))
    form = staff.get("/membres/2/organisation").get_data(as_text=True)
    assert 'value="8400"' in form, "amending another detail keeps the size, by which statutes ask for shares"
    assert staff.post("/membres/2/organisation", data={**data, "size": "-3"}).status_code == 422


def test_category_college_and_notices_change_from_a_day(staff):
    assert (
        staff.post(
            "/membres/1/categorie", data={"category": "benevoles", "college": "soutiens", "effective_on": "2026-05-01"}
        ).status_code
        == 303
    )
    assert (
        staff.post("/membres/1/college", data={"college": "usagers", "effective_on": "2026-05-15"}).status_code == 303
    )
    assert (
        staff.post("/membres/1/convocations", data={"agreed": "yes", "effective_on": "2026-05-15"}).status_code == 303
    )
    by_day = {
        day: next(one for one in members_on(day) if one.number == 1)
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 15))
    }
    assert [one.college for one in by_day.values()] == ["salaries", "soutiens", "usagers"]
    assert by_day[date(2026, 5, 15)].email_agreed


def test_a_refused_change_of_college_is_said_at_its_field(staff):
    answer = staff.post("/membres/1/college", data={"college": "usagers", "effective_on": "2026-05-15"})
    assert answer.status_code == 422
    assert 'href="#college"' in answer.get_data(as_text=True)


def test_a_representative_is_appointed_and_the_mandate_ends(staff):
    yann = make_person("Yann", "Quéré")
    data = {"person_id": str(yann.id), "role": "Maire", "effective_on": "2026-05-01", "until_on": ""}
    assert staff.post("/membres/2/representant", data=data).status_code == 303
    assert "Yann Quéré" in text_of(staff.get("/membres/2"))
    assert staff.post("/membres/2/representant/fin", data={"effective_on": "2026-05-20"}).status_code == 303
    assert {one.number: one.representative_name for one in members_on(JUNE)}[2] is None


@pytest.mark.parametrize("person", ["", "999", "ada"])
def test_only_a_person_on_record_represents(staff, person):
    answer = staff.post("/membres/2/representant", data={"person_id": person, "effective_on": "2026-05-01"})
    assert answer.status_code == 422


def test_a_membership_ends_with_a_warning_and_is_given_back(staff):
    data = {"event": "resigned", "effective_on": "2026-05-01"}
    assert staff.post("/membres/1/depart", data=data).status_code == 303
    assert "Règle" in text_of(staff.get("/membres")) or "Rule" in text_of(staff.get("/membres"))
    assert [one.number for one in members_on(JUNE)] == [2]
    address = f"/membres/1/historique/membership/{fact_of(1, 'membership')}"
    assert staff.post(address, data={"motive": ""}).status_code == 422
    assert staff.post(address, data={"motive": "Homonyme"}).status_code == 303
    assert sorted(one.number for one in members_on(JUNE)) == [1, 2]
    assert staff.post(address, data={"motive": "Encore"}).status_code == 409


def test_an_exclusion_without_its_decision_is_refused(staff):
    answer = staff.post(
        "/membres/1/depart", data={"event": "excluded", "effective_on": "2026-05-01", "motive": "Fautes"}
    )
    assert answer.status_code == 422
    assert 'href="#decision"' in answer.get_data(as_text=True)


def test_a_forged_form_changes_nothing(staff):
    data = {"event": "resigned", "effective_on": "2026-05-01"}
    assert staff.post("/membres/1/depart", data=data, forged=True).status_code == 400
    assert len(members_on(JUNE)) == 2


def test_an_entry_of_another_member_is_not_reached_through_this_one(staff):
    assert staff.get(f"/membres/2/historique/membership/{fact_of(1, 'membership')}").status_code == 404


# ---- shares ----------------------------------------------------------------------------------------------


def test_holdings_on_a_day_and_one_account(staff):
    member = db.session.query(Member).filter_by(number=1).one()
    hold(member, 12, on=date(2025, 1, 1))
    assert "240,00" in text_of(staff.get("/parts"))
    assert "Ada Le Bris" not in text_of(staff.get("/parts?date=2024-12-31"))
    assert "240,00" in text_of(staff.get("/parts?date=2025-01-01"))
    assert "12" in text_of(staff.get("/parts/1"))
