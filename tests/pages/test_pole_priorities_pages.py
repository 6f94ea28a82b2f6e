"""Pages of votes on priorities: who may open them, what each shows, no partial result, the plan in one step, the files."""

import csv
import io
import json
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import event

from foundation.accounts.permissions import Role
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Decision
from pole.priorities.models import PriorityVote
from pole.priorities.services.opening import open_vote
from pole.priorities.services.writing import write_vote
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import ActionState
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, pole_members, pole_statutes
from tests.factories.pole_priorities import BY, POINTS, answer, board, box_of, count, draft
from tests.factories.pole_programme import programme

PAGE = "/priorites"


@pytest.fixture
def people(session):
    """The pole and its programme, a member with an account, and somebody of the board."""
    pole_statutes()
    members, actions = pole_members(), programme()
    return actions, account_of(members["Yann Le Guirriec"]), make_account("Rozenn Bureau", Role.BOARD)


def running(
    actions, *, since: timedelta = timedelta(days=3), lasts: timedelta = timedelta(days=20), **more
) -> PriorityVote:
    """A vote open on the machine's own clock."""
    at = now().replace(microsecond=0) - since
    given = {"year": at.year, "closes_at": at + lasts} | more
    made = write_vote(draft(actions, **given), at=at - timedelta(hours=1), **BY)
    return open_vote(made.id, at=at, **BY)


def published(actions, **more) -> PriorityVote:
    """The same, closed yesterday and counted."""
    vote = running(actions, **({"since": timedelta(days=21), "lasts": timedelta(days=20)} | more))
    listed = {option["id"] for option in box_of(vote).contest["options"]}
    for name, choice in POINTS.items():
        if listed >= set(choice):
            answer(vote, name, choice)
    count(vote)
    return vote


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.status
    return response.get_data(as_text=True)


def fields(listed, **more) -> dict[str, object]:
    """What the form of a vote sends."""
    closes = (now() + timedelta(days=20)).strftime("%Y-%m-%dT18:00")
    usual = {"year": "2031", "title": "Priorités 2031", "method": "points", "kept": "2", "points": "7", "most": "4"}
    return usual | {"least": "2", "closes_at": closes, "actions": [str(one.id) for one in listed[:4]]} | more


def test_a_visitor_signs_in_first(client, session):
    assert client.get(PAGE).status_code == 401


def test_a_member_reads_and_does_not_write(client, people):
    actions, ada, _board = people
    vote = running(actions)
    sign_in(client, ada)
    assert "Priorités 2026" in text_of(client, PAGE)
    for path in (
        f"{PAGE}/nouveau",
        f"{PAGE}/{vote.id}/modifier",
        f"{PAGE}/{vote.id}/ouverture",
        f"{PAGE}/{vote.id}/plan",
    ):
        text_of(client, path, 403)
    assert client.post(f"{PAGE}/{vote.id}/ouvrir").status_code == 403


def test_what_is_in_preparation_is_nobodys_but_those_who_prepare(client, people):
    actions, ada, rozenn = people
    made = write_vote(draft(actions, closes_at=now() + timedelta(days=9)), at=now(), **BY)
    sign_in(client, ada)
    text_of(client, f"{PAGE}/{made.id}", 404)
    text_of(client, f"{PAGE}/{made.id}/fiches", 404)
    assert made.title not in text_of(client, PAGE)
    sign_in(client, rozenn)
    assert f"{PAGE}/{made.id}/ouverture" in text_of(client, f"{PAGE}/{made.id}")
    text_of(client, f"{PAGE}/{made.id + 100}", 404)


def test_the_board_writes_checks_and_opens(client, people):
    actions, _ada, rozenn = people
    sign_in(client, rozenn)
    assert text_of(client, f"{PAGE}/nouveau").count('name="actions"') == 4, "what is over is not offered"
    sent = client.post(f"{PAGE}/nouveau", data=fields(actions))
    assert sent.status_code == 302
    vote = db.session.query(PriorityVote).one()
    assert sent.location == f"{PAGE}/{vote.id}"
    checked = text_of(client, f"{PAGE}/{vote.id}/ouverture")
    assert f'action="{PAGE}/{vote.id}/ouvrir"' in checked and "10" in checked
    edited = client.post(f"{PAGE}/{vote.id}/modifier", data=fields(actions, kept="3"))
    assert edited.status_code == 302 and db.session.query(PriorityVote).one().terms["kept"] == 3
    assert client.post(f"{PAGE}/{vote.id}/ouvrir").status_code == 302
    assert len(box_of(vote).contest["options"]) == 4
    assert client.get(f"{PAGE}/{vote.id}/modifier").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"actions": []}, "actions"),
        ({"kept": "9"}, "kept"),
        ({"most": "40"}, "most"),
        ({"least": "5"}, "least"),
        ({"closes_at": "2020-01-01T10:00"}, "closes_at"),
        ({"closes_at": "demain"}, "closes_at"),
        ({"year": "abc"}, "year"),
        ({"title": ""}, "title"),
        ({"method": "equal_shares"}, "budget"),
        ({"method": "greedy", "budget": "1"}, "budget"),
        ({"method": "tirage"}, "method"),
        ({"actions": ["x"]}, "actions"),
    ],
)
def test_a_wrong_field_is_told_at_the_field_and_nothing_is_lost(client, people, wrong, field):
    actions, _ada, rozenn = people
    sign_in(client, rozenn)
    sent = client.post(f"{PAGE}/nouveau", data=fields(actions, **wrong))
    page = sent.get_data(as_text=True)
    assert sent.status_code == 422 and "error-summary" in page
    assert f'href="#{field}' in page
    assert "Priorités 2031" in page or "title" in wrong
    assert not db.session.query(PriorityVote).count()


