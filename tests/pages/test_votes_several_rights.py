"""Several rights in one hand, refusals at every step, consent: what is cast is what was shown, for whom it was shown."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import OPTIONS, carried, field, number, opened, rights, send, statements, stored
from votes.models import Objection, RightEnd
from votes.queries.objections import standing_objections
from votes.rules.contest import Contest, Option, Points
from votes.services import closing


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    """Somebody signed in."""
    account = make_account("Ada Bretelle", language="en")
    sign_in(client, account)
    return account


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
