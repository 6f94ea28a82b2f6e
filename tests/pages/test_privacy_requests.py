"""Somebody asks: everything that is held, though without account (GDPR art. 15); to be erased (art. 17); refused with a reason."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.documents.archive import DocumentDraft, issue
from foundation.kernel.audit import SYSTEM, AuditEntry, first_broken_entry
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from membership.drafts import Draft, plan
from membership.models.applications import Application
from membership.models.dispatches import DispatchRecipient, NewsRefusal
from membership.models.identity import Person
from membership.queries.dispatches import LETTERS
from membership.rules.dispatches import Purpose, checked_words
from membership.services.access import give_access
from membership.services.applying import Terms, submit, withdraw
from membership.services.dispatching import say_news, send
from membership.services.representation import end_representation
from privacy.models import ErasureAct
from privacy.queries.due import due_on
from privacy.queries.one import find_people, wanted_of
from privacy.rules.retention import Key
from privacy.services.requesting import erase_on_request
from shares.queries.papers.company import company_data, statutes_for_paper
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import hold, leave
from tests.factories.votes import draft
from votes.queries import rights_of
from votes.rules.roll import RollLine
from votes.services import boxes, casting, closing, publishing
from votes.services.act_writing import Acting

BY = {"actor": SYSTEM, "at": RECORDED}
PAGE = "/donnees-personnelles/personnes"
NEWS = checked_words("Portes ouvertes", "Venez **samedi**.")
LETTER = {
    "letters": [{"name": "Ada Le Bris", "lines": ["3 rue du Lin"], "subject": "Portes ouvertes", "blocks": []}],
    "signer": "Le président",
}
ASKED = {"received_on": "2026-02-01", "motive": "Lettre, identité vérifiée", "sure": "y"}


@pytest.fixture(autouse=True)
def cooperative(session):
    return make_statutes()


@pytest.fixture
def board(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.BOARD))
    return client


@pytest.fixture
def known() -> Person:
    """Somebody on record, and nothing else."""
    return make_person("Malo", "Kerbrat", email="malo@vallon.example", phone="0299123456", town="Redon")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def day_recorded(person: Person) -> date:
    told = db.session.query(AuditEntry).filter_by(subject=f"person:{person.id}", tag="membership:person:added").one()
    return told.at.date()


def test_the_page_is_for_the_office_and_the_erasure_for_the_board(client, known):
    cases = ((None, 403, 403), (Role.SCRUTINEER, 403, 403), (Role.REVISER, 403, 403), (Role.STAFF, 200, 403))
    for role, reads, erases in (*cases, (Role.BOARD, 200, 200)):
        sign_in(client, make_account(f"Personne {role}", *([role] if role else [])))
        assert client.get(PAGE).status_code == reads
        assert client.get(f"{PAGE}/{known.id}").status_code == reads
        assert client.get(f"{PAGE}/{known.id}/effacement").status_code == erases


def test_who_asks_is_found_member_or_not_by_name_e_mail_or_number(board, known):
    member = make_member(make_person("Ada", "Le Bris"))
    assert [row[0].id for row in find_people("kerbrat malo")] == [known.id]
    assert [row[0].id for row in find_people("MALO@vallon")] == [known.id]
    assert [tuple(row) for row in find_people(str(member.number))] == [
        (db.session.get(Person, member.person_id), member.number)
    ]
    assert find_people(" ") == []
    assert f"{PAGE}/{known.id}" in board.get(f"{PAGE}?q=kerbrat").get_data(as_text=True)
    assert board.get(f"{PAGE}?q=personne-de-ce-nom").status_code == 200
    assert board.get(f"{PAGE}/99999").status_code == 404


def test_somebody_without_account_is_handed_what_an_account_would_show(board):
    member = make_member(make_person("Ada", "Le Bris", email="ada@vallon.example", town="Redon"))
    hold(member, 4)
    say_news("ada@vallon.example", refuses=True, channel="page", at=RECORDED)
    address = f"{PAGE}/{member.person_id}/acces"
    assert board.post(address, data={"form": "zip", "motive": " "}).status_code == 422
    why = "Lettre du 12 mars, carte d’identité vue"
    archive = zipfile.ZipFile(io.BytesIO(board.post(address, data={"form": "zip", "motive": why}).get_data()))
    assert {"LISEZ-MOI.txt", "donnees.json", "personne.csv", "mouvements.csv", "nouvelles.csv"} <= set(
        archive.namelist()
    )
    assert "Redon" in archive.read("personne.csv").decode()
    data = json.loads(board.post(address, data={"form": "json", "motive": why}).get_data())["data"]
    assert data["nouvelles"][0]["refuses"] is True
    paper = board.post(address, data={"form": "pdf", "motive": why})
    assert (paper.get_data()[:5], paper.headers["Cache-Control"]) == (b"%PDF-", "private, no-store")
    told = db.session.query(AuditEntry).filter_by(tag="privacy:data:handed").all()
    assert [(one.subject, one.details["form"], one.details["motive"]) for one in told] == [
        (f"person:{member.person_id}", form, why) for form in ("zip", "json", "pdf")
    ]
    assert {one.actor_name for one in told} == {"Solenn Tanguy"}


def test_a_ballot_is_handed_over_once_its_result_is_public_and_its_member_reads_it_before(client, board):
    member = make_member(make_person("Ada", "Le Bris"))
    account = make_account("Ada Le Bris")
    give_access(member.person_id, account.id, **BY)
    lines = [
        RollLine(member.number, "Ada Le Bris", "a", accounts=(account.id,)),
        RollLine(901, "Bo", "b"),
        RollLine(902, "Lin", "c"),
    ]
    box = boxes.open_box(draft(held_back=True), lines, actor=SYSTEM, at=now() - timedelta(hours=1))
    casting.cast(box.id, rights_of(box.id, account.id)[0].right_id, "for", account_id=account.id, at=now())

    def ballots_handed():
        sent = {"form": "json", "motive": "Lettre"}
        told = json.loads(board.post(f"{PAGE}/{member.person_id}/acces", data=sent).get_data())["data"]
        return [one["choice"] for one in told.get("bulletins", [])]

    assert ballots_handed() == []
    closing.close_box(box.id, actor=SYSTEM, at=now())
    assert ballots_handed() == [], "counted, and not published yet"
    herself = client.application.test_client()
    sign_in(herself, account)
    own = json.loads(herself.post("/compte/mes-donnees", data={"forme": "json"}).get_data())["data"]
    assert [one["choice"] for one in own["bulletins"]] == ['"for"']
    publishing.publish(box.id, Acting(SYSTEM, now()))
    assert ballots_handed() == ['"for"']


def test_mails_and_letters_to_a_list_are_handed_over_and_leave_with_the_contacts(board):
    """Also the letters that were printed for the post in one bundle with those of others."""
    member = make_member(make_person("Ada", "Le Bris", street="3 rue du Lin", postcode="35000", town="Rennes"))
    made = Draft(purpose=Purpose.INFORMATION, words=NEWS, audience="membres", params={}, on=RECORDED.date())
    dispatch = send(made, once="form-1", digest=plan(made).digest, **BY)
    company = company_data(statutes_for_paper(RECORDED.date()), RECORDED.date())
    data = {**LETTER, "cooperative": company, "on": RECORDED.date()}
    draft = DocumentDraft(LETTERS, dispatch.reference, "Lettres", "courrier", data)
    bundle = issue(draft, **BY)
    told = json.loads(
        board.post(f"{PAGE}/{member.person_id}/acces", data={"form": "json", "motive": "Lettre"}).get_data()
    )["data"]["listes"]
    assert [(one["subject"], one["way"], one["address"]) for one in told] == [
        ("Portes ouvertes", "list-letter", db.session.query(DispatchRecipient).one().address)
    ]
    leave(member, date(2026, 1, 1))
    assert board.post(f"{PAGE}/{member.person_id}/effacement", data=ASKED).status_code == 303
    assert (db.session.query(DispatchRecipient).one().address, bundle.content) == ("", b"")


def test_the_same_person_with_an_account_reads_the_same(client, board):
    member = make_member(make_person("Ada", "Le Bris", email="ada@vallon.example", town="Redon"))
    hold(member, 4)
    handed = json.loads(
        board.post(f"{PAGE}/{member.person_id}/acces", data={"form": "json", "motive": "Lettre"}).get_data()
    )["data"]
    account = make_account("Ada Le Bris")
    give_access(member.person_id, account.id, **BY)
    sign_in(client, account)
    own = json.loads(client.post("/compte/mes-donnees", data={"forme": "json"}).get_data())["data"]
    for key in set(handed) - {"journal"}:
        assert own[key] == handed[key], key


def test_of_other_people_nothing_is_handed_over(board):
    body = make_organisation("Atelier du Pont")
    make_member(body)
    represent(body, make_person("Ada", "Le Bris"))
    other = make_person("Enora", "Quéré", email="enora@vallon.example")
    make_member(other)
    ada = find_people("bris")[0][0]
    told = board.post(f"{PAGE}/{ada.id}/acces", data={"form": "json", "motive": "Lettre"}).get_data(as_text=True)
    assert "Atelier du Pont" in told
    assert "Quéré" not in told and "enora@" not in told


def test_a_present_member_is_refused_in_a_sentence(board):
    member = make_member(make_person("Ada", "Le Bris"))
    page = board.get(f"{PAGE}/{member.person_id}/effacement")
    assert "17(3)" in text_of(page) and "art. 12(4)" in text_of(page)
    assert 'name="sure"' not in page.get_data(as_text=True)
    assert board.post(f"{PAGE}/{member.person_id}/effacement", data=ASKED).status_code == 422
    assert db.session.get(Person, member.person_id).last_name == "Le Bris"


def test_every_tie_refuses(board):
    body = make_organisation("Atelier du Pont")
    make_member(body)
    represent(body, make_person("Ada", "Le Bris"))
    candidate = make_person("Yann", "Quéré")
    submit(candidate, Terms(category="usagers", shares=2), RECORDED.date(), **BY)
    role = make_person("Enora", "Le Goff")
    give_access(role.id, make_account("Enora Le Goff", Role.STAFF).id, **BY)
    for person, key in ((find_people("bris")[0][0], "represents"), (candidate, "request"), (role, "role")):
        [why] = wanted_of(person, today()).ties
        assert key in why
        with pytest.raises(Refused):
            erase_on_request(person.id, date(2026, 1, 1), motive="Lettre", actor=SYSTEM, at=now())


def test_who_was_never_more_than_a_record_goes_at_once_and_the_report_names_nobody(board, known):
    say_news("malo@vallon.example", refuses=True, channel="page", at=RECORDED)
    page = board.get(f"{PAGE}/{known.id}/effacement")
    assert 'name="sure"' in page.get_data(as_text=True)
    assert board.post(f"{PAGE}/{known.id}/effacement", data={**ASKED, "sure": ""}).status_code == 422
    done = board.post(f"{PAGE}/{known.id}/effacement", data=ASKED)
    assert done.status_code == 303
    person = db.session.get(Person, known.id)
    assert (person.first_names, person.email, person.phone, person.town) == ("", "", "", "")
    assert person.erased_on == today()
    assert db.session.query(NewsRefusal).one().address == ""
    report = text_of(board.get(done.headers["Location"]))
    assert "Lettre, identité vérifiée" in report and "erbrat" not in report
    assert db.session.query(ErasureAct).one().report["request"] == {"received_on": "2026-02-01"}
    assert first_broken_entry() is None
    again = board.post(f"{PAGE}/{known.id}/effacement", data=ASKED)
    assert again.status_code == 422


def test_of_a_former_member_the_contacts_go_and_the_identity_stays_until_its_day(board):
    member = make_member(make_person("Malo", "Kerbrat", email="malo@vallon.example"))
    leave(member, date(2026, 1, 1))
    page = text_of(board.get(f"{PAGE}/{member.person_id}/effacement"))
    assert "L231-6" in page and "2031" in page
    done = board.post(f"{PAGE}/{member.person_id}/effacement", data=ASKED)
    person = db.session.get(Person, member.person_id)
    assert (person.email, person.last_name, person.erased_on) == ("", "Kerbrat", None)
    assert "2031" in text_of(board.get(done.headers["Location"]))
    assert board.get("/donnees-personnelles/effacements/1.pdf").get_data()[:5] == b"%PDF-"
    refused = board.post(f"{PAGE}/{member.person_id}/effacement", data=ASKED)
    assert refused.status_code == 422 and "2031" in text_of(refused)


def test_once_the_law_keeps_it_no_more_the_whole_identity_goes_on_request():
    member = make_member(make_person("Malo", "Kerbrat", email="malo@vallon.example"))
    leave(member, date(2026, 1, 1))
    last, after = (datetime(2031, 1, day, 9, tzinfo=UTC) for day in (1, 2))
    assert (
        erase_on_request(member.person_id, date(2030, 12, 1), motive="Lettre", actor=SYSTEM, at=last).key
        == Key.CONTACTS
    )
    assert (
        erase_on_request(member.person_id, date(2030, 12, 1), motive="Lettre", actor=SYSTEM, at=after).key
        == Key.IDENTITY
    )
    assert db.session.get(Person, member.person_id).last_name == f"Ancien membre n° {member.number}"


def test_money_owed_refuses(board):
    member = make_member(make_person("Nolwenn", "Hascoët", email="nolwenn@vallon.example"))
    hold(member, 5)
    leave(member)
    answer = board.post(f"{PAGE}/{member.person_id}/effacement", data=ASKED)
    assert answer.status_code == 422
    assert db.session.get(Person, member.person_id).email


def test_a_duration_of_our_own_gives_way_to_a_request_and_one_of_the_law_does_not():
    """A candidate who withdrew goes at once, though no duration was chosen; a former representative's name stays."""
    candidate = make_person("Yann", "Quéré", email="yann@vallon.example")
    submit(candidate, Terms(category="usagers", shares=2), RECORDED.date(), **BY)
    withdraw(db.session.query(Application).one().id, RECORDED.date(), **BY)
    assert erase_on_request(candidate.id, today(), motive="Lettre", actor=SYSTEM, at=now()).key == Key.APPLICATIONS
    body, person = make_organisation("Atelier du Pont"), make_person("Ada", "Le Bris")
    make_member(body)
    represent(body, person)
    end_representation(body.id, date(2026, 5, 1), **BY)
    wanted = wanted_of(person, date(2026, 6, 1))
    assert (wanted.goes, wanted.kept, wanted.until) == (None, Key.AROUND, date(2031, 5, 1))


def test_a_request_from_the_future_is_refused(known):
    with pytest.raises(Refused, match="has not come"):
        erase_on_request(known.id, date(2099, 1, 1), motive="Lettre", actor=SYSTEM, at=now())


def test_a_record_of_somebody_who_never_was_anything_is_due_five_years_after_it_was_made(known):
    made = day_recorded(known)
    due = {on: next(one.due for one in due_on(on) if one.kind.key is Key.AROUND) for on in (
        made.replace(year=made.year + 5), made.replace(year=made.year + 5, day=made.day + 1))}  # fmt: skip
    assert list(due.values()) == [0, 1]


def test_the_record_behind_a_role_is_never_due():
    person = make_person("Enora", "Le Goff")
    give_access(person.id, make_account("Enora Le Goff", Role.STAFF).id, **BY)
    assert next(one.due for one in due_on(date(2060, 1, 1)) if one.kind.key is Key.AROUND) == 0
