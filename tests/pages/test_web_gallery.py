"""The web room under its own gallery: guard, headers, errors, forms, tables, static files."""

import hashlib
import re
from pathlib import Path

import pytest

from foundation.kernel.settings import Setting
from foundation.web.csv_export import cell_text
from foundation.web.guard import guard_of, public, requires, requires_one_of
from foundation.web.security import POLICY
from tests.pages.gallery.app import create_gallery

ROOT = Path(__file__).parents[2]
PAGES = ["/", "/vote", "/graphiques", "/etats", "/tableau", "/formulaire", "/projecteur", "/connexion-essai"]


@pytest.fixture(scope="module")
def gallery():
    return create_gallery()


@pytest.fixture
def somebody(gallery):
    return gallery.test_client()


@pytest.fixture
def anybody():
    return create_gallery(signed=False).test_client()


def token_of(client, address="/formulaire"):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)[1]


# --- pages and headers


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_strict_policy_and_obeys_it(somebody, address):
    response = somebody.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    page = response.text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", page)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_title_a_language_and_unique_ids(somebody, address):
    page = somebody.get(address).text
    assert '<html lang="fr">' in page
    assert len(re.findall(r"<h1[\s>]", page)) == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_other_headers(somebody):
    headers = somebody.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Strict-Transport-Security" not in headers
    assert "max-age=31536000" in somebody.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_error_pages_have_the_headers_too(somebody):
    assert somebody.get("/nulle-part").headers["Content-Security-Policy"] == POLICY


def test_a_static_file_with_its_fingerprint_is_kept_for_a_year(somebody):
    address = re.search(r'href="(/static/css/tokens\.css\?v=[0-9a-f]{12})"', somebody.get("/").text)[1]
    for asked, kept in ((address, True), ("/static/css/tokens.css", False)):
        with somebody.get(asked) as response:
            assert ("immutable" in response.headers["Cache-Control"]) is kept


def test_every_icon_used_is_in_the_sprite(somebody):
    known = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text()))
    used = set()
    for file in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "tests/pages/gallery/templates").rglob("*.html")]:
        used |= set(re.findall(r'icon\("([a-z0-9-]+)"', file.read_text()))
        used |= set(re.findall(r'icon_name="([a-z0-9-]+)"', file.read_text()))
    for address in [*PAGES, "/nulle-part"]:
        used |= set(re.findall(r"icons\.svg\?v=[0-9a-f]+#([^\"]+)\"", somebody.get(address).text))
    assert used <= known, sorted(used - known)


def test_vendored_files_are_what_they_were():
    table = (ROOT / "static/vendor/VENDORED.md").read_text()
    listed = dict(re.findall(r"\| `([^`]+)` \|[^|]+\|[^|]+\| `([0-9a-f]{64})` \|", table))
    found = {str(p.relative_to(ROOT / "static")) for p in (ROOT / "static/vendor").rglob("*") if p.is_file()}
    assert found - {"vendor/VENDORED.md"} == set(listed) - {"icons.svg"}
    for name, digest in listed.items():
        assert hashlib.sha256((ROOT / "static" / name).read_bytes()).hexdigest() == digest, name


def test_every_stylesheet_and_script_is_linked(somebody):
    page = somebody.get("/").text
    for file in [*(ROOT / "static/css").rglob("*.css"), *(ROOT / "static/js").glob("*.js")]:
        relative = file.relative_to(ROOT / "static").as_posix()
        own_pages = relative in _linked_elsewhere()
        assert own_pages or f"/static/{relative}?v=" in page, relative


def _linked_elsewhere():
    text = "".join(file.read_text() for file in (ROOT / "templates").rglob("*.html"))
    return set(re.findall(r'asset\(["\']([^"\']+)["\']\)', text))


# --- brand and language


