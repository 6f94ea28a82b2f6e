"""Personal data in pages: durations and what is due, the erasure act and its report, my data, my agreements, who may do what."""

import io
import json
import re
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from foundation.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from foundation.accounts.rules.permission_names import PERMISSION_NAMES
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from membership.models.facts import ConsentFact
from membership.models.identity import Person
from membership.services.access import give_access
from membership.services.people import amend_person
from membership.services.wishes import details_of
from privacy.cli import privacy
from privacy.models import ErasureAct
from privacy.queries.about import whose
from privacy.queries.held import held_on
from privacy.services.erasing import erase_due
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import hold, leave

BY = {"actor": SYSTEM, "at": RECORDED}
PAGE = "/donnees-personnelles"


@pytest.fixture(autouse=True)
def cooperative(session):
    return make_statutes()


@pytest.fixture
def gone():
    member = make_member(make_person("Malo", "Kerbrat", email="malo@vallon.example"))
    leave(member, date(2026, 1, 1))
    return member


@pytest.fixture
def board(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.BOARD))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_each_kind_of_data_is_listed_with_its_article(board, gone):
    page = text_of(board.get(PAGE))
    for source in ("C. com. art. L123-22", "C. com. art. L231-6", "RGPD art. 17(3)(b)", "C. com. art. L225-117"):
        assert source in page


def test_the_page_is_for_who_keeps_the_data(client, gone):
    for role, status in ((None, 403), (Role.SCRUTINEER, 403), (Role.STAFF, 200), (Role.REVISER, 200)):
        sign_in(client, make_account(f"Personne {role}", *([role] if role else [])))
        assert client.get(PAGE).status_code == status
        assert client.get(f"{PAGE}/effacer/contacts").status_code == 403


def test_the_act_is_shown_then_done_and_its_report_stays(board, gone):
    before = text_of(board.get(f"{PAGE}/effacer/contacts"))
    assert "R228-9" in before
    assert db.session.get(Person, gone.person_id).email
    assert board.post(f"{PAGE}/effacer/contacts", data={"motive": "Durée écoulée"}).status_code == 422
    assert db.session.get(Person, gone.person_id).email
    done = board.post(f"{PAGE}/effacer/contacts", data={"motive": "Durée écoulée", "sure": "y"})
    assert done.status_code == 303
    assert db.session.get(Person, gone.person_id).email == ""
    report = text_of(board.get(done.headers["Location"]))
    assert "Durée écoulée" in report
    assert "R228-9" in report
    assert "erbrat" not in report
    as_json = json.loads(board.get(f"{PAGE}/effacements/1.json").get_data())
    assert as_json["count"] == 1
    assert as_json["stays"]
    assert board.get(f"{PAGE}/effacements/1.pdf").get_data()[:5] == b"%PDF-"
    assert "1" in text_of(board.get(f"{PAGE}/effacements"))


def test_what_is_due_today_goes_also_after_midnight_while_greenwich_is_still_on_the_day_before(gone):
    at = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)
    erase_due("contacts", date(2027, 7, 2), motive="Durée écoulée", actor=SYSTEM, at=at)
    assert db.session.get(Person, gone.person_id).email == ""


def test_erasing_twice_says_that_nothing_is_due(board, gone):
    again = {"motive": "Durée écoulée", "sure": "y"}
    assert board.post(f"{PAGE}/effacer/contacts", data=again).status_code == 303
    assert board.post(f"{PAGE}/effacer/contacts", data=again).status_code == 422
    assert db.session.query(ErasureAct).count() == 1


def test_a_kind_without_a_duration_and_a_kind_unknown_are_refused(board):
    assert board.get(f"{PAGE}/effacer/mails").status_code == 422
    assert board.get(f"{PAGE}/effacer/inconnu").status_code == 400
    assert board.get(f"{PAGE}/effacements/9").status_code == 404


