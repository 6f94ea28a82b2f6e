"""Voting where scripts do not run, and voting with a keyboard alone."""

import re

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.factories.accounts import PASSWORD
from tests.journeys import cast
from tests.journeys.stage import fr, press, sign_in

VOTING_PAGE = "/assemblees/1/voter"


@pytest.fixture
def url(live_server):
    return live_server(cast.open_a_vote).url


def test_a_vote_without_scripts_then_by_keyboard_alone(url, visit):
    vote_without_scripts(url, visit)
    vote_by_keyboard(url, visit)


def vote_without_scripts(url, visit):
    """Both rights of a proxy holder: refresh, choose separately, read the receipts."""
    page = visit(width=PHONE, javascript=False)
    sign_in(page, url, cast.email_of(cast.HOLDER), PASSWORD)
    page.goto(url + VOTING_PAGE)
    press(page, "Refresh")
    proxy = page.locator("section[id^=droit-]", has_text=cast.ABSENT)
    proxy.locator("summary").click()
    proxy.locator("input[value=against]").check()
    proxy.get_by_role("button").click()
    page.get_by_text(fr("Ballot recorded.")).wait_for()
    own = page.locator("section[id^=droit-]", has_not_text=cast.ABSENT)
    own.locator("input[value=for]").check()
    own.get_by_role("button").click()
    assert page.locator("section[id^=droit-] .note.good").count() == 2
    assert fr("Against") in proxy.inner_text()


def vote_by_keyboard(url, visit):
    """From the sign-in page to the receipt without touching the mouse; the page lives on meanwhile."""
    page = visit(f"{url}/connexion?suite={VOTING_PAGE}", width=PHONE)
    go_to(page, "#par-mot-de-passe input[type=email]")
    page.keyboard.type(cast.email_of(cast.INES))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{VOTING_PAGE}")
    page.wait_for_timeout(1500)  # one beat of the room: what is polled must not steal the focus
    go_to(page, "input[name=choice]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "against"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    receipt = page.locator("section[id^=droit-] .note.good")
    receipt.wait_for()
    assert re.search(fr("Against"), receipt.inner_text())
    assert_accessible(page)
    assert_fits(page)


def go_to(page, selector):
    """Press Tab until the focus is there; a page where forty do not reach it is lost for the keyboard."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is out of reach of the keyboard on {page.url}")
