"""The pages of notices, minutes and papers: who opens what, what is shown, every refusal with its status."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.documents.archive import documents_about
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.mailing.queries import mails_about
from foundation.mailing.rules.delivery import FactKind, MailState
from foundation.mailing.services import record_fact
from governance.models import Assembly, MinutesIssue
from governance.queries.notices import sendings
from governance.queries.papers import NOTICE
from governance.rules.minutes_texts import MinutesTexts
from governance.services.minutes import issue_minutes, write_minutes
from governance.services.notice import convene
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import OPENED, Evening, make_assembly, pole_members, pole_statutes, whole_evening

NEXT_DAY = OPENED + timedelta(days=1)


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    """Somebody of the office, signed in, reading English."""
    sign_in(client, make_account("Ada Bretelle", Role.STAFF, language="en"))
    return client


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """A plain member, signed in."""
    sign_in(client, make_account("Ben Carmin", language="en"))
    return client


@pytest.fixture
def draft(client: FlaskClient) -> Assembly:
    """An assembly in preparation, far enough to be convened in time."""
    pole_statutes()
    pole_members()
    return make_assembly(starts_at=now() + timedelta(days=40), at=now())


@pytest.fixture
def evening(client: FlaskClient) -> Evening:
    return whole_evening()


def page(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_a_plain_member_neither_convenes_nor_writes_minutes(reader: FlaskClient, evening: Evening) -> None:
    number = evening.assembly.id
    for address in (
        f"/assemblees/{number}/convocation",
        f"/assemblees/{number}/convocation/apercu.pdf",
        f"/assemblees/{number}/proces-verbal",
        f"/assemblees/{number}/proces-verbal/apercu.pdf",
        f"/assemblees/{number}/feuille-de-presence.pdf",
        "/decisions/1/extrait.pdf",
    ):
        assert reader.get(address).status_code == 403, address
    for address in ("convocation/lettres", "convocation/1/renvoyer", "proces-verbal/etablir"):
        assert reader.post(f"/assemblees/{number}/{address}").status_code == 403, address


def test_the_notice_says_how_many_receive_it_and_that_all_is_in_order(staff: FlaskClient, draft: Assembly) -> None:
    text = page(staff, f"/assemblees/{draft.id}/convocation")
    assert "Content and delay are in order" in text
    assert "la présidence" in text


def test_the_preview_is_a_pdf_kept_nowhere(staff: FlaskClient, draft: Assembly) -> None:
    answer = staff.get(f"/assemblees/{draft.id}/convocation/apercu.pdf?signatory=Ada&doors_at=18:00")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not documents_about(draft.subject)


def test_previewing_keeps_what_was_typed_and_sends_nothing(staff: FlaskClient, draft: Assembly) -> None:
    sent = staff.post(f"/assemblees/{draft.id}/convocation", data={"act": "preview", "signatory": "Ada Bretelle"})
    assert sent.status_code == 302
    assert sent.location.endswith("apercu.pdf?signatory=Ada+Bretelle")
    assert not mails_about(draft.subject)


def test_convening_from_the_page_leads_to_the_proof(staff: FlaskClient, draft: Assembly) -> None:
    address = f"/assemblees/{draft.id}/convocation"
    sent = staff.post(address, data={"act": "send", "signatory": "Ada Bretelle", "documents": "Rapport\nComptes"})
    assert (sent.status_code, sent.location) == (302, address)
    assert len(mails_about(draft.subject)) == 10
    text = page(staff, address)
    assert "Maëlys Kervadec" in text
    assert "benevoles0@exemple.fr" in text
    assert staff.post(address, data={"act": "send"}).status_code == 200
    assert len(mails_about(draft.subject)) == 10


def test_a_mail_that_waits_is_never_called_sent(staff: FlaskClient, draft: Assembly) -> None:
    convene(draft, actor=SYSTEM, at=now())
    text = page(staff, f"/assemblees/{draft.id}/convocation")
    assert "10 e-mails wait to be sent: nothing proves yet that these members are convened." in text
    assert "took charge of them" not in text
    mails = [db.session.get_one(Mail, one.mail_id) for one in sendings(draft)]
    for mail in mails:
        mail.state, mail.sent_at = MailState.SENT, now()
    db.session.flush()
    text = page(staff, f"/assemblees/{draft.id}/convocation")
    assert "wait to be sent" not in text
    assert "Our mail server took charge of them." in text


def test_a_late_notice_asks_for_its_reason_and_loses_nothing_typed(staff: FlaskClient, client: FlaskClient) -> None:
    pole_statutes()
    pole_members()
    late = make_assembly(starts_at=now() + timedelta(days=5), at=now())
    address = f"/assemblees/{late.id}/convocation"
    refused = staff.post(address, data={"act": "send", "signatory": "Ada Bretelle"})
    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert 'href="#reason"' in text
    assert 'value="Ada Bretelle"' in text
    assert not mails_about(late.subject)
    assert staff.post(address, data={"act": "send", "reason": "Décision urgente"}).status_code == 302
    assert "Décision urgente" in page(staff, address)


def test_an_incomplete_notice_is_blocked_whatever_the_reason(staff: FlaskClient, client: FlaskClient) -> None:
    pole_statutes()
    pole_members()
    without_place = make_assembly(starts_at=now() + timedelta(days=40), place="", at=now())
    refused = staff.post(f"/assemblees/{without_place.id}/convocation", data={"act": "send", "reason": "Pressé"})
    assert refused.status_code == 422
    assert "The notice has no place" in refused.get_data(as_text=True)
    assert not mails_about(without_place.subject)


def test_a_forged_form_convenes_nobody(staff: FlaskClient, draft: Assembly) -> None:
    assert staff.post(f"/assemblees/{draft.id}/convocation", data={"act": "send"}, forged=True).status_code == 400
    assert not mails_about(draft.subject)


def test_the_proof_filters_failures_and_sends_again(staff: FlaskClient, draft: Assembly) -> None:
    made = convene(draft, actor=SYSTEM, at=now())
    mail = db.session.get_one(Mail, made[0].mail_id)
    mail.state, mail.next_try_at = MailState.FAILED, None
    record_fact(mail, FactKind.REFUSED, at=now(), answer="550 no such user")
    text = page(staff, f"/assemblees/{draft.id}/convocation?etat=failed")
    assert "550 no such user" in text
    assert text.count('scope="row"') == 1
    sent = staff.post(f"/assemblees/{draft.id}/convocation/{made[0].id}/renvoyer")
    assert sent.status_code == 302
    assert db.session.get_one(Mail, made[0].mail_id).state == MailState.QUEUED
    assert staff.post(f"/assemblees/{draft.id}/convocation/{made[0].id}/renvoyer").status_code == 409


def test_the_proof_can_be_taken_away(staff: FlaskClient, draft: Assembly) -> None:
    convene(draft, actor=SYSTEM, at=now())
    answer = staff.get(f"/assemblees/{draft.id}/convocation?format=csv")
    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True).count("@exemple.fr") == 10


def test_minutes_are_written_then_issued(staff: FlaskClient, evening: Evening) -> None:
    number = evening.assembly.id
    item = evening.assembly.items[0].id
    typed = {
        "seen_revision": "0",
        f"debate_{item}": "On demande le détail.",
        "author_0": "Solène",
        "question_0": "La rampe ?",
        "answer_0": "En juillet.",
    }
    assert staff.post(f"/assemblees/{number}/proces-verbal", data=typed).status_code == 302
    text = page(staff, f"/assemblees/{number}/proces-verbal")
    assert "On demande le détail." in text
    assert 'name="question_2"' in text
    assert 'name="question_3"' not in text
    assert staff.get(f"/assemblees/{number}/proces-verbal/apercu.pdf?revision=1").mimetype == "application/pdf"
    assert staff.get(f"/assemblees/{number}/proces-verbal/apercu.pdf?revision=7").status_code == 404
    assert staff.post(f"/assemblees/{number}/proces-verbal/etablir").status_code == 302
    assert "Minutes no. 1" in page(staff, f"/assemblees/{number}/proces-verbal")
    assert staff.post(f"/assemblees/{number}/proces-verbal", data=typed).status_code == 409


def test_a_stale_page_gets_409_and_keeps_what_was_typed(staff: FlaskClient, evening: Evening) -> None:
    other = Actor(None, "Cléo Doucet")
    write_minutes(evening.assembly, MinutesTexts(documents="Comptes"), seen_revision=0, actor=other, at=NEXT_DAY)
    address = f"/assemblees/{evening.assembly.id}/proces-verbal"
    refused = staff.post(address, data={"seen_revision": "0", "documents": "Mon texte à moi"})
    text = refused.get_data(as_text=True)
    assert refused.status_code == 409
    assert "Mon texte à moi" in text
    assert "Cléo Doucet" in text
    assert 'name="seen_revision" type="hidden" value="1"' in text
    assert staff.post(address, data={"seen_revision": "1", "documents": "Mon texte à moi"}).status_code == 302


def test_minutes_of_an_open_assembly_are_not_there_yet(staff: FlaskClient, draft: Assembly) -> None:
    for address in ("proces-verbal", "proces-verbal/apercu.pdf"):
        assert staff.get(f"/assemblees/{draft.id}/{address}").status_code == 409
    assert staff.post(f"/assemblees/{draft.id}/proces-verbal/etablir").status_code == 409
    assert db.session.execute(select(MinutesIssue)).first() is None


def test_members_read_notice_and_minutes_but_no_home_address(reader: FlaskClient, evening: Evening) -> None:
    issued = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    (notice,) = documents_about(evening.assembly.subject, kind=NOTICE)
    base = f"/assemblees/{evening.assembly.id}"
    for document in (notice.id, issued.document_id):
        answer = reader.get(f"{base}/documents/{document}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert reader.get(f"{base}/documents/{issued.sheet_document_id}").status_code == 403
    text = page(reader, base)
    assert f"documents/{issued.document_id}" in text
    assert f"documents/{issued.sheet_document_id}" not in text


def test_the_office_opens_the_attendance_sheet(staff: FlaskClient, evening: Evening) -> None:
    issued = issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    base = f"/assemblees/{evening.assembly.id}"
    assert staff.get(f"{base}/documents/{issued.sheet_document_id}").status_code == 200
    assert staff.get(f"{base}/feuille-de-presence.pdf").data.startswith(b"%PDF")
    assert f"documents/{issued.sheet_document_id}" in page(staff, base)


def test_a_paper_of_another_assembly_is_not_found(staff: FlaskClient, evening: Evening) -> None:
    other = make_assembly(title="Une autre")
    document = sendings(evening.assembly)[0].document_id
    assert staff.get(f"/assemblees/{evening.assembly.id}/documents/{document}").status_code == 200
    assert staff.get(f"/assemblees/{other.id}/documents/{document}").status_code == 404
    assert staff.get(f"/assemblees/{evening.assembly.id}/documents/999999").status_code == 404


def test_an_extract_comes_after_the_minutes(staff: FlaskClient, evening: Evening) -> None:
    assert staff.get("/decisions/1/extrait.pdf").status_code == 409
    assert "extrait.pdf" not in page(staff, "/decisions/1")
    issue_minutes(evening.assembly, actor=SYSTEM, at=NEXT_DAY)
    assert "/decisions/1/extrait.pdf?par=secretariat" in page(staff, "/decisions/1")
    assert staff.get("/decisions/1/extrait.pdf").data.startswith(b"%PDF")
    assert staff.get("/decisions/99/extrait.pdf").status_code == 404
