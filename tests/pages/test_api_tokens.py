"""Tokens of programs: made by their owner, shown once, closed by their end, their revocation and the loss of a role."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts import access, tokens
from foundation.accounts.models import Account, ApiToken
from foundation.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from foundation.accounts.rules.attempts import Limit
from foundation.accounts.rules.sign_in import token_hash
from foundation.accounts.rules.tokens import KEPT_AFTER_END, MOST_TOKENS, PREFIX
from foundation.accounts.services import disable_account, enable_account
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.mailing.models import Mail
from scic.api.rates import Rates
from scic.api.views import RATES
from tests.factories.accounts import make_account, sign_in
from tests.factories.api import ALL, Program, token_for

pytestmark = pytest.mark.usefixtures("session")
PAGE = "/compte/jetons"


@pytest.fixture
def ada() -> Account:
    return make_account("Ada Bretelle", language="en")


def form(**changes: object) -> dict[str, object]:
    return {"name": "Kiosk", "scopes": ["votes:read", "ballots:cast"], "days": "30"} | changes


def made(client: FlaskClient, **changes: object) -> str:
    page = client.post(PAGE, data=form(**changes))
    assert page.status_code == 200, page.text
    return PREFIX + page.text.split(PREFIX)[1].split("<")[0]


def test_a_token_is_made_shown_once_and_works(client: FlaskClient, ada: Account) -> None:
    sign_in(client, ada)
    page = client.post(PAGE, data=form())
    assert page.headers["Cache-Control"] == "no-store"
    token = PREFIX + page.text.split(PREFIX)[1].split("<")[0]
    assert Program(client, token).get("/votes").status_code == 200
    again = client.get(PAGE).text
    assert "Kiosk" in again and token not in again and "last used" in again


def test_only_the_fingerprint_is_stored_and_no_trace_says_the_token(client: FlaskClient, ada: Account) -> None:
    sign_in(client, ada)
    token = made(client)
    row = db.session.execute(select(ApiToken)).scalar_one()
    assert row.token_hash == token_hash(token)
    mail = db.session.execute(select(Mail)).scalar_one()
    traces = [str(entry.details) for entry in db.session.execute(select(AuditEntry)).scalars()]
    assert mail.template == "token-made" and "Kiosk" in mail.body_text and "Cast my ballots" in mail.body_text
    assert not [one for one in [*traces, mail.body_text, mail.body_html, mail.subject] if token[5:] in one]


def test_making_and_revoking_are_in_the_trail(client: FlaskClient, ada: Account) -> None:
    sign_in(client, ada)
    token = made(client)
    row = db.session.execute(select(ApiToken)).scalar_one()
    assert client.post(f"{PAGE}/{row.id}/fin").status_code == 303
    tags = list(db.session.execute(select(AuditEntry.tag).order_by(AuditEntry.number)).scalars())
    assert tags[-2:] == ["accounts:token:made", "accounts:token:revoked"]
    refused = Program(client, token).get("/votes")
    assert (refused.status_code, refused.json["code"]) == (401, "token-revoked")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "   "},
        {"scopes": []},
        {"scopes": ["members:write"]},
        {"days": "366"},
        {"days": "0"},
        {"days": ""},
        {"days": "x"},
    ],
)
def test_what_no_token_may_be_is_422(client: FlaskClient, ada: Account, changes: dict[str, object]) -> None:
    sign_in(client, ada)
    answer = client.post(PAGE, data=form(**changes))
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert db.session.execute(select(ApiToken)).first() is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": 366}, "token-duration"),
        ({"days": -1}, "token-duration"),
        ({"scopes": ["fly"]}, "token-beyond"),
        ({"scopes": []}, "token-scopes"),
        ({"name": " "}, "token-name"),
    ],
)
def test_the_service_refuses_by_itself(ada: Account, changes: dict[str, object], code: str) -> None:
    asked = {"name": "Kiosk", "scopes": ALL, "days": 7} | changes
    with pytest.raises(Refused) as refused:
        tokens.make_token(ada, at=now(), **asked)
    assert refused.value.code == code


def test_an_account_holds_twenty_tokens_and_no_more(ada: Account) -> None:
    for _ in range(MOST_TOKENS):
        token_for(ada)
    with pytest.raises(Refused):
        token_for(ada)
    tokens.revoke_token(ada, tokens.tokens_of(ada.id)[0].id, at=now())
    assert token_for(ada)


def test_nobody_revokes_the_token_of_another(client: FlaskClient, ada: Account) -> None:
    theirs = token_for(make_account("Noé"))
    row = db.session.execute(select(ApiToken)).scalar_one()
    sign_in(client, ada)
    assert client.post(f"{PAGE}/{row.id}/fin").status_code == 404
    assert Program(client, theirs).get("/votes").status_code == 200
    with pytest.raises(NotFound):
        tokens.revoke_token(ada, row.id, at=now())


def test_a_token_past_its_end_opens_nothing(client: FlaskClient, ada: Account) -> None:
    token = token_for(ada, days=7, at=now() - timedelta(days=7))
    refused = Program(client, token).get("/votes")
    assert (refused.status_code, refused.json["code"]) == (401, "token-expired")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "bearer scic_" + "é" * 43, "Bearer " + "x" * 4000]
)
def test_what_is_no_token_is_401(client: FlaskClient, header: str) -> None:
    answer = client.get("/api/v1/votes", headers={"Authorization": header.encode().decode("latin-1")} if header else {})
    assert answer.status_code == 401 and answer.content_type == "application/problem+json"


def test_a_session_cookie_alone_opens_nothing(client: FlaskClient, ada: Account) -> None:
    """A browser sends its cookie by itself, on the order of any page: only a token is a program's own act."""
    sign_in(client, ada)
    assert client.get("/compte").status_code == 200
    assert client.get("/api/v1/votes").status_code == 401
    sent = client.post("/api/v1/votes/1/ballots", json={"right": 1, "choice": "for"}, forged=True)
    assert sent.status_code == 401


