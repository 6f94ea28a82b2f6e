"""Every page of the product, by every role: accessible, within its width, silent in the console, in light and in dark."""

import re

import pytest

from foundation.accounts.permissions import Permission, Role, permissions_of
from foundation.web.guard import guard_of
from tests.browser import DESK, HEIGHTS, PHONE, assert_accessible, assert_fits, picture
from tests.journeys.stage import TONIGHT, sign_in
from tests.journeys.walk import addresses

ROLE_OF = {
    "chair": Role.BOARD,
    "administrator": Role.ADMINISTRATOR,
    "staff": Role.STAFF,
    "treasurer": Role.TREASURER,
    "reviser": Role.REVISER,
    "scrutineer": Role.SCRUTINEER,
    "member": Role.MEMBER,
}
# Each looks at what nobody before could open, and at what reads otherwise for another person.
WALKERS = ("anonymous", *ROLE_OF)
# Who is the first to open many pages walks in several parts, so that workers share the way.
PARTS = {"chair": 6, "administrator": 2, "staff": 2, "treasurer": 2}
WALKS = [(who, part) for who in WALKERS for part in range(PARTS.get(who, 1))]
pytestmark = pytest.mark.timeout(600)


def may_open(app, endpoint, who):
    """Whether the mark of a view lets this walker in."""
    guard = guard_of(app.view_functions[endpoint])
    if guard.anybody:
        return True
    if who == "anonymous":
        return False
    held = [one in permissions_of([ROLE_OF[who]]) for one in guard.permissions]
    return not held or (any(held) if guard.one_is_enough else all(held))


def places_of(app, demo, who):
    """(address, may open) of every page."""
    endpoints = {f"GET {rule.rule}": rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    return [
        (place, may_open(app, endpoints[route], who))
        for route, places in addresses(demo.known).items()
        for place in places
    ]


def first_to_open(app, demo, who):
    """The pages that this walker may open, and nobody before."""
    before = WALKERS[: WALKERS.index(who)]
    seen = {place for one in before for place, allowed in places_of(app, demo, one) if allowed}
    return [place for place, allowed in places_of(app, demo, who) if allowed and place not in seen]


def walk_in(demo, visit, who):
    page = visit()
    if who != "anonymous":
        sign_in(page, demo.url, demo.known[who])
    return page


def look_at(page, name):
    """Axe at both widths in light, its colours again in dark."""
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme="light")
        assert_fits(page)
        assert_accessible(page)
        picture(page, name.replace("/", "_"))
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, only="color-contrast")
    page.set_viewport_size({"width": DESK, "height": HEIGHTS[DESK]})


@pytest.mark.parametrize(("who", "part"), WALKS)
def test_every_page_is_accessible_and_fits(app, demo, visit, who, part):
    page, faults = walk_in(demo, visit, who), []
    places = [*first_to_open(app, demo, who), *differing(who)]
    for place in places[part :: PARTS.get(who, 1)]:
        page.goto(demo.url + place)
        try:
            look_at(page, f"{who}{place}")
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def differing(who):
    """What reads otherwise for another person: the home page, tonight, the voting page, one's own membership."""
    tonight = f"/assemblees/{TONIGHT}"
    return () if who in {"anonymous", "chair"} else ("/", tonight, f"{tonight}/voter", "/membres/moi")


def is_anothers_draft(demo, place, who):
    """An assembly in preparation is not there for who does not prepare it."""
    prepares = who != "anonymous" and Permission.ASSEMBLY_PREPARE in permissions_of([ROLE_OF[who]])
    return place == f"/assemblees/{demo.known['DRAFT']}" and not prepares


def is_anothers_membership(place, who):
    """One's own shares, details and money are there for who acts for that member (no. 1: the chair) and who keeps them."""
    if place.startswith(("/membres/moi/1/", "/parts/moi/1/", "/parts/moi/demandes/")):
        return who != "chair"
    held = permissions_of([ROLE_OF[who]]) if who in ROLE_OF else ()
    return re.fullmatch(r"/tresorerie/demandes/[A-Z0-9]{9}", place) is not None and Permission.TREASURY_READ not in held


def is_not_there(demo, place, who):
    """What is unknown to this walker though its kind of page is open to them."""
    return is_anothers_draft(demo, place, who) or is_anothers_membership(place, who)


def is_not_theirs(place, who):
    """A fact sheet is its owner's and the board's; an evaluation is answered by those who are asked: not by the reviser."""
    held = permissions_of([ROLE_OF[who]]) if who in ROLE_OF else ()
    sheet = re.fullmatch(r"/evaluations/\d+/actions/\d+/fiche", place) and Permission.POLE_WRITE not in held
    return bool(sheet) or (who == "reviser" and place.startswith("/evaluations/") and place.endswith("/repondre"))


@pytest.mark.parametrize("who", WALKERS)
def test_a_page_opens_for_whom_it_is_meant_and_says_why_to_the_others(app, demo, visit, who):
    page = walk_in(demo, visit, who)
    wrong = []
    for place, allowed in places_of(app, demo, who):
        answer = page.context.request.get(demo.url + place)
        unknown = place.endswith("/perdu") or (allowed and is_not_there(demo, place, who))
        opens = allowed and not is_not_theirs(place, who)
        expected = 404 if unknown else 200 if opens else 401 if who == "anonymous" else 403
        if answer.status != expected:
            wrong.append((place, answer.status))
    assert not wrong
