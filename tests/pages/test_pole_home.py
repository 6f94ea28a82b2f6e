"""The front page by role: what awaits a member, what came of decisions, what is late, the queues; as many statements for many."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from governance.models import Body, Decision
from governance.rules.bodies import BodyKind, Verdict
from governance.services.bodies import BodyDraft, enter_body_decision, found_body, hold_meeting
from governance.services.tasks import TaskDraft, write_task
from tests.factories.accounts import make_account, sign_in
from tests.factories.pole_actors import directory, make_protocol
from tests.factories.pole_programme import action, axis
from tests.factories.pole_workshops import session_of, workshop


def by() -> dict[str, object]:
    return {"actor": SYSTEM, "at": now()}


def decided(title: str = "Ouvrir le local le samedi", ago: int = 60) -> Decision:
    """A body decided, some days ago, about nothing that we keep."""
    day = today() - timedelta(days=ago)
    body = db.session.query(Body).first() or found_body(
        BodyDraft("Conseil", BodyKind.BOARD, starts_on=date(2024, 1, 1)), **by()
    )
    meeting = hold_meeting(body, day, **by())
    return enter_body_decision(
        meeting, title=title, text="Ouvrir.", verdict=Verdict.VALIDATED, motives="", subject="", **by()
    )


def late_things(count: int) -> None:
    """Actions past their end, decisions without a follow-up, tasks past their day, sessions nobody told of."""
    of = axis(f"L{count}")
    past = today() - timedelta(days=40)
    for rank in range(count):
        action(of, f"Action {count}-{rank}", starts_on=past - timedelta(days=90), ends_on=past)
        decided(f"Décision {count}-{rank}", 60 + rank)
        asked = decided(f"Décision suivie {count}-{rank}", 70 + rank)
        write_task(asked, TaskDraft(title=f"Tâche {count}-{rank}", due_on=past), **by())
        session_of(workshop(title=f"Atelier {count}-{rank}"), starts=now() - timedelta(days=9))


def page(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def statements(client) -> int:
    seen: list[str] = []

    def note(_conn, _cursor, statement, *_more) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        page(client)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


@pytest.fixture
def chair(client):
    sign_in(client, make_account("Aziliz Board", Role.BOARD))
    return client


def test_the_board_sees_what_is_late_with_its_table(chair):
    late_things(2)
    text = page(chair)
    assert 'id="retards"' in text
    for said in ("Action 2-0", "Décision 2-0", "Tâche 2-0"):
        assert said in text, said
    assert "chart-data" in text


def test_a_decision_of_this_month_is_not_late_and_one_with_a_task_is_followed(chair):
    decided("Trop jeune", 10)
    text = page(chair)
    assert 'id="retards"' not in text


def test_a_protocol_whose_review_is_merely_due_soon_is_not_late(chair):
    region = directory()["Région"]
    year = timedelta(days=365)
    for title, begun in (
        ("Bilan passé", today() - year - timedelta(days=10)),
        ("Bilan à venir", today() - year + timedelta(days=15)),
    ):
        make_protocol(region, title=title, signed_on=begun, starts_on=begun, ends_on=today() + 2 * year)
    text = page(chair)
    assert "Bilan passé" in text
    assert "Bilan à venir" not in text, "one is reminded of it, and its day is to come"


def test_staff_see_the_workshop_whose_attendance_nobody_wrote(client):
    sign_in(client, make_account("Rozenn Bureau", Role.STAFF))
    session_of(workshop(title="Atelier à compléter"), starts=now() - timedelta(days=3))
    text = page(client)
    assert 'id="files"' in text
    assert "Atelier à compléter" in text


def test_a_member_sees_what_came_of_the_decisions_and_neither_lateness_nor_queues(client):
    sign_in(client, make_account("Ada Membre"))
    late_things(1)
    text = page(client)
    assert 'id="suites"' in text
    assert 'id="retards"' not in text
    assert 'id="files"' not in text


def test_the_front_page_of_an_empty_cooperative_says_so_without_empty_cards(client):
    sign_in(client, make_account("Ada Membre"))
    text = page(client)
    assert 'id="suites"' not in text
    assert 'id="lectures"' in text


def test_as_many_statements_for_forty_late_things_as_for_four(chair):
    late_things(1)
    page(chair)
    few = statements(chair)
    late_things(10)
    assert statements(chair) == few
