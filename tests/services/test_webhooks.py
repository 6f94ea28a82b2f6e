"""Webhooks: queued with the fact, sent signed to a real server, tried again, and telling nothing that is not theirs."""

import json
import socket
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.webhooks import posting, services
from foundation.webhooks.models import Webhook, WebhookDelivery
from foundation.webhooks.posting import Call, post
from foundation.webhooks.rules.addresses import Reach
from foundation.webhooks.rules.delivery import DELAYS, MAX_ATTEMPTS
from foundation.webhooks.sender import LEASE, OTHER_KEY, send_due_webhooks
from foundation.webhooks.services import Happening
from governance.rules.consultations import Audience, To
from governance.services.consulting import open_consultation
from scic.webhook_events import PLACES, TITLES, TOLD
from tests.factories.consultations import BY, OPENED, asked, written
from tests.factories.votes import draft, roll
from tests.factories.webhooks import a_webhook, is_signed, receiving
from tests.services.test_votes_secret import cast as cast_secretly
from tests.services.test_votes_secret import opened as opened_secret
from votes.services import acts, boxes, closing, publishing
from votes.services.act_writing import Acting

pytestmark = pytest.mark.usefixtures("session")
HOUR = timedelta(hours=1)
VOTE = Happening("vote.opened", "vote", 12, "https://scic.example/votes/12", "https://scic.example/api/v1/votes/12")


@pytest.fixture(autouse=True)
def inside(app, monkeypatch):
    monkeypatch.setitem(app.config, "WEBHOOKS_INSIDE", True)


@pytest.fixture
def receiver():
    with receiving() as one:
        yield one


def sent(at):
    return send_due_webhooks(lambda: at)


def only():
    return db.session.scalars(select(WebhookDelivery).execution_options(populate_existing=True)).one()


def queued():
    return list(db.session.scalars(select(WebhookDelivery.event).order_by(WebhookDelivery.id)))


def test_a_call_arrives_signed_with_its_number_and_says_where_to_read(receiver, at):
    _row, secret = a_webhook(receiver.url, at=at)
    assert services.queue_event(VOTE, at=at) == 1
    assert sent(at)["sent"] == 1
    ((headers, body),) = receiver.calls
    assert headers[":path"] == "/hook?from=scic"
    assert headers["content-type"] == "application/json"
    assert headers["webhook-timestamp"] == str(int(at.timestamp()))
    assert is_signed(secret, headers, body) and not is_signed(secret, headers, body + " ")
    told = json.loads(body)
    assert told["id"] == headers["webhook-id"] == only().public_id
    assert (told["type"], told["timestamp"]) == ("vote.opened", "2026-06-12T18:30:00Z")
    assert told["data"] == {"kind": "vote", "id": 12, "page": VOTE.page, "api": VOTE.api}
    assert (only().state, only().last_answer, only().attempts, only().next_try_at) == ("sent", "204", 1, None)


def test_a_delivery_stands_or_falls_with_the_fact(receiver, at):
    a_webhook(receiver.url, at=at)
    db.session.flush()
    undone = db.session.begin_nested()
    boxes.open_box(draft(), roll(1, 2, 3), actor=SYSTEM, at=at)
    assert queued() == ["vote.opened"]
    undone.rollback()
    assert queued() == []


def test_a_vote_is_told_from_its_opening_to_its_annulment(receiver, at):
    a_webhook(receiver.url, *TITLES, at=at)
    box = boxes.open_box(draft(closes_at=at + HOUR), roll(1, 2, 3), actor=SYSTEM, at=at)
    closing.close_box(box.id, actor=SYSTEM, at=at + HOUR)
    doubt = publishing.dispute_for(box.id, "Ada Bretelle", Acting(SYSTEM, at + HOUR, "Un doute."))
    publishing.annul(box.id, doubt.id, Acting(SYSTEM, at + HOUR, "Erreur de liste."))
    events = ["vote.opened", "vote.closed", "vote.published", "vote.contested", "vote.annulled"]
    assert queued() == events
    sent(at + HOUR)
    assert sorted(receiver.types) == sorted(events)
    assert {body["data"]["page"].rsplit("/", 2)[1] for body in receiver.bodies} == {"votes"}


def test_a_result_that_waits_is_published_only_when_it_is(receiver, at):
    a_webhook(receiver.url, *TITLES, at=at)
    box = boxes.open_box(draft(held_back=True, closes_at=at + HOUR), roll(1, 2, 3), actor=SYSTEM, at=at)
    closing.close_box(box.id, actor=SYSTEM, at=at + HOUR)
    assert queued() == ["vote.opened", "vote.closed"]
    publishing.publish(box.id, Acting(SYSTEM, at + HOUR, ""))
    assert queued()[-1] == "vote.published"


