"""What queue_mail writes, and when."""

import hashlib

import pytest
from jinja2 import UndefinedError
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from foundation.mailing.letters import Attachment, Letter
from foundation.mailing.models import Mail, MailFact, MailFile
from foundation.mailing.queries import count_by_state, mails_about, proof_of
from foundation.mailing.services import queue_mails, requeue
from foundation.mailing.signals import mail_waiting
from foundation.web.transaction import transaction
from tests.factories.mails import a_mail, test_templates


@pytest.fixture(autouse=True)
def templates(app):
    with test_templates(app):
        yield


@pytest.fixture
def wakes():
    """How many times the sender was woken."""
    heard = []

    def hear(application):
        heard.append(application)

    with mail_waiting.connected_to(hear):
        yield heard


def test_a_mail_is_written_out_when_it_is_queued(session, at):
    mail = a_mail(at)
    assert (mail.state, mail.attempts, mail.next_try_at) == ("queued", 0, at)
    assert mail.subject == "Assemblée générale — 12 juin 2026"
    assert "Assemblée générale : sans lien" in mail.body_text
    assert (mail.event, mail.subject_ref) == ("governance:assembly:convened", "assembly:12")
    assert mails_about("assembly:12") == [mail]


def test_each_reader_is_written_to_in_their_own_language(session, at):
    assert "12 juin 2026" in a_mail(at, language="fr").subject
    assert "12 June 2026" in a_mail(at, language="en").subject
    assert "Hello Ada Martin," in a_mail(at, language="en").body_text


def test_a_language_we_do_not_speak_becomes_french(session, at):
    assert "12 juin 2026" in a_mail(at, language="de").subject


def test_a_name_that_nobody_gave_is_an_error_and_not_a_blank(session, at):
    with pytest.raises(UndefinedError, match="title"):
        a_mail(at, context={"on": at.date()})


def test_the_footer_names_the_cooperative_and_says_why_one_is_written_to(session, at):
    body = a_mail(at).body_text
    assert "\n-- \n" in body
    assert "http://localhost:8000" in body


def test_queueing_is_the_first_fact_of_the_proof(session, at):
    mail = a_mail(at)
    (fact,) = proof_of(mail.id)
    assert (fact.kind, fact.at, fact.to_address, fact.message_id) == ("queued", at, mail.to_address, mail.message_id)
    parts = (mail.subject, mail.body_text, "")
    expected = hashlib.sha256(b"".join(hashlib.sha256(part.encode()).digest() for part in parts)).hexdigest()
    assert fact.content_sha256 == expected


def test_a_secret_leaves_no_fingerprint(session, at):
    assert proof_of(a_mail(at, secret=True).id)[0].content_sha256 == ""


def test_the_facts_of_the_proof_cannot_be_changed(session, at):
    fact = proof_of(a_mail(at).id)[0]
    fact.answer = "250 delivered, honestly"
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()
    db.session.expunge(fact)


def test_the_same_key_twice_is_one_mail(session, at):
    first = a_mail(at, dedupe="notice:12:7")
    assert a_mail(at, dedupe="notice:12:7", title="Autre") is first
    assert count_by_state() == {"queued": 1}


def test_an_impossible_address_does_not_stop_the_act_and_is_seen(session, at):
    mail = a_mail(at, to="ada at example")
    assert (mail.state, mail.next_try_at) == ("failed", None)
    assert [fact.kind for fact in proof_of(mail.id)] == ["queued", "refused"]


def test_nobody_writes_a_header_through_a_subject_or_a_name(session, at):
    mail = a_mail(at, title="Vote\r\nBcc: all@example.org", name="Ada\nMartin")
    assert "\n" not in mail.subject + mail.to_name


def test_the_sender_is_woken_after_the_commit_once_for_many_mails(session, at, wakes):
    with transaction():
        a_mail(at)
        a_mail(at, to="bob@example.org")
        assert wakes == []
    assert len(wakes) == 1


def undone(at):
    with transaction():
        a_mail(at)
        raise ZeroDivisionError


def test_an_act_that_is_undone_writes_to_nobody(session, at, wakes):
    with pytest.raises(ZeroDivisionError):
        undone(at)
    assert db.session.scalars(select(Mail)).all() == []
    with transaction():
        pass
    assert wakes == []


