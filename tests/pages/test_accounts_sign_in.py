"""Signing in through pages: the link and its button, the password, what is refused and with which status."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, update

from foundation.accounts import services
from foundation.accounts.attempts import admit_attempt
from foundation.accounts.models import Account, SignInSession, SignInToken
from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from tests.factories.accounts import PASSWORD, make_account, sign_in

pytestmark = pytest.mark.usefixtures("session")


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database inside the block."""
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def mailed_link(client: FlaskClient, email: str, suite: str = "") -> str:
    answer = client.post("/connexion/lien", data={"email": email, "suite": suite})
    assert answer.status_code == 303 and answer.location == "/connexion/lien"
    body = db.session.execute(select(Mail.body_text).order_by(Mail.id.desc()).limit(1)).scalar_one()
    found = re.search(r"(/connexion/lien/[\w-]+)", body)
    assert found is not None
    return found[1]


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/compte").status_code == 200


def post_password(client: FlaskClient, account: Account, password: str = PASSWORD, **more: object) -> object:
    return client.post("/connexion", data={"email": account.email, "password": password, **more})


def sessions() -> int:
    return db.session.execute(select(func.count()).select_from(SignInSession)).scalar_one()


def test_both_ways_stand_on_one_page(client: FlaskClient) -> None:
    page = client.get("/connexion").text
    assert 'action="/connexion"' in page and 'action="/connexion/lien"' in page


def test_opening_the_link_signs_nobody_in_and_the_button_does(client: FlaskClient) -> None:
    account = make_account()
    link = mailed_link(client, account.email)
    for _scanner in range(3):
        page = client.get(link)
        assert page.status_code == 200 and "no-store" in page.headers["Cache-Control"]
    client.head(link)
    assert not is_signed_in(client) and sessions() == 0
    assert client.post(link).location == "/"
    assert is_signed_in(client)


def test_a_link_works_once_for_anybody(client: FlaskClient, app: Flask) -> None:
    link = mailed_link(client, make_account().email)
    client.post(link)
    other = app.test_client()
    for answer in (other.get(link), other.post(link)):
        assert answer.status_code == 409 and 'action="/connexion/lien"' in answer.text
    assert not is_signed_in(other)


def test_an_expired_link_says_so_and_offers_a_new_one(client: FlaskClient) -> None:
    link = mailed_link(client, make_account().email)
    db.session.execute(update(SignInToken).values(expires_at=now() - timedelta(seconds=1)))
    answer = client.post(link)
    assert answer.status_code == 409 and 'action="/connexion/lien"' in answer.text


def test_an_invented_link_is_404(client: FlaskClient) -> None:
    assert client.get("/connexion/lien/invente").status_code == 404
    assert client.post("/connexion/lien/invente").status_code == 404


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(client: FlaskClient, app: Flask) -> None:
    account, pages = make_account(email="aa@exemple.fr"), []
    for email in (account.email, "bb@exemple.fr"):
        visitor = app.test_client()
        assert visitor.post("/connexion/lien", data={"email": email}).location == "/connexion/lien"
        pages.append(re.sub(r'value="[^"]{40,}"', "", visitor.get("/connexion/lien").text).replace(email, "@"))
    assert pages[0] == pages[1]
    assert db.session.execute(select(func.count()).select_from(Mail)).scalar_one() == 1


