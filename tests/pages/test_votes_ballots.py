"""The ballot of every method: filled in, reviewed, cast; nothing before the last button, and what was typed stays."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import GRADES, METHODS, OPTIONS, carried, field, number, opened, rights, send, stored
from tests.factories.votes import draft, roll
from votes.models import Box
from votes.rules.contest import Contest, Option
from votes.services import boxes


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    """Somebody signed in."""
    account = make_account("Ada Bretelle", language="en")
    sign_in(client, account)
    return account


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
    """Eight options: that two voters have the same order by chance is one in 40,320, and the draw is always the same."""
    other = make_account("Zoé Autre", language="en")
    contest = Contest(tuple(Option(f"o{number}", f"Projet {number}") for number in range(1, 9)))

    def seen(box: Box, account: Account) -> list[str]:
        sign_in(client, account)
        return re.findall(r'name="choice" value="(o\d)"', client.get(f"/votes/{box.id}").get_data(as_text=True))

    for shuffled in (True, False):
        given = draft(method="plurality", contest=contest, paper={"shuffled": shuffled})
        box = boxes.open_box(given, roll(voter.id, other.id, None), actor=SYSTEM, at=now())
        mine = seen(box, voter)
        assert sorted(mine) == list(contest.ids)
        assert mine == seen(box, voter)
        assert (mine == seen(box, other)) is not shuffled
        assert (mine == list(contest.ids)) is not shuffled
