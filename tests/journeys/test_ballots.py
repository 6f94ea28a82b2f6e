"""Ballots on a phone: by the keyboard alone, where scripts do not run, and every page of them judged by axe."""

from typing import TYPE_CHECKING

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from tests.browser import DESK, PHONE, assert_accessible, assert_fits, picture
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.votes import draft
from tests.journeys.stage import sign_in
from tests.journeys.test_other_ways_to_vote import go_to
from votes.rules.contest import Contest, Option, Points
from votes.rules.roll import RollLine, Via
from votes.rules.secrecy import Secrecy
from votes.services import boxes

if TYPE_CHECKING:
    from playwright.sync_api import Page

EMAIL = "ada.bretelle@exemple.fr"
NAMES = ("Une halle couverte", "Un jardin", "Une navette", "Un atelier", "Une cantine")
OPTIONS = tuple(Option(f"o{number}", name) for number, name in enumerate(NAMES, 1))
PRICED = tuple(Option(f"o{number}", name, cost_cents=number * 1_000_00) for number, name in enumerate(NAMES, 1))
GRADES = ("À rejeter", "Insuffisant", "Passable", "Bien", "Très bien")
VOTES = (
    ("irv", Contest(OPTIONS), {}),
    ("points", Contest(OPTIONS, points=Points(10, 6, 2)), {}),
    ("schulze", Contest(OPTIONS), {}),
    ("majority_judgment", Contest(OPTIONS, grades=GRADES, default_grade=0), {}),
    ("score", Contest(OPTIONS), {}),
    ("score", Contest(OPTIONS, max_score=100), {}),
    ("greedy", Contest(PRICED, budget_cents=5_000_00), {"paper": {"details": {"o1": "Avec un toit. " * 20}}}),
    ("plurality", Contest(OPTIONS), {"secrecy": Secrecy(3), "replaceable": False}),
    ("resolution", None, {"paper": {"consent": True}, "advisory": True}),
)
RANKING, POINTS, SECRET = 1, 2, 8


def open_votes() -> None:
    """One vote of each way of asking; the account holds its own right and one by proxy."""
    account = make_account("Ada Bretelle", email=EMAIL, password=PASSWORD, language="en")
    lines = [
        RollLine(number, f"Membre {number}", accounts=(account.id,) if number < 3 else (), via=via)
        for number, via in enumerate((Via.SELF, Via.PROXY, Via.SELF, Via.SELF), 1)
    ]
    for method, contest, changes in VOTES:
        one = draft(method=method, contest=contest, colleges=(), **changes)
        boxes.open_box(one, lines if method != "irv" else lines[:1], actor=SYSTEM, at=now())


@pytest.fixture
def url(live_server):
    """The product with those votes open."""
    return live_server(open_votes).url


def at_home(page: "Page", url: str) -> None:
    sign_in(page, url, EMAIL, PASSWORD)


def test_ballots_on_a_phone(url, visit):
    ranking_by_keyboard(url, visit)
    points_by_keyboard(url, visit)
    points_without_scripts(url, visit)
    every_ballot_is_accessible(url, visit)
    a_secret_ballot_shows_its_receipts(url, visit)


def ranking_by_keyboard(url, visit):
    """One rank by a button, one by its number, Enter reviews and does not cast, the last button casts."""
    page = visit(width=PHONE)
    at_home(page, url)
    page.goto(f"{url}/votes/{RANKING}")
    go_to(page, 'button[value="up:o3"]')
    page.keyboard.press("Enter")
    assert page.locator('[name="n-o3"]').input_value() == "1"
    assert page.locator("[data-ranking] .option-name").first.inner_text() == NAMES[2]
    assert "Une navette: rank 1" in page.locator("[data-ranking-status]").inner_text()
    assert page.evaluate("document.activeElement.value") == "up:o3", "the focus stays on the button"
    go_to(page, '[name="n-o5"]')
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.locator(".ranks").wait_for()
    assert "Nothing is cast yet" in page.locator("main").inner_text()
    assert [text.split("\n")[-1] for text in page.locator(".ranks > li").all_inner_texts()] == [NAMES[2], NAMES[4]]
    assert_accessible(page)
    assert_fits(page)
    picture(page, "ranking-review")
    go_to(page, 'button[value="confirm"]:not(.hidden-text)')
    page.keyboard.press("Enter")
    page.get_by_text("Recorded at").first.wait_for()


