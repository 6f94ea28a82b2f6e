"""Pages of the yearly report: the years, a year, a section, the board's words, the paper and who may ask for it."""

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from pole.report.models import ReportRevision
from pole.report.rules.sections import Part
from pole.report.services.issuing import ask_report
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_programme import programme

HERE = "/rapport-annuel"


@pytest.fixture
def year(session) -> int:
    programme()
    return today().year


@pytest.fixture
def chair(client):
    sign_in(client, make_account("Aziliz Board", Role.BOARD))
    return client


@pytest.fixture
def member(client):
    sign_in(client, make_account("Ada Membre"))
    return client


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def test_a_member_reads_every_section_and_its_law(year, member):
    assert "2015-1381" in text_of(member, HERE)
    assert "19 terdecies" in text_of(member, f"{HERE}/{year}")
    for part in Part:
        text_of(member, f"{HERE}/{year}/{part}")


def test_a_picture_of_a_section_stands_with_its_table(year, member):
    text = text_of(member, f"{HERE}/{year}/actions")
    assert text.count('class="chart"') == text.count('class="chart-data"') > 0


def test_a_visitor_is_led_to_sign_in(year, client):
    assert client.get(f"{HERE}/{year}").status_code in (302, 303, 401)


def test_a_year_or_a_section_that_is_none_is_told_so(year, member):
    text_of(member, f"{HERE}/{year + 1}", 404)
    text_of(member, f"{HERE}/{year}/rien", 404)
    text_of(member, f"{HERE}/{year}/999.pdf", 404)


def test_a_member_neither_writes_nor_issues(year, member):
    assert member.get(f"{HERE}/{year}/budget/mots").status_code == 403
    assert member.post(f"{HERE}/{year}/document").status_code == 403


def test_the_board_writes_and_everything_written_stays_readable(year, chair):
    first = chair.post(f"{HERE}/{year}/project/mots", data={"text": "Un <b>premier</b> mot.", "seen": "0"})
    assert first.status_code == 303
    chair.post(f"{HERE}/{year}/project/mots", data={"text": "Un second mot.", "seen": "1"})
    assert "Un second mot." in text_of(chair, f"{HERE}/{year}/project")
    versions = text_of(chair, f"{HERE}/{year}/project/versions")
    assert "Un &lt;b&gt;premier&lt;/b&gt; mot." in versions


def test_words_written_over_those_of_another_are_refused_and_kept_in_the_form(year, chair):
    chair.post(f"{HERE}/{year}/budget/mots", data={"text": "Déjà là.", "seen": "0"})
    late = chair.post(f"{HERE}/{year}/budget/mots", data={"text": "Mes mots à moi.", "seen": "0"})
    assert late.status_code == 422
    assert "Mes mots à moi." in late.get_data(as_text=True)
    assert db.session.query(ReportRevision).one().text == "Déjà là."


def test_words_too_long_are_a_fault_of_the_form(year, chair):
    answer = chair.post(f"{HERE}/{year}/budget/mots", data={"text": "a" * 20_001, "seen": "0"})
    assert answer.status_code == 422


def test_asking_for_the_paper_shows_its_progress_and_a_second_time_is_refused(year, chair):
    assert chair.post(f"{HERE}/{year}/document").status_code == 303
    assert "data-poll" in text_of(chair, f"{HERE}/{year}")
    assert chair.get(f"{HERE}/{year}/avancement").status_code == 200
    assert chair.post(f"{HERE}/{year}/document").status_code == 409


def test_the_progress_of_nothing_is_over(year, chair):
    assert chair.get(f"{HERE}/{year}/avancement").status_code == 205


def test_a_job_that_failed_is_told_on_the_page(year, chair):
    job = ask_report(year, actor=SYSTEM, at=now())
    job.state, job.error = "failed", {"message": "There is no such job.", "values": {}}
    db.session.flush()
    assert 'class="note bad"' in text_of(chair, f"{HERE}/{year}")