def test_a_file_that_many_mails_carry_is_kept_once(session, at):
    pdf = Attachment("Convocation.pdf", "application/pdf", b"%PDF-1.7")
    first, second = a_mail(at, attachments=[pdf]), a_mail(at, to="bob@example.org", attachments=[pdf])
    assert first.attachments[0].file is second.attachments[0].file
    assert len(db.session.scalars(select(MailFile)).all()) == 1
    assert proof_of(first.id)[0].content_sha256 != proof_of(a_mail(at).id)[0].content_sha256


def notices(at, *readers, **others):
    """The same notice to several readers: (name, language), each with a key of its own."""
    letters = [
        Letter(
            f"{name}@example.org",
            name,
            language,
            {"title": f"Pour {name}", "on": at.date()},
            dedupe=f"notice:12:{name}",
        )
        for name, language in readers
    ]
    return queue_mails("test-notice", letters, event="test", subject_ref="assembly:12", at=at, **others)


def test_many_readers_of_one_occasion_are_each_written_their_own_mail(session, at, wakes):
    pdf = Attachment("Convocation.pdf", "application/pdf", b"%PDF-1.7")
    with transaction():
        mails = notices(at, ("ada", "fr"), ("bob", "en"), ("no address", "fr"), attachments=[pdf])
    assert [mail.subject for mail in mails] == [
        "Pour ada — 12 juin 2026", "Pour bob — 12 June 2026", "Pour no address — 12 juin 2026"
    ]  # fmt: skip
    assert [mail.state for mail in mails] == ["queued", "queued", "failed"]
    assert mails_about("assembly:12") == mails
    assert [fact.kind for mail in mails for fact in proof_of(mail.id)] == ["queued", "queued", "queued", "refused"]
    assert len({mail.message_id for mail in mails}) == 3
    assert len({mail.attachments[0].file_id for mail in mails}) == 1
    assert len(wakes) == 1


def test_who_was_written_to_before_is_not_written_to_again_among_many(session, at):
    (first,) = notices(at, ("bob", "fr"))
    ada, bob = notices(at, ("ada", "fr"), ("bob", "en"))
    assert bob is first
    assert (ada.to_name, count_by_state()) == ("ada", {"queued": 2})


def test_one_mail_of_many_that_another_wrote_meanwhile_is_that_one(session, at):
    ada, bob, same = notices(at, ("ada", "fr"), ("bob", "fr"), ("bob", "fr"))
    assert same is bob
    assert mails_about("assembly:12") == [ada, bob]
    assert [fact.kind for fact in proof_of(bob.id)] == ["queued"]


def test_a_page_travels_with_its_style_inside_and_its_text_beside(session, at):
    mail = a_mail(at, template="test-page", title="<Voter>")
    assert "&lt;Voter&gt;" in mail.body_html
    assert "<style" not in mail.body_html
    assert 'style="' in mail.body_html
    assert "Une page." in mail.body_text


def test_a_failed_mail_may_be_sent_again_and_the_trail_says_by_whom(session, at):
    mail = a_mail(at)
    mail.state, mail.next_try_at, mail.last_error = "failed", None, "550 no such user"
    requeue(mail.id, actor=SYSTEM, at=at)
    assert (mail.state, mail.next_try_at, mail.last_error) == ("queued", at, None)
    assert [fact.kind for fact in proof_of(mail.id)] == ["queued", "requeued"]
    assert db.session.scalars(select(AuditEntry.tag)).all() == ["mailing:mail:requeued"]


def test_a_mail_that_has_not_failed_is_not_sent_again(session, at):
    mail = a_mail(at)
    with pytest.raises(StateMoved):
        requeue(mail.id, actor=SYSTEM, at=at)
    with pytest.raises(NotFound):
        requeue(999_999, actor=SYSTEM, at=at)


def test_a_secret_that_is_gone_is_not_sent_again(session, at):
    mail = a_mail(at, secret=True, to="nobody")
    assert (mail.state, mail.body_text) == ("failed", "")
    with pytest.raises(StateMoved, match="secret that is not kept"):
        requeue(mail.id, actor=SYSTEM, at=at)


def test_facts_are_in_the_table_and_not_only_in_the_mail(session, at):
    mail = a_mail(at)
    assert db.session.scalars(select(MailFact.mail_id)).all() == [mail.id]