def points_by_keyboard(url, visit):
    """The points go up to the cap and not above, what is left is said, a slip is told and what was typed stays."""
    page = visit(width=PHONE)
    at_home(page, url)
    page.goto(f"{url}/votes/{POINTS}")
    go_to(page, 'button[value="plus:o2"]')
    for _press in range(8):
        page.keyboard.press("Enter")
    assert page.locator('[name="n-o2"]').input_value() == "6"
    left = page.locator("[data-points-left]")
    assert left.inner_text() == "Points left: 4"
    go_to(page, '[name="n-o4"]')
    page.keyboard.type("5")
    assert left.inner_text() == "Points too many: 1"
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert "take back 1" in page.locator(".error-summary").inner_text()
    assert page.locator('[name="n-o4"]').input_value() == "5"
    assert_accessible(page)
    go_to(page, '[name="n-o4"]')
    page.keyboard.press("Backspace")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.get_by_text("All your points are given.").wait_for()
    assert_accessible(page)
    assert_fits(page)
    picture(page, "points-review")
    go_to(page, 'button[value="confirm"]:not(.hidden-text)')
    page.keyboard.press("Enter")
    page.get_by_text("Recorded at").first.wait_for()


def points_without_scripts(url, visit):
    """The same buttons ask the server, which keeps what was typed; one of two rights then votes otherwise."""
    page = visit(width=PHONE, javascript=False)
    at_home(page, url)
    page.goto(f"{url}/votes/{POINTS}")
    page.get_by_role("button", name="Change some of these ballots").click()
    page.locator("[name=pick]").first.check()
    page.get_by_role("button", name="Another ballot for those ticked").click()
    for _press in range(3):
        page.locator('button[value="plus:o1"]').click()
    page.locator('[name="n-o5"]').fill("4")
    page.locator('button[value="minus:o5"]').click()
    assert page.locator('[name="n-o1"]').input_value() == page.locator('[name="n-o5"]').input_value() == "3"
    assert "Points left: 4" in page.locator("main").inner_text()
    page.locator('button[value="review"]:not(.hidden-text)').click()
    assert page.get_by_text("1 vote with this ballot").count() == 2
    page.locator('button[value="confirm"]').click()
    page.get_by_text("the former ones replaced").wait_for()


def every_ballot_is_accessible(url, visit):
    for width, scheme in ((PHONE, "light"), (DESK, "dark")):
        page = visit(width=width, scheme=scheme)
        at_home(page, url)
        for number, (method, _contest, _changes) in enumerate(VOTES, 1):
            page.goto(f"{url}/votes/{number}")
            assert_accessible(page)
            assert_fits(page)
            picture(page, f"ballot-{number}-{method}-{scheme}")


def a_secret_ballot_shows_its_receipts(url, visit):
    """Two rights, two receipts, on this page alone; the page of the vote then says the hour and nothing else."""
    page = visit(width=PHONE)
    at_home(page, url)
    page.goto(f"{url}/votes/{SECRET}")
    page.get_by_label(NAMES[1]).check()
    page.get_by_role("button", name="Review my ballots").click()
    assert "they are final" in page.get_by_role("button", name="Cast my 2 ballots").inner_text()
    page.get_by_role("button", name="Cast my 2 ballots").click()
    page.locator("[data-copy-source]").first.wait_for()
    receipts = page.locator("[data-copy-source]").all_inner_texts()
    assert len(set(receipts)) == 2
    assert_accessible(page)
    assert_fits(page)
    picture(page, "receipts")
    page.get_by_role("link", name="Back to the vote").click()
    said = page.locator("main").inner_text()
    assert not [receipt for receipt in receipts if receipt in said]
    assert NAMES[1] not in said
    assert page.get_by_text("Recorded at").count() == 2
