"""Plans are written again and never over; a body speaks of one version; what came is entered, taken back, taken in once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, NotFound, Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from governance.rules.bodies import BodyKind, Verdict
from governance.services.bodies import BodyDraft, found_body, hold_meeting
from pole.budget.models import BudgetActual, BudgetRevision, BudgetUpload
from pole.budget.queries import actuals, last_verdict, plan_at, plans, revisions, sums, verdicts
from pole.budget.rules.actuals import BookedLine, Entered, Side
from pole.budget.rules.plan import Cost, Hypothesis
from pole.budget.services.actuals import bring_entries, enter_actual, new_amounts, take_back, treasury_lines
from pole.budget.services.files import entries_in, keep_upload, plan_in
from pole.budget.services.plans import (
    Judgement,
    Settings,
    put_line,
    put_to_body,
    replace_plan,
    take_out_line,
    write_settings,
)
from shares.services import give_to_cooperative
from tests.factories.membership import make_member, make_statutes
from tests.factories.pole_budget import COSTS, HYPOTHESES, plan, stored_plan
from tests.factories.treasury import subscribed

ADA = Actor(None, "Ada Brume")
LATER = datetime(2026, 6, 3, 9, tzinfo=UTC)


@pytest.fixture
def row(session):
    return stored_plan()


def said(row):
    return plan_at(row.id).said


def dearer(line, by=1):
    return replace(line, cents=(line.cents[0] + by, *line.cents[1:]))


def test_each_writing_is_a_version_and_earlier_ones_stay(row):
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    assert plan_at(row.id).last == 2
    assert said(row).costs[0].cents[0] == 960_001
    assert plan_at(row.id, 1).said == plan()
    assert not plan_at(row.id, 1).is_last
    assert [entry.tag for entry in audit.history(row.subject)] == ["pole:budget:written"] * 2


def test_the_same_line_again_makes_no_version(row):
    put_line(row.id, COSTS[0], seen=1, actor=ADA, at=LATER)
    assert plan_at(row.id).last == 1


def test_a_revision_can_be_neither_changed_nor_deleted(row):
    revision = plan_at(row.id).revision
    revision.written_by = "Somebody else"
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()


def test_two_people_may_change_two_lines_at_once(row):
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    put_line(row.id, dearer(COSTS[1]), seen=1, actor=SYSTEM, at=LATER)
    assert [one.cents[0] for one in said(row).costs[:2]] == [960_001, 240_001]


def test_two_people_on_the_same_line_the_second_is_told_by_name(row):
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    with pytest.raises(StateMoved, match="Ada Brume changed this line"):
        put_line(row.id, dearer(COSTS[0], 2), seen=1, actor=SYSTEM, at=LATER)
    with pytest.raises(StateMoved):
        take_out_line(row.id, Cost, "C1", seen=1, actor=SYSTEM, at=LATER)
    put_line(row.id, dearer(COSTS[0], 2), seen=2, actor=SYSTEM, at=LATER)
    assert said(row).costs[0].cents[0] == 960_002


def test_a_line_taken_out_leaves_the_plan_and_stays_in_its_versions(row):
    take_out_line(row.id, Cost, "C1", seen=1, actor=ADA, at=LATER)
    assert [one.key for one in said(row).costs] == ["C2", "C3"]
    assert plan_at(row.id, 1).said.costs == COSTS
    with pytest.raises(NotFound):
        take_out_line(row.id, Cost, "C1", seen=2, actor=ADA, at=LATER)


def settings(**changes):
    frame = {
        "title": "Plan",
        "first_year": 2027,
        "count": 5,
        "closing_month": 8,
        "hypotheses": HYPOTHESES,
        "retained": "B",
    }
    return Settings(**(frame | changes))


def test_settings_move_the_years_and_the_hypotheses(row):
    more = (*HYPOTHESES, Hypothesis("C", "Trois"))
    write_settings(row.id, settings(hypotheses=more), seen=1, actor=ADA, at=LATER)
    now = said(row)
    assert (now.years, now.closing_month, now.retained, now.codes) == (
        (2027, 2028, 2029, 2030, 2031),
        8,
        "B",
        ("A", "B", "C"),
    )
    assert now.costs[0].cents == (960_000, 980_000, 980_000, 0, 0)
    with pytest.raises(StateMoved, match="version 2"):
        write_settings(row.id, settings(), seen=1, actor=ADA, at=LATER)


def test_a_plan_or_a_version_that_is_not_there(row):
    with pytest.raises(NotFound):
        plan_at(999_999)
    with pytest.raises(NotFound):
        plan_at(row.id, 2)


def test_a_file_takes_the_place_of_the_plan_unless_it_moved(row):
    other = plan(title="Autre plan")
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    with pytest.raises(StateMoved):
        replace_plan(row.id, other, seen=1, filename="plan.xlsx", actor=ADA, at=LATER)
    assert plan_at(row.id).last == 2
    made = replace_plan(row.id, other, seen=2, filename="plan.xlsx", actor=ADA, at=LATER)
    assert (made.revision, made.filename, said(row)) == (3, "plan.xlsx", other)
    assert audit.history(row.subject)[-1].tag == "pole:budget:brought_in"


def test_plans_are_listed_at_their_last_version_the_latest_written_first(row):
    other = stored_plan(plan(title="Autre"))
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    assert [(one.id, one.last) for one in plans()] == [(row.id, 2), (other.id, 1)]


# ---- put to a body


@pytest.fixture
def meeting(session):
    body = found_body(BodyDraft("Comité de pilotage", BodyKind.STEERING, date(2026, 1, 1)), actor=SYSTEM, at=LATER)
    return hold_meeting(body, date(2026, 6, 1), actor=SYSTEM, at=LATER)


def test_a_body_speaks_of_one_version_and_its_verdict_stays_there(row, meeting):
    decision = put_to_body(row.id, Judgement(meeting, Verdict.VALIDATED), seen=1, actor=ADA, at=LATER)
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    told = verdicts(revisions(row.id))
    assert {number: [one.number for one in found] for number, found in told.items()} == {2: [], 1: [decision.number]}
    number, last = last_verdict(row.id)
    assert (number, last.verdict, last.subject) == (1, "validated", plan_at(row.id, 1).revision.subject)


def test_a_body_is_not_asked_about_a_version_that_moved_nor_refuses_without_motives(row, meeting):
    put_line(row.id, dearer(COSTS[0]), seen=1, actor=ADA, at=LATER)
    with pytest.raises(StateMoved, match="Version 2"):
        put_to_body(row.id, Judgement(meeting, Verdict.VALIDATED), seen=1, actor=ADA, at=LATER)
    with pytest.raises(Refused):
        put_to_body(row.id, Judgement(meeting, Verdict.REFUSED), seen=2, actor=ADA, at=LATER)
    assert last_verdict(row.id) is None


# ---- what really came


def entered(**changes):
    frame = {"side": Side.COST, "code": "external", "label": "Loyer", "cents": 80_000, "on": date(2026, 1, 31)}
    return Entered(**(frame | changes))


def test_what_came_is_added_up_by_year_and_head_and_a_mistake_taken_back(session, at):
    first = enter_actual(entered(), actor=ADA, at=at)
    enter_actual(entered(cents=1), actor=ADA, at=at)
    enter_actual(entered(on=date(2025, 12, 31)), actor=ADA, at=at)
    assert sums(12) == {(Side.COST, "external", 2026): 80_001, (Side.COST, "external", 2025): 80_000}
    assert sums(8) == {(Side.COST, "external", 2026): 160_001}
    take_back(first, actor=ADA, at=at)
    assert sums(12)[Side.COST, "external", 2026] == 1
    rows, count = actuals()
    assert (count, [one.taken_back for one in rows]) == (3, [False, True, False])
    with pytest.raises(StateMoved):
        take_back(first, actor=ADA, at=at)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"cents": 0}, "budget-actual-zero"),
        ({"cents": 10**11 + 1}, "budget-actual-large"),
        ({"on": date(2026, 6, 13)}, "budget-actual-ahead"),
        ({"side": Side.RESOURCE, "code": "public"}, "budget-actual-funder"),
    ],
)
def test_what_cannot_have_come_is_refused(session, at, wrong, code):
    with pytest.raises(Refused) as refused:
        enter_actual(entered(**wrong), actor=ADA, at=at)
    assert refused.value.code == code
    assert db.session.execute(select(BudgetActual.id)).first() is None


def test_the_evening_of_today_is_not_a_day_to_come(session, at):
    assert enter_actual(entered(on=date(2026, 6, 12), cents=10**11), actor=ADA, at=at).cents == 10**11


LINES = [
    BookedLine("F1", date(2026, 1, 31), "641100", "Salaires", "Salaire de Rozenn", 250_000, "P1"),
    BookedLine("F2", date(2026, 1, 31), "512000", "Banque", "Salaire de Rozenn", -250_000, "P1"),
    BookedLine("F3", date(2026, 2, 1), "740000", "Région", "Acompte", -900_000, "P2"),
]


def test_lines_of_the_books_are_taken_in_once_and_name_nobody(session, at):
    assert bring_entries(LINES[:1], filename="fec.txt", actor=ADA, at=at) == 1
    assert [one.entry_key for one in new_amounts(LINES)] == ["F3"]
    assert bring_entries(LINES, filename="fec.txt", actor=ADA, at=at) == 1
    assert bring_entries(LINES, filename="fec.txt", actor=ADA, at=at) == 0
    rows, _count = actuals()
    assert [(one.row.label, one.row.funder, one.row.cents) for one in rows] == [
        ("Région", "Région", 900_000),
        ("Salaires", "", 250_000),
    ]
    assert len(audit.history("budget")) == 2


def test_our_own_treasury_gives_what_is_a_resource_and_leaves_the_capital_aside(session, at):
    make_statutes()
    member = make_member()
    subscribed(member, 10, paid_cents=20_000)
    give_to_cooperative(member.id, 2, date(2026, 5, 2), document="lettre", actor=SYSTEM, at=at)
    lines = treasury_lines(date(2026, 1, 1), date(2026, 12, 31))
    assert any(line.account == "101300" for line in lines)
    assert bring_entries(lines, filename="-", actor=ADA, at=at) == 1
    assert sums(12) == {(Side.RESOURCE, "own", 2026): 4_000}
    assert bring_entries(treasury_lines(date(2026, 1, 1), date(2026, 12, 31)), filename="-", actor=ADA, at=at) == 0


FEC = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\t"
    "EcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n"
    "AC\tAchats\t1\t20260131\t613200\tLocations\t\t\tF12\t20260131\tLoyer\t800,00\t0,00\t\t\t20260131\t\t\r\n"
    "AC\tAchats\t1\t20260131\t401000\tFournisseurs\t\t\tF12\t20260131\tLoyer\t0,00\t800,00\t\t\t20260131\t\t\r\n"
    "AC\tAchats\t2\t20260131\t606400\tFournitures\t\t\tF13\t20260131\tPapier\t{}\t0,00\t\t\t20260131\t\t\r\n"
)


def test_a_fec_is_read_line_by_line_with_keys_that_last():
    read = entries_in(FEC.format("12,34").encode("cp1252"))
    assert not read.faults
    assert [(one.account, one.cents) for one in read.lines] == [
        ("613200", 80_000),
        ("401000", -80_000),
        ("606400", 1_234),
    ]
    assert [one.key for one in read.lines] == [one.key for one in entries_in(FEC.format("12,34").encode()).lines]
    assert len({one.key for one in read.lines}) == 3


def test_two_lines_that_say_the_same_are_two_amounts(session, at):
    text = FEC.format("12,34")
    twice = text + text.splitlines(keepends=True)[-1]
    assert bring_entries(entries_in(twice.encode()).lines, filename="f", actor=ADA, at=at) == 3
    assert bring_entries(entries_in(text.encode()).lines, filename="f", actor=ADA, at=at) == 0


def test_a_fault_in_a_fec_names_its_cell():
    (fault,) = entries_in(FEC.format("douze").encode()).faults
    assert (fault.cell, fault.values["found"]) == ("L4", "douze")


def test_a_file_without_the_columns_says_which():
    read = entries_in(b"Nom;Montant\r\nLoyer;800\r\n")
    assert not read.lines
    assert "CompteNum" in read.faults[0].values["names"]


# ---- files that wait


def test_what_is_no_workbook_is_refused_in_a_sentence():
    for content in (b"a;b\r\n1;2\r\n", b"", b"%PDF-1.7", b"PK\x03\x04nothing"):
        with pytest.raises(Malformed):
            plan_in(content)


def test_a_file_waits_a_week_at_most(session):
    keep_upload(b"old", "old.xlsx", purpose="plan", actor=ADA, at=datetime(2026, 5, 1, tzinfo=UTC))
    keep_upload(b"new", "../\x00new.xlsx", purpose="plan", actor=ADA, at=LATER)
    assert list(db.session.execute(select(BudgetUpload.filename)).scalars()) == ["../new.xlsx"]


def test_revisions_are_counted_without_a_gap(row):
    for by in (1, 2, 3):
        put_line(row.id, dearer(COSTS[0], by), seen=by, actor=ADA, at=LATER)
    numbers = db.session.execute(select(BudgetRevision.revision).order_by(BudgetRevision.id)).scalars()
    assert list(numbers) == [1, 2, 3, 4]