def test_a_draft_is_withdrawn(client, people):
    actions, _ada, rozenn = people
    made = write_vote(draft(actions, closes_at=now() + timedelta(days=9)), at=now(), **BY)
    sign_in(client, rozenn)
    assert client.post(f"{PAGE}/{made.id}/abandonner").status_code == 302
    assert db.session.get(PriorityVote, made.id).withdrawn_at is not None
    assert client.post(f"{PAGE}/{made.id}/ouvrir").status_code == 409


def test_a_voter_is_led_from_the_sheets_to_the_ballot_and_back(client, people):
    actions, ada, _board = people
    vote = running(actions)
    box = box_of(vote)
    sign_in(client, ada)
    sheets = text_of(client, f"{PAGE}/{vote.id}/fiches")
    for told in ("Bénévolat", "Maison des aidants", "Structures", "Récits"):
        assert told in sheets
    assert f'action="/consultations/{vote.consultation_id}/repondre"' in sheets
    assert f'href="{PAGE}/{vote.id}/fiches"' in text_of(client, f"/votes/{box.id}")
    assert f'href="{PAGE}/{vote.id}/fiches"' in text_of(client, f"/consultations/{vote.consultation_id}")
    home = text_of(client, "/")
    assert home.count(f'href="{PAGE}/{vote.id}"') == 1, "the front page names a vote once"
    assert home.count(f'href="{PAGE}/{vote.id}/fiches"') == 1
    answer(vote, "Yann Le Guirriec", {"a1": 4, "a2": 3}, at=now())
    after = text_of(client, f"{PAGE}/{vote.id}")
    assert f"/votes/{box.id}?suite=" in after and "/repondre" not in after


def test_nothing_of_the_result_shows_before_the_closing(client, people):
    actions, ada, rozenn = people
    vote = running(actions)
    for name, choice in POINTS.items():
        answer(vote, name, choice, at=now())
    for who in (ada, rozenn):
        sign_in(client, who)
        page = text_of(client, f"{PAGE}/{vote.id}")
        assert 'id="resultat"' not in page and 'id="colleges"' not in page
        assert (
            str(vote.year) not in text_of(client, f"{PAGE}/comparaison").partition("<main")[2].partition("</main>")[0]
        )
        assert json.loads(client.get(f"{PAGE}/comparaison.json").get_data(as_text=True))["lignes"] == []


def test_the_result_says_three_rankings_what_divides_and_what_all_hold(client, people):
    actions, ada, _board = people
    vote = published(actions)
    sign_in(client, ada)
    page = text_of(client, f"{PAGE}/{vote.id}")
    assert page.count("side-by-side") == 1 and page.count('class="spread-line"') == 4
    for name in ("Structures", "Salariés", "Collectivités", "Financeurs", "Bénévoles"):
        assert name in page
    assert f'href="/votes/{box_of(vote).id}?suite=' in page
    assert f"{PAGE}/{vote.id}/plan" not in page, "a member makes no plan"


def plan_fields(of, **more) -> dict[str, object]:
    left = {f"action-{number}": "" for number in (1, 2, 3, 4)}
    return left | {"body": str(of.id), "on": now().date().isoformat(), "verdict": "validated", "text": "Suivi."} | more


