"""The year of the pole in Chromium: a viewpoint behind an action, its priority, a workshop with its brochure, its evaluation, what
follows, and the yearly report made by the worker. Every page is judged by axe and fits a phone.
"""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.jobs.models import Job
from foundation.jobs.runner import run_job
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from governance.services.bodies import hold_meeting
from membership.models.members import Member
from membership.services.access import give_access
from pole.evaluations.models import Campaign, Invited
from pole.evaluations.queries.answering import answerers
from pole.evaluations.rules.campaigns import subject_of
from pole.evaluations.services.answering import Answer, answer_as_member
from pole.evaluations.services.campaigns import choose_subjects, create_campaign, open_campaign
from pole.report.queries.issued import JOB
from tests.browser import PHONE, assert_accessible, assert_fits
from tests.factories import pole_evaluations as judged
from tests.factories import pole_priorities as chosen
from tests.factories.accounts import PASSWORD, make_account
from tests.journeys.stage import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHAIR = "presidence@exemple.fr"
MET = date(2026, 7, 2)
YEAR = 2026
SAID = "Nos bénévoles s’épuisent et personne ne prend la suite."


def a_year_of_votes() -> None:
    """What time alone makes: a vote on priorities that was counted, an evaluation that closed, a board that met."""
    _vote, actions = chosen.published_vote()
    made = create_campaign(judged.draft(), at=judged.WRITTEN, **judged.BY)
    choose_subjects(made, [subject_of("action", actions[1].id)], at=judged.WRITTEN, **judged.BY)
    campaign = open_campaign(made.id, at=judged.OPENED, **judged.BY)
    for one in db.session.query(Invited).filter_by(campaign_id=campaign.id):
        answer_as_member(campaign.subjects[0], one, judged.GOOD, at=judged.DURING)
    hold_meeting(chosen.board(), MET, at=datetime(2026, 7, 3, 9, tzinfo=UTC), **judged.BY)
    account = make_account("Aziliz Présidence", Role.BOARD, email=CHAIR, password=PASSWORD)
    person = db.session.query(Member).filter(Member.person_id.is_not(None)).order_by(Member.id.desc()).first()
    assert person is not None
    give_access(person.person_id or 0, account.id, actor=SYSTEM, at=judged.WRITTEN)


@pytest.fixture
def url(live_server):
    return live_server(a_year_of_votes).url


def test_from_a_viewpoint_to_the_yearly_report(url, visit, own_app):
    page = visit(f"{url}/connexion", width=PHONE)
    sign_in(page, url, CHAIR, PASSWORD)
    good(page)
    number = collect_a_viewpoint(page, url)
    put_it_behind_the_second_action(page, url, number)
    make_a_plan_of_the_priorities(page, url)
    work_in_a_workshop(page, url)
    decide_to_continue(page, f"{url}/evaluations/1/resultat/1")
    decide_to_continue(page, evaluate_the_workshop(page, url, own_app))
    report_the_year(page, url, own_app)


def collect_a_viewpoint(page: "Page", url: str) -> str:
    go(page, f"{url}/programme/contributions/nouvelle")
    page.locator("[name=title]").fill("Des bénévoles à renouveler")
    page.locator("[name=text]").fill(SAID)
    page.locator("[name=person_name]").fill("Gwenola Kerbrat")
    send(page)
    found = re.search(r"/contributions/(\d+)", page.url)
    assert found
    assert SAID in page.locator("main").inner_text()
    return found[1]


def put_it_behind_the_second_action(page: "Page", url: str, number: str) -> None:
    go(page, f"{url}/programme/contributions/{number}/action")
    page.locator("[name=action_id]").select_option(index=2)
    send(page)
    go(page, f"{url}/programme/actions/2")


def make_a_plan_of_the_priorities(page: "Page", url: str) -> None:
    go(page, f"{url}/priorites/1")
    go(page, f"{url}/priorites/1/plan")
    page.locator("[name=body]").select_option(index=page.locator("[name=body] option").count() - 1)
    page.locator("[name=on]").fill(date_typed(page, MET))
    page.locator("[name=verdict][value=validated]").check(force=True)
    send(page)
    assert page.url.endswith("/priorites/1")


