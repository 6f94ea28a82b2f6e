"""A form is taken from a page of this very session, on this very site, and from nowhere else."""

import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

TOKEN = "of a page that was read"


def signed(client: FlaskClient, token: str = TOKEN, secret: str | None = None) -> str:
    return str(URLSafeTimedSerializer(secret or client.application.secret_key, salt="wtf-csrf-token").dumps(token))


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """Somebody who read a page with a form."""
    with client.session_transaction() as cookies:
        cookies["csrf_token"] = TOKEN
    return client


def send(client: FlaskClient, token: str | None, **how: object) -> int:
    data = {"langue": "en"} | ({} if token is None else {"csrf_token": token})
    return client.post("/langue", data=data, forged=True, **how).status_code


def test_the_form_of_a_page_is_taken(reader: FlaskClient) -> None:
    assert send(reader, signed(reader)) == 303


def test_a_form_without_the_session_it_was_made_for_is_refused(client: FlaskClient) -> None:
    assert send(client, signed(client)) == 400


def test_the_form_of_another_session_is_refused(reader: FlaskClient) -> None:
    assert send(reader, signed(reader, "of another page")) == 400


@pytest.mark.parametrize("token", [None, "", TOKEN, "forged.forged.forged", "é"])
def test_a_form_without_a_signed_token_is_refused(reader: FlaskClient, token: str | None) -> None:
    assert send(reader, token) == 400


def test_a_token_signed_with_another_secret_is_refused(reader: FlaskClient) -> None:
    assert send(reader, signed(reader, secret="somebody else's secret")) == 400


@pytest.mark.parametrize(
    ("referrer", "status"),
    [
        ("https://localhost/connexion", 303),
        ("https://elsewhere.example/", 400),
        ("http://localhost/connexion", 400),
        (None, 400),
    ],
)
def test_over_https_a_form_comes_from_a_page_of_this_site(
    reader: FlaskClient, referrer: str | None, status: int
) -> None:
    headers = {} if referrer is None else {"Referer": referrer}
    assert send(reader, signed(reader), base_url="https://localhost", headers=headers) == status
