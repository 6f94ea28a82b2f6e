"""Paper ballots to print: one sheet a college, all ballots alike, the announced order, how to fill in, what is void."""

import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes.models import Box
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.printed_ballots import Layout, how_to_fill, layout_of, void_cases
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes

HOSTILE = "#panic() *Zoé* <b>"
THREE = (Option("o1", "Noé Sel"), Option("o2", HOSTILE), Option("o3", "Ada Brume"))


def opened(*, college: str | None = None, **changes: Any) -> Box:
    lines = roll(*range(1, 7), college=college)
    wanted = {"secrecy": Secrecy(3), "colleges": (), "replaceable": False, "subject": "item:1"} | changes
    return boxes.open_box(draft(**wanted), lines, actor=SYSTEM, at=now() - timedelta(minutes=5))


@pytest.fixture
def office(client: FlaskClient, session: object) -> FlaskClient:
    sign_in(client, make_account("Lin Bureau", Role.STAFF, language="en"))
    return client


def sheets(office: FlaskClient, box: Box) -> list[str]:
    answer = office.get(f"/votes/{box.id}/papier/bulletins.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.get_data())
    return [re.sub(r"\s", "", document[page].get_textpage().get_text_range()) for page in range(len(document))]


def test_a_page_holds_several_ballots_all_alike_with_the_options_in_the_announced_order(office: FlaskClient) -> None:
    contest = Contest(THREE, seats=2, marks=Marks(0, 2))
    [page] = sheets(office, opened(method="approval", contest=contest, paper={"details": {}, "shuffled": True}))
    ballots = page.split("Bulletindevote")[1:]
    ballots = [one[: one.index("dubureau.")] for one in ballots if "Nul" in one]
    assert len(ballots) == 6
    assert len(set(ballots)) == 1
    [one] = set(ballots)
    assert one.index("NoéSel") < one.index("#panic()*Zoé*<b>") < one.index("AdaBrume")
    assert "Cochez2casesauplus." in one
    assert "Nul:plusoumoinsdecases" in one


def test_a_resolution_offers_for_against_abstain_and_says_what_a_blank_ballot_is(office: FlaskClient) -> None:
    [page] = sheets(office, opened())
    assert page.count("Abstention") == page.count("Sansaucunemarque,lebulletinestblanc.") == 6


def test_each_college_counted_apart_has_its_own_sheet_and_one_that_votes_openly_has_none(office: FlaskClient) -> None:
    colleges = draft().colleges
    way = SmallGroup(SmallGroupWay.OPEN, reason="Accord écrit du 2 juin.")
    box = opened(college=colleges[0].id + colleges[1].id, colleges=colleges, secrecy=Secrecy(3, {colleges[2].id: way}))
    pages = sheets(office, box)
    assert len(pages) == 2
    for college, page in zip(colleges, pages, strict=False):
        assert page.count(f"Bulletindevote–{college.name}") == 6


def test_an_open_vote_has_no_paper_ballots_and_a_member_prints_none(office: FlaskClient, app: Any) -> None:
    assert office.get(f"/votes/{opened(secrecy=None).id}/papier/bulletins.pdf").status_code == 422
    member = app.test_client()
    sign_in(member, make_account("Ada Bretelle"))
    assert member.get(f"/votes/{opened().id}/papier/bulletins.pdf").status_code == 403


def test_the_desk_finds_the_ballots_on_the_page_of_paper(office: FlaskClient) -> None:
    box = opened()
    assert f"/votes/{box.id}/papier/bulletins.pdf" in office.get(f"/votes/{box.id}/papier").get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "contest", "filled", "void"),
    [
        ("plurality", Contest(THREE), "Cochez une seule case.", "plusieurs cases"),
        ("greedy", Contest(THREE, budget_cents=100), "Cochez autant de cases", "case raturée"),
        ("approval", Contest(THREE, marks=Marks(1, 2)), "Cochez de 1 à 2 cases.", "plus ou moins"),
        ("score", Contest(THREE, max_score=5), "de 0 à 5", "au-delà de 5"),
        (
            "points",
            Contest(THREE, points=Points(10, 6, 2)),
            "10 points au plus, 6 au plus par choix",
            "trop peu de choix",
        ),
        ("majority_judgment", Contest(THREE, grades=("Non", "Oui")), "Chaque ligne en demande une.", "ou aucune"),
        ("schulze", Contest(THREE), "à égalité", "autre chose que des rangs"),
        ("irv", Contest(THREE), "1 pour votre premier choix", "le même rang"),
    ],
)
def test_what_is_printed_is_what_the_count_takes(method: str, contest: Contest, filled: str, void: str) -> None:
    assert filled in " ".join(how_to_fill(method, contest))
    assert void in void_cases(method, contest)


def test_more_options_leave_fewer_ballots_on_a_page() -> None:
    def many(number: int) -> Contest:
        return Contest(tuple(Option(f"o{place}", f"Choix {place}") for place in range(number)))

    laid = [layout_of("plurality", many(number)) for number in (3, 4, 7, 8, 22, 23)]
    assert laid == [Layout(2, 3), Layout(2, 2), Layout(2, 2), Layout(2, 1), Layout(2, 1), Layout(1, 1)]
