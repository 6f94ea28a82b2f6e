"""The gallery in a real Chromium: axe in light and dark at both widths, scripts, keyboard, no script at all."""

import threading

import pytest
from werkzeug.serving import make_server

from tests.browser import DESK, PHONE, assert_accessible, assert_fits
from tests.pages.gallery.app import create_gallery

ADDRESSES = [
    "/",
    "/vote",
    "/graphiques",
    "/etats",
    "/tableau",
    "/formulaire",
    "/projecteur",
    "/connexion-essai",
    "/erreurs/409",
]


@pytest.fixture(scope="module")
def gallery():
    app = create_gallery()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, f"http://localhost:{server.port}"
    server.shutdown()
    thread.join(5)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_accessible_and_fits(gallery, visit, width, scheme):
    page = visit(width=width, scheme=scheme)
    for address in ADDRESSES:
        page.goto(gallery[1] + address)
        assert_accessible(page)
        assert_fits(page)


def test_a_dangerous_button_asks_first(gallery, visit):
    page = visit(gallery[1] + "/")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_role("button", name="Clore le vote").click()
    dialog = page.get_by_role("dialog")
    assert "Plus personne ne pourra voter" in dialog.inner_text()
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert not sent
    assert page.evaluate("document.activeElement.textContent").strip() == "Clore le vote"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(gallery, visit):
    page = visit(gallery[1] + "/formulaire")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_selector(".error-summary:focus")
    assert_accessible(page)
    page.get_by_role("link", name="Titre de la résolution").click()
    assert page.evaluate("document.activeElement.id") == "title"


def test_a_list_sends_its_form_when_it_changes(gallery, visit):
    page = visit(gallery[1] + "/tableau")
    page.get_by_label("Collège").select_option("A")
    page.wait_for_url("**/tableau?**college=A**")
    assert "q=" not in page.url


def test_a_followed_part_changes_by_itself_and_leaves_what_is_being_typed(gallery, visit):
    app, url = gallery
    app.extensions["gallery_turn"]["turn"] = 1
    page = visit(url + "/suivi/page")
    page.get_by_text("Tour 1").first.wait_for()
    app.extensions["gallery_turn"]["turn"] = 2
    page.get_by_text("Tour 2").first.wait_for()
    assert page.locator("#poll-announcer").inner_text() == "Tour 2"
    page.fill("#note", "je réfléchis")
    app.extensions["gallery_turn"]["turn"] = 3
    page.wait_for_timeout(400)
    assert page.input_value("#note") == "je réfléchis"
    page.fill("#note", "")
    page.get_by_text("Tour 3").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "note"


def test_a_followed_part_that_is_about_something_else_takes_the_place_of_what_is_being_typed(gallery, visit):
    app, url = gallery
    told = app.extensions["gallery_turn"]
    told.update(turn=1, matter="ouvert")
    page = visit(url + "/suivi/page")
    page.fill("#note", "je réfléchis")
    told.update(turn=2, matter="clos")
    page.get_by_text("Tour 2").first.wait_for()
    assert page.input_value("#note") == ""
    told.update(matter="ouvert")


def test_a_lost_connection_is_said_with_the_seconds_to_the_next_try_and_its_return_is_seen(gallery, visit):
    app, url = gallery
    told = app.extensions["gallery_turn"]
    told.update(turn=1)
    page = visit(url + "/suivi/page")
    page.get_by_text("Tour 1").first.wait_for()
    page.evaluate("() => { window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('away')); }")
    lost = page.locator(".poll-lost p")
    lost.wait_for()
    assert "nouvel essai dans" in lost.inner_text() or "next try in" in lost.inner_text()
    assert "#" not in lost.inner_text()
    assert_accessible(page)
    told.update(turn=2)
    page.evaluate("() => { window.fetch = window.kept; window.dispatchEvent(new Event('online')); }")
    page.get_by_text("Tour 2").first.wait_for()
    page.locator(".poll-lost").wait_for(state="detached")


def test_everything_can_be_reached_without_scripts(gallery, visit):
    page = visit(gallery[1] + "/tableau", javascript=False)
    page.get_by_label("Collège").select_option("B")
    page.get_by_role("search").get_by_role("button").click()
    assert "college=B" in page.url
    page.goto(gallery[1] + "/")
    page.locator("summary.avatar").click()
    page.locator("form[action='/deconnexion'] button").wait_for(state="visible")


def test_the_first_key_reaches_the_content(gallery, visit):
    page = visit(gallery[1] + "/vote")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_menu_opens_by_keyboard_and_closes_by_escape(gallery, visit, width):
    page = visit(gallery[1] + "/", width=width)
    summary = page.locator("summary.avatar")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator(".top-end .menu-panel").wait_for(state="visible")
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator(".top-end .menu-panel").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.classList.contains('avatar')")


def test_touch_targets_are_large(gallery, visit):
    page = visit(gallery[1] + "/vote", width=PHONE)
    heights = page.evaluate(
        "[...document.querySelectorAll('.button:not(.small), .choice, .tabs > a')].map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48