def test_brand_colours_are_a_stylesheet(somebody):
    response = somebody.get("/couleurs.css")
    assert response.mimetype == "text/css"
    assert "--brand: light-dark(#12665f," in response.text
    assert somebody.get("/couleurs.css", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_brand_colour_that_is_none_changes_nothing():
    app = create_gallery()
    with app.app_context():
        from foundation.kernel.clock import now
        from foundation.kernel.db import db

        db.session.add(Setting(key="brand_colour", value="red;} body{display:none", changed_at=now()))
        db.session.commit()
    text = app.test_client().get("/couleurs.css").text
    assert "--brand:" not in text
    assert "display" not in text


def test_without_a_logo_there_is_no_picture(somebody):
    assert somebody.get("/logo").status_code == 404


def test_the_language_is_switched_and_kept(somebody):
    token = token_of(somebody)
    response = somebody.post("/langue", data={"langue": "en", "suite": "/vote", "csrf_token": token})
    assert (response.status_code, response.location) == (303, "/vote")
    assert '<html lang="en">' in somebody.get("/").text


def test_the_language_switch_leads_nowhere_else(somebody):
    token = token_of(somebody)
    response = somebody.post("/langue", data={"langue": "en", "suite": "//evil.example", "csrf_token": token})
    assert response.location == "/"
    assert somebody.post("/langue", data={"langue": "xx", "csrf_token": token}).status_code == 400


# --- guard


def test_an_unmarked_view_is_refused_to_everybody(somebody, anybody):
    assert somebody.get("/oubli").status_code == 403
    assert anybody.get("/oubli").status_code == 401


def test_an_anonymous_person_is_offered_to_sign_in_and_to_come_back(anybody):
    response = anybody.get("/prive?onglet=2")
    assert response.status_code == 401
    assert 'href="/connexion' in response.text


def test_an_account_may_open_a_page_for_accounts(somebody):
    assert somebody.get("/prive").text == "for accounts"


def test_a_mark_needs_a_permission():
    with pytest.raises(TypeError):
        requires()
    with pytest.raises(TypeError):
        requires_one_of()


def test_a_mark_does_not_change_the_view():
    def view():
        return "x"

    assert public(view) is view
    assert guard_of(view).anybody
    assert guard_of(lambda: 0) is None


# --- forms


def test_an_invalid_form_is_422_and_its_summary_links_to_the_fields(somebody):
    token = token_of(somebody)
    response = somebody.post("/formulaire", data={"csrf_token": token, "price": "douze"})
    page = response.text
    assert response.status_code == 422
    for field in ("title", "price", "mode"):
        assert f'<a href="#{field}">' in page
        assert f'id="{field}"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="price-hint price-error"' in page
    assert 'value="douze"' in page


def test_a_valid_form_redirects_and_says_so(somebody):
    token = token_of(somebody)
    data = {
        "csrf_token": token,
        "title": "Rapport",
        "kind": "ago",
        "mode": "room",
        "price": "1 234,56",
        "closes_at": "2026-06-12T18:00",
        "day": "12/06/2026",
    }
    response = somebody.post("/formulaire", data=data)
    assert response.status_code == 303
    assert "La résolution est enregistrée." in somebody.get(response.location).text


def test_no_choice_is_ticked_beforehand(somebody):
    assert " checked" not in somebody.get("/vote").text


def test_what_people_type_is_escaped(somebody):
    token = token_of(somebody)
    page = somebody.post("/formulaire", data={"csrf_token": token, "title": '"><script>x</script>'}).text
    assert "<script>x" not in page


# --- tables


def test_a_table_is_paged(somebody):
    first, second = somebody.get("/tableau").text, somebody.get("/tableau?page=2").text
    assert first.count('role="rowheader"') - second.count('role="rowheader"') == 0
    assert 'aria-current="page"><span class="hidden-text">' in second
    assert somebody.get("/tableau?page=999").status_code == 200
    assert somebody.get("/tableau?page=abc").status_code == 200


def test_a_table_is_sorted_both_ways_and_says_so(somebody):
    up, down = somebody.get("/tableau?tri=shares").text, somebody.get("/tableau?tri=-shares").text
    assert 'aria-sort="ascending"' in up
    assert 'aria-sort="descending"' in down
    assert "Adèle Brun 1<" in up
    assert "Bruno Évrard 32<" not in up


def test_an_unknown_sort_falls_back(somebody):
    assert somebody.get("/tableau?tri=password").status_code == 200


def test_search_ignores_accents_and_needs_every_word(somebody):
    assert "Bruno Évrard 2<" in somebody.get("/tableau?q=EVRARD+2").text
    page = somebody.get("/tableau?q=evrard+mutuelle").text
    assert "empty-picture" in page


def test_search_signs_are_not_wildcards(somebody):
    assert "empty-picture" in somebody.get("/tableau?q=%25").text
    assert "empty-picture" in somebody.get("/tableau?q=_").text


def test_a_filter_keeps_the_search_and_ignores_what_is_not_a_choice(somebody):
    page = somebody.get("/tableau?q=brun&college=A&tri=-shares").text
    assert '<option value="A" selected>' in page
    assert 'name="tri" value="-shares"' in page
    assert somebody.get("/tableau?college=Z").text.count('role="rowheader"') >= 10


def test_csv_carries_the_filters_and_every_row(somebody):
    response = somebody.get("/tableau?college=A&format=csv")
    lines = response.text.splitlines()
    assert response.text.startswith("\ufeffNom;Collège;Parts;Montant")
    assert len(lines) == 18
    assert lines[1] == "Adèle Brun 1;A;1;20,00"
    assert 'attachment; filename="membres.csv"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@x", "\tx", "\rx"])
def test_no_cell_starts_a_formula(text):
    assert cell_text(text) == f"'{text}"
