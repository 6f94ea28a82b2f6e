"""The pages of the budget: who may read and write, what forms refuse, files in and out, what pages cost."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from governance.rules.bodies import BodyKind
from governance.services.bodies import BodyDraft, found_body, hold_meeting
from pole.budget.queries import plan_at, plans
from pole.budget.rules.actuals import Entered, Side
from pole.budget.rules.plan import ResourceKind
from pole.budget.services.actuals import enter_actual
from pole.budget.services.plans import put_line
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_statutes
from tests.factories.pole_budget import COSTS, WRITTEN, stored_plan
from tests.factories.pole_budget_pages import at, said, text_of

READ = ["", "/{}", "/{}/lignes", "/{}/hypotheses", "/{}/versions", "/{}/realise", "/{}/plan.xlsx", "/{}/tableau.csv"]
WRITE = [
    "/nouveau", "/importer", "/ecritures", "/{}/reglages", "/{}/importer", "/{}/charges/nouvelle", "/{}/charges/C1",
    "/{}/postes/P1", "/{}/materiel/M1", "/{}/ressources/R1", "/{}/instance",
]  # fmt: skip


@pytest.fixture(autouse=True)
def row(session):
    make_statutes()
    return stored_plan()


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Rozenn Jégouzel", Role.STAFF))
    return client


def test_every_member_reads_the_budget_and_no_visitor_does(client, row):
    assert {client.get(at(row, path)).status_code for path in READ} == {401}
    sign_in(client, make_account("Ada Brume"))
    assert {path: client.get(at(row, path)).status_code for path in READ} == dict.fromkeys(READ, 200)


@pytest.mark.parametrize("role", [Role.BOARD, Role.STAFF, Role.TREASURER])
def test_board_staff_and_treasurer_write_it(client, row, role):
    """The treasurer keeps no body: its decisions are entered by board and staff."""
    sign_in(client, make_account("Solenn Tanguy", role))
    expected = dict.fromkeys(WRITE, 200) | ({"/{}/instance": 403} if role is Role.TREASURER else {})
    assert {path: client.get(at(row, path)).status_code for path in WRITE} == expected


def test_a_plain_member_does_not(client, row):
    sign_in(client, make_account("Ada Brume"))
    assert {client.get(at(row, path)).status_code for path in WRITE} == {403}
    assert {client.post(at(row, path)).status_code for path in WRITE} == {403}
    page = client.get(at(row, "/{}/lignes")).get_data(as_text=True)
    assert "Loyer" in page
    assert f"/budget/{row.id}/charges/nouvelle" not in page


@pytest.mark.parametrize(
    "path", ["/999999", "/{}?version=9", "/{}/charges/C99", "/{}/voitures/C1", "/importer/9", "/ecritures/9"]
)
def test_what_is_not_there_is_not_found(staff, row, path):
    assert staff.get(at(row, path)).status_code == 404


def test_numbers_that_no_row_has_break_nothing(staff, row):
    huge = "9" * 40
    assert staff.get(at(row, f"/{{}}?version={huge}")).status_code == 404
    for path in (
        f"/{{}}/versions?page={huge}",
        f"/{{}}/realise?page={huge}&annee={huge}",
        "/{}/realise?page=-1&annee=-5",
    ):
        assert staff.get(at(row, path)).status_code == 200
    assert staff.post(at(row, "/{}/charges/C1"), data=COST | {"seen": huge}).status_code == 404


COST = {"head": "external", "label": "Assurance", "cents-0": "1 200,50", "cents-1": "", "cents-2": "3", "cents-3": "4"}


def test_a_cost_is_typed_year_by_year(staff, row):
    answer = staff.post(at(row, "/{}/charges/nouvelle"), data=COST | {"seen": "1"})
    assert (answer.status_code, answer.location) == (303, f"/budget/{row.id}/lignes")
    line = said(row).costs[-1]
    assert (line.key, line.label, line.cents) == ("C4", "Assurance", (120_050, 0, 300, 400))


def test_save_and_add_another_comes_back_to_an_empty_form(staff, row):
    answer = staff.post(at(row, "/{}/charges/nouvelle"), data=COST | {"seen": "1", "again": "1"})
    assert answer.location == f"/budget/{row.id}/charges/nouvelle"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": " "}, "label"),
        ({"head": "permanent"}, "head"),
        ({"head": ""}, "head"),
        ({"head": "other_skills"}, "form"),
        ({"cents-2": "douze"}, "cents-2"),
        ({"cents-2": "-1"}, "cents-2"),
        ({"cents-2": "1,234"}, "cents-2"),
        ({"cents-2": "9" * 12}, "cents-2"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(staff, row, wrong, field):
    answer = staff.post(at(row, "/{}/charges/nouvelle"), data=COST | {"seen": "1"} | wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{field}' in page
    assert "1 200,50" in page
    assert plan_at(row.id).last == 1


def test_a_line_that_somebody_else_changed_is_kept_on_the_page_and_saved_the_second_time(staff, row):
    line = replace(COSTS[0], cents=(1, 2, 3, 4))
    put_line(row.id, line, seen=1, actor=SYSTEM, at=WRITTEN)
    sent = COST | {"label": "Local", "seen": "1"}
    answer = staff.post(at(row, "/{}/charges/C1"), data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="Local"' in page
    assert '<input id="seen" name="seen" type="hidden" value="2">' in page
    assert said(row).costs[0] == line
    assert staff.post(at(row, "/{}/charges/C1"), data=sent | {"seen": "2"}).status_code == 303
    assert said(row).costs[0].label == "Local"


def test_a_post_is_typed_under_each_hypothesis(staff, row):
    shares = {f"share-{rank}": value for rank, value in enumerate(["0,75", "0,8", "3/4", "", "1", "1", "1", "0,5"])}
    data = {"label": "Senior", "full_time": "52 800", "raise_": "1,5 %", "seen": "1", **shares}
    assert staff.post(at(row, "/{}/postes/P1"), data=data).status_code == 303
    post = said(row).posts[0]
    assert [str(one) for one in (*post.shares["A"], *post.shares["B"])] == [
        "3/4",
        "4/5",
        "3/4",
        "0",
        "1",
        "1",
        "1",
        "1/2",
    ]
    assert (post.full_time_cents, str(post.raise_)) == (5_280_000, "3/200")
    wrong = staff.post(at(row, "/{}/postes/P1"), data=data | {"share-5": "-1", "raise_": "1,55", "seen": "2"})
    assert wrong.status_code == 422
    assert 'href="#raise_' in wrong.get_data(as_text=True)


def test_a_share_out_of_bounds_is_told_at_its_own_year(staff, row):
    shares = {f"share-{rank}": "1" for rank in range(8)} | {"share-5": "21"}
    answer = staff.post(
        at(row, "/{}/postes/P1"), data={"label": "S", "full_time": "1", "raise_": "0", "seen": "1", **shares}
    )
    assert answer.status_code == 422
    assert 'href="#share-5"' in answer.get_data(as_text=True)


def test_equipment_and_resource_are_typed(staff, row):
    thing = {"label": "Vélo", "price": "999,99", "in_use_on": "2026-03-31", "years": "4", "seen": "1"}
    assert staff.post(at(row, "/{}/materiel/nouvelle"), data=thing).status_code == 303
    assert said(row).equipment[-1].cents == 99_999
    grant = {"kind": "public", "label": "Appel à projets", "funder": "Métropole", "cents-0": "5", "seen": "2"}
    assert staff.post(at(row, "/{}/ressources/nouvelle"), data=grant).status_code == 303
    assert said(row).resources[-1].cents == (500, 0, 0, 0)
    refused = staff.post(at(row, "/{}/ressources/nouvelle"), data=grant | {"funder": "", "seen": "3"})
    assert (refused.status_code, 'href="#funder' in refused.get_data(as_text=True)) == (422, True)
    assert staff.post(at(row, "/{}/materiel/nouvelle"), data=thing | {"years": "0"}).status_code == 422


def test_a_line_is_taken_out(staff, row):
    assert staff.post(at(row, "/{}/charges/C1/retirer"), data={"seen": "1"}).status_code == 303
    assert [one.key for one in said(row).costs] == ["C2", "C3"]
    assert staff.post(at(row, "/{}/charges/C1/retirer"), data={"seen": "2"}).status_code == 404


FRAME = {
    "title": "Plan B",
    "first_year": "2027",
    "count": "5",
    "closing_month": "8",
    "hypothesis_a": "Un",
    "retained": "A",
}


def test_a_plan_is_made_and_framed(staff, row):
    answer = staff.post("/budget/nouveau", data=FRAME)
    assert answer.status_code == 303
    made = next(one for one in plans() if one.id != row.id)
    assert (made.said.years[-1], made.said.closing_month, made.said.codes) == (2031, 8, ("A",))
    for wrong in ({"count": "11"}, {"first_year": "1999"}, {"title": ""}, {"retained": "B"}, {"closing_month": "13"}):
        assert staff.post("/budget/nouveau", data=FRAME | wrong).status_code == 422
    assert staff.post(at(row, "/{}/reglages"), data=FRAME | {"seen": "1"}).status_code == 303
    assert said(row).costs[0].cents == (960_000, 980_000, 980_000, 0, 0)
    assert staff.post(at(row, "/{}/reglages"), data=FRAME | {"seen": "1"}).status_code == 422


def test_the_page_of_a_plan_says_whether_it_meets(staff, row):
    page = text_of(staff.get(at(row, "/{}")))
    assert "115" not in page
    assert re.search(r"In 2026, resources are|En 2026", page)
    assert "94,3" in page  # 50/53 of the money of 2026 is public


def test_all_but_a_cent_of_the_plan_is_the_whole_of_it(staff, row):
    most = Entered(Side.RESOURCE, ResourceKind.PUBLIC, "Convention", 4_999_999, date(2026, 5, 4), "Région")
    enter_actual(most, actor=SYSTEM, at=WRITTEN)
    page = text_of(staff.get(at(row, "/{}/realise?annee=2026")))
    assert "100\u00a0%" in page or "100 %" in page
    assert "99,99" not in page.replace("49\u202f999,99", "").replace("49 999,99", "")


def test_a_body_is_asked_about_the_plan(staff, row):
    body = found_body(BodyDraft("Comité", BodyKind.STEERING, WRITTEN.date()), actor=SYSTEM, at=WRITTEN)
    meeting = hold_meeting(body, WRITTEN.date(), actor=SYSTEM, at=WRITTEN)
    data = {"meeting": str(meeting.id), "verdict": "amended", "motives": "", "seen": "1"}
    assert staff.post(at(row, "/{}/instance"), data=data).status_code == 422
    answer = staff.post(at(row, "/{}/instance"), data=data | {"motives": "Baisser le loyer."})
    assert (answer.status_code, answer.location) == (303, f"/budget/{row.id}/versions")
    assert "Baisser le loyer." in text_of(staff.get(answer.location))
    assert "Comité" in text_of(staff.get(at(row, "/{}")))
