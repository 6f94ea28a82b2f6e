"""`scic shares register` and `scic shares verify`: streamed, dated, sealed; constant numbers of statements."""

import csv
import io
import json
from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from foundation.kernel.db import db
from foundation.web.csv_export import cell_text
from shares.cli import end_of, shares
from shares.exporting import _harmless, as_csv, state_of
from shares.queries import highest_on, last_entry, positions_on, public_capital_on, register_rows, totals_on
from shares.queries.arrears import arrears_on, overdue_balances
from shares.queries.claims import queue_on, refund_schedule
from shares.services import request_refund
from tests.factories.membership import ADMITTED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, exit_claim, hold, losses, refunded

DAY = date(2026, 1, 31)


class Door:
    """The way to an application that is open already."""

    @contextmanager
    def application(self):
        yield None


def run(*words):
    result = CliRunner().invoke(shares, list(words), obj=Door())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def register(session):
    make_statutes()
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 10)
    hold(yann, 50, paid_cents=50_000)
    losses(2025)
    refunded(ada)
    hold(make_member(make_organisation("=Atelier du Pont", "commune"), "collectivites"), 3)
    return ada, yann


def test_the_register_as_json_says_what_it_is_and_adds_up(register):
    read = json.loads(run("register", "--as-of", "2026-01-31", "--format", "json").stdout)
    assert (read["as_of"], read["known_on"]) == ("2026-01-31", None)
    assert (read["last_entry"], read["hash"]) == last_entry()
    assert [one["shares"] for one in read["holders"]] == [0, 50, 3]
    assert read["holders"][0]["to_refund_cents"] == 20_000
    assert read["totals"] == {
        "shares": 53,
        "subscribed_cents": 106_000,
        "paid_cents": 56_000,
        "to_refund_cents": 20_000,
    }
    assert set(read["holders"][0]) == {
        "number", "name", "category", "college", "shares", "subscribed_cents", "paid_cents", "to_refund_cents",
    }  # fmt: skip


def test_the_register_as_csv_opens_in_a_spreadsheet_and_runs_nothing(register):
    lines = list(csv.reader(io.StringIO("".join(as_csv(state_of(DAY, None), None)).lstrip("\ufeff")), delimiter=";"))
    assert lines[0][1] == "2026-01-31"
    assert lines[3][1] == last_entry()[1]
    assert [line[0] for line in lines[5:]] == ["1", "2", "3"]
    assert lines[7][1] == "'=Atelier du Pont"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\n=", "'="])
def test_no_name_in_the_register_starts_a_formula(start):
    """Wide signs and a mark of text typed by hand too: the same guard as every other CSV."""
    assert _harmless(f"{start}cmd") == cell_text(f"{start}cmd") == f"'{start}cmd"


def test_the_register_as_a_workbook_holds_the_same_rows(register):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(run("register", "--as-of", "2026-01-31", "--format", "xlsx").stdout_bytes)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[5:]] == [0, 50, 3]
    assert rows[7][1] == "=Atelier du Pont"


def test_a_day_that_is_none_is_a_fault_in_one_line(register):
    result = run("register", "--as-of", "31 décembre")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "31 décembre" in result.stderr


def test_a_day_of_knowledge_ends_at_midnight_in_paris():
    assert end_of(date(2026, 7, 1)).isoformat() == "2026-07-01T21:59:59.999999+00:00"


def test_a_sound_register_verifies(register):
    result = run("verify", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


@contextmanager
def statements():
    seen = []

    def note(_connection, _cursor, statement, *_others):
        seen.append(statement)

    engine = db.session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_every_read_takes_the_same_number_of_statements_at_any_size(session):
    statutes = make_statutes().statutes
    reads = {
        lambda: positions_on(DAY): 1,
        lambda: list(register_rows(DAY)): 1,
        lambda: totals_on(DAY): 1,
        lambda: highest_on(DAY): 1,
        lambda: public_capital_on(DAY): 1,
        lambda: arrears_on(DAY, "SAS"): 1,
        lambda: overdue_balances(statutes, DAY): 2,
        lambda: queue_on(statutes, DAY): 3,
        lambda: refund_schedule(statutes, DAY): 1,
        lambda: list(as_csv(state_of(DAY, None), None)): 2,
    }
    for _turn in range(2):
        for _each in range(3):
            member = make_member()
            hold(member, 8, paid_cents=4000, called_cents=16_000)
            request_refund(member.id, 1, ADMITTED, **BY)
            left = make_member()
            hold(left, 4)
            exit_claim(left)
        for read, most in reads.items():
            with statements() as seen:
                read()
            assert len(seen) <= most, seen