def test_the_plan_is_proposed_from_the_result_and_made_in_one_step(client, people):
    actions, _ada, rozenn = people
    vote, body = published(actions), board()
    sign_in(client, rozenn)
    assert f"{PAGE}/{vote.id}/plan" in text_of(client, f"{PAGE}/{vote.id}")
    proposed = text_of(client, f"{PAGE}/{vote.id}/plan")
    assert proposed.count("<select") == 5 and "Conseil coopératif" in proposed
    sent = client.post(f"{PAGE}/{vote.id}/plan", data=plan_fields(body, **{"action-1": "planned"}))
    assert sent.status_code == 302
    decision = db.session.query(Decision).one()
    assert decision.subject == vote.subject
    assert next(one.state for one in actions_now() if one.number == 1) is ActionState.PLANNED
    page = text_of(client, f"{PAGE}/{vote.id}")
    assert f"/decisions/{decision.number}" in page and f"{PAGE}/{vote.id}/plan" not in page
    assert client.get(f"{PAGE}/{vote.id}/plan").status_code == 409
    assert f'href="{PAGE}/{vote.id}"' in text_of(client, f"/decisions/{decision.number}")
    assert f"{PAGE}/{vote.id}#plan" in text_of(client, "/")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"verdict": "refused"},
        {"verdict": "amended", "action-1": "planned"},
        {"action-1": "done"},
        {"action-1": "planned", "on": "2031-01-01"},
        {"action-1": "planned", "on": "jamais"},
        {"action-1": "planned", "on": "2001-01-01"},
        {"action-1": "planned", "body": "999"},
    ],
)
def test_a_plan_that_cannot_be_is_told_and_changes_nothing(client, people, wrong):
    actions, _ada, rozenn = people
    vote, body = published(actions), board()
    sign_in(client, rozenn)
    sent = client.post(f"{PAGE}/{vote.id}/plan", data=plan_fields(body, **wrong))
    assert sent.status_code == 422 and "error-summary" in sent.get_data(as_text=True)
    assert not db.session.query(Decision).count()
    assert next(one.state for one in actions_now() if one.number == 1) is ActionState.PROPOSED


def test_the_years_are_compared_by_every_reading_and_in_every_file(client, people):
    actions, ada, _board = people
    year = now().year
    published(actions, year=year - 1, since=timedelta(days=400))
    published(actions[:3], year=year)
    sign_in(client, ada)
    for reading in ("", "?lecture=heads", "?lecture=structures", "?lecture=nulle-part"):
        page = text_of(client, f"{PAGE}/comparaison{reading}")
        assert "rank-lines" in page and str(year - 1) in page
    rows = json.loads(client.get(f"{PAGE}/comparaison.json").get_data(as_text=True))["lignes"]
    assert {row["annee"] for row in rows} == {year - 1, year}
    assert {row["lecture"] for row in rows} == {"poids", "têtes", "collège"}
    found = {(row["annee"], row["action"]): row["rang"] for row in rows if row["college"] == "Structures"}
    assert found[year, 1] == 1 and (year, 4) not in found and (year - 1, 4) in found
    table = list(
        csv.DictReader(io.StringIO(client.get(f"{PAGE}/comparaison.csv").get_data(as_text=True)[1:]), delimiter=";")
    )
    assert len(table) == len(rows)
    assert all(Fraction(row["soutien"]) <= 1 for row in rows)
    assert not any("/" in line["soutien"] for line in table), "3/4 would be a date in a spreadsheet"
    assert client.get(f"{PAGE}/comparaison.pdf").get_data()[:5] == b"%PDF-"


def test_before_the_first_result_each_page_says_so(client, people):
    _actions, ada, _board = people
    sign_in(client, ada)
    assert 'class="empty' in text_of(client, PAGE)
    assert 'class="empty' in text_of(client, f"{PAGE}/comparaison")
    assert client.get(f"{PAGE}/comparaison.pdf").get_data()[:5] == b"%PDF-"


def test_a_hostile_title_stays_a_title(client, people):
    actions, ada, _board = people
    vote = running(actions, title="<script>alert(1)</script> & “Priorités”", text="<b>gras</b>")
    sign_in(client, ada)
    for path in (PAGE, f"{PAGE}/{vote.id}", f"{PAGE}/{vote.id}/fiches", "/"):
        page = text_of(client, path)
        assert "<script>alert" not in page and "<b>gras" not in page


def statements(client, path: str) -> int:
    seen = []

    def note(*_given):
        seen.append(1)

    text_of(client, path)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        text_of(client, path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_no_page_costs_more_with_more_years_or_more_actions(client, people):
    actions, ada, _board = people
    year = now().year
    vote = published(actions[:2], year=year)
    paths = (PAGE, f"{PAGE}/{vote.id}", f"{PAGE}/{vote.id}/fiches", f"{PAGE}/comparaison")
    sign_in(client, ada)
    before = {path: statements(client, path) for path in paths}
    for back in (1, 2):
        more = published(actions, year=year - back, since=timedelta(days=400 * back))
    assert {path: statements(client, path.replace(f"/{vote.id}", f"/{more.id}")) for path in paths} == before
