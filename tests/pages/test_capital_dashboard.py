"""/parts/capital: figures of the day, curves with their tables, a day of state and a day of knowledge, a file."""

import csv
import io
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from shares.services import reverse_operation
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, hold

YEAR_END = "2025-12-31"
KNOWN = (RECORDED + timedelta(days=2)).date().isoformat()


@pytest.fixture
def office(client, session):
    """Staff are signed in; three members hold 15 shares of 20 euros, 5 of them a town's."""
    make_statutes()
    for name in ("Ada Le Bris", "Yann Quéré"):
        hold(make_member(name, "benevoles", college="usagers"), 5)
    hold(make_member(make_organisation("Commune de Plouzec", "commune"), "collectivites"), 5)
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return answer.get_data(as_text=True).replace("\u202f", " ").replace("\u00a0", " ")


def lines_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))


@contextmanager
def statements():
    said = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith(("SELECT", "WITH")):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_figures_of_the_day_stand_large_and_the_floor_bears_its_article(office):
    page = text_of(office.get("/parts/capital"))
    assert page.count('class="big-figure"') == 6
    assert "300,00 €" in page
    assert "33,3 %" in page, "the town holds a third"
    assert "loi 47-1775 art. 13" in page
    assert "loi 47-1775 art. 19 septies" in page


def test_every_picture_has_a_name_a_description_and_its_table_and_is_told_apart_without_colour(office):
    page = text_of(office.get("/parts/capital"))
    assert page.count('class="plot-box"') == 4
    assert page.count('class="chart-data"') == 4
    assert page.count("<desc>") == 4
    assert "dash-1" in page
    assert "dash-2" in page, "the second line is dashed"
    assert "style=" not in page


def test_a_past_day_shows_what_was_true_then(office):
    hold(make_member("Odile Roux"), 10, on=date(2026, 2, 1))
    assert "500,00 €" in text_of(office.get("/parts/capital"))
    assert "300,00 €" in text_of(office.get(f"/parts/capital?date={YEAR_END}"))


def test_the_state_as_it_was_known_is_the_same_after_a_later_correction(office):
    """31/12/2025 as known then: the page and the file are the same, letter by letter, whatever is found later."""
    address = f"/parts/capital?date={YEAR_END}&connu={KNOWN}"
    before, file_before = page_of(office, address), office.get(address + "&format=csv").data
    late = {**BY, "at": now()}
    made = hold(make_member("Odile Roux", at=now()), 10, on=date(2025, 6, 1), at=now())
    assert page_of(office, address) == before
    assert office.get(address + "&format=csv").data == file_before
    assert "500,00 €" in text_of(office.get(f"/parts/capital?date={YEAR_END}"))
    reverse_operation(made.operation.id, motive="essai", **late)
    assert office.get(address + "&format=csv").data == file_before


def page_of(office, address: str) -> str:
    """The page without what belongs to the visit itself."""
    page = text_of(office.get(address))
    return page[page.index("<main") : page.index("</main>")]


def test_the_file_has_a_line_a_step_and_says_its_two_days(office):
    answer = office.get(f"/parts/capital?date={YEAR_END}&connu={KNOWN}&pas=trimestre&format=csv")
    lines = lines_of(answer)
    assert f"capital-{YEAR_END}-connu-{KNOWN}.csv" in answer.headers["Content-Disposition"]
    assert [list(line.values())[-2:] for line in lines] == [[YEAR_END, KNOWN]] * len(lines)
    assert [next(iter(line.values())) for line in lines[-2:]] == ["2025-09-30", YEAR_END]
    now_lines = lines_of(office.get("/parts/capital?format=csv"))
    assert list(now_lines[-1].values())[-2:] == [today().isoformat()] * 2


@pytest.mark.parametrize(
    "asked",
    ["date=2020-01-01", "date=1900-01-01&depuis=20", "depuis=1&pas=annee", "depuis=7&pas=siecle", "date=2299-12-31"],
)
def test_a_day_before_the_first_share_and_unknown_words_make_a_page_all_the_same(office, asked):
    assert office.get(f"/parts/capital?{asked}").status_code == 200


def test_a_day_beyond_any_calendar_of_ours_is_no_day(office):
    assert office.get("/parts/capital?date=2999-12-31").status_code == 400


def test_a_cooperative_without_anything_says_so(client, session):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    page = text_of(client.get("/parts/capital"))
    assert 'class="plot-box"' not in page


def test_a_day_that_is_none_is_refused_in_words(office):
    assert office.get("/parts/capital?date=hier").status_code == 400
    assert office.get("/parts/capital?connu=demain").status_code == 400


def test_members_do_not_read_the_dashboard(client, session):
    sign_in(client, make_account("Ada Le Bris"))
    assert client.get("/parts/capital").status_code == 403


def test_the_number_of_statements_does_not_grow_with_members(office):
    with statements() as few:
        office.get("/parts/capital")
    for number in range(25):
        hold(make_member(f"Membre Numéro{number}", "benevoles", college=("usagers", "soutiens")[number % 2]), 2)
    with statements() as many:
        office.get("/parts/capital")
    assert len(many) == len(few)
    assert len(many) <= 20