def test_no_ballot_is_told_and_nothing_of_a_secret_vote_but_its_number(receiver, at):
    a_webhook(receiver.url, *TITLES, at=at)
    box = opened_secret(at)
    for account in range(1, 7):
        cast_secretly(box, account, "against", at)
    assert queued() == ["vote.opened"]
    closing.close_box(box.id, actor=SYSTEM, at=at + HOUR)
    sent(at + HOUR)
    words = " ".join(body for _headers, body in receiver.calls)
    assert len(receiver.calls) == 3
    assert not [word for word in ("against", "Membre", box.title, '"6"') if word in words]
    assert all(set(body["data"]) == {"kind", "id", "page", "api"} for body in receiver.bodies)


def test_a_rehearsal_is_told_to_nobody(receiver, at):
    a_webhook(receiver.url, *TITLES, at=at)
    boxes.open_box(draft(rehearsal=True, closes_at=at + HOUR), roll(1, 2, 3), actor=SYSTEM, at=at)
    assert queued() == []


def test_a_consultation_of_all_is_told_and_one_put_to_a_list_is_not(receiver):
    a_webhook(receiver.url, *TITLES, at=OPENED)
    _consultation, members = asked()
    assert queued() == ["vote.opened", "consultation.opened"]
    listed = written(audience=Audience(To.MEMBERS, members=(members["Yann Le Guirriec"].number,)), title="Entre nous")
    open_consultation(listed.id, at=OPENED, **BY)
    for box_id in [question.box_id for question in listed.questions]:
        acts.cancel(box_id, Acting(SYSTEM, OPENED + HOUR, "Retirée."))
    assert queued() == ["vote.opened", "consultation.opened"]


def test_a_webhook_is_told_of_what_it_chose_and_of_nothing_else(receiver, at):
    a_webhook(receiver.url, "vote.published", at=at)
    assert services.queue_event(VOTE, at=at) == 0


def test_a_call_that_is_not_taken_is_made_again_under_the_same_number(receiver, at):
    a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    receiver.statuses = [503, 204]
    assert sent(at)["queued"] == 1
    assert (only().last_answer, only().next_try_at) == ("503", at + DELAYS[0])
    assert not sent(at + timedelta(seconds=59))
    assert sent(at + DELAYS[0])["sent"] == 1
    first, second = receiver.calls
    assert first[0]["webhook-id"] == second[0]["webhook-id"] and first[1] == second[1]
    assert first[0]["webhook-timestamp"] != second[0]["webhook-timestamp"]


def test_after_ten_tries_it_is_given_up_and_may_be_sent_again_by_hand(receiver, at):
    row, _secret = a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    receiver.statuses = [500]
    for _try in range(MAX_ATTEMPTS):
        at += timedelta(days=1)
        sent(at)
    assert (only().state, len(receiver.calls)) == ("failed", MAX_ATTEMPTS)
    assert not sent(at + timedelta(days=9))
    receiver.statuses = [200]
    services.send_again(row.id, only().id, at=at)
    assert sent(at)["sent"] == 1
    with pytest.raises(StateMoved):
        services.send_again(row.id, only().id, at=at)
    with pytest.raises(NotFound):
        services.send_again(row.id, 999, at=at)


def test_a_redirection_is_not_followed(receiver, at):
    a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    receiver.statuses = [302]
    sent(at)
    assert len(receiver.calls) == 1 and only().last_answer == "302"


def test_a_sender_that_died_is_made_up_for(receiver, at):
    a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    delivery = only()
    delivery.state, delivery.claim, delivery.locked_until, delivery.attempts = "sending", "x", at + LEASE, 1
    db.session.flush()
    assert not sent(at + LEASE)
    assert sent(at + LEASE + timedelta(seconds=1))["sent"] == 1


def test_paused_keeps_what_happens_and_sends_it_afterwards(receiver, at):
    row, _secret = a_webhook(receiver.url, at=at)
    services.pause_webhook(row.id, actor=SYSTEM, at=at)
    services.queue_event(VOTE, at=at)
    assert not sent(at)
    with pytest.raises(StateMoved):
        services.queue_test(row.id, at=at)
    services.resume_webhook(row.id, actor=SYSTEM, at=at)
    assert sent(at)["sent"] == 1


def test_removed_sends_nothing_more_and_is_there_for_nobody(receiver, at):
    row, _secret = a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    services.remove_webhook(row.id, actor=SYSTEM, at=at)
    assert not sent(at) and only().state == "failed"
    assert services.queue_event(VOTE, at=at) == 0
    with pytest.raises(NotFound):
        services.pause_webhook(row.id, actor=SYSTEM, at=at)


def test_the_secret_stands_nowhere_and_a_new_one_ends_the_former(receiver, at):
    row, former = a_webhook(receiver.url, at=at)
    _row, secret = services.renew_secret(row.id, actor=SYSTEM, at=at)
    stored = str([(one.salt, one.secret_sha256, one.url) for one in db.session.scalars(select(Webhook))])
    traces = str([(one.tag, one.details) for one in db.session.scalars(select(AuditEntry))])
    assert secret.removeprefix("whsec_") not in stored + traces and "webhooks:webhook:secret_renewed" in traces
    services.queue_test(row.id, at=at)
    sent(at)
    ((headers, body),) = receiver.calls
    assert is_signed(secret, headers, body) and not is_signed(former, headers, body)
    assert json.loads(body)["type"] == "webhook.test"