def test_a_token_opens_no_page(client: FlaskClient, ada: Account) -> None:
    headers = {"Authorization": f"Bearer {token_for(ada)}"}
    assert client.get("/compte", headers=headers).status_code == 401
    assert client.get(PAGE, headers=headers).status_code == 401


def test_no_answer_to_a_program_sets_a_cookie(client: FlaskClient, ada: Account) -> None:
    program = Program(client, token_for(ada))
    assert [one.headers.get("Set-Cookie") for one in (program.get("/votes"), program.get("/x"))] == [None, None]


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("votes:read", "/votes"),
        ("votes:read", "/votes/1"),
        ("votes:read", "/consultations"),
        ("rolls:read", "/votes/1/roll"),
        ("results:read", "/votes/1/result"),
        ("results:read", "/votes/1/count-file"),
        ("ballots:cast", "/votes/1/rights"),
    ],
)
def test_each_address_asks_for_its_scope_and_for_no_other(
    client: FlaskClient, ada: Account, scope: str, path: str
) -> None:
    right = Program(client, token_for(ada, scope))
    wrong = Program(client, token_for(ada, *(one for one in ALL if one != scope)))
    assert right.get(path).status_code in {200, 404}
    refused = wrong.get(path)
    assert (refused.status_code, refused.json["code"]) == (403, "not-allowed")
    assert "token" in refused.json["detail"]


def test_a_ballot_asks_for_its_scope(client: FlaskClient, ada: Account) -> None:
    reading = Program(client, token_for(ada, *(one for one in ALL if one != "ballots:cast")))
    assert reading.post("/votes/1/ballots", {"right": 1, "choice": "for"}).status_code == 403


def test_a_permission_taken_back_closes_the_token_at_once(
    client: FlaskClient, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(client, token_for(ada))
    assert program.get("/votes").status_code == 200
    without = ROLE_PERMISSIONS[Role.MEMBER] - {Permission.COUNT_READ}
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.MEMBER, without)
    assert program.get("/votes").status_code == 403
    with pytest.raises(Refused):
        token_for(ada, "votes:read")


def test_a_closed_account_closes_its_tokens_for_good(client: FlaskClient, ada: Account) -> None:
    program = Program(client, token_for(ada))
    disable_account(ada, actor=SYSTEM, at=now())
    assert program.get("/votes").status_code == 401
    enable_account(ada, actor=SYSTEM, at=now())
    assert program.get("/votes").status_code == 401


def test_a_new_password_ends_the_tokens(client: FlaskClient, ada: Account) -> None:
    program = Program(client, token_for(ada))
    access.end_all_access(ada.id, at=now())
    assert program.get("/votes").json["code"] == "token-revoked"


def test_a_program_that_runs_wild_is_told_to_wait(
    client: FlaskClient, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = Rates(Limit(3, timedelta(minutes=1)))
    monkeypatch.setitem(client.application.extensions, RATES, rates)
    wild, calm = Program(client, token_for(ada)), Program(client, token_for(ada))
    answers = [wild.get("/votes") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert calm.get("/votes").status_code == 200


def test_the_day_of_the_last_use_is_kept_and_nothing_finer(client: FlaskClient, ada: Account) -> None:
    program = Program(client, token_for(ada))
    assert db.session.execute(select(ApiToken.last_used_on)).scalar_one() is None
    program.get("/votes")
    assert db.session.execute(select(ApiToken.last_used_on)).scalar_one() == today()


def test_tokens_that_ended_go_after_three_months(ada: Account) -> None:
    token_for(ada, days=7, at=now() - KEPT_AFTER_END - timedelta(days=8))
    token_for(ada, days=7, at=now() - timedelta(days=8))
    access.forget_old_sign_ins(now())
    assert len(tokens.tokens_of(ada.id)) == 1


@pytest.mark.parametrize(("language", "word"), [("fr", "jeton"), ("en", "token"), ("de", "jeton"), ("", "jeton")])
def test_a_refusal_speaks_the_language_asked_for(client: FlaskClient, language: str, word: str) -> None:
    answer = client.get("/api/v1/votes", headers={"Accept-Language": language} if language else {})
    assert word in answer.json["detail"]
    assert answer.headers["Content-Language"] == ("en" if language == "en" else "fr")


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/votes"), ("PUT", "/votes/1/ballots"), ("GET", "/votes/1/ballots")]
)
def test_another_method_is_405_and_says_which_are_taken(
    client: FlaskClient, ada: Account, method: str, path: str
) -> None:
    headers = {"Authorization": f"Bearer {token_for(ada)}"}
    answer = client.open(f"/api/v1{path}", method=method, headers=headers, forged=True)
    assert answer.status_code == 405 and answer.headers["Allow"]
    assert answer.content_type == "application/problem+json"


def test_the_page_that_explains_is_public_in_both_languages(client: FlaskClient) -> None:
    for language, word in (("fr", "Authorization"), ("en", "Make a token")):
        page = client.get("/api", headers={"Accept-Language": language})
        assert page.status_code == 200 and word in page.text and "curl" in page.text
    assert client.get("/api/v1/openapi.json").json["openapi"] == "3.1.0"
