"""From the request to the number, in pages: what blocks is told, the body decides, the number is given at effect."""

import re

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.clock import today
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from membership.models.applications import Application
from membership.models.identity import Person
from membership.models.members import Member
from membership.queries.applications import application_by_id
from membership.rules.applications import ApplicationState
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_person, make_statutes

DESK = (
    "/membres/candidatures",
    "/membres/candidatures/1",
    "/membres/candidatures/1/conditions",
    "/membres/candidatures/1/accord",
    "/membres/candidatures/1/refus",
    "/membres/candidatures/1/examen",
    "/membres/candidatures/1/retrait",
    "/membres/propositions",
    "/membres/numeros",
)
ZOE = {
    "first_names": "Zoé",
    "last_name": "Kerambrun",
    "email": "zoe@exemple.fr",
    "street": "3 rue des Halles",
    "postcode": "35000",
    "town": "Rennes",
    "country": "FR",
    "language": "fr",
    "category": "usagers",
    "shares": "2",
}


COLLEGES = {"benevoles": "soutiens"}


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()
    for category in ("salaries", "usagers", "benevoles"):
        make_member(category=category, college=COLLEGES.get(category))


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def join(client: FlaskClient, **changed: str):
    return client.post("/adhesion/personne", data={**ZOE, "agreed": "y", **changed})


def waiting() -> Application:
    return db.session.query(Application).one()


def test_anybody_asks_to_join_and_is_written_to(client):
    assert client.get("/adhesion").status_code == 200
    assert client.get("/adhesion/personne").status_code == 200
    assert join(client).status_code == 303
    assert waiting().party.name == "Zoé Kerambrun"
    assert db.session.query(Mail).filter_by(to_address="zoe@exemple.fr").count() == 1
    assert client.get("/adhesion/merci").status_code == 200


def test_a_request_without_consent_is_not_kept(client):
    answer = client.post("/adhesion/personne", data=ZOE)
    assert answer.status_code == 422
    assert db.session.query(Application).count() == 0


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten(client):
    assert join(client, website="https://spam.example").status_code == 303
    assert db.session.query(Application).count() == 0


def test_the_same_request_twice_is_one_and_the_answer_does_not_tell(client):
    assert join(client).headers["Location"] == join(client).headers["Location"]
    assert db.session.query(Application).count() == 1
    assert db.session.query(Person).filter_by(last_name="Kerambrun").count() == 1


def test_requests_by_the_dozen_are_held_back(client):
    answers = [join(client, email="zoe@exemple.fr").status_code for _rank in range(8)]
    assert 429 in answers


def test_the_desk_reads_what_blocks_then_the_body_accepts_and_a_number_is_given(client, staff):
    join(client, postcode="", town="")
    request = waiting()
    assert "adresse postale" in text_of(staff.get(f"/membres/candidatures/{request.id}")).casefold()
    refused = staff.post(f"/membres/candidatures/{request.id}/accord", data=decision())
    assert refused.status_code == 422
    assert application_by_id(request.id).state is ApplicationState.OPEN


def test_accepted_and_effective_at_the_decision_where_the_statutes_say_so(client, staff):
    join(client)
    request, highest = waiting(), db.session.query(Member).count()
    answer = staff.post(f"/membres/candidatures/{request.id}/accord", data=decision())
    assert answer.status_code == 303, text_of(answer)
    view = application_by_id(request.id)
    assert view.state is ApplicationState.EFFECTIVE
    assert db.session.query(Member).count() == highest + 1


def test_a_refusal_needs_its_reason(client, staff):
    join(client)
    told = {"decided_on": today().isoformat(), "decision": "Conseil du jour, PV 3"}
    address = f"/membres/candidatures/{waiting().id}/refus"
    assert staff.post(address, data=told).status_code == 422
    assert staff.post(address, data={**told, "motive": "Sans lien avec l’activité"}).status_code == 303
    assert application_by_id(waiting().id).state is ApplicationState.REFUSED


def test_a_step_is_taken_back_for_a_reason(client, staff):
    join(client)
    request = waiting()
    staff.post(f"/membres/candidatures/{request.id}/retrait", data={"on": today().isoformat(), "motive": "déménage"})
    last = application_by_id(request.id).steps[-1]
    address = f"/membres/candidatures/{request.id}/etapes/{last.id}"
    assert staff.post(address, data={"on": today().isoformat(), "motive": "erreur"}).status_code == 303
    assert application_by_id(request.id).state is ApplicationState.OPEN


def test_a_request_is_received_at_the_desk(staff):
    assert staff.get("/membres/candidatures/nouvelle").status_code == 200
    assert staff.get("/membres/candidatures/nouvelle?nature=organisation").status_code == 200
    told = {**ZOE, "received_on": today().isoformat()}
    assert staff.post("/membres/candidatures/nouvelle", data=told).status_code == 303
    assert waiting().channel == "desk"


def test_what_is_typed_otherwise_than_the_record_waits_beside_it_until_taken_over(client, staff):
    make_person("Zoé", "Kerambrun", email="zoe@exemple.fr", town="Brest")
    join(client)
    address = f"/membres/candidatures/{waiting().id}"
    assert re.search(r"Commune Brest Rennes", text_of(staff.get(address)))
    assert waiting().party.town == "Brest"
    assert staff.post(f"{address}/saisie", data={"prendre": "1"}).status_code == 303
    assert waiting().party.town == "Rennes"
    assert "Commune Brest" not in text_of(staff.get(address))


def test_propositions_and_numbers_are_shown(staff):
    assert "Rien ne se fait tout seul" in text_of(staff.get("/membres/propositions"))
    assert staff.get("/membres/numeros").status_code == 200
    answer = staff.post("/membres/numeros", data={"first": "90", "last": "99", "note": "ancien registre"})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", DESK)
def test_candidates_are_not_for_members_nor_visitors(client, path):
    join(client)
    assert client.get(path).status_code in (302, 401)
    sign_in(client, make_account("Jean Sans-Droit"))
    assert client.get(path).status_code in (403, 404)


def decision() -> dict[str, str]:
    terms = {name: ZOE[name] for name in ("category", "shares")}
    return {"decided_on": today().isoformat(), "decision": "Conseil du jour, PV 3", **terms}