def test_another_server_key_is_said_and_signs_nothing_wrongly(receiver, at, app, monkeypatch):
    a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key of at least thirty-two signs")
    sent(at)
    assert receiver.calls == [] and only().last_answer == OTHER_KEY


def test_deliveries_of_long_ago_are_forgotten(receiver, at):
    a_webhook(receiver.url, at=at)
    services.queue_event(VOTE, at=at)
    services.queue_event(VOTE, at=at + HOUR)
    services.forget_old_deliveries(before=at + HOUR)
    db.session.flush()
    assert only().queued_at == at + HOUR


@pytest.mark.parametrize(
    ("name", "url", "events"),
    [
        ("", "https://example.org/", ["vote.opened"]),
        ("x" * 81, "https://example.org/", ["vote.opened"]),
        ("Site", "https://example.org/", []),
        ("Site", "https://example.org/", ["vote.opened", "ballot.cast"]),
        ("Site", "ftp://example.org/", ["vote.opened"]),
    ],
)
def test_what_is_no_webhook_is_refused(name, url, events, at):
    with pytest.raises(Refused):
        services.make_webhook(name, url, events, actor=SYSTEM, at=at)


def test_there_are_twenty_at_most(at):
    for _number in range(services.MOST_WEBHOOKS):
        a_webhook("https://example.org/", at=at)
    with pytest.raises(Refused):
        a_webhook("https://example.org/", at=at)


def test_every_event_has_a_title_a_fact_and_a_place():
    assert {event for events in TOLD.values() for event in events} == set(TITLES)
    assert {"vote", "assembly", "consultation"} == {name for name, _page, _api in PLACES.values()}


# ---- the call itself ----


def call(url):
    return Call(url, {"webhook-id": "msg_1"}, "{}")


def test_the_server_itself_is_out_of_reach_unless_its_keeper_says_so(receiver):
    encrypted = f"https://127.0.0.1:{receiver.port}/"
    assert post(call(receiver.url), reach=Reach.OUTSIDE).why == posting.NO_ADDRESS
    assert post(call(encrypted), reach=Reach.OUTSIDE).why == posting.FORBIDDEN
    assert post(call("https://169.254.169.254/latest"), reach=Reach.INSIDE).why == posting.FORBIDDEN
    assert receiver.calls == []
    assert post(call(receiver.url), reach=Reach.HERE).status == 204


def test_a_name_that_leads_to_one_forbidden_machine_is_not_called(receiver, monkeypatch):
    """DNS rebinding: what was judged is what is connected to, and one bad machine among good ones spoils the name."""
    asked_of = []

    def resolve(host, port, **_more):
        asked_of.append(host)
        both = ("127.0.0.1", port), ("169.254.169.254", port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in both]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert post(call("https://hook.example/"), reach=Reach.INSIDE).why == posting.FORBIDDEN
    assert asked_of == ["hook.example"] and receiver.calls == []


def test_a_receiver_without_encryption_does_not_pass_for_an_encrypted_one(receiver):
    answer = post(call(f"https://127.0.0.1:{receiver.port}/"), reach=Reach.INSIDE)
    assert answer.status == 0 and answer.why and receiver.calls == []


def test_nobody_there_is_an_answer_and_no_error():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = post(call(f"http://127.0.0.1:{port}/"), reach=Reach.INSIDE)
    assert (answer.status, answer.words) == (0, posting.NOBODY)


@pytest.mark.parametrize(
    ("said", "why"),
    [(b"", posting.NO_ANSWER), (b"SMTP ready\r\n", posting.NO_ANSWER), (b"HTTP/1.1 2e2 OK\r\n", posting.NO_ANSWER)],
)
def test_an_answer_that_is_none_is_not_taken(said, why):
    assert against(lambda caller: caller.sendall(said)).why == why


def test_a_receiver_that_answers_a_sign_at_a_time_holds_us_no_longer():
    def drip(caller):
        for _sign in range(40):
            caller.sendall(b"H")
            time.sleep(0.05)

    began = time.monotonic()
    assert against(drip, seconds=0.4).why == posting.TOO_LATE
    assert time.monotonic() - began < 1.5


def against(answering, seconds=5.0):
    """The answer of `post` to a receiver that does this with each caller."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            caller, _address = server.accept()
            with caller:
                try:
                    caller.recv(4000)
                    answering(caller)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        answer = post(call(f"http://127.0.0.1:{server.getsockname()[1]}/"), reach=Reach.INSIDE, seconds=seconds)
        thread.join(timeout=5)
        return answer
