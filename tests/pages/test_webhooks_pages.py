"""/webhooks: who may, what is shown, the secret once, every refusal with its status."""

import re
from functools import partial

import pytest
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.db import db
from foundation.webhooks import services
from foundation.webhooks.models import Webhook, WebhookDelivery
from foundation.webhooks.services import Happening
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import statements
from tests.factories.webhooks import a_webhook

pytestmark = pytest.mark.usefixtures("session")
PAGE = "/webhooks"
GOOD = {"name": "Site", "url": "https://example.org/hook", "events": ["vote.opened", "vote.published"]}


@pytest.fixture
def administrator(client):
    sign_in(client, make_account("Éloi Kerbrat", Role.ADMINISTRATOR, language="en"))
    return client


def test_it_is_made_its_secret_shown_once_and_its_page_reached(administrator):
    page = administrator.post(PAGE, data=GOOD)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    secret = re.search(r"whsec_[A-Za-z0-9+/=]{44}", page.text)[0]
    row = db.session.scalars(select(Webhook)).one()
    listed, own = administrator.get(PAGE).text, administrator.get(f"{PAGE}/{row.id}").text
    assert "https://example.org/hook" in listed and "2 events" in listed and f"{PAGE}/{row.id}" in listed
    assert "A result was published" in own and "Nothing was sent yet" in own
    assert secret not in listed + own


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Name the program"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"url": ""}, "Write the address"),
        ({"url": "http://example.org/"}, "must begin with https://"),
        ({"url": "https://ada:pw@example.org/"}, "without a password"),
        ({"url": "https://example.org/" + "x" * 600}, "longer than 500"),
        ({"events": []}, "Tick at least one event"),
        ({"events": ["ballot.cast"]}, "events-error"),
    ],
)
def test_what_is_wrong_is_said_in_the_summary(administrator, changes, said):
    page = administrator.post(PAGE, data=GOOD | changes)
    assert page.status_code == 422 and "error-summary" in page.text and said in page.text
    assert db.session.scalars(select(Webhook)).all() == []


def test_a_test_a_pause_a_new_secret_and_the_end(administrator, at):
    row, former = a_webhook("https://example.org/", at=at)
    own = f"{PAGE}/{row.id}"
    assert administrator.post(f"{own}/essai").status_code == 303
    assert "Test" in administrator.get(own).text
    assert administrator.post(f"{own}/pause").status_code == 303
    assert "Paused since" in administrator.get(own).text
    assert administrator.post(f"{own}/essai").status_code == 409
    assert administrator.post(f"{own}/reprise").status_code == 303
    renewed = administrator.post(f"{own}/secret")
    assert renewed.headers["Cache-Control"] == "no-store" and "whsec_" in renewed.text and former not in renewed.text
    assert administrator.post(f"{own}/fin").status_code == 303
    assert administrator.get(own).status_code == 404
    assert administrator.post(f"{own}/pause").status_code == 404
    assert "No program is told" in administrator.get(PAGE).text


def test_a_call_that_was_given_up_is_sent_again(administrator, at):
    row, _secret = a_webhook("https://example.org/", at=at)
    delivery = services.queue_test(row.id, at=at)
    again = f"{PAGE}/{row.id}/envois/{delivery.id}/renvoi"
    assert administrator.post(again).status_code == 409
    delivery.state, delivery.next_try_at, delivery.last_answer = "failed", None, "410"
    db.session.flush()
    assert "answer: 410" in administrator.get(f"{PAGE}/{row.id}").text
    assert administrator.post(again).status_code == 303
    assert db.session.scalars(select(WebhookDelivery)).one().state == "queued"
    assert administrator.post(f"{PAGE}/{row.id}/envois/999/renvoi").status_code == 404


@pytest.mark.parametrize("role", [Role.BOARD, Role.STAFF, Role.TREASURER])
def test_nobody_but_an_administrator(client, role, at):
    row, _secret = a_webhook("https://example.org/", at=at)
    sign_in(client, make_account("Ada Bretelle", role))
    assert client.get(PAGE).status_code == client.get(f"{PAGE}/{row.id}").status_code == 403
    acts = ("essai", "pause", "reprise", "secret", "fin", "envois/1/renvoi")
    assert {client.post(f"{PAGE}/{row.id}/{act}").status_code for act in acts} == {403}
    assert client.post(PAGE, data=GOOD).status_code == 403


def test_a_page_of_many_costs_no_more_statements(administrator, at):
    row, _secret = a_webhook("https://example.org/", at=at)
    services.queue_test(row.id, at=at)
    few = costs(administrator, PAGE, f"{PAGE}/{row.id}")
    for number in range(9):
        a_webhook("https://example.org/", at=at)
        services.queue_event(Happening("vote.opened", "vote", number), at=at)
    assert costs(administrator, PAGE, f"{PAGE}/{row.id}") == few


def costs(reader, *pages):
    return [statements(partial(reader.get, page)) for page in pages]


def test_the_page_of_the_api_names_every_event_and_the_signature(client, app):
    page = client.get("/api", headers={"Accept-Language": "en"}).text
    assert "webhook-signature" in page and "vote.published" in page and "minutes.issued" in page


def test_hostile_words_are_shown_as_words(administrator, at):
    row, _secret = a_webhook("https://example.org/?a='><script>", at=at, name="<script>alert(1)</script>")
    for page in (PAGE, f"{PAGE}/{row.id}"):
        assert "<script>alert" not in administrator.get(page).text
