"""One assembly from its first line to its minutes in the archive, in the browsers of those who hold it and live it."""

import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from foundation.kernel.clock import PARIS, now
from tests.browser import PHONE, assert_accessible, assert_fits, picture
from tests.factories.accounts import PASSWORD
from tests.journeys import cast
from tests.journeys.stage import fr, press, sign_in

ACCOUNTS, PLACE_TO_MEET, DEBATE = "Approbation des comptes", "Nouveau local", "Rapport du conseil"
WORDS = "Une associée demande le détail des charges ; la présidente répond."


class Evening:
    """The people of the evening, each in a browser of their own."""

    def __init__(self, url, visit):
        self.url, self.visit = url, visit
        self.pages = {}
        self.address = ""

    def person(self, name, *, width=PHONE):
        """This person's page; signed in the first time."""
        if name not in self.pages:
            self.pages[name] = self.visit(width=width)
            sign_in(self.pages[name], self.url, cast.email_of(name), PASSWORD)
        return self.pages[name]

    @property
    def chair(self):
        return self.person(cast.CHAIR, width=1280)

    def at(self, page, path=""):
        """Take this page to a place of the assembly."""
        page.goto(f"{self.address}{path}")
        return page

    def item(self, page, position):
        """The address at which a point's vote was shown, read from the desk."""
        link = page.locator("#ordre-du-jour .agenda-item").nth(position - 1).get_by_role("link").first
        return self.url + link.get_attribute("href")


@pytest.fixture
def evening(live_server, visit):
    return Evening(live_server(cast.gather_cast).url, visit)


@pytest.mark.timeout(400)
def test_an_assembly_is_held_from_its_statutes_to_its_minutes(evening):
    write_it(evening)
    convene_late(evening)
    entrust_a_vote(evening)
    check_in_at_the_door(evening)
    wall = open_the_session(evening)
    first = vote_with_final_ballots(evening, wall)
    second = vote_that_may_change(evening)
    result_is_recounted_anywhere(evening, first, adopted=True)
    result_is_recounted_anywhere(evening, second, adopted=False)
    close_and_write_minutes(evening)
    members_read_them(evening)


def write_it(evening):
    chair = evening.chair
    press(chair, "Assemblies", within="header")
    press(chair, "Prepare an assembly")
    start = (now() + timedelta(minutes=3)).astimezone(ZoneInfo(PARIS))
    fill(chair, {"title": "Assemblée générale annuelle", "day": f"{start:%Y-%m-%d}", "hour": f"{start:%H:%M}"})
    fill(chair, {"place": "Salle des Moulins, Rennes", "questions_email": "questions@exemple.fr"})
    press(chair, "Save")
    evening.address = chair.url.split("#")[0]
    add_point(chair, DEBATE, "Présentation, puis échanges.", "")
    add_point(chair, ACCOUNTS, "L’assemblée générale approuve les comptes.", "ordinary")
    add_point(chair, PLACE_TO_MEET, "L’assemblée générale approuve le bail.", "ordinary", replaceable=True)
    chair.locator(".agenda-title").nth(2).wait_for()
    assert chair.locator(".agenda-title").all_inner_texts() == [DEBATE, ACCOUNTS, PLACE_TO_MEET]
    assert_accessible(chair)


def add_point(page, title, text, kind, *, replaceable=False):
    press(page, "Add a point")
    fill(page, {"title": title, "text": text})
    page.locator(f"input[name=question][value='{kind}']").check()
    page.locator("input[name=replaceable]").set_checked(replaceable)
    press(page, "Save")


def fill(page, values):
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def convene_late(evening):
    chair = evening.at(evening.chair)
    press(chair, "Convene the members", within="aside")
    press(chair, "Convene the members", within="form", sure=True)
    assert chair.locator(".error-summary").is_visible(), "a late notice without its reason must not leave"
    fill(chair, {"reason": "Échéance bancaire annoncée ce matin."})
    press(chair, "Convene the members", within="form", sure=True)
    assert chair.locator(".table tbody tr").count() == 10
    assert "Échéance bancaire" in chair.inner_text("main")
    assert_accessible(chair)


def entrust_a_vote(evening):
    """The hour of online proxies has passed (the day before at 15:00): the signed paper is registered at the door."""
    absent = evening.at(evening.person(cast.ABSENT))
    press(absent, "I cannot come: give a proxy")
    absent.locator("main .note.warn").wait_for()
    assert absent.locator("main [name=holder]").count() == 0
    assert_fits(absent)
    door = evening.at(evening.person(cast.SCRUTINEER), "/pouvoirs")
    door.locator("main [name=principal]").fill(cast.ABSENT)
    door.locator("main [name=to][value=member]").check()
    door.locator("main [name=holder]").fill(cast.HOLDER)
    press(door, "Register the proxy")
    assert cast.HOLDER in door.inner_text("#en-vigueur")
    assert_accessible(door)
    assert_fits(door)


