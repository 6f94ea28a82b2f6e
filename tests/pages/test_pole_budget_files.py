"""The pages of the budget that take files and amounts in, and give files out."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from pole.budget.models import BudgetActual, BudgetUpload
from pole.budget.queries import plan_at, plans
from pole.budget.services.plans import put_line
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_statutes
from tests.factories.pole_budget import COSTS, WRITTEN, plan, stored_plan
from tests.factories.pole_budget_pages import at, said, text_of
from tests.pages.test_governance_costs import statements
from tests.services.test_pole_budget import FEC

COST = {"head": "external", "label": "Assurance", "cents-0": "1 200,50", "cents-1": "", "cents-2": "3", "cents-3": "4"}


@pytest.fixture(autouse=True)
def row(session):
    make_statutes()
    return stored_plan()


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Rozenn Jégouzel", Role.STAFF))
    return client


# ---- files


def taken(client, row, kind="xlsx"):
    return client.get(at(row, f"/{{}}/plan.{kind}")).data


def sent(content, name="plan.xlsx"):
    return {"data": {"file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_taken_away_and_brought_in_again_changes_nothing(staff, row, kind):
    answer = staff.post(at(row, "/{}/importer"), **sent(taken(staff, row, kind), f"plan.{kind}"))
    assert answer.status_code == 303
    tried = staff.get(answer.location)
    assert tried.status_code == 200
    assert "il n’y a rien à reprendre" in text_of(tried) or "nothing to take in" in text_of(tried)
    assert 'name="seen"' not in tried.get_data(as_text=True)


def test_a_workbook_is_tried_out_then_taken_in(staff, row):
    other = stored_plan(plan(title="Autre plan", costs=COSTS[:2]))
    answer = staff.post(at(row, "/{}/importer"), **sent(taken(staff, other)))
    assert plan_at(row.id).last == 1
    tried = text_of(staff.get(answer.location))
    assert "Autre plan" in tried
    done = staff.post(answer.location, data={"seen": "1"})
    assert (done.status_code, said(row)) == (303, said(other))
    assert db.session.execute(select(BudgetUpload.id)).first() is None
    assert staff.get(answer.location).status_code == 404


def test_a_plan_that_moved_since_the_try_out_is_not_written_over(staff, row):
    other = stored_plan(plan(title="Autre plan"))
    answer = staff.post(at(row, "/{}/importer"), **sent(taken(staff, other)))
    put_line(row.id, replace(COSTS[0], label="Local"), seen=1, actor=SYSTEM, at=WRITTEN)
    assert staff.post(answer.location, data={"seen": "1"}).status_code == 422
    assert said(row).title == "Plan du pôle"


def test_a_workbook_makes_a_new_plan(staff, row):
    answer = staff.post("/budget/importer", **sent(taken(staff, row)))
    done = staff.post(answer.location, data={"seen": "0"})
    assert done.status_code == 303
    assert [one.said for one in plans()] == [plan(), plan()]


def test_a_file_with_faults_names_each_cell_and_writes_nothing(staff, row):
    bad = stored_plan(plan(costs=(replace(COSTS[0], label="x"),)))
    content = taken(staff, bad)
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part = re.sub(
                    rb'<c r="F2"[^>]*><v>9600</v></c>', b'<c r="F2" t="inlineStr"><is><t>douze</t></is></c>', part
                )
                part = re.sub(rb'<c r="G2"([^>]*)><v>', rb'<c r="G2"\1><f>4800*2</f><v>', part)
            made.writestr(name, part)
    answer = staff.post(at(row, "/{}/importer"), **sent(out.getvalue()))
    tried = text_of(staff.get(answer.location))
    assert "Charges, F2" in tried
    assert "douze" in tried
    assert "Charges, G2" in tried
    assert staff.post(answer.location, data={"seen": "1"}).status_code == 422
    assert plan_at(row.id).last == 1


@pytest.mark.parametrize("content", [b"", b"a;b\r\n1;2\r\n", b"%PDF-1.7 ...", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_said_in_a_sentence(staff, row, content):
    answer = staff.post(at(row, "/{}/importer"), **sent(content))
    assert answer.status_code == 422
    assert staff.post(at(row, "/{}/importer"), data={}).status_code == 422
    assert db.session.execute(select(BudgetUpload.id)).first() is None


def test_tables_and_paper_leave(staff, row):
    csv = staff.get(at(row, "/{}/tableau.csv")).get_data(as_text=True)
    assert "Charge;Charges externes;C1;Loyer;;;9600,00" in csv
    assert "Total des charges" in csv
    for kind in ("xlsx", "ods"):
        assert staff.get(at(row, f"/{{}}/tableau.{kind}")).data.startswith(b"PK")
    paper = staff.get(at(row, "/{}/plan.pdf"))
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")


# ---- what came


ACTUAL = {"place": "cost:external", "label": "Loyer de janvier", "amount": "800", "on": "2026-01-31"}


def test_an_amount_is_entered_and_taken_back(staff, row):
    assert staff.post(at(row, "/{}/realise"), data=ACTUAL).status_code == 303
    page = text_of(staff.get(at(row, "/{}/realise?annee=2026")))
    assert "Loyer de janvier" in page
    assert "800,00" in page
    number = db.session.execute(select(BudgetActual.id)).scalar_one()
    assert staff.post(at(row, f"/{{}}/realise/{number}/annuler")).status_code == 303
    staff.post(at(row, f"/{{}}/realise/{number}/annuler"))
    assert db.session.query(BudgetActual).count() == 2
    for wrong in ({"amount": "x"}, {"amount": "0"}, {"on": "2999-01-01"}, {"place": "cost:cars"}, {"label": ""},
                  {"place": "resource:public"}):  # fmt: skip
        assert staff.post(at(row, "/{}/realise"), data=ACTUAL | wrong).status_code == 422


def test_a_member_reads_what_came_and_enters_nothing(client, row):
    sign_in(client, make_account("Ada Brume"))
    assert client.post(at(row, "/{}/realise"), data=ACTUAL).status_code == 403
    assert 'name="amount"' not in client.get(at(row, "/{}/realise")).get_data(as_text=True)


def test_entries_are_tried_out_then_taken_in_once(staff, row):
    content = FEC.format("12,34").encode("cp1252")
    for expected in (2, 0):
        answer = staff.post("/budget/ecritures", **sent(content, "fec.txt"))
        tried = staff.get(answer.location)
        assert tried.status_code == 200
        assert ("Locations" in text_of(tried)) == bool(expected)
        before = db.session.query(BudgetActual).count()
        assert staff.post(answer.location).status_code == 303
        assert db.session.query(BudgetActual).count() - before == expected


def test_entries_with_a_fault_are_not_taken_in(staff, row):
    answer = staff.post("/budget/ecritures", **sent(FEC.format("douze").encode(), "fec.txt"))
    assert "L4" in text_of(staff.get(answer.location))
    staff.post(answer.location)
    assert db.session.query(BudgetActual).count() == 0


def test_our_treasury_is_asked_within_days(staff, row):
    days = {"first": "2026-01-01", "last": "2026-12-31"}
    assert staff.post("/budget/ecritures/tresorerie", data=days).status_code == 303
    assert staff.post("/budget/ecritures/tresorerie", data=days | {"last": "2025-01-01"}).status_code == 422
    assert staff.post("/budget/ecritures/tresorerie", data={"first": "", "last": ""}).status_code == 422


def test_names_that_look_like_code_stay_text(staff, row):
    nasty = "<script>alert(1)</script>"
    staff.post(at(row, "/{}/charges/nouvelle"), data=COST | {"label": nasty, "seen": "1"})
    for path in ("/{}", "/{}/lignes", "/{}/versions", "/{}/charges/C4"):
        assert nasty not in staff.get(at(row, path)).get_data(as_text=True)


PAGES = ("", "/{}", "/{}/lignes", "/{}/hypotheses", "/{}/versions", "/{}/realise")


def test_statements_do_not_grow_with_plans_versions_and_amounts(staff, row):
    def more(count, first):
        for rank in range(count):
            stored_plan()
            line = replace(COSTS[0], cents=(first + rank, 0, 0, 0))
            put_line(row.id, line, seen=plan_at(row.id).last, actor=SYSTEM, at=WRITTEN)
            staff.post(at(row, "/{}/realise"), data=ACTUAL)

    def costs():
        found = {}
        for path in PAGES:
            staff.get(at(row, path))
            with statements() as said_now:
                staff.get(at(row, path))
            found[path] = len(said_now)
        return found

    more(2, 10)
    few = costs()
    more(6, 100)
    many = costs()
    assert {path: count for path, count in many.items() if count > few[path]} == {}
    assert max(many.values()) <= 16, many
