"""What a browser may send wrongly: each page says what happened, why and what to do, with its status, and nothing changed."""

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.journeys.stage import DRAFT, LAST_YEAR, TONIGHT, fr, sign_in

DESK_OF_TONIGHT, NEW = f"/assemblees/{TONIGHT}/bureau", "/assemblees/nouvelle"


def as_person(demo, visit, role):
    page = visit(width=PHONE)
    sign_in(page, demo.url, demo.known[role])
    return page


def send(page, form):
    """Send this form; the status of the answer."""
    with page.expect_navigation() as answer:
        page.locator(form).evaluate("form => form.submit()")
    return answer.value.status


def is_explained(page):
    """A heading, at least one sentence, a way on; in French, accessible, within the width."""
    assert page.locator("h1").inner_text()
    assert len(page.locator("main p").all_inner_texts()) >= 2
    assert page.locator("main").get_by_role("link").count() >= 1
    assert_accessible(page)
    assert_fits(page)


def test_a_forged_form_is_refused(demo, visit):
    page = as_person(demo, visit, "chair")
    page.goto(demo.url + NEW)
    page.locator("main [name=title]").fill("Assemblée forgée")
    page.locator("main input[name=csrf_token]").evaluate("field => field.remove()")
    assert send(page, "main form") == 400
    is_explained(page)
    page.goto(f"{demo.url}/assemblees")
    assert "Assemblée forgée" not in page.inner_text("main")


def test_a_stale_page_is_told_so(demo, visit):
    """The form of a point that was current once, sent after the session was closed."""
    page = as_person(demo, visit, "chair")
    page.goto(demo.url + DESK_OF_TONIGHT)
    stale = f"/assemblees/{LAST_YEAR}/points/1/traiter"
    page.locator("#suite form").first.evaluate("(form, address) => { form.action = address; }", stale)
    assert send(page, "#suite form >> nth=0") == 409
    assert fr("The session is not open: refresh the page to see where the assembly is.") in page.inner_text("main")
    is_explained(page)


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("member", "/reglages", 403),
        ("scrutineer", DESK_OF_TONIGHT, 403),
        ("member", "/assemblees/999", 404),
        ("chair", f"/assemblees/{DRAFT}/ordre-du-jour/999", 404),
        ("member", "/rien/de/tel", 404),
    ],
)
def test_a_page_that_is_not_for_this_person_or_does_not_exist_says_where_to_go(demo, visit, role, address, status):
    page = as_person(demo, visit, role)
    assert page.goto(demo.url + address).status == status
    is_explained(page)


def test_an_incomplete_form_says_what_to_correct_and_keeps_what_was_typed(demo, visit):
    page = as_person(demo, visit, "staff")
    page.goto(demo.url + NEW)
    page.locator("main [name=place]").fill("Salle des Moulins")
    assert send(page, "main form") == 422
    assert page.locator(".error-summary li").count() == 3
    assert page.locator("main [name=place]").input_value() == "Salle des Moulins"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "title"
    assert_accessible(page)


def test_a_ballot_without_a_choice_casts_nothing(demo, visit):
    page = as_person(demo, visit, "member")
    page.goto(f"{demo.url}/votes/{demo.known['OPEN_BOX']}")
    assert send(page, "main form >> nth=0") == 422
    assert page.locator(".error-summary li").count() == 1
    assert page.locator("section[id^=droit-] .note.good").count() == 0
    assert_accessible(page)
    assert_fits(page)
