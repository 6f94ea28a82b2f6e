"""A member at home, on the phone: shares taken and paid for, then the way out, read before it is taken."""

import pytest

from foundation.kernel.audit import SYSTEM
from membership.services.access import give_access
from tests.browser import PHONE, assert_accessible, assert_fits
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import hold
from tests.factories.treasury import our_account
from tests.journeys.stage import fr, press, sign_in

EMAIL = "ada@exemple.fr"


def settle_ada():
    """A cooperative with a bank account, and Ada with ten shares."""
    make_statutes()
    our_account()
    hold(make_member("Yann Quéré"), 90)
    ada = make_member("Ada Le Bris")
    hold(ada, 10)
    account = make_account("Ada Le Bris", email=EMAIL, password=PASSWORD)
    give_access(ada.person.id, account.id, actor=SYSTEM, at=RECORDED)


@pytest.fixture
def page(live_server, visit):
    url = live_server(settle_ada).url
    opened = visit(width=PHONE)
    sign_in(opened, url, EMAIL, PASSWORD)
    opened.goto(f"{url}/parts/moi")
    return opened


def read(page):
    """The page is whole on a phone, and every reader can read it."""
    assert_fits(page)
    assert_accessible(page)
    return page.locator("main").inner_text().replace("\u202f", " ").replace("\xa0", " ")


def test_shares_are_taken_then_the_cooperative_is_left(page):
    take_more_shares(page)
    leave(page)


def take_more_shares(page):
    press(page, "Take more shares")
    page.locator("#shares").fill("5")
    press(page, "See what it brings about")
    shown = read(page)
    assert "100,00 €" in shown
    assert "25,00 €" in shown
    press(page, "Ask for these shares")
    page.wait_for_url("**/parts/moi/demandes/1")
    assert fr("Waiting for the payment") in read(page)
    press(page, "How to pay")
    page.locator(".epc-code").wait_for()
    assert "100,00 €" in read(page)


def leave(page):
    page.goto(page.url.split("/tresorerie")[0] + "/parts/moi")
    press(page, "Leave the cooperative")
    press(page, "See what it brings about")
    shown = read(page)
    assert "200,00 €" in shown
    assert "loi 47-1775 art. 18" in shown
    page.locator("button[name=confirmer]").click()
    page.wait_for_url("**/parts/moi/demandes/2")
    assert fr("Exit from the cooperative") in read(page)
    page.goto(page.url.replace("demandes/2", "2/sortie"))
    press(page, "See what it brings about")
    assert page.locator(".error-summary").count() == 1