def test_a_duration_is_chosen_within_its_bounds(board):
    wrong = board.post(f"{PAGE}/durees", data={"key": "sign-ins", "months": "13", "decision": "Conseil"})
    assert wrong.status_code == 422
    right = board.post(f"{PAGE}/durees", data={"key": "sign-ins", "months": "12", "decision": "Conseil du 2 juin"})
    assert right.status_code == 303
    assert "Conseil du 2 juin" in text_of(board.get(PAGE))


def test_rule_47_is_alive(client, gone):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    page = client.get("/conformite").get_data(as_text=True)
    rule = page.partition('id="regle-47"')[2].partition("</li>")[0]
    assert "warn" in rule
    assert "1" in rule


def test_the_command_says_what_is_due_and_erases_only_when_told(session, gone):
    class Door:
        def application(self):
            return nullcontext()

    listed = CliRunner().invoke(privacy, ["due", "--json"], obj=Door())
    assert listed.exit_code == 1
    assert next(one for one in json.loads(listed.stdout) if one["kind"] == "contacts")["due"] == 1
    shown = CliRunner().invoke(privacy, ["erase", "contacts", "--motive", "Durée"], obj=Door())
    assert shown.exit_code == 0
    assert db.session.get(Person, gone.person_id).email


def own(client, *members):
    """An account that acts for the person behind these members, signed in."""
    account = make_account("Ada Le Bris")
    for member in members:
        give_access(member.person_id, account.id, **BY)
    sign_in(client, account)
    return account


def test_my_data_is_read_here_or_taken_away(client):
    member = make_member(make_person("Ada", "Le Bris", email="ada@vallon.example", town="Redon"))
    hold(member, 4)
    own(client, member)
    assert client.get("/compte/mes-donnees").status_code == 200
    page = text_of(client.post("/compte/mes-donnees", data={"forme": "page"}))
    assert "Redon" in page
    taken = client.post("/compte/mes-donnees", data={"forme": "zip"})
    archive = zipfile.ZipFile(io.BytesIO(taken.get_data()))
    assert {"LISEZ-MOI.txt", "donnees.json", "personne.csv", "mouvements.csv"} <= set(archive.namelist())
    assert "Redon" in archive.read("personne.csv").decode()
    assert db.session.query(AuditEntry).filter_by(tag="privacy:data:read").count() == 2


def test_data_of_other_people_is_not_in_mine(client):
    """Neither another member, nor who recorded a fact, nor who else represents the organisation."""
    other = make_member(make_person("Enora", "Quéré", email="enora@vallon.example"))
    hold(other, 7)
    mine = make_member(make_person("Ada", "Le Bris", email="ada@vallon.example"))
    body = make_organisation("Atelier du Pont")
    make_member(body)
    represent(body, db.session.get(Person, mine.person_id))
    account = own(client, mine)
    told = json.dumps([one.rows for one in held_on(whose(account, date(2026, 7, 1)))], default=str)
    assert "Atelier du Pont" in told
    assert "Quéré" not in told
    assert "enora@" not in told
    assert "Le Bris" in told


def test_what_was_changed_of_my_details_is_mine_to_read(client):
    member = make_member(make_person("Ada", "Le Bris", town="Redon", born_on=date(1970, 1, 1)))
    person = db.session.get(Person, member.person_id)
    after = replace(details_of(person), town="Rennes", phone="0612345678", born_on=date(1971, 1, 1))
    amend_person(person.id, after, **BY)
    account = own(client, member)
    [section] = [one for one in held_on(whose(account, date(2026, 7, 1))) if one.key == "corrections"]
    changes = {row[1]: row[2:] for row in section.rows}
    assert changes == {"born_on": ("••••", "••••"), "town": ("Redon", "Rennes"), "phone": ("", "+33612345678")}
    assert "Redon" in text_of(client.post("/compte/mes-donnees", data={"forme": "page"}))