def check_in_at_the_door(evening):
    chair = evening.at(evening.chair, "/bureau")
    for seat, name in (("Name the chair", cast.CHAIR), ("Name the secretary", "Odile Pengam")):
        press(chair, seat)
        fill(chair, {"name": name})
        press(chair, "Name this person", within="main form")
    door = evening.at(evening.person(cast.SCRUTINEER), "/emargement")
    assert_accessible(door)
    for name in cast.ARRIVING:
        door.goto(f"{evening.address}/emargement?q={name}")
        press(door, "Arrives", within=".door-list")
    assert_fits(door)
    door.goto(f"{evening.address}/emargement")
    assert door.locator(".door-list .chip.good").count() == len(cast.ARRIVING)


def open_the_session(evening):
    wall = evening.visit()
    sign_in(wall, evening.url, cast.email_of(cast.CHAIR), PASSWORD)
    evening.at(wall, "/ecran")
    chair = evening.at(evening.chair, "/bureau")
    press(chair, "Open the session")
    assert DEBATE in chair.inner_text("#suite")
    assert_accessible(chair)
    press(chair, "Point dealt with, go on")
    return wall


def vote_with_final_ballots(evening, wall):
    """The question comes by itself to three members and a proxy holder; turnout is shown, never a partial result."""
    voters = [evening.at(evening.person(name), "/voter") for name in (cast.INES, cast.BASTIEN, cast.WORKSHOP)]
    holder = evening.at(evening.person(cast.HOLDER), "/voter")
    for page in (*voters, holder):
        page.evaluate("window.wasHereBefore = true")
    press(evening.chair, "Open the vote")
    for page in (*voters, holder):
        page.get_by_role("heading", name=ACCOUNTS).wait_for()
        assert page.evaluate("window.wasHereBefore"), "the question came by itself, without a new page"
        assert_fits(page)
    assert_accessible(voters[0])
    ines, bastien, workshop = voters
    twin = ines.context.new_page()
    twin.goto(evening.item(evening.chair, 2))
    choose(ines, "for")
    choose(bastien, "against")
    for page in (ines, bastien):
        page.get_by_text(fr("Ballots of this vote are final.")).wait_for()
    assert_accessible(ines)
    refused(twin, "This right was already used, and ballots of this vote are final. The ballot cast first stands.")
    vote_for_both_rights(holder)
    only_turnout(wall, "4", "7")
    enter_by_hand(evening)
    only_turnout(wall, "5", "7")
    workshop.locator(".choice input[value=for]").check()
    workshop.route("**/voter/en-direct", lambda route: route.fulfill(status=304))
    press(evening.chair, "Close the vote", sure=True)
    too_late(workshop)
    wall.get_by_text(fr("Adopted"), exact=True).wait_for()
    assert_accessible(wall)
    picture(wall, "projector-result")
    return evening.item(evening.chair, 2)


def choose(page, choice, form="form:visible"):
    box = page.locator(f"main {form}").first
    box.locator(f".choice input[value={choice}]").check()
    box.get_by_role("button").first.click()


def refused(page, message):
    """Send the ballot of this page, and read why it does not count."""
    page.locator(".choice input[value=against]").first.check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator("main form").first.get_by_role("button").click()
    assert answer.value.status == 409
    page.get_by_text(fr(message)).wait_for()
    assert_accessible(page)
    page.close()


def vote_for_both_rights(holder):
    """One press for both; each right has its own receipt."""
    choose(holder, "for", "#ensemble form")
    holder.get_by_text(fr("Ballots of this vote are final.")).nth(1).wait_for()
    assert holder.locator("section[id^=droit-] .chip.good").count() == 2
    assert cast.ABSENT in holder.inner_text("main")


def only_turnout(wall, cast_so_far, present):
    wall.locator(".big-figure").get_by_text(re.compile(rf"^{cast_so_far}\s*/\s*{present}$")).wait_for()
    shown = wall.inner_text(".projector")
    for word in ("Adopted", "Rejected", "against"):
        assert fr(word).lower() not in shown.lower()


def enter_by_hand(evening):
    """A member whose phone is flat says his vote aloud."""
    chair = evening.chair
    press(chair, "Enter votes without a phone")
    row = chair.locator(".door-list li", has_text=cast.SCRUTINEER)
    row.get_by_role("button", name=fr("Abstain")).click()
    chair.get_by_role("dialog").get_by_role("button").first.click()  # ballots of this vote are final
    row.get_by_text(fr("Entered at the desk")).wait_for()
    assert_accessible(chair)
    press(chair, "Back to the desk")