def test_the_link_names_our_own_site_whatever_host_was_claimed(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    answer = client.post("/connexion/lien", data={"email": make_account().email}, base_url="http://voleur.example")
    assert answer.status_code == 303
    body = db.session.execute(select(Mail.body_text)).scalar_one()
    assert app.config["PUBLIC_URL"] + "/connexion/lien/" in body and "voleur" not in body


def test_the_password_signs_in_and_leads_where_one_was_going(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    answer = post_password(client, account, suite="/statuts?article=4")
    assert answer.status_code == 303 and answer.location == "/statuts?article=4"
    assert is_signed_in(client)


def test_a_link_leads_where_one_was_going_even_on_another_device(client: FlaskClient, app: Flask) -> None:
    link = mailed_link(client, make_account().email, suite="/votes/3")
    assert app.test_client().post(link).location == "/votes/3"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://voleur.example/", "//voleur.example", "/\\voleur.example", "javascript:alert(1)", "/\t/voleur.example"],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    account = make_account(password=PASSWORD)
    page = client.get("/connexion", query_string={"suite": elsewhere}).text
    assert re.findall(r'id="(?:lien-)?suite"[^>]*value="([^"]*)"', page) == ["/", "/"]
    assert post_password(client, account, suite=elsewhere).location == "/"
    assert client.get("/connexion", query_string={"suite": elsewhere}).location == "/"
    client.post("/deconnexion")
    assert client.post(mailed_link(client, account.email, suite=elsewhere)).location == "/"


@pytest.mark.parametrize("email", ["known", "personne@ailleurs.fr"])
def test_a_wrong_password_says_the_same_for_known_and_unknown(client: FlaskClient, email: str) -> None:
    account = make_account(password=PASSWORD)
    typed = account.email if email == "known" else email
    answer = client.post("/connexion", data={"email": typed, "password": "pas le bon du tout"})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert "pas le bon du tout" not in answer.text
    assert not is_signed_in(client)


def test_a_form_left_empty_is_told_what_is_missing(client: FlaskClient) -> None:
    for address in ("/connexion", "/connexion/lien"):
        answer = client.post(address, data={"email": "pas une adresse"})
        assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_the_sixth_wrong_password_waits_and_is_told_until_when(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    for _ in range(5):
        assert post_password(client, account, "pas le bon du tout").status_code == 422
    answer = post_password(client, account)
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 900
    assert re.search(r"\d{1,2}\W+h\W+\d\d", answer.text)
    assert not is_signed_in(client)
    assert client.post(mailed_link(client, account.email)).status_code == 303


STRANGER = {"REMOTE_ADDR": "203.0.113.66"}


def test_a_stranger_who_fails_on_purpose_does_not_shut_the_member_out(client: FlaskClient, app: Flask) -> None:
    account, stranger = make_account(password=PASSWORD), app.test_client()
    wrong = {"email": account.email, "password": "pas le bon du tout"}
    assert [stranger.post("/connexion", data=wrong, environ_base=STRANGER).status_code for _ in range(6)] == [
        422
    ] * 5 + [429]
    assert post_password(client, account).status_code == 303


def test_a_browser_that_signed_in_before_is_not_shut_out_by_a_crowd(client: FlaskClient, app: Flask) -> None:
    """Guesses from everywhere close the password to strangers; not to the member's browser, nor the link to anybody."""
    account = make_account(password=PASSWORD)
    post_password(client, account)
    client.post("/deconnexion")
    for number in range(30):
        admit_attempt(Way.PASSWORD, email=account.email, address=f"203.0.113.{number}", at=now())
    other = app.test_client()
    assert post_password(other, account).status_code == 429
    assert post_password(client, account).status_code == 303
    assert other.post(mailed_link(other, account.email)).status_code == 303


def test_the_name_of_a_browser_is_closed_to_scripts_and_sent_to_the_door_only(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    told = [
        line for line in post_password(client, account).headers.getlist("Set-Cookie") if line.startswith("appareil=")
    ]
    assert len(told) == 1
    for word in ("HttpOnly", "SameSite=Lax", "Path=/connexion"):
        assert word in told[0]
    assert account.email not in told[0]


@pytest.mark.parametrize("forged", ["x", "eyJkZXZpY2UiOiJ4IiwiZW1haWxzIjpbXX0.aaaa.bbbb", ""])
def test_a_forged_name_of_a_browser_is_a_stranger(client: FlaskClient, forged: str) -> None:
    account = make_account(password=PASSWORD)
    for number in range(30):
        admit_attempt(Way.PASSWORD, email=account.email, address=f"203.0.113.{number}", at=now())
    client.set_cookie("appareil", forged, path="/connexion")
    assert post_password(client, account).status_code == 429


def test_signing_in_often_is_no_fault(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    assert [post_password(client, account).status_code for _ in range(7)] == [303] * 7


def test_the_sixth_link_waits_for_known_and_unknown_alike(client: FlaskClient) -> None:
    for email in (make_account().email, "personne@ailleurs.fr"):
        for _ in range(5):
            assert client.post("/connexion/lien", data={"email": email}).status_code == 303
        answer = client.post("/connexion/lien", data={"email": email})
        assert answer.status_code == 429 and "Retry-After" in answer.headers


@pytest.mark.parametrize(
    "address", ["/connexion", "/connexion/lien", "/deconnexion", "/connexion/lien/x", "/compte/mot-de-passe"]
)
def test_a_forged_form_is_400_and_changes_nothing(client: FlaskClient, address: str) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    answer = client.post(address, data={"email": account.email, "password": PASSWORD}, forged=True)
    assert answer.status_code == 400
    assert is_signed_in(client) and sessions() == 1


def test_a_closed_account_is_told_so_only_once_proven(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    services.disable_account(account, actor=SYSTEM, at=now())
    assert post_password(client, account, "pas le bon du tout").status_code == 422
    assert post_password(client, account).status_code == 403
    assert not is_signed_in(client)


def test_closing_an_account_ends_its_page_at_once(client: FlaskClient) -> None:
    account = make_account()
    sign_in(client, account)
    assert is_signed_in(client)
    services.disable_account(account, actor=SYSTEM, at=now())
    assert client.get("/compte").status_code == 401


def test_signing_out_ends_the_session_even_for_a_stolen_cookie(client: FlaskClient, app: Flask) -> None:
    sign_in(client, make_account())
    thief = app.test_client()
    with client.session_transaction() as mine, thief.session_transaction() as stolen:
        stolen.update(mine)
    assert is_signed_in(thief)
    assert client.post("/deconnexion").status_code == 303
    assert not is_signed_in(client) and not is_signed_in(thief)
    assert client.post("/deconnexion").status_code == 303


def test_nothing_of_the_visitors_cookie_survives_signing_in(client: FlaskClient) -> None:
    with client.session_transaction() as cookies:
        cookies.update({"planted": "by somebody", "sign_in": "a token chosen by somebody"})
    account = make_account(password=PASSWORD)
    post_password(client, account)
    with client.session_transaction() as cookies:
        assert "planted" not in cookies and cookies["sign_in"] != "a token chosen by somebody"


def test_signing_in_again_ends_the_former_session_of_this_browser(client: FlaskClient) -> None:
    account = make_account(password=PASSWORD)
    former = sign_in(client, account)
    post_password(client, account)
    assert db.session.get(SignInSession, former).revoked_at is not None


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client: FlaskClient) -> None:
    answer = post_password(client, make_account(password=PASSWORD))
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires=" in cookie


def test_who_is_signed_in_costs_one_statement(client: FlaskClient) -> None:
    account = make_account("A B", Role.BOARD, Role.ADMINISTRATOR)
    sign_in(client, account)
    with statements() as said:
        client.get("/")
    about = [one for one in said if "sign_in_session" in one and "role_fact" in one]
    others = [one for one in said if ("FROM account" in one or "FROM role_fact" in one)]
    assert len(about) == 1 and not others


def test_a_page_for_members_sends_visitors_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/compte")
    assert answer.status_code == 401 and "/connexion?suite=" in answer.text


def test_somebody_signed_in_has_nothing_to_do_on_the_sign_in_page(client: FlaskClient) -> None:
    sign_in(client, make_account())
    assert client.get("/connexion?suite=/compte").location == "/compte"


def test_a_session_cookie_of_an_unknown_token_is_a_visitor(client: FlaskClient) -> None:
    for value in ("forged", 12, None, ["x"]):
        with client.session_transaction() as cookies:
            cookies["sign_in"] = value
        assert client.get("/compte").status_code == 401