def test_a_stranger_reads_nothing_but_the_account(client):
    make_member(make_person("Enora", "Quéré"))
    account = make_account("Yann Le Bihan")
    keys = {one.key for one in held_on(whose(account, date(2026, 7, 1)))}
    assert keys <= {"compte", "journal", "connexions"}


def test_a_member_agrees_and_changes_her_mind_and_both_stay(client):
    member = make_member(make_person("Ada", "Le Bris"))
    own(client, member)
    assert client.get("/membres/moi/accords").status_code == 200
    for answer in ("yes", "no"):
        assert client.post(f"/membres/moi/{member.number}/accords", data={"accord": answer}).status_code == 303
    facts = db.session.query(ConsentFact).order_by(ConsentFact.id).all()
    assert [(one.agreed, one.channel, one.version) for one in facts] == [(True, "online", 1), (False, "online", 1)]
    assert "version 1" in text_of(client.get("/membres/moi/accords")).lower()


def test_nobody_agrees_for_somebody_else(client):
    other = make_member(make_person("Enora", "Quéré"))
    own(client, make_member(make_person("Ada", "Le Bris")))
    assert client.post(f"/membres/moi/{other.number}/accords", data={"accord": "yes"}).status_code == 404
    assert client.post(f"/membres/moi/{other.number}/accords", data={"accord": "perhaps"}).status_code in {400, 404}
    assert db.session.query(ConsentFact).count() == 0


def test_the_matrix_names_every_permission_and_says_what_each_role_holds(client):
    sign_in(client, make_account("Samir Évrardeau", Role.ADMINISTRATOR))
    page = client.get("/reglages/roles/droits").get_data(as_text=True)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, flags=re.DOTALL)
    assert len(rows) == len(Permission) == len(PERMISSION_NAMES)
    assert set(PERMISSION_NAMES) == {str(one) for one in Permission}
    for word, row in zip(PERMISSION_NAMES, rows, strict=True):
        held = sum(1 for role in Role if word in ROLE_PERMISSIONS[role] | ROLE_PERMISSIONS[Role.MEMBER])
        assert row.count("<svg") == held, word


@pytest.mark.parametrize(
    ("role", "address", "opens"),
    [
        (Role.STAFF, "/parts", True),
        (Role.STAFF, "/journal", False),
        (Role.MEMBER, "/assemblees", True),
        (Role.MEMBER, "/membres", False),
        (Role.ADMINISTRATOR, "/reglages", True),
        (Role.ADMINISTRATOR, "/tresorerie", False),
        (Role.REVISER, "/nulle-part", False),
    ],
)
def test_what_a_role_would_open_is_what_it_opens(client, role, address, opens):
    """The preview says what the guard says, to an account that has the role."""
    sign_in(client, make_account("Samir Évrardeau", Role.ADMINISTRATOR))
    page = client.get(f"/reglages/roles/apercu?role={role.value}&adresse={address}").get_data(as_text=True)
    assert ('class="note good"' in page) is opens
    sign_in(client, make_account("Une Personne", *([role] if role is not Role.MEMBER else [])))
    assert (client.get(address).status_code == 200) is opens


def test_the_matrix_and_the_whole_export_are_not_for_everybody(client):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    assert client.get("/reglages/roles/droits").status_code == 403
    assert client.get("/reglages/export").status_code == 403
    assert client.get("/reglages/export/1.zip").status_code == 403


def test_everything_is_asked_with_a_motive_and_made_by_a_job(client):
    sign_in(client, make_account("Samir Évrardeau", Role.ADMINISTRATOR))
    assert client.get("/reglages/export").status_code == 200
    assert client.post("/reglages/export", data={"motive": ""}).status_code == 422
    assert client.post("/reglages/export", data={"motive": "Copie annuelle"}).status_code == 303
    assert "Copie annuelle" in text_of(client.get("/reglages/export"))
    assert client.get("/reglages/export/1.zip").status_code == 404
