"""The ballot of every method: filled in, reviewed, cast; nothing before the last button, and what was typed stays."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Ballot, Box, Objection, RightEnd
from votes.queries.objections import standing_objections
from votes.rules.contest import Contest, Marks, Option, Points
from votes.rules.roll import RollLine, Via
from votes.services import boxes, closing

OPTIONS = tuple(Option(f"o{number}", f"Projet {number}") for number in (1, 2, 3))
PRICED = tuple(Option(f"o{number}", f"Projet {number}", cost_cents=1_000_00) for number in (1, 2, 3))
GRADES = ("Insuffisant", "Bien", "Très bien")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

# by method: the contest, a good ballot as it is typed, what is stored of it, a bad one and what is said of it
METHODS: dict[str, tuple[Contest, dict[str, Any], Any, dict[str, Any], str]] = {
    "plurality": (Contest(OPTIONS), {"choice": "o2"}, "o2", {}, "Choose one option"),
    "approval": (
        Contest(OPTIONS, marks=Marks(1, 2)),
        {"choice": ["o3", "o1"]},
        ["o1", "o3"],
        {"choice": ["o1", "o2", "o3"]},
        "at most 2 may be: take off 1",
    ),
    "greedy": (
        Contest(PRICED, marks=Marks(1, 3), budget_cents=2_500_00),
        {"choice": ["o1"]},
        ["o1"],
        {},
        "at least 1 are needed",
    ),
    "equal_shares": (
        Contest(PRICED, marks=Marks(0, 1), budget_cents=2_500_00),
        {"choice": ["o2"]},
        ["o2"],
        {"choice": ["o1", "o2"]},
        "at most 1 may be",
    ),
    "score": (Contest(OPTIONS), {"n-o1": "5", "n-o2": "0"}, {"o1": 5}, {"n-o1": "6"}, "from 0 to 5"),
    "points": (
        Contest(OPTIONS, points=Points(10, 6, 2)),
        {"n-o1": "6", "n-o3": "3"},
        {"o1": 6, "o3": 3},
        {"n-o1": "6", "n-o2": "6"},
        "You gave 12 points, and you have 10: take back 2",
    ),
    "majority_judgment": (
        Contest(OPTIONS, grades=GRADES),
        {"n-o1": "2", "n-o2": "0", "n-o3": "1"},
        {"o1": 2, "o2": 0, "o3": 1},
        {"n-o1": "2"},
        "Give this option a grade",
    ),
    "schulze": (
        Contest(OPTIONS),
        {"n-o1": "2", "n-o2": "1", "n-o3": "2"},
        ["o2", ["o1", "o3"]],
        {"n-o1": "premier"},
        "from 1 to 3",
    ),
    "borda": (Contest(OPTIONS), {"n-o2": "3"}, ["o2"], {"n-o2": "4"}, "from 1 to 3"),
    "irv": (Contest(OPTIONS), {"n-o1": "1", "n-o3": "3"}, ["o1", "o3"], {"n-o1": "1", "n-o3": "1"}, "Rank 1 is given"),
    "stv": (Contest(OPTIONS, seats=2), {"n-o3": "1"}, ["o3"], {}, "Rank one option at least"),
}


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    """Somebody signed in."""
    account = make_account("Ada Bretelle", language="en")
    sign_in(client, account)
    return account


def opened(account: Account, method: str = "plurality", *, rights: int = 1, **changes: Any) -> Box:
    """A vote on a roll of six, of which the account holds its own right and perhaps others by proxy."""
    lines = [*roll(*[account.id] * rights, *[None] * (6 - rights))]
    lines = [
        RollLine(one.member_number, one.name, one.college, accounts=one.accounts, via=Via.PROXY if index else Via.SELF)
        for index, one in enumerate(lines)
    ]
    contest = changes.pop("contest", METHODS[method][0] if method in METHODS else None)
    return boxes.open_box(draft(method=method, contest=contest, **changes), lines, actor=SYSTEM, at=now())


def rights(box: Box, account: Account) -> list[int]:
    return [one.right_id for one in queries.rights_of(box.id, account.id)]


def send(client: FlaskClient, box: Box, **fields: Any) -> tuple[int, str]:
    sent = client.post(
        f"/votes/{box.id}/bulletins", data={name.replace("__", "-"): one for name, one in fields.items()}
    )
    return sent.status_code, sent.get_data(as_text=True)


def carried(page: str) -> dict[str, Any]:
    """What the form of a page carries to the next step."""
    fields: dict[str, Any] = {}
    for name, value in HIDDEN.findall(page):
        if name == "csrf_token":
            continue
        fields.setdefault(name, []).append(unescape(value))
    return fields


def number(model: type = Ballot) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def stored(box: Box, account: Account) -> list[Any]:
    return [one.choice for one in queries.rights_of(box.id, account.id)]


# ---- each method ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_each_method_is_reviewed_then_cast_and_nothing_is_cast_before(client, voter, method):
    _, good, kept, _, _ = METHODS[method]
    box = opened(voter, method)
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert " checked" not in page
    status, review = send(client, box, right=rights(box, voter), step="review", **good)
    assert (status, number()) == (200, 0)
    assert "Nothing is cast yet" in review
    assert "it can be changed" in review
    assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert stored(box, voter) == [kept]
    said = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert "Recorded at" in said


@pytest.mark.parametrize("method", METHODS)
def test_what_breaks_the_rule_is_told_with_422_and_what_was_typed_stays(client, voter, method):
    _, _, _, bad, told = METHODS[method]
    box = opened(voter, method)
    status, page = send(client, box, right=rights(box, voter), step="review", **bad)
    assert status == 422
    assert told in unescape(page)
    assert "to correct" in page
    target = re.search(r'class="error-summary".*?<a href="#([^"]+)">', page, re.DOTALL)[1]
    assert f'id="{target}"' in page
    for text in [one for name, one in bad.items() if name.startswith("n-") and not one.isdigit()]:
        assert f'value="{text}"' in page
    assert number() == 0


@pytest.mark.parametrize("method", ["resolution", *METHODS])
def test_a_blank_ballot_is_possible_everywhere(client, voter, method):
    box = opened(voter, method)
    _, review = send(client, box, right=rights(box, voter), step="blank", n__o1="3")
    assert "Blank" in review
    assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert stored(box, voter) == ["blank"]


@pytest.mark.parametrize("method", METHODS)
def test_sent_twice_it_is_one_ballot(client, voter, method):
    box = opened(voter, method)
    _, review = send(client, box, right=rights(box, voter), step="review", **METHODS[method][1])
    for _ in range(2):
        assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert number() == 1


def test_a_ballot_is_changed_from_what_it_was_until_the_closing(client, voter):
    box = opened(voter, "points")
    first = {"right": rights(box, voter), "step": "review", "n-o1": "5", "n-o2": "5"}
    send(client, box, step="confirm", **carried(send(client, box, **first)[1]))
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert 'name="n-o1"' in page
    assert page.count('value="5"') == 2
    _, review = send(client, box, **first | {"n-o1": "6", "n-o2": "4"})
    send(client, box, step="confirm", **carried(review))
    assert stored(box, voter) == [{"o1": 6, "o2": 4}]


def test_a_final_ballot_is_said_final_and_is_not_changed(client, voter):
    box = opened(voter, "plurality", replaceable=False)
    one = {"right": rights(box, voter), "step": "review", "choice": "o1"}
    _, review = send(client, box, **one)
    assert "it is final" in review
    send(client, box, step="confirm", **carried(review))
    status, page = send(client, box, **one | {"choice": "o2"})
    assert status == 409
    assert "already used" in page
    assert 'name="choice"' not in client.get(f"/votes/{box.id}").get_data(as_text=True)


# ---- buttons that work without scripts --------------------------------------------------------------------


def field(page: str, option: str) -> str:
    return re.search(rf'name="n-{option}"[^>]*?value="([^"]*)"', page)[1]


def test_points_go_up_and_down_by_buttons_and_the_points_left_are_said(client, voter):
    box = opened(voter, "points")
    one = {"right": rights(box, voter), "n-o1": "5", "n-o2": "2"}
    status, page = send(client, box, step="plus:o1", **one)
    assert (status, field(page, "o1"), field(page, "o2")) == (200, "6", "2")
    assert "Points left: 2" in page
    assert field(send(client, box, step="plus:o1", **one | {"n-o1": "6"})[1], "o1") == "6", "never above the cap"
    assert field(send(client, box, step="minus:o2", **one | {"n-o2": "1"})[1], "o2") == ""
    assert "Points too many: 2" in send(client, box, step="minus:o3", **one | {"n-o2": "7"})[1]
    assert number() == 0


def test_a_ranking_is_put_in_order_by_buttons(client, voter):
    box = opened(voter, "irv")
    one = {"right": rights(box, voter), "n-o1": "1", "n-o2": "2"}
    status, page = send(client, box, step="up:o2", **one)
    assert (status, field(page, "o2"), field(page, "o1"), field(page, "o3")) == (200, "1", "2", "")
    assert page.index('name="n-o2"') < page.index('name="n-o1"') < page.index('name="n-o3"')
    assert field(send(client, box, step="up:o3", **one)[1], "o3") == "3"
    assert field(send(client, box, step="down:o2", **one)[1], "o2") == ""
    assert number() == 0


def test_what_happens_to_those_left_out_is_said_before_and_on_the_review(client, voter):
    for method, before, after in (
        ("schulze", "equal, below all that you ranked", "equal below all those you ranked: Projet 2, Projet 3"),
        ("stv", "no support from you", "Not ranked: Projet 2, Projet 3"),
    ):
        box = opened(voter, method)
        assert before in client.get(f"/votes/{box.id}").get_data(as_text=True)
        assert after in send(client, box, right=rights(box, voter), step="review", n__o1="1")[1]


def test_the_default_grade_is_said(client, voter):
    box = opened(voter, "majority_judgment", contest=Contest(OPTIONS, grades=GRADES, default_grade=0))
    assert "receives “Insuffisant”" in client.get(f"/votes/{box.id}").get_data(as_text=True)
    status, review = send(client, box, right=rights(box, voter), step="review", n__o1="2")
    assert status == 200
    assert "so “Insuffisant”: Projet 2, Projet 3" in review


def test_the_budget_is_said_before_and_what_is_left_on_the_review(client, voter):
    box = opened(voter, "greedy")
    assert "The budget is €2,500" in client.get(f"/votes/{box.id}").get_data(as_text=True)
    _, review = send(client, box, right=rights(box, voter), step="review", choice=["o1"])
    assert "Left: €1,500" in review


def test_more_about_an_option_is_read_before_choosing(client, voter):
    box = opened(voter, paper={"details": {"o1": "Une cour à l’ombre", "o2": "Long. " * 60}})
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert "Une cour à l’ombre" in page
    assert page.count('<details class="option-more"') == 1


def test_options_in_a_drawn_order_are_stable_for_a_voter_and_differ_between_voters(client, voter):
    options = tuple(Option(f"o{number}", f"Projet {number}") for number in range(1, 9))
    shuffled = {"contest": Contest(options), "paper": {"shuffled": True}}
    box = opened(voter, rights=1, **shuffled)

    def seen() -> list[str]:
        return re.findall(r'name="choice" value="(o\d)"', client.get(f"/votes/{box.id}").get_data(as_text=True))

    mine = seen()
    assert sorted(mine) == [option.id for option in options]
    assert mine == seen()
    plain = opened(voter, contest=Contest(options))
    assert re.findall(r'name="choice" value="(o\d)"', client.get(f"/votes/{plain.id}").get_data(as_text=True)) == [
        option.id for option in options
    ]


# ---- several rights in one hand ---------------------------------------------------------------------------


def test_thirty_seventy_apply_to_all_then_change_some_totals_before_confirming(client, voter):
    box = opened(voter, "resolution", rights=5)
    mine = rights(box, voter)
    assert "Some vote otherwise" in client.get(f"/votes/{box.id}").get_data(as_text=True)
    _, review = send(client, box, right=mine, choice="for", step="review")
    assert number() == 0
    _, paper = send(client, box, step="other", pick=mine[:2], **carried(review))
    _, review = send(client, box, **carried(paper) | {"right": mine[:2]}, choice="against", step="review")
    assert "3 votes with this ballot" in review
    assert "2 votes with this ballot" in review
    assert "Cast my 5 ballots" in review
    assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert sorted(stored(box, voter)) == ["against", "against", "for", "for", "for"]


def test_some_rights_may_cast_nothing_for_now(client, voter):
    box = opened(voter, "points", rights=3)
    mine = rights(box, voter)
    _, review = send(client, box, right=mine, step="review", n__o1="5", n__o2="5")
    _, review = send(client, box, step="leave", pick=mine[2:], **carried(review))
    assert "Cast my 2 ballots" in review
    send(client, box, step="confirm", **carried(review))
    assert stored(box, voter).count(None) == 1
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert page.count("Recorded at") == 2
    assert "Not voted" in page


def test_nothing_ticked_on_the_review_is_told(client, voter):
    box = opened(voter, "plurality", rights=2)
    _, review = send(client, box, right=rights(box, voter), step="review", choice="o1")
    status, page = send(client, box, step="other", **carried(review))
    assert status == 422
    assert "Tick the votes" in page


def test_ballots_cast_are_changed_line_by_line(client, voter):
    box = opened(voter, "plurality", rights=3)
    mine = rights(box, voter)
    _, review = send(client, box, right=mine, step="review", choice="o1")
    send(client, box, step="confirm", **carried(review))
    _, review = send(client, box, right=mine, step="change")
    _, paper = send(client, box, step="other", pick=mine[:1], **carried(review))
    _, review = send(client, box, **carried(paper) | {"right": mine[:1]}, choice="o3", step="review")
    send(client, box, step="confirm", **carried(review))
    assert stored(box, voter) == ["o3", "o1", "o1"]
    assert number() == 4


def test_a_ballot_of_the_review_goes_back_on_its_paper(client, voter):
    box = opened(voter, "schulze", rights=2)
    mine = rights(box, voter)
    _, review = send(client, box, right=mine, step="review", n__o2="1", n__o3="1")
    _, paper = send(client, box, step=f"again:{mine[0]}", **carried(review))
    assert (field(paper, "o2"), field(paper, "o3"), field(paper, "o1")) == ("1", "1", "")
    assert carried(paper)["right"] == [str(right) for right in mine]


def test_colleges_are_shown_with_their_colour(client, voter):
    box = opened(voter, "plurality", rights=3)
    _, review = send(client, box, right=rights(box, voter), step="review", choice="o1")
    for tone in (1, 2, 3):
        assert f'class="key tone-{tone}"' in review


# ---- refusals ---------------------------------------------------------------------------------------------


def test_a_right_of_somebody_else_is_not_there_at_any_step(client, voter):
    box = opened(voter, "plurality", rights=1)
    other = max(rights(box, voter)) + 1
    for step, fields in (
        ("review", {"right": other, "choice": "o1"}),
        ("confirm", {f"ballot-{other}": '"o1"'}),
        ("change", {"right": other}),
    ):
        assert send(client, box, step=step, **fields)[0] == 404
    assert number() == 0


def test_a_right_taken_back_casts_nothing_and_says_so(client, voter):
    box = opened(voter, "plurality", rights=2)
    mine = rights(box, voter)
    _, review = send(client, box, right=mine, step="review", choice="o1")
    db.session.add(
        RightEnd(box_id=box.id, right_id=mine[0], reason="Sortie", actor_id=None, actor_name="Bureau", at=now())
    )
    db.session.flush()
    for fields in ({"step": "confirm", **carried(review)}, {"step": "review", "right": mine, "choice": "o1"}):
        status, page = send(client, box, **fields)
        assert status == 409
        assert "taken back" in page
    assert number() == 0


def test_when_the_vote_has_closed_each_step_says_that_the_ballot_was_not_kept(client, voter):
    box = opened(voter, "plurality")
    one = {"right": rights(box, voter), "choice": "o1"}
    _, review = send(client, box, step="review", **one)
    closing.close_box(box.id, actor=SYSTEM, at=now() + timedelta(minutes=1))
    db.session.flush()
    for fields in ({"step": "review", **one}, {"step": "confirm", **carried(review)}):
        status, page = send(client, box, **fields)
        assert status == 409
        assert "was not kept" in page
    assert number() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "confirm", "ballot-x": '"o1"'},
        {"step": "confirm", "ballot-1": "{"},
        {"step": "confirm"},
        {"step": "dance", "right": "1"},
        {"step": "review", "right": "0"},
        {"step": "again:7", "right": "1"},
    ],
)
def test_what_cannot_be_read_is_malformed(client, voter, fields):
    box = opened(voter, "plurality")
    mine = rights(box, voter)[0]
    fields = {name: str(mine) if value == "1" else value for name, value in fields.items()}
    assert send(client, box, **fields)[0] == 400


@pytest.mark.parametrize("choice", ['"o9"', '["o1"]', "null", "3", "{}"])
def test_a_choice_forged_at_the_last_step_is_refused(client, voter, choice):
    box = opened(voter, "plurality")
    assert send(client, box, step="confirm", **{f"ballot-{rights(box, voter)[0]}": choice})[0] == 422
    assert number() == 0


def test_the_page_costs_the_same_with_two_options_or_forty_one_right_or_five(client, voter):
    few = opened(voter, "points", contest=Contest(OPTIONS[:2], points=Points(10, 6, 1)))
    many = tuple(Option(f"o{number}", f"Projet {number}") for number in range(1, 41))
    large = opened(voter, "points", rights=5, contest=Contest(many, points=Points(10, 6, 1)))
    costs = []
    for box in (few, large):
        data = {"right": rights(box, voter), "step": "review", "n-o1": "5"}
        costs.append(
            (
                statements(lambda box=box: client.get(f"/votes/{box.id}")),
                statements(lambda box=box, data=data: client.post(f"/votes/{box.id}/bulletins", data=data)),
            )
        )
    assert costs[0] == costs[1]


def statements(ask: Any) -> int:
    said: list[str] = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        assert ask().status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(said)


# ---- consent ----------------------------------------------------------------------------------------------


def test_an_objection_gives_its_reason_and_the_last_one_stands(client, voter):
    box = opened(voter, "resolution", paper={"consent": True})
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    for words in ("I consent", "I object, because", "I stand aside"):
        assert words in page
    one = {"right": rights(box, voter), "choice": "against", "step": "review"}
    status, page = send(client, box, **one, reason="  ")
    assert status == 422
    assert 'href="#reason"' in page
    _, review = send(client, box, **one, reason="Le loyer double")
    assert "Le loyer double" in review
    assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert [found.reason for found in standing_objections(box.id)] == ["Le loyer double"]
    for reason in ("Le loyer double vraiment", "Le loyer double vraiment"):
        send(client, box, step="confirm", **carried(send(client, box, **one, reason=reason)[1]))
    assert [found.reason for found in standing_objections(box.id)] == ["Le loyer double vraiment"]
    assert number(Objection) == 2
    lifted = send(client, box, **one | {"choice": "for"}, reason="Le loyer double")[1]
    send(client, box, step="confirm", **carried(lifted))
    assert standing_objections(box.id) == []


def test_an_objection_without_a_reason_is_refused_whatever_way_it_comes(client, voter):
    box = opened(voter, "resolution", paper={"consent": True})
    right = rights(box, voter)[0]
    for fields in ({"right": right, "choice": "against"}, {"step": "confirm", f"ballot-{right}": '"against"'}):
        assert send(client, box, **fields)[0] == 422
    assert (number(), number(Objection)) == (0, 0)
