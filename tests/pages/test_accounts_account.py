"""One's own account page: name, language, password, sessions."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from foundation.accounts.access import prove_password
from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import PASSWORD, make_account, sign_in

pytestmark = pytest.mark.usefixtures("session")

NEW = "un trombone dans la remise"


def change_password(client: FlaskClient, new: str, current: str | None = None) -> int:
    data = {"new": new} | ({"current": current} if current is not None else {})
    return client.post("/compte/mot-de-passe", data=data).status_code


def proves(email: str, password: str) -> bool:
    db.session.commit()
    return prove_password(email, password) is not None


def test_the_page_shows_roles_and_sessions(client: FlaskClient) -> None:
    account = make_account("Désirée Évrard", Role.BOARD)
    sign_in(client, account)
    page = client.get("/compte").text
    assert "Désirée Évrard" in page and account.email in page and "Firefox, Linux" in page


def test_a_name_and_a_language_are_kept(client: FlaskClient) -> None:
    account = make_account()
    sign_in(client, account)
    assert client.post("/compte", data={"name": "Ada Roux", "language": "en"}).status_code == 303
    page = client.get("/compte").text
    assert '<html lang="en"' in page and "Ada Roux" in page
    assert db.session.get(Account, account.id).language == "en"


def test_the_language_is_kept_at_the_next_sign_in_elsewhere(client: FlaskClient, app: Flask) -> None:
    account = make_account(language="en")
    phone = app.test_client()
    sign_in(phone, account)
    assert '<html lang="en"' in phone.get("/compte", headers={"Accept-Language": "fr"}).text


@pytest.mark.parametrize(
    "data",
    [{"name": "", "language": "fr"}, {"name": "Ada", "language": "xx"}, {"name": "x" * 201, "language": "fr"}, {}],
)
def test_a_profile_that_cannot_be_is_422(client: FlaskClient, data: dict[str, str]) -> None:
    account = make_account("Ada Roux")
    sign_in(client, account)
    answer = client.post("/compte", data=data)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert db.session.get(Account, account.id).name == "Ada Roux"


def test_a_password_is_changed_with_the_present_one_and_ends_other_browsers(client: FlaskClient, app: Flask) -> None:
    account = make_account(password=PASSWORD)
    email, thief = account.email, app.test_client()
    sign_in(client, account)
    sign_in(thief, account)
    assert change_password(client, NEW, current=PASSWORD) == 303
    assert client.get("/compte").status_code == 200
    assert thief.get("/compte").status_code == 401
    assert proves(email, NEW) and not proves(email, PASSWORD)


def test_whoever_finds_the_browser_open_does_not_change_the_password(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    email = account.email
    sign_in(client, account)
    assert change_password(client, NEW, current="pas le bon du tout") == 422
    assert change_password(client, NEW) == 422
    assert proves(email, PASSWORD)


def test_guessing_the_present_password_is_limited_as_signing_in_is(client: FlaskClient) -> None:
    sign_in(client, make_account(password=PASSWORD))
    assert [change_password(client, NEW, current="faux") for _ in range(6)] == [422] * 5 + [429]


def test_a_forgotten_password_is_replaced_after_a_link(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    email = account.email
    sign_in(client, account, way=Way.LINK)
    assert 'name="current"' not in client.get("/compte").text
    assert change_password(client, NEW) == 303
    assert proves(email, NEW)


def test_a_link_used_an_hour_ago_replaces_nothing(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    email = account.email
    sign_in(client, account, way=Way.LINK, at=now() - timedelta(hours=1))
    assert 'name="current"' in client.get("/compte").text
    assert change_password(client, NEW) == 422
    assert proves(email, PASSWORD)


def test_a_first_password_needs_a_fresh_link(client: FlaskClient, app: Flask) -> None:
    account = make_account()
    email = account.email
    sign_in(client, account, way=Way.LINK, at=now() - timedelta(hours=1))
    assert 'name="new"' not in client.get("/compte").text
    assert change_password(client, NEW) == 403
    fresh = app.test_client()
    sign_in(fresh, account, way=Way.LINK)
    assert change_password(fresh, NEW) == 303
    assert proves(email, NEW)


@pytest.mark.parametrize("weak", ["", "court", "motdepasse2026", "désirée évrard", "x" * 900])
def test_a_weak_password_is_422_with_the_reason(client: FlaskClient, weak: str) -> None:
    sign_in(client, make_account("Désirée Évrard"), way=Way.LINK)
    answer = client.post("/compte/mot-de-passe", data={"new": weak})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text
    assert not weak or weak not in answer.text.replace("Désirée", "")


def test_one_signs_another_browser_out_from_afar(client: FlaskClient, app: Flask) -> None:
    account, lost_phone = make_account(), app.test_client()
    sign_in(client, account)
    phone_session = sign_in(lost_phone, account)
    address = f"/compte/sessions/{phone_session}/fin"
    assert client.post(address).status_code == 303
    assert lost_phone.get("/compte").status_code == 401 and client.get("/compte").status_code == 200
    assert client.post(address).status_code == 303


def test_one_does_not_sign_somebody_else_out(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    theirs = sign_in(other, make_account())
    sign_in(client, make_account())
    assert client.post(f"/compte/sessions/{theirs}/fin").status_code == 404
    assert other.get("/compte").status_code == 200


def test_every_other_browser_is_signed_out_in_one_press(client: FlaskClient, app: Flask) -> None:
    account, others = make_account(), [app.test_client() for _ in range(2)]
    for browser in (client, *others):
        sign_in(browser, account)
    assert client.post("/compte/sessions/autres/fin").status_code == 303
    assert client.get("/compte").status_code == 200
    assert [other.get("/compte").status_code for other in others] == [401, 401]


@pytest.mark.parametrize(
    "address", ["/compte", "/compte/mot-de-passe", "/compte/sessions/1/fin", "/compte/sessions/autres/fin"]
)
def test_a_visitor_changes_nothing(client: FlaskClient, address: str) -> None:
    assert client.post(address, data={}).status_code == 401
