"""Losses with the reserves that bear them first, and the calendar of refunds: who, when, how much, tied to the register."""

import csv
import io
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.clock import today
from foundation.kernel.db import db
from shares.models import LossStatement
from shares.queries import totals_on
from shares.queries.losses import loss_lines
from shares.queries.refund_calendar import refund_board
from shares.services import decide_refund, pay_refund
from statutes.queries import version_on
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member
from tests.factories.shares import BY, DECIDED, exit_claim, hold, losses, make_share_statutes

JANUARY = date(2026, 1, 2)
TODAY = today().isoformat()
CLOSED = {"year_end": "2025-12-31", "decided_on": TODAY, "decision": "AGO du 30 mai 2026, PV 12"}


@pytest.fixture
def office(client, session):
    """Statutes that charge losses to the statutory reserves first; a hundred shares of 20 euros, paid up."""
    make_share_statutes('losses_charged_first_to = ["statutory_reserve"]')
    hold(make_member("Ada Le Bris"), 60)
    hold(make_member("Yann Quéré"), 40)
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return answer.get_data(as_text=True).replace("\u202f", " ").replace("\u00a0", " ")


def test_the_form_takes_losses_and_both_reserves(office):
    """Losses 600, statutory reserves 200: 400 of a capital of 2 000 are lost, a fifth; a share of 20 is worth 16."""
    typed = {
        **CLOSED,
        "losses": "600,00",
        "special_reserve": "50,00",
        "statutory_reserve": "200,00",
        "document": "Bilan",
    }
    assert office.post("/parts/pertes", data=typed).status_code == 303
    row = db.session.query(LossStatement).one()
    assert (row.losses_cents, row.special_reserve_cents, row.statutory_reserve_cents) == (60_000, 5_000, 20_000)
    assert (row.capital_cents, row.document) == (200_000, "Bilan")
    page = text_of(office.get("/parts/pertes"))
    assert "20 %" in page
    assert "16,00 €" in page
    assert "AGO du 30 mai 2026, PV 12" in page


def test_reserves_may_be_left_empty_and_zero_losses_leave_a_share_whole(office):
    assert office.post("/parts/pertes", data={**CLOSED, "losses": "0"}).status_code == 303
    line = loss_lines()[0]
    assert (line.ratio, line.charged.cents, line.share.net.cents) == (0, 0, 2000)


def test_only_the_reserves_that_the_statutes_name_bear_losses(office):
    """A special reserve that the statutes do not charge changes nothing (loi 47-1775 art. 18)."""
    losses(2025, 60_000, special_reserve_cents=60_000)
    assert loss_lines()[0].share.net.cents == 1400


def test_a_correction_follows_the_first_statement_and_both_stand(office):
    losses(2025, 60_000)
    losses(2025, 0)
    losses(2024, 10_000)
    assert [(one.statement.year_end.year, one.losses.cents, one.rules) for one in loss_lines()] == [
        (2025, 0, True),
        (2025, 60_000, False),
        (2024, 10_000, True),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"losses": ""},
        {"losses": "-5"},
        {"losses": "beaucoup"},
        {"losses": "5", "statutory_reserve": "-1"},
        {"decision": ""},
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_stored(office, wrong):
    answer = office.post("/parts/pertes", data={**CLOSED, "losses": "5", **wrong})
    assert answer.status_code == 422
    assert db.session.query(LossStatement).count() == 0


def test_a_year_that_is_not_over_has_no_losses_yet(office):
    wrong = {**CLOSED, "losses": "5", "year_end": TODAY}
    assert office.post("/parts/pertes", data=wrong).status_code == 422


@pytest.fixture
def queue(office):
    """Two left: one refund decided and partly paid, one that waits."""
    losses(2025)
    odile, gael = make_member("Odile Roux"), make_member("Gaël Tanguy")
    hold(odile, 10)
    hold(gael, 5)
    first = exit_claim(odile, date(2025, 12, 1))
    decide_refund(first.id, JANUARY, **DECIDED)
    pay_refund(first.id, 5_000, date(2026, 3, 1), **BY)
    exit_claim(gael, date(2026, 1, 1))
    return office


def test_the_calendar_says_who_when_how_much_and_ties_to_what_the_register_owes(queue):
    for day in (date(2025, 12, 31), JANUARY, date(2026, 3, 1), today()):
        board = refund_board(version_on(day).statutes, day)
        assert board.ties
        assert board.owed == totals_on(day).owed == board.liability
    years = {year.year: (year.owed.cents, year.foreseen.cents) for year in board.years}
    assert years == {2030: (15_000, 0), 2031: (0, 10_000)}
    lines = [(one.member.name, one.due_on, one.amount.cents, one.owed) for year in board.years for one in year.lines]
    assert lines == [("Odile Roux", date(2030, 12, 1), 15_000, True), ("Gaël Tanguy", date(2031, 1, 1), 10_000, False)]


def test_the_page_shows_the_calendar_with_its_total_and_what_is_only_foreseen(queue):
    page = text_of(queue.get("/parts/remboursements"))
    assert "Odile Roux" in page
    assert "150,00 €" in page
    assert "100,00 €" in page
    assert "2030" in page
    assert "2031" in page


def test_the_export_of_what_is_owed_says_who_when_and_how_much(queue):
    text = queue.get("/parts/registres/remboursements.csv", buffered=True).get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    owed = next(row for row in rows if "Odile Roux" in row or "Roux Odile" in row or "ROUX Odile" in row)
    assert "2030-12-01" in owed
    assert "150,00" in owed


def test_a_longer_queue_takes_no_more_statements(queue):
    with statements() as few:
        queue.get("/parts/remboursements")
    for number in range(12):
        member = make_member(f"Membre Numéro{number}")
        hold(member, 2)
        exit_claim(member, date(2026, 1, 1))
    with statements() as many:
        queue.get("/parts/remboursements")
    assert len(many) == len(few)
    assert len(many) <= 20


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
