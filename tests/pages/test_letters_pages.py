"""The pages of letters and of mails to members: text, preview, switch, list, confirmation, refusal of news."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.documents.models import IssuedDocument
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.wording.models import WordingVersion
from foundation.wording.queries import silent_letters
from membership.models.dispatches import Dispatch, DispatchRecipient
from membership.models.identity import Person
from membership.queries.dispatches import refuses_news
from membership.rules.reach import EmailCondition
from membership.services.contacts import judge_email
from membership.services.dispatching import news_link
from membership.services.letters import write_to
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_person, make_statutes

WELCOME = "/reglages/lettres/membership-effective"


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()
    make_member(make_person("Ada", "Courriel", email="ada@exemple.fr"))
    make_member(make_person("Basile", "Poste", street="3 rue des Halles", postcode="35000", town="Rennes"))


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.get_data(as_text=True))[1]


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.SCRUTINEER, Role.REVISER])
def test_who_may_not_write_letters_opens_none_of_these_pages(client, role):
    sign_in(client, make_account("Reviseuse", role))
    for address in ("/reglages/lettres", WELCOME, f"{WELCOME}/envois", "/membres/ecrire", "/membres/ecrits"):
        assert client.get(address).status_code == 403, address


def test_the_list_shows_every_letter_with_its_switch(staff):
    answer = staff.get("/reglages/lettres")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count("/interrupteur") >= 10
    staff.post(f"{WELCOME}/interrupteur", data={"on": "0"})
    assert silent_letters() == {"membership-effective"}
    staff.post(f"{WELCOME}/interrupteur", data={"on": "1", "from": "list"})
    assert silent_letters() == frozenset()


@pytest.mark.parametrize(
    "name", ["membership-effective", "payment-reminder", "assembly-notice", "admission-letter", "shares-added"]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_letter_opens_with_its_text_and_a_preview(staff, name, language):
    answer = staff.get(f"/reglages/lettres/{name}?langue={language}")
    assert answer.status_code == 200
    assert 'id="apercu"' in answer.get_data(as_text=True)


def test_a_letter_that_is_not_there_is_not_found(staff):
    assert staff.get("/reglages/lettres/sign-in").status_code == 404


def test_a_text_is_previewed_without_being_kept_then_saved_as_a_version(staff):
    typed = {"subject": "Bienvenue {prenom}", "body": "Votre **numéro** est le {numero}."}
    seen = staff.post(f"{WELCOME}?membre=1", data={**typed, "act": "preview"})
    assert seen.status_code == 200
    assert "Bienvenue Ada" in text_of(seen) and "<strong>numéro</strong> est le 1." in seen.get_data(as_text=True)
    assert db.session.execute(select(WordingVersion)).first() is None
    assert staff.post(WELCOME, data=typed).status_code == 303
    assert "Solenn Tanguy" in text_of(staff.get(WELCOME))
    assert staff.post(f"{WELCOME}/texte-fourni").status_code == 303
    assert len(db.session.execute(select(WordingVersion)).scalars().all()) == 2


def test_an_unknown_field_is_refused_in_a_sentence_and_nothing_is_lost(staff):
    answer = staff.post(WELCOME, data={"subject": "Bienvenue", "body": "Cher {prenoms}, {{ 7*7 }}"})
    assert answer.status_code == 422
    assert "{prenoms}" in answer.get_data(as_text=True) and "49" not in text_of(answer).split("7*7")[0][-20:]


def test_who_did_not_get_a_letter_is_listed_printed_and_written_to_again(staff):
    from tests.factories.membership import RECORDED

    basile = make_person("Odile", "Sanscourriel", street="1 rue du Port", town="Brest")
    member = make_member(basile)
    context = {"number": member.number, "effective_on": RECORDED.date(), "category": "Usagers", "college": ""}
    mail = write_to(basile, "membership-effective", context, subject_ref=f"member:{member.id}", at=RECORDED)
    assert mail.state == MailState.FAILED
    assert "Odile Sanscourriel" in text_of(staff.get(f"{WELCOME}/envois?etat=failed"))
    paper = staff.get(f"{WELCOME}/envois/{mail.id}/lettre.pdf")
    assert paper.status_code == 200 and paper.data.startswith(b"%PDF")
    assert staff.post(f"{WELCOME}/envois/{mail.id}/renvoi").status_code == 422
    basile.email = "odile@exemple.fr"
    assert staff.post(f"{WELCOME}/envois/{mail.id}/renvoi").status_code == 303
    assert (mail.state, mail.to_address) == (MailState.QUEUED, "odile@exemple.fr")


def write(staff, **typed):
    message = {"purpose": "information", "subject": "Fête {nom}", "body": "Venez **samedi**.", "once": "abc", **typed}
    return staff.post("/membres/ecrire", data=message)


def test_before_it_leaves_one_sees_who_gets_it_and_what_they_read(staff):
    seen = write(staff, act="preview")
    assert seen.status_code == 200
    assert "<strong>samedi</strong>" in seen.get_data(as_text=True)
    assert "Fête Ada Courriel" in text_of(seen)
    assert db.session.execute(select(Dispatch)).first() is None
    other = write(staff, act="preview", member="2")
    assert "Fête Basile Poste" in text_of(other)


def test_pressed_twice_it_is_sent_once_and_kept_in_the_history(staff):
    digest = hidden(write(staff, act="preview"), "digest")
    first = write(staff, act="send", digest=digest)
    again = write(staff, act="send", digest=digest)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    page = staff.get(first.headers["Location"])
    assert page.status_code == 200 and "Basile Poste" in text_of(page)
    assert "Solenn Tanguy" in text_of(staff.get("/membres/ecrits"))


def test_a_moved_list_is_a_conflict_and_a_text_to_correct_is_kept(staff):
    assert write(staff, act="send", digest="old").status_code == 409
    refused = write(staff, act="preview", body="{iban}")
    assert refused.status_code == 422 and "{iban}" in refused.get_data(as_text=True)
    back = write(staff, act="edit")
    assert back.status_code == 200 and "Venez **samedi**." in back.get_data(as_text=True)


def test_letters_are_printed_for_those_reached_by_post_only(staff, app):
    digest = hidden(write(staff, act="preview"), "digest")
    page = write(staff, act="send", digest=digest).headers["Location"]
    assert staff.post(f"{page}/lettres").status_code == 303


def test_news_are_refused_without_signing_in_by_page_and_by_one_click(staff, app):
    digest = hidden(write(staff, act="preview"), "digest")
    write(staff, act="send", digest=digest)
    line = db.session.execute(select(DispatchRecipient).where(DispatchRecipient.way == "email")).scalars().first()
    address = "/nouvelles/" + news_link(line.id).rpartition("/")[2]
    visitor = app.test_client()
    seen = visitor.get(address)
    assert seen.status_code == 200
    assert "a…@exemple.fr" in text_of(seen) and "ada@exemple.fr" not in text_of(seen)
    assert not refuses_news("ada@exemple.fr"), "a link that is opened by itself refuses nothing"
    assert visitor.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert refuses_news("ada@exemple.fr")
    visitor.post(address, data={"again": "1"})
    assert not refuses_news("ada@exemple.fr")
    assert visitor.get("/nouvelles/faux").status_code == 404


def test_no_mail_is_written_by_looking(staff):
    for address in ("/membres/ecrire", "/membres/ecrits", "/reglages/lettres", WELCOME):
        staff.get(address)
    assert db.session.execute(select(Mail)).first() is None


def test_the_card_says_that_mails_come_back_and_why(staff):
    assert "reviennent" not in text_of(staff.get("/membres/1")) and "come back" not in text_of(staff.get("/membres/1"))
    member = db.session.execute(select(Person).where(Person.email == "ada@exemple.fr")).scalar_one()
    judge_email(member.email, EmailCondition.BLOCKED, actor=SYSTEM, at=RECORDED, cause="550 boîte inconnue")
    assert "550 boîte inconnue" in text_of(staff.get("/membres/1"))


@pytest.mark.parametrize("name", ["admission-letter", "subscription-form", "share-certificate"])
def test_a_paper_is_seen_as_it_would_be_printed_and_nothing_is_archived(staff, name):
    seen = staff.get(f"/reglages/lettres/{name}/apercu.pdf?membre=1")
    assert seen.status_code == 200 and seen.data.startswith(b"%PDF")
    assert db.session.execute(select(IssuedDocument)).first() is None
    assert staff.get(f"/reglages/lettres/{name}/apercu.pdf").status_code == 400
    assert staff.get("/reglages/lettres/membership-effective/apercu.pdf?membre=1").status_code == 404