def too_late(page):
    """A phone that had not heard of the closing yet sends its ballot: it is refused, and the page says why."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator("main form").first.get_by_role("button").click()
    assert answer.value.status == 409
    page.get_by_text(
        fr("The vote is closed: your ballot of now was not kept. What was cast before closing stands.")
    ).wait_for()
    page.unroute("**/voter/en-direct")


def vote_that_may_change(evening):
    """Inès votes for, then against: one ballot counts, the last one."""
    press(evening.chair, "Open the vote")
    names = (cast.INES, cast.BASTIEN, cast.WORKSHOP)
    ines, bastien, workshop = pages = [evening.at(evening.person(name), "/voter") for name in names]
    for page, choice in zip(pages, ("for", "abstain", "against"), strict=True):
        choose(page, choice)
        page.get_by_text(re.compile(fr("Ballot recorded at %(time)s:", time=r"\d+.h.\d+").replace(" ", "."))).wait_for()
    ines.locator("summary").filter(has_text=fr("Change this ballot")).click()
    choose(ines, "against", "details[open] form")
    ines.get_by_text(fr("Ballot changed.")).wait_for()
    evening.chair.locator("#suite .big-figure").get_by_text("3", exact=True).wait_for()
    assert bastien.locator("section[id^=droit-]").count() == 1
    press(evening.chair, "Close the vote", sure=True)
    told = fr("Decision no. %(number)s: rejected (“%(title)s”).", number=2, title="|").partition("|")[0]
    evening.chair.get_by_text(told).first.wait_for()
    workshop.get_by_text(fr("Rejected")).first.wait_for()
    assert_accessible(workshop)
    return evening.item(evening.chair, 3)


def result_is_recounted_anywhere(evening, address, *, adopted):
    """The page by heads, by college and weighted says what `scic votes count` finds in the count file."""
    page = evening.person(cast.INES)
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name=fr("Count file")).click()
    result = recount(download.value.path())
    assert result["adopted"] is adopted
    heads = page.locator("#tetes dd").all_inner_texts()
    assert heads[:3] == [str(result["heads"][word]) for word in ("for", "against", "abstain")]
    lines = page.locator("#colleges table:not(.hidden-text) tbody tr")
    shown = [line.locator("td").all_inner_texts() for line in lines.all() if line.locator("td").count() == 6]
    expected = [
        [str(one[key]) for key in ("weight", "for", "against", "abstain", "carried_for", "carried_against")]
        for one in result["by_college"].values()
    ]
    assert shown == expected
    assert_accessible(page)
    assert_fits(page)


def recount(path):
    done = subprocess.run(
        [sys.executable, "-m", "scic", "votes", "count", str(path), "--json"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def close_and_write_minutes(evening):
    chair = evening.at(evening.chair, "/bureau")
    press(chair, "Certify the sheet", sure=True)
    press(chair, "Close the session", sure=True)
    press(chair, "Write the minutes", within="#suite")
    chair.get_by_label(DEBATE).fill(WORDS)
    fill(chair, {"signed_at": "Rennes"})
    press(chair, "Save this revision")
    assert WORDS in chair.get_by_label(DEBATE).input_value()
    assert_accessible(chair)
    draft = chair.context.request.get(f"{evening.address}/proces-verbal/apercu.pdf")
    assert WORDS[:30] in text_of(draft.body())
    press(chair, "Issue the minutes", within="aside", sure=True)
    chair.get_by_text(fr("Minutes no. %(number)s", number=1)).first.wait_for()
    assert_accessible(chair)


def text_of(pdf):
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def members_read_them(evening):
    """The decision is in the register with its number; the minutes say quorum, verdict, votes and the late notice."""
    member = evening.person(cast.BASTIEN)
    member.goto(f"{evening.url}/decisions?q=comptes")
    member.get_by_role("link", name=ACCOUNTS).click()
    assert fr("Adopted") in member.inner_text("main")
    assert_fits(member)
    minutes = member.locator("a.document").first.get_attribute("href")
    answer = member.context.request.get(evening.url + minutes)
    assert answer.headers["content-type"] == "application/pdf"
    text = text_of(answer.body())
    for said in (ACCOUNTS, PLACE_TO_MEET, "quorum", "adopté", "rejeté", WORDS[:30], "Échéance bancaire", cast.CHAIR):
        assert said.lower() in text.lower(), said
    assert re.search(r"(?i)d.cision n.{0,3}1\b", text)
