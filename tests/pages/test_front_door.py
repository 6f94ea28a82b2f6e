"""Home, settings, roles, notices, audit trail: who may open them, what they refuse."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from foundation.accounts.permissions import Role
from foundation.accounts.queries import account_by_email
from foundation.kernel.audit import SYSTEM
from foundation.kernel.settings import get_settings, save_settings
from membership.services.people import amend_person
from membership.services.wishes import details_of
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_person

AT = datetime(2026, 6, 12, 18, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)


@pytest.fixture
def administrator(client):
    account = make_account("Samir Évrardeau", Role.ADMINISTRATOR, email="samir@pole.example")
    sign_in(client, account)
    return account


def settings_form(**changes):
    form = {
        "name": "Coopérative du Vallon",
        "short_name": "Vallon",
        "brand_colour": "#204080",
        "accent_colour": "#e2793b",
        "smtp_port": "587",
        "smtp_security": "starttls",
        "smtp_per_minute": "0",
    }
    return form | changes


def test_the_trail_tells_what_a_detail_was_before_and_after_to_who_reads_members_records(client, session):
    person = make_person("Ada", "Le Bris", town="Redon", born_on=datetime(1970, 1, 1).date())
    after = replace(details_of(person), town="Rennes", born_on=datetime(1971, 1, 1).date())
    amend_person(person.id, after, actor=SYSTEM, at=AT)
    for role, told in ((Role.BOARD, True), (Role.REVISER, True), (Role.ADMINISTRATOR, False)):
        sign_in(client, make_account(f"Personne {role}", role))
        page = client.get("/journal").text
        assert ("<del>Redon</del> → <ins>Rennes</ins>" in page) is told, role
        assert "1970" not in page and "1971" not in page


def test_a_visitor_is_welcomed_and_shown_the_way_in(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "/connexion" in page.text


def test_a_visitor_finds_what_everybody_may_read(client):
    page = client.get("/").text
    for place in ("/programme/public", "/bibliotheque"):
        assert f'href="{place}"' in page
        assert client.get(place).status_code == 200


def test_a_member_without_membership_is_told_what_to_ask(client):
    sign_in(client, make_account("Nora Talus"))
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/reglages", "/reglages/roles", "/journal", "/courriels", "/travaux"])
def test_what_runs_the_system_is_closed_to_members_and_to_visitors(client, path):
    assert client.get(path).status_code == 401
    sign_in(client, make_account("Nora Talus"))
    assert client.get(path).status_code == 403


def test_the_board_reads_the_trail_and_cannot_write_the_settings(client):
    sign_in(client, make_account("Aziliz Daoulaz", Role.BOARD))
    assert client.get("/journal").status_code == 200
    assert client.get("/reglages").status_code == 403


def test_settings_are_saved_told_and_shown_everywhere(client, administrator):
    saved = client.post("/reglages", data=settings_form(logo=(io.BytesIO(PNG), "logo.png")))
    assert saved.status_code == 302
    assert get_settings().name == "Coopérative du Vallon"
    assert get_settings().has_logo
    assert "Vallon" in client.get("/").text
    assert client.get("/logo").data == PNG
    journal = client.get("/journal").text
    assert "Couleur principale" in journal


def test_the_same_settings_again_change_nothing(client, administrator):
    client.post("/reglages", data=settings_form())
    client.post("/reglages", data=settings_form())
    assert client.get("/journal").text.count("Couleur principale") == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"name": ""},
        {"brand_colour": "red;}body{display:none"},
        {"smtp_port": "99999"},
        {"email": "not an address"},
        {"smtp_security": "ssl3"},
    ],
)
def test_settings_that_cannot_be_are_refused_with_a_summary(client, administrator, fault):
    refused = client.post("/reglages", data=settings_form(**fault))
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    assert get_settings().name == ""


def test_a_logo_that_is_no_picture_is_refused(client, administrator):
    fake = (io.BytesIO(b"<svg onload=alert(1)>"), "logo.png")
    refused = client.post("/reglages", data=settings_form(logo=fake))
    assert refused.status_code == 422
    assert not get_settings().has_logo


def test_a_role_is_granted_to_an_account_made_on_the_way_and_taken_back(client, administrator):
    form = {"email": "nora@pole.example", "name": "Nora Talus", "role": "scrutineer"}
    assert client.post("/reglages/roles", data=form).status_code == 302
    account = account_by_email("nora@pole.example")
    assert Role.SCRUTINEER in account.roles
    taken = client.post(f"/reglages/roles/{account.id}/retirer", data={"role": "scrutineer"})
    assert taken.status_code == 302
    assert Role.SCRUTINEER not in account_by_email("nora@pole.example").roles


def test_a_role_that_does_not_exist_is_a_forged_request(client, administrator):
    assert client.post(f"/reglages/roles/{administrator.id}/retirer", data={"role": "owner"}).status_code == 400


def test_the_last_administrator_stays(client, administrator):
    refused = client.post(f"/reglages/roles/{administrator.id}/retirer", data={"role": "administrator"})
    assert refused.status_code == 422
    assert Role.ADMINISTRATOR in account_by_email("samir@pole.example").roles


@pytest.mark.parametrize("path", ["/mentions-legales", "/confidentialite", "/accessibilite"])
def test_notices_are_public_and_say_so_when_they_are_not_written(client, path):
    assert client.get(path).status_code == 200


def test_a_notice_is_markdown_and_never_html(client, session):
    text = (
        "## Éditeur\n\n<script>alert(1)</script> [ici](javascript:alert(1)) **gras** ![x](https://evil.example/x.png)"
    )
    save_settings({"legal_notice": text}, at=AT)
    page = client.get("/mentions-legales").text
    body = page.split('class="prose')[1].split("</main>")[0]
    assert "<strong>gras</strong>" in body
    assert "<script" not in body
    assert "javascript:" not in body.split("href")[-1] or 'href="javascript' not in body
    assert "<img" not in body


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_a_number_that_no_row_can_have_is_not_there(client, number):
    sign_in(client, make_account("Aziliz Daoulaz", Role.BOARD, Role.ADMINISTRATOR))
    for path in ("/votes/{}", "/assemblees/{}/ecran/en-direct", "/membres/{}", "/travaux/{}", "/decisions/{}"):
        assert client.get(path.format(number)).status_code == 404


def test_a_value_that_no_column_can_hold_is_a_bad_request_and_no_fault_of_ours(client):
    """SQLite takes a NUL character and finds nothing; PostgreSQL takes none."""
    sign_in(client, make_account("Aziliz Daoulaz", Role.BOARD))
    assert client.get("/decisions?q=a%00b").status_code in (200, 400)
    form = {"right": str(10**30), "choice": "for"}
    assert client.post("/votes/1/bulletins", data=form).status_code in (400, 404)
