"""A consultation on a phone, by the keyboard alone: the link of the mail, three questions one at a time, the recap."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from governance.services.consulting import open_consultation
from tests.browser import PHONE, assert_accessible, assert_fits
from tests.factories.accounts import PASSWORD
from tests.factories.consultations import BY, consent, date_choice, opinion, write_mails, written
from tests.journeys import cast
from tests.journeys.test_other_ways_to_vote import go_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINK: list[str] = []


def ask_three_questions() -> None:
    """An opinion, a date and a proposal put to consent; the invitations are written, and one of them is kept."""
    cast.gather_cast()
    at = now().replace(microsecond=0)
    made = written(opinion(), date_choice(), consent(), at=at - timedelta(hours=2))
    open_consultation(made.id, at=at - timedelta(hours=1), **BY)
    write_mails(at)
    mail = db.session.scalars(select(Mail).where(Mail.to_address == "salaries0@exemple.fr")).one()
    found = re.search(r"https?://\S+?(/consultations/\d+)\s", mail.body_text)
    assert found
    LINK[:] = [found[1]]


@pytest.fixture
def url(live_server):
    return live_server(ask_three_questions).url


def test_three_questions_from_the_link_of_the_mail_to_the_recap(url, visit):
    page = visit(url + LINK[0], width=PHONE)
    sign_in_by_keyboard(page)
    page.wait_for_url(re.compile(rf"^http://[^/]+{LINK[0]}$"))
    good(page)
    go_to(page, f"form[action$='{LINK[0]}/repondre'] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/votes/\d+"))
    answer(page, "input[name=choice]")
    page.wait_for_url(re.compile(r"/votes/\d+"))
    answer_boxes(page)
    answer(page, "input[name=choice]")
    page.wait_for_url("**/recapitulatif")
    good(page)
    assert page.locator(".chip.good").count() == 3
    assert page.locator("section.card").count() == 3


def sign_in_by_keyboard(page: "Page") -> None:
    go_to(page, "main a[href*='/connexion']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/connexion"))
    go_to(page, "#par-mot-de-passe input[type=email]")
    page.keyboard.type(cast.email_of(cast.INES))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def answer(page: "Page", selector: str) -> None:
    """Choose with the space bar and cast with the button that follows, then the review if there is one."""
    good(page)
    question = page.url
    go_to(page, selector)
    page.keyboard.press("Space")
    press_on(page, question)


def answer_boxes(page: "Page") -> None:
    """Tick the first moment that suits."""
    good(page)
    question = page.url
    go_to(page, "main input[type=checkbox]")
    page.keyboard.press("Space")
    press_on(page, question)


def press_on(page: "Page", question: str) -> None:
    """The button that casts, and the one that confirms where the ballot is reviewed first."""
    for _step in range(2):
        go_to(page, "main form button[type=submit].button:not(.quiet):not(.outline):not(.hidden-text)")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        if page.url.split("#")[0] != question and "bulletins" not in page.url:
            return


def good(page: "Page") -> None:
    assert_accessible(page)
    assert_fits(page)
