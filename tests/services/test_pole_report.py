"""The yearly report: what each section tells, the board's words kept version after version, the paper issued by the worker once."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from foundation.documents.archive import verify
from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.runner import run_job
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import record_spent
from pole.report.models import ReportRevision
from pole.report.queries.issued import issued_reports, last_job
from pole.report.queries.words import words_of, writings
from pole.report.queries.year.reading import reading_of, years_told
from pole.report.queries.year.whole import read_section
from pole.report.rules.figures import told
from pole.report.rules.sections import Part
from pole.report.services.issuing import ask_report
from pole.report.services.writing import write_words
from tests.factories.pole_budget import stored_plan
from tests.factories.pole_programme import action, move
from tests.factories.pole_workshops import came, person, production, session_of, workshop

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
BY = {"actor": SYSTEM, "at": AT}
YEAR = 2026


@pytest.fixture
def year(session):
    """A year in which an action began, money was spent, a workshop met and made a brochure."""
    one = move(action(), ActionState.PLANNED, ActionState.UNDER_WAY)
    record_spent(one, cents=120_000, hours=30, on=date(2026, 4, 1), text="Impression", **BY)
    record_spent(one, cents=90_000, hours=8, on=date(2025, 12, 1), text="Avant", **BY)
    met = workshop()
    seated = person(met)
    came(session_of(met, starts=datetime(2026, 5, 4, 16, tzinfo=UTC)), [seated], others=4)
    production(met)
    return one


def section(part: Part, year: int = YEAR):
    return read_section(part, reading_of(year, AT))


def figures(part: Part) -> dict[str, str]:
    return {one.label.said("en"): told("en", one.value) for one in section(part).figures}


def test_money_and_hours_of_the_year_are_those_of_its_days_and_of_no_other(year):
    assert figures(Part.ACTIONS)["Spent in the year"] == "€1,200.00"
    assert figures(Part.ACTIONS)["Hours given in the year"] == "30"
    row = section(Part.ACTIONS).tables[0].rows[0]
    assert row[3:7] == [Money(500_000), Money(120_000), 100, 30]


def test_a_workshop_of_the_year_counts_its_seats_and_its_works(year):
    assert figures(Part.WORKSHOPS)["Workshops and dialogues"] == "1"
    assert section(Part.WORKSHOPS).charts[0].bars[0].figure == 5


@pytest.mark.parametrize("part", list(Part))
def test_every_section_is_told_even_of_an_empty_cooperative(session, part):
    found = section(part)
    assert found.code == part
    assert found.figures or found.empty or found.notes


def test_a_picture_never_stands_without_its_table(year):
    for part in Part:
        for chart in section(part).charts:
            assert chart.table.rows, chart.title
            assert all(sum(piece.share for piece in bar.pieces) <= 1 for bar in chart.bars)


def test_a_year_to_come_has_no_report(year):
    with pytest.raises(NotFound):
        reading_of(2027, AT)
    assert 2026 in years_told(AT)


def test_the_words_of_the_board_are_written_again_and_never_over(session):
    write_words(YEAR, Part.PROJECT, "Une année d’ouverture.", seen=0, **BY)
    write_words(YEAR, Part.PROJECT, "Une année d’ouverture et de travail.", seen=1, **BY)
    assert write_words(YEAR, Part.PROJECT, " Une année d’ouverture et de travail. ", seen=2, **BY) is None
    assert words_of(YEAR)[Part.PROJECT].revision == 2
    assert [one.revision for one in writings(YEAR, Part.PROJECT)] == [2, 1]
    assert db.session.query(AuditEntry).filter_by(tag="pole:report:written").count() == 2


def test_who_read_an_older_writing_writes_over_nobody(session):
    write_words(YEAR, Part.BUDGET, "Premier.", seen=0, **BY)
    with pytest.raises(StateMoved):
        write_words(YEAR, Part.BUDGET, "Second, sans avoir lu.", seen=0, **BY)
    assert db.session.query(ReportRevision).one().text == "Premier."


def test_words_longer_than_a_section_are_refused_with_their_limit(session):
    with pytest.raises(Refused):
        write_words(YEAR, Part.BUDGET, "a" * 20_001, seen=0, **BY)


def issued(year: int = YEAR) -> tuple[Job, IssuedDocument]:
    job = ask_report(year, **BY)
    db.session.commit()
    run_job(job.id, clock=lambda: AT)
    return db.session.get(Job, job.id), issued_reports([year])[year][0]


def test_the_worker_makes_the_report_section_by_section_and_keeps_it_with_its_fingerprint(app, year):
    write_words(YEAR, Part.PROJECT, "Le bassin d’emploi change.", seen=0, **BY)
    job, document = issued()
    assert (job.state, job.progress_done, job.progress_total) == ("done", 10, 11)
    assert document.kind == "yearly_report"
    assert len(document.sha256) == 64
    assert verify() == []
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(document.content)).pages)
    for said in ("Rapport annuel 2026", "19 terdecies", "2015-1381", "bassin", "Bénévolat", "1\u202f200,00"):
        assert said in text, said
    contents = text.split("Sommaire")[1].lstrip()
    assert contents.startswith("Le projet et son contexte"), (
        "a table of contents does not list the document’s own title"
    )


def test_a_job_that_runs_again_issues_nothing_twice(app, year):
    job, _document = issued()
    job.state, job.claim = "queued", None
    db.session.commit()
    run_job(job.id, clock=lambda: AT)
    assert len(issued_reports([YEAR])[YEAR]) == 1


def test_a_report_is_not_made_twice_at_the_same_time(app, year):
    ask_report(YEAR, **BY)
    with pytest.raises(StateMoved):
        ask_report(YEAR, **BY)
    assert last_job(YEAR).params == {"year": YEAR}


def test_the_part_spent_of_what_was_planned_is_called_so(session):
    stored_plan()
    charts = section(Part.BUDGET).charts
    assert charts
    for one in charts:
        assert told("en", one.table.headers[-1]) == "Of the plan"