def work_in_a_workshop(page: "Page", url: str) -> None:
    go(page, f"{url}/ateliers/nouveau")
    page.locator("[name=title]").fill("Renouveler les bénévoles")
    page.locator("[name=question]").fill("Comment faire venir et rester\u202f?")
    send(page)
    found = re.search(r"/ateliers/(\d+)", page.url)
    assert found
    go(page, f"{url}/bibliotheque/nouvelle?atelier={found[1]}")
    page.locator("[name=kind][value=brochure]").check(force=True)
    page.locator("[name=title]").fill("Accueillir un bénévole, huit pages")
    page.locator("[name=address]").fill("https://pole.example/accueillir.pdf")
    page.locator("[name=published_on]").fill(date_typed(page, now().date()))
    send(page)
    go(page, f"{url}/bibliotheque")
    assert "huit pages" in page.locator("main").inner_text()
    go(page, f"{url}/ateliers/{found[1]}/modifier")
    page.locator("[name=action_id]").select_option(index=2)
    send(page)


def evaluate_the_workshop(page: "Page", url: str, app) -> str:
    """Written, opened and closed by the chair; a member answers on the phone, the others at home."""
    go(page, f"{url}/evaluations/nouvelle")
    page.locator("[name=title]").fill("Après l’atelier")
    page.locator("[name=grid][value='taking-part']").check(force=True)
    page.locator("[name=day]").fill((now() + timedelta(days=20)).date().isoformat())
    page.locator("[name=hour]").fill("18:00")
    send(page)
    found = re.search(r"/evaluations/(\d+)", page.url)
    assert found
    campaign = f"{url}/evaluations/{found[1]}"
    go(page, f"{campaign}/actions")
    page.locator("[name=abouts][value^=workshop]").check(force=True)
    send(page)
    page.locator("form[action$='/ouvrir'] button").click()
    page.get_by_role("dialog").get_by_role("button").first.click()
    page.wait_for_load_state()
    good(page)
    with app.app_context(), transaction():
        made = db.session.get_one(Campaign, int(found[1]))
        subject_id = made.subjects[0].id
        chair = db.session.query(Account).filter_by(email=CHAIR).one()
        mine = {one.invited.id for one in answerers(made, chair.id, now().date())}
        for one in db.session.query(Invited).filter_by(campaign_id=made.id):
            if one.id not in mine:
                answer_as_member(made.subjects[0], one, Answer({"collective": 4, "global": 3}), at=now())
    go(page, f"{campaign}/actions/{subject_id}/repondre")
    for name in ("collective", "global"):
        page.locator(f"[name=c_{name}][value='4']").check(force=True)
    page.locator("[name=keep]").fill("La brochure, huit pages.")
    send(page)
    go(page, f"{campaign}/cloture")
    page.locator("[name=at_once]").check(force=True)
    page.locator("[name=reason]").fill("Tous ont répondu.")
    send(page)
    go(page, f"{campaign}/resultat")
    return f"{campaign}/resultat/{subject_id}"


def decide_to_continue(page: "Page", result: str) -> None:
    go(page, result)
    go(page, f"{result}/suite")
    page.locator("[name=way][value=continue]").check(force=True)
    page.locator("[name=where]").select_option(index=0)
    page.locator("[name=motives]").fill("Les membres le trouvent utile.")
    send(page)
    assert "Continuer" in page.locator("main").inner_text()


def report_the_year(page: "Page", url: str, app) -> None:
    go(page, f"{url}/rapport-annuel/{YEAR}/project/mots")
    page.locator("[name=text]").fill("Le bassin d’emploi change, et nous avec lui.")
    send(page)
    for code in ("priorities", "evaluations", "workshops", "members"):
        go(page, f"{url}/rapport-annuel/{YEAR}/{code}")
    go(page, f"{url}/rapport-annuel/{YEAR}")
    page.locator("form[action$='/document'] button").click()
    page.wait_for_load_state()
    good(page)
    with app.app_context():
        job = db.session.query(Job).filter_by(kind=JOB).one()
        run_job(job.id, clock=lambda: now() + timedelta(seconds=5))
        db.session.remove()
    go(page, f"{url}/rapport-annuel/{YEAR}")
    link = page.locator("a[href$='.pdf']").first.get_attribute("href")
    paper = page.request.get(f"{url}{link}")
    assert paper.status == 200
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.body())).pages)
    for said in ("bassin", "Priorités 2026", "Continuer", "huit pages", "2015-1381"):
        assert said in text, said


def date_typed(page: "Page", day: date) -> str:
    """As the field takes it: the browser's own date, or figures."""
    typed = page.locator("[name=on], [name=published_on]").first.get_attribute("type")
    return day.isoformat() if typed == "date" else f"{day:%d/%m/%Y}"


def go(page: "Page", address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    good(page)


def send(page: "Page") -> None:
    before = page.url
    page.locator("main form[method=post] button[type=submit].button:not(.outline):not(.quiet)").last.click()
    page.wait_for_load_state()
    assert page.url != before, page.locator("main").inner_text()[:1500]
    good(page)


def good(page: "Page") -> None:
    assert_accessible(page)
    assert_fits(page)
