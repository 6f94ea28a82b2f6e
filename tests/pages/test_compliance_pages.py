"""/conformite and `scic compliance`: 48 verdicts with their figures, for who reads members and shares."""

import json
import re

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.clock import today
from foundation.kernel.db import db
from governance.compliance_cli import check_compliance
from governance.models import ComplianceDeclaration
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import hold

COLLEGES = {"benevoles": "soutiens"}


@pytest.fixture(autouse=True)
def cooperative(session):
    make_statutes()
    for category in ("salaries", "usagers", "benevoles"):
        hold(make_member(category=category, college=COLLEGES.get(category)), 3)


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_page_tells_each_rule_with_its_article(staff):
    page = text_of(staff.get("/conformite"))
    assert all(f"Règle {rule} " in page for rule in range(1, 49))
    assert "loi 47-1775 art. 13" in page


def test_the_page_is_that_of_the_day_asked(staff):
    assert staff.get("/conformite?date=2020-01-01").status_code == 200
    assert staff.get("/conformite?date=hier").status_code == 400


def test_one_state_is_shown_alone(staff):
    page = text_of(staff.get("/conformite?etat=unknown"))
    assert "Règle 19 " in page
    assert "Règle 45 " not in page


def test_the_table_is_taken_away_as_csv(staff):
    answer = staff.get("/conformite?format=csv")
    assert answer.mimetype == "text/csv"
    assert len(answer.get_data(as_text=True).strip().splitlines()) == 49


def test_a_declaration_is_appended_and_read_by_its_check(staff):
    told = {"key": "equity_cents", "value": "1,00", "effective_on": today().isoformat()}
    assert staff.post("/conformite", data=told).status_code == 303
    assert db.session.query(ComplianceDeclaration).count() == 1
    assert "1,00 €" in staff.get("/conformite").get_data(as_text=True).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("key", "value"), [("equity_cents", "beaucoup"), ("revised_on", "32/13/2026"), ("filed_online", "peut-être")]
)
def test_what_cannot_be_read_is_refused_in_a_sentence(staff, key, value):
    answer = staff.post("/conformite", data={"key": key, "value": value, "effective_on": today().isoformat()})
    assert answer.status_code == 422
    assert db.session.query(ComplianceDeclaration).count() == 0


def test_it_is_not_for_members(client):
    sign_in(client, make_account("Jean Sans-Droit"))
    assert client.get("/conformite").status_code == 403
    assert client.post("/conformite", data={}).status_code == 403


def test_the_command_gives_the_48_verdicts_as_json(app, session):
    class Front:
        def application(self):
            return app.app_context()

    done = CliRunner().invoke(check_compliance, ["--json", "--on", "2026-06-01"], obj=Front())
    rows = json.loads(done.stdout)
    assert [row["rule"] for row in rows] == list(range(1, 49))
    assert all({"rule", "state", "figures", "source", "action"} <= row.keys() for row in rows)
    assert done.exit_code in (0, 1)


def test_the_command_judges_what_was_known_on_a_day(app, session):
    """A member short of shares, recorded later than the day of knowledge, is not told."""

    class Front:
        def application(self):
            return app.app_context()

    make_member(category="usagers")

    def state(*options):
        done = CliRunner().invoke(check_compliance, ["--json", "--on", "2026-06-01", *options], obj=Front())
        return next(row["state"] for row in json.loads(done.stdout) if row["rule"] == 13)

    assert state() != state("--known-on", "2001-01-01")


def test_the_front_page_tells_the_board_what_is_not_in_order_and_members_nothing(client):
    make_member(category="usagers")  # without the two shares that the statutes ask
    sign_in(client, make_account("Odile Pengam", Role.BOARD))
    board = client.get("/").get_data(as_text=True)
    assert 'href="/conformite#regle-13"' in board
    sign_in(client, make_account("Jean Sans-Droit"))
    assert "/conformite" not in client.get("/").get_data(as_text=True)
    sign_in(client, make_account("Rozenn Le Gall", Role.ACCOUNTANT))
    assert "/conformite#regle-" not in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("role", "reads", "declares"),
    [(Role.BOARD, 200, 303), (Role.STAFF, 200, 303), (Role.REVISER, 200, 403), (Role.ACCOUNTANT, 200, 403),
     (Role.ADMINISTRATOR, 403, 403), (Role.SCRUTINEER, 403, 403)],
)  # fmt: skip
def test_who_reads_members_and_shares_reads_the_checks_and_who_writes_them_declares(client, role, reads, declares):
    sign_in(client, make_account("Odile Pengam", role))
    assert client.get("/conformite").status_code == reads
    told = {"key": "headcount", "value": "3", "effective_on": today().isoformat()}
    assert client.post("/conformite", data=told).status_code == declares


def test_a_rule_refuses_a_declaration_in_words_and_keeps_what_was_typed(staff):
    told = {"key": "revised_on", "value": "01/01/2999", "effective_on": today().isoformat()}
    answer = staff.post("/conformite", data=told)
    assert answer.status_code == 422
    assert "01/01/2999" in answer.get_data(as_text=True)


def test_the_command_says_so_when_the_day_cannot_be_read(app, session):
    class Front:
        def application(self):
            return app.app_context()

    assert CliRunner().invoke(check_compliance, ["--on", "hier"], obj=Front()).exit_code == 2
