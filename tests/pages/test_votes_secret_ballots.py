"""A secret ballot through its pages: receipts on the answer alone, the same page when sent again, warnings accepted first."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from tests.factories.accounts import make_account, sign_in
from tests.factories.ballots import METHODS, carried, number, rights, send
from tests.factories.votes import colleges, draft
from votes import boxed_ballots
from votes.models import Ballot, Box, Mark, SecretBallot
from votes.rules.roll import RollLine, Via
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes

GROUPED = re.compile(r"(?:[2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}")


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    """Somebody signed in."""
    account = make_account("Ada Bretelle", language="en")
    sign_in(client, account)
    return account


def opened(account: Account, method: str = "resolution", *, held: int = 1, **changes: Any) -> Box:
    """A secret vote of six without colleges unless said; the account holds `held` rights."""
    changes = {"colleges": (), "secrecy": Secrecy(3), "replaceable": False} | changes
    ids = [one.id for one in changes["colleges"]]
    contest = METHODS[method][0] if method in METHODS else None
    lines = [
        RollLine(
            number,
            f"Membre {number}",
            ids[number % len(ids)] if ids else None,
            accounts=(account.id,) if number <= held else (),
            via=Via.SELF if number == 1 else Via.PROXY,
        )
        for number in range(1, 7)
    ]
    return boxes.open_box(draft(method=method, contest=contest, **changes), lines, actor=SYSTEM, at=now())


def reviewed(client: FlaskClient, box: Box, account: Account, **typed: Any) -> str:
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    status, review = send(client, box, **carried(page) | {"right": rights(box, account)}, step="review", **typed)
    assert status == 200, review
    return review


@pytest.mark.parametrize("method", ["resolution", *METHODS])
def test_the_receipt_is_shown_on_the_answer_and_finds_the_ballot(client, voter, method):
    box = opened(voter, method)
    typed = METHODS[method][1] if method in METHODS else {"choice": "against"}
    review = reviewed(client, box, voter, **typed)
    assert "it is final" in review
    assert number(SecretBallot) == 0
    status, page = send(client, box, step="confirm", **carried(review))
    assert status == 200
    [receipt] = GROUPED.findall(page)
    assert [found for found, *_ in boxed_ballots.secret_ballots(box.id)] == [receipt.replace("-", "")]
    assert (number(Mark), number(SecretBallot), number(Ballot)) == (1, 1, 0)


def test_sent_again_it_gets_the_same_page_and_nothing_more_is_in_the_box(client, voter):
    box = opened(voter)
    last = {"step": "confirm", **carried(reviewed(client, box, voter, choice="for"))}
    first, again = send(client, box, **last), send(client, box, **last)
    assert first[0] == again[0] == 200
    assert GROUPED.findall(first[1]) == GROUPED.findall(again[1])
    assert (number(Mark), number(SecretBallot)) == (1, 1)


def test_the_receipt_drawn_with_the_form_is_kept_to_the_end(client, voter):
    box = opened(voter)
    drawn = carried(client.get(f"/votes/{box.id}").get_data(as_text=True))
    _, review = send(client, box, **drawn, choice="for", step="review")
    [name] = [name for name in drawn if name.startswith("receipt-")]
    assert carried(review)[name] == drawn[name]


def test_receipt_and_choice_are_in_no_session_no_flash_no_mail_and_not_on_the_next_page(client, voter):
    box = opened(voter)
    last = {"step": "confirm", **carried(reviewed(client, box, voter, choice="against"))}
    answer = client.post(f"/votes/{box.id}/bulletins", data=last)
    [receipt] = GROUPED.findall(answer.get_data(as_text=True))
    plain = receipt.replace("-", "")
    assert answer.headers["Cache-Control"] == "no-store"
    with client.session_transaction() as session:
        assert plain not in str(dict(session)) and receipt not in str(dict(session))
        assert "_flashes" not in session
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    assert plain not in cookies and receipt not in cookies
    after = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert plain not in after and receipt not in after
    assert "Against" not in after
    assert "Recorded at" in after
    assert db.session.execute(select(func.count()).select_from(Mail)).scalar_one() == 0


def test_several_rights_have_a_receipt_each(client, voter):
    box = opened(voter, "approval", held=3)
    review = reviewed(client, box, voter, choice=["o1"])
    _, page = send(client, box, step="confirm", **carried(review))
    assert len(set(GROUPED.findall(page))) == 3
    assert (number(Mark), number(SecretBallot)) == (3, 3)


def test_another_choice_after_the_first_is_refused_and_the_first_stands(client, voter):
    box = opened(voter)
    review = reviewed(client, box, voter, choice="for")
    send(client, box, step="confirm", **carried(review))
    changed = carried(review)
    [name] = [name for name in changed if name.startswith("ballot-")]
    assert send(client, box, step="confirm", **changed | {name: '"against"'})[0] == 409
    assert number(SecretBallot) == 1


def test_limited_secrecy_is_said_before_and_accepted_or_nothing_is_cast(client, voter):
    chosen = {one.id: SmallGroup(SmallGroupWay.LIMITED) for one in colleges()}
    box = opened(voter, colleges=colleges(), secrecy=Secrecy(5, chosen))
    assert "secrecy is limited" in client.get(f"/votes/{box.id}").get_data(as_text=True)
    review = reviewed(client, box, voter, choice="for")
    assert 'name="warned"' in review
    assert " checked" not in review
    status, page = send(client, box, step="confirm", **carried(review))
    assert (status, number(SecretBallot)) == (422, 0)
    assert 'href="#warned"' in page
    assert 'id="warned"' in page
    assert send(client, box, step="confirm", warned="1", **carried(page))[0] == 200
    assert (number(Mark), number(SecretBallot)) == (1, 1)


def test_an_opened_college_says_that_its_vote_is_open(client, voter):
    chosen = {one.id: SmallGroup(SmallGroupWay.OPEN, reason="Accord écrit du 3 mai, classeur A") for one in colleges()}
    box = opened(voter, colleges=colleges(), secrecy=Secrecy(5, chosen))
    assert "Your ballot will bear your name" in client.get(f"/votes/{box.id}").get_data(as_text=True)
    review = reviewed(client, box, voter, choice="for")
    assert send(client, box, step="confirm", **carried(review))[0] == 303
    assert (number(Mark), number(SecretBallot), number(Ballot)) == (0, 0, 1)


def test_without_its_receipt_a_secret_ballot_is_refused(client, voter):
    box = opened(voter)
    fields = {f"ballot-{rights(box, voter)[0]}": '"for"'}
    assert send(client, box, step="confirm", **fields)[0] == 422
    assert send(client, box, right=rights(box, voter), choice="for")[0] == 422
    assert (number(Mark), number(SecretBallot)) == (0, 0)
