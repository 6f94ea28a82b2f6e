"""Errors become pages: each status says what happened and the way on; two writers at once; a page that moved on."""

import re

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from foundation.web.guard import public
from tests.pages.gallery.app import create_gallery


@pytest.fixture(scope="module")
def gallery():
    return create_gallery()


@pytest.fixture
def somebody(gallery):
    return gallery.test_client()


def token_of(client, address="/formulaire"):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)[1]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_every_status_has_a_page_with_the_way_home(somebody, status):
    response = somebody.get(f"/erreurs/{status}")
    assert response.status_code == status
    assert '<a class="button' in response.text
    assert 'href="/"' in response.text


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_errors_speak_json_to_who_asks_for_it(somebody, status):
    response = somebody.get(f"/erreurs/{status}", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.json["error"]["status"] == status
    assert response.json["error"]["sentence"]


def test_a_refusal_carries_its_rule_and_source(somebody):
    response = somebody.get("/erreurs/422", headers={"Accept": "application/json"})
    assert response.json["error"]["rule"] == 33
    assert response.json["error"]["source"] == "Code de commerce, art. L. 225-106"
    assert "Ada" in somebody.get("/erreurs/422").text


def test_a_form_without_its_token_is_a_forged_request(somebody):
    assert somebody.post("/formulaire", data={"title": "x"}).status_code == 400


def test_a_wrong_method_says_which_are_right(somebody):
    token = token_of(somebody)
    response = somebody.post("/tableau", data={"csrf_token": token})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_body_too_large_is_413(somebody):
    token = token_of(somebody)
    response = somebody.post("/formulaire", data={"csrf_token": token, "text": "x" * 200_000})
    assert response.status_code == 413


def test_an_error_never_shows_its_inside(somebody):
    page = somebody.get("/erreurs/500").text
    assert "ZeroDivision" not in page
    assert "Traceback" not in page


def test_when_even_the_page_fails_a_plain_one_answers(gallery, monkeypatch):
    monkeypatch.setattr("foundation.web.errors.error_answer", lambda *_a, **_k: 1 / 0)
    response = gallery.test_client().get("/erreurs/500", headers={"Accept-Language": "fr"})
    assert response.status_code == 500
    assert "Retour" in response.text


def test_a_database_out_of_reach_is_503_with_a_delay(gallery, monkeypatch):
    def away(*_args):
        raise OperationalError("select", {}, Exception("database is locked"))

    monkeypatch.setitem(gallery.view_functions, "table", public(away))
    response = gallery.test_client().get("/tableau")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"


# --- things have moved on


def again(response):
    """The address of the link that opens the page again."""
    return re.search(r'<a class="button" href="([^"]+)"><svg[^>]*><use href="[^"]*#refresh-cw"', response.text)[1]


def test_a_page_that_moved_on_is_opened_again_by_a_link(somebody):
    assert again(somebody.get("/erreurs/409?de=1")) == "/erreurs/409?de=1"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Referer": "http://localhost/formulaire?x=1"}, "/formulaire"),
        ({"Referer": "http://elsewhere.example/formulaire"}, "/tableau"),
        ({}, "/tableau"),
    ],
)
def test_a_form_that_came_too_late_is_never_sent_again(gallery, headers, expected):
    """The link opens the page whose form was sent, else the nearest page above the form's address; it is a GET."""
    client = gallery.test_client()
    response = client.post("/tableau/cloture", data={"csrf_token": token_of(client)}, headers=headers)
    assert response.status_code == 409
    assert again(response) == expected
    assert "<form" not in response.text.split("<main", 1)[1].split("</main", 1)[0]


class _Sqlite(Exception):
    sqlite_errorname = "SQLITE_CONSTRAINT_UNIQUE"


class _Postgres(Exception):
    sqlstate = "23505"


class _Fault(Exception):
    sqlite_errorname = "SQLITE_CONSTRAINT_NOTNULL"


@pytest.mark.parametrize(("fault", "status"), [(_Sqlite, 409), (_Postgres, 409), (_Fault, 500)])
def test_who_writes_the_same_second_at_the_same_moment_is_told_so(gallery, monkeypatch, fault, status):
    """A number taken meanwhile is nobody's fault; a broken constraint of another kind is ours."""

    def refused(*_args):
        raise IntegrityError("insert", {}, fault("constraint"))

    monkeypatch.setitem(gallery.view_functions, "table", public(refused))
    response = gallery.test_client().get("/tableau", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert (response.json["error"]["code"] == "written-meanwhile") is (status == 409)


def test_maintenance_closes_everything_but_static_files():
    app = create_gallery()
    app.config["MAINTENANCE"] = True
    client = app.test_client()
    assert client.get("/").status_code == 503
    with client.get("/static/css/tokens.css") as response:
        assert response.status_code == 200
