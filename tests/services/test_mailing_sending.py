"""How mails leave: over a real SMTP conversation, with real commits."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.mailing import sender
from foundation.mailing.letters import Attachment
from foundation.mailing.models import Mail, MailFact
from foundation.mailing.queries import proof_of
from foundation.mailing.rules.delivery import MAX_ATTEMPTS
from foundation.mailing.sender import LEASE, send_due_mails
from foundation.mailing.services import requeue
from foundation.web.transaction import transaction
from tests.factories.mails import Postbox, a_mail, free_port, mail_server, name_server, test_templates


@pytest.fixture
def coop(own_app: Flask):
    with own_app.app_context(), test_templates(own_app):
        yield own_app


@pytest.fixture
def box():
    return Postbox()


@pytest.fixture
def server(coop, box, at):
    with mail_server(box) as port:
        name_server(port, at)
        yield port


def queued(at, *addresses, **others):
    with transaction():
        return [a_mail(at, to=address, **others).id for address in addresses or ("ada@example.org",)]


def sent_at(moment):
    return send_due_mails(clock=lambda: moment)


def row(mail_id):
    return db.session.get(Mail, mail_id, populate_existing=True)


def kinds(mail_id):
    return [fact.kind for fact in proof_of(mail_id)]


def test_a_mail_arrives_as_it_was_written(server, box, at):
    pdf = Attachment("Convocation – été.pdf", "application/pdf", b"%PDF-1.7 \xff")
    (mail_id,) = queued(at, attachments=[pdf])
    assert sent_at(at)["sent"] == 1
    ((address, message),) = box.received
    assert address == "ada@example.org"
    assert message["Subject"] == "Assemblée générale — 12 juin 2026"
    assert message["From"] == "Les Tilleuls SCIC <coop@example.org>"
    assert message["To"] == "Ada Martin <ada@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<scic.example.org>"
    assert message["Content-Language"] == "fr"
    assert message["Message-ID"] == row(mail_id).message_id
    assert message["Date"].datetime == at
    assert "Assemblée générale : sans lien" in message.get_body(("plain",)).get_content()
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == (pdf.filename, pdf.data)


def test_a_page_and_its_text_are_two_ways_to_read_one_mail(server, box, at):
    queued(at, template="test-page")
    sent_at(at)
    message = box.received[0][1]
    assert message.get_content_type() == "multipart/alternative"
    assert "/x" in message.get_body(("html",)).get_content()


def test_the_proof_keeps_the_servers_own_answer_and_the_moment(server, at):
    (mail_id,) = queued(at)
    later = at + timedelta(minutes=3)
    sent_at(later)
    fact = proof_of(mail_id)[-1]
    assert (fact.kind, fact.at, fact.answer) == ("sent", later, "250 2.0.0 OK queued as 1")
    assert (row(mail_id).state, row(mail_id).sent_at, row(mail_id).claim) == ("sent", later, None)


def test_a_recipient_that_the_server_refuses_for_good_fails_at_once(server, box, at):
    box.answers["bob@example.org"] = "550 5.1.1 no such user"
    ada, bob, eve = queued(at, "ada@example.org", "bob@example.org", "eve@example.org")
    sent_at(at)
    assert box.addresses == ["ada@example.org", "eve@example.org"]
    assert (row(bob).state, row(bob).last_error) == ("failed", "550 5.1.1 no such user")
    assert kinds(bob) == ["queued", "refused"]
    assert (row(ada).state, row(eve).state) == ("sent", "sent")


def test_a_content_that_the_server_refuses_for_good_fails_at_once(server, box, at):
    box.contents["ada@example.org"] = "554 5.7.1 this looks like an advertisement"
    (mail_id,) = queued(at)
    sent_at(at)
    assert (row(mail_id).state, kinds(mail_id)) == ("failed", ["queued", "refused"])


def test_a_temporary_refusal_is_tried_again_later_and_then_arrives(server, box, at):
    box.answers["ada@example.org"] = "451 4.7.1 greylisted, come back"
    (mail_id,) = queued(at)
    sent_at(at)
    assert (row(mail_id).state, row(mail_id).next_try_at) == ("queued", at + timedelta(minutes=1))
    assert sent_at(at)["sent"] == 0
    box.answers.clear()
    sent_at(at + timedelta(minutes=1))
    assert (row(mail_id).state, kinds(mail_id)) == ("sent", ["queued", "delayed", "sent"])


def test_after_two_days_of_temporary_refusals_it_is_given_up_with_the_last_answer(server, box, at):
    box.answers["ada@example.org"] = "452 4.2.2 mailbox full"
    (mail_id,) = queued(at)
    moment = at
    while row(mail_id).state == "queued":
        moment = row(mail_id).next_try_at
        sent_at(moment)
    assert (row(mail_id).attempts, row(mail_id).last_error) == (MAX_ATTEMPTS, "452 4.2.2 mailbox full")
    assert kinds(mail_id)[-1] == "abandoned"
    assert moment - at > timedelta(days=1)


def test_no_server_there_costs_one_mail_one_try_and_the_others_none(coop, at):
    name_server(free_port(), at)
    first, second = queued(at, "ada@example.org", "bob@example.org")
    sent_at(at)
    assert (row(first).attempts, kinds(first)) == (1, ["queued", "delayed"])
    assert "ConnectionRefusedError" in row(first).last_error
    assert (row(second).state, row(second).attempts, kinds(second)) == ("queued", 0, ["queued"])


def test_a_server_that_says_421_is_left_in_peace(server, box, at):
    box.answers["ada@example.org"] = "421 4.3.2 closing, come back later"
    first, second = queued(at, "ada@example.org", "bob@example.org")
    sent_at(at)
    assert box.received == []
    assert (row(first).state, row(second).state, row(second).attempts) == ("queued", "queued", 0)


def test_where_no_server_is_named_mails_wait(coop, at):
    (mail_id,) = queued(at)
    assert sent_at(at)["sent"] == 0
    assert (row(mail_id).state, row(mail_id).attempts) == ("queued", 0)


def test_a_batch_takes_one_connection(server, box, at):
    queued(at, *(f"member{number}@example.org" for number in range(60)))
    assert sent_at(at)["sent"] == 60
    assert len(box.sessions) <= 2


def test_a_sign_in_link_passes_before_a_convocation(server, box, at):
    queued(at, "ada@example.org", "bob@example.org")
    queued(at, "me@example.org", secret=True)
    sent_at(at)
    assert box.addresses[0] == "me@example.org"


def test_a_secret_is_forgotten_once_sent_and_a_notice_is_not(server, box, at):
    (secret,) = queued(at, secret=True, context={"title": "Lien", "on": at.date(), "link": "https://x/t0ken"})
    (notice,) = queued(at, "bob@example.org")
    sent_at(at)
    assert "t0ken" in box.received[0][1].get_body(("plain",)).get_content()
    assert (row(secret).body_text, row(secret).body_html) == ("", None)
    assert "sans lien" in row(notice).body_text
    assert not any("t0ken" in str(value) for fact in proof_of(secret) for value in vars(fact).values())


def test_a_secret_is_forgotten_when_it_can_never_be_sent(server, box, at):
    box.answers["ada@example.org"] = "550 no"
    (secret,) = queued(at, secret=True)
    sent_at(at)
    assert (row(secret).state, row(secret).body_text) == ("failed", "")


def test_a_link_that_has_run_out_is_not_sent_and_is_forgotten(server, box, at):
    (mail_id,) = queued(at, secret=True, expires_at=at + timedelta(minutes=15))
    sent_at(at + timedelta(minutes=15))
    assert box.received == []
    assert (row(mail_id).state, row(mail_id).body_text, kinds(mail_id)) == ("failed", "", ["queued", "expired"])


def test_in_demo_mode_nothing_leaves_and_the_text_stays_readable(server, coop, box, at):
    coop.config["MODE"] = "demo"
    (mail_id,) = queued(at, secret=True)
    sent_at(at)
    assert box.received == []
    assert row(mail_id).state == "sent"
    assert "sans lien" in row(mail_id).body_text


def test_a_mail_whose_sender_vanished_is_sent_again_with_the_same_identity(server, box, at):
    (mail_id,) = queued(at)
    with transaction():
        vanished = {"state": "sending", "claim": "somebody gone", "locked_until": at + LEASE, "attempts": 1}
        db.session.execute(update(Mail).values(**vanished))
    assert sent_at(at)["sent"] == 0
    assert sent_at(at + LEASE + timedelta(seconds=1))["sent"] == 1
    assert box.received[0][1]["Message-ID"] == row(mail_id).message_id


def test_a_sender_that_was_taken_over_notes_nothing(server, box, at, monkeypatch):
    (mail_id,) = queued(at)
    real = sender.hand_over

    def slow(*args):
        answer = real(*args)
        with transaction():
            db.session.execute(update(Mail).values(claim="another sender"))
        return answer

    monkeypatch.setattr(sender, "hand_over", slow)
    assert sent_at(at)["taken over"] == 1
    assert (row(mail_id).state, kinds(mail_id)) == ("sending", ["queued"])


def test_two_senders_at_once_send_each_mail_once(server, coop, box, at):
    wanted = sorted(f"member{number}@example.org" for number in range(120))
    queued(at, *wanted)
    threads = [threading.Thread(target=send_in, args=(coop, at)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(box.addresses) == wanted
    assert db.session.scalars(select(Mail.state).distinct()).all() == ["sent"]
    assert len(db.session.scalars(select(MailFact.id).where(MailFact.kind == "sent")).all()) == 120


def send_in(app, at):
    with app.app_context():
        send_due_mails(clock=lambda: at)


def test_a_pace_is_kept(coop, box, at):
    rests = []
    with mail_server(box) as port:
        name_server(port, at, smtp_per_minute=60)
        queued(at, *(f"member{number}@example.org" for number in range(15)))
        send_due_mails(clock=lambda: at, rest=rests.append)
    assert rests == [1.0] * 14


def test_an_address_with_accents_needs_a_server_that_carries_them(server, box, at):
    (mail_id,) = queued(at, "zoé@example.org")
    sent_at(at)
    assert row(mail_id).state in {"sent", "failed"}
    assert row(mail_id).state == "sent" or "SMTPUTF8" in row(mail_id).last_error


def test_a_failed_mail_that_is_sent_again_arrives(server, box, at):
    box.answers["ada@example.org"] = "550 no such user"
    (mail_id,) = queued(at)
    sent_at(at)
    box.answers.clear()
    with transaction():
        requeue(mail_id, actor=SYSTEM, at=at)
    sent_at(at)
    assert kinds(mail_id) == ["queued", "refused", "requeued", "sent"]


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(server, box, at, monkeypatch):
    first, second = queued(at, "ada@example.org", "bob@example.org")
    with transaction():
        db.session.execute(update(Mail).where(Mail.id == first).values(message_id="<a@b>\r\nBcc: <x@y>"))
    sent_at(at)
    assert (row(first).state, row(second).state) == ("queued", "sent")
    assert "cannot be written" in row(first).last_error
