"""The life of a vote on its pages: the acts allowed now for who runs votes, a contest by who held a right, rehearsals."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from tests.services.test_votes_rehearsing import method_draft
from votes import queries
from votes.models import Box
from votes.queries.life import acts_of, state_of
from votes.rules.life import BoxState
from votes.services import boxes, casting, closing
from votes.services.rehearsing import rehearse

HOUR = timedelta(hours=1)


@pytest.fixture
def voter() -> Account:
    return make_account("Ada Bretelle", language="en")


@pytest.fixture
def chair() -> Account:
    return make_account("Inès Bureau", Role.BOARD, language="en")


def opened(voter: Account, **changes: Any) -> Box:
    at = now() - 2 * HOUR
    box = boxes.open_box(draft(**{"closes_at": at + HOUR} | changes), roll(voter.id, None, None), actor=SYSTEM, at=at)
    right = queries.rights_of(box.id, voter.id)[0].right_id
    casting.cast(box.id, right, "for", account_id=voter.id, at=at)
    return box


def counted(voter: Account, **changes: Any) -> Box:
    box = opened(voter, **changes)
    closing.close_box(box.id, actor=SYSTEM, at=now())
    return box


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_the_life_of_a_vote_is_for_who_runs_votes(client: FlaskClient, voter: Account) -> None:
    box = counted(voter)
    sign_in(client, voter)
    for address in ("vie", "vie/prolonger", "contestations/1/rejeter"):
        assert client.get(f"/votes/{box.id}/{address}").status_code == 403
    for address in ("vie/archiver", "vie/depouiller", "repetition/effacer"):
        assert client.post(f"/votes/{box.id}/{address}", data={"reason": "x"}).status_code == 403


def test_the_buttons_are_those_of_the_state(client: FlaskClient, voter: Account, chair: Account) -> None:
    sign_in(client, chair)
    ended = page(client, f"/votes/{opened(voter).id}/vie")
    assert "Count now" in ended
    assert "Extend the vote" in ended
    assert "Cancel the vote" in ended
    assert "Publish the result" not in ended
    held = page(client, f"/votes/{counted(voter, held_back=True).id}/vie")
    assert "Publish the result" in held
    assert "Extend the vote" not in held


def test_an_act_is_done_with_its_reason_and_stands_in_the_life(
    client: FlaskClient, voter: Account, chair: Account
) -> None:
    box = opened(voter)
    sign_in(client, chair)
    address = f"/votes/{box.id}/vie/abandonner"
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert state_of(box, now()) is BoxState.ENDED
    answer = client.post(address, data={"reason": "Question mal posée."})
    assert (answer.status_code, answer.location) == (303, f"/votes/{box.id}/vie")
    life = page(client, answer.location)
    assert "Question mal posée." in life
    assert "Inès Bureau" in life
    assert client.post(address, data={"reason": "Encore."}).status_code == 409
    sign_in(client, voter)
    public = page(client, f"/votes/{box.id}")
    assert "Question mal posée." in public
    assert "Cancelled" in public or "cancelled" in public


def test_an_extension_that_is_not_later_is_refused_at_its_form(
    client: FlaskClient, voter: Account, chair: Account
) -> None:
    box = opened(voter)
    sign_in(client, chair)
    sent = {"until": "2026-01-01T10:00", "reason": "Panne."}
    assert client.post(f"/votes/{box.id}/vie/prolonger", data=sent).status_code == 422
    assert client.post(f"/votes/{box.id}/vie/prolonger", data=sent | {"until": "2027-01-01T10:00"}).status_code == 303
    assert state_of(box, now()) is BoxState.OPEN
    sign_in(client, voter)
    assert "Panne." in page(client, f"/votes/{box.id}")


def test_a_vote_whose_time_has_passed_is_counted_by_hand_and_an_open_one_is_not(
    client: FlaskClient, voter: Account, chair: Account
) -> None:
    sign_in(client, chair)
    box, running = opened(voter), opened(voter, closes_at=now() + HOUR)
    assert client.post(f"/votes/{box.id}/vie/depouiller").status_code == 303
    assert queries.stored_result(box.id) is not None
    assert client.post(f"/votes/{running.id}/vie/depouiller").status_code == 409


def test_a_result_held_back_is_seen_by_members_once_it_is_published(
    client: FlaskClient, voter: Account, chair: Account
) -> None:
    box = counted(voter, held_back=True)
    sign_in(client, voter)
    assert "not published" in page(client, f"/votes/{box.id}")
    assert client.get(f"/votes/{box.id}/depouillement.json").status_code == 409
    sign_in(client, chair)
    assert client.post(f"/votes/{box.id}/vie/publier", data={"reason": ""}).status_code == 303
    sign_in(client, voter)
    assert "verdict" in page(client, f"/votes/{box.id}")
    assert client.get(f"/votes/{box.id}/depouillement.json").status_code == 200


def test_who_held_a_right_contests_and_the_answer_is_read(client: FlaskClient, voter: Account, chair: Account) -> None:
    box = counted(voter)
    sign_in(client, voter)
    assert f"/votes/{box.id}/contestation" in page(client, f"/votes/{box.id}")
    assert client.post(f"/votes/{box.id}/contestation", data={"reason": ""}).status_code == 422
    assert client.post(f"/votes/{box.id}/contestation", data={"reason": "Urne fermée."}).status_code == 303
    assert "Urne fermée." in page(client, f"/votes/{box.id}")
    [contest] = acts_of(box.id)
    sign_in(client, chair)
    assert "Urne fermée." in page(client, f"/votes/{box.id}/vie")
    address = f"/votes/{box.id}/contestations/{contest.id}"
    page(client, f"{address}/annuler")
    assert client.post(f"{address}/rejeter", data={"reason": "L’urne était ouverte."}).status_code == 303
    assert client.get(f"{address}/rejeter").status_code == 404
    sign_in(client, voter)
    assert "L’urne était ouverte." in page(client, f"/votes/{box.id}")


def test_who_held_no_right_is_told_that_the_board_may_record_the_contest(client: FlaskClient, voter: Account) -> None:
    box = counted(voter)
    sign_in(client, make_account("Noé Sansdroit", language="en"))
    assert client.get(f"/votes/{box.id}/contestation").status_code == 403
    assert "contestation" not in page(client, f"/votes/{box.id}")


@pytest.mark.parametrize("state", ["open", "cancelled", "annulled", "archived", "contested"])
def test_every_state_has_its_pages(client: FlaskClient, voter: Account, chair: Account, state: str, at: Any) -> None:
    from tests.services.test_votes_life import reach

    box = reach(BoxState(state), at)
    sign_in(client, chair)
    page(client, f"/votes/{box.id}")
    page(client, f"/votes/{box.id}/vie")


@pytest.mark.parametrize("method", ["resolution", "points", "schulze"])
def test_a_rehearsal_says_so_on_every_page_and_goes(
    client: FlaskClient, voter: Account, chair: Account, method: str
) -> None:
    box = rehearse(method_draft(method), actor=Actor(chair.id, chair.name), at=now())
    address = f"/votes/{box.id}"
    sign_in(client, voter)
    assert client.get(address).status_code == 404
    sign_in(client, chair)
    assert "Rehearsal" in page(client, address)
    assert client.post(f"{address}/vie/abandonner", data={"reason": "x"}).status_code == 409
    assert client.post(f"{address}/repetition/depouiller").status_code == 303
    assert "Rehearsal" in page(client, address)
    assert "Rehearsal" in page(client, f"{address}/vie")
    sign_in(client, voter)
    assert client.get(address).status_code == 404
    sign_in(client, chair)
    assert client.post(f"{address}/repetition/effacer").status_code == 303
    assert client.get(address).status_code == 404


def test_a_real_vote_is_not_wiped_by_the_page_of_rehearsals(
    client: FlaskClient, voter: Account, chair: Account
) -> None:
    box = opened(voter)
    sign_in(client, chair)
    for act in ("depouiller", "effacer"):
        assert client.post(f"/votes/{box.id}/repetition/{act}").status_code == 422


def test_a_point_of_the_agenda_is_rehearsed_until_its_vote_opens(client: FlaskClient, chair: Account) -> None:
    from governance.services.voting import open_vote
    from tests.factories.governance import tonight

    assembly, _members = tonight()
    sign_in(client, chair)
    item = assembly.items[1]
    address = f"/assemblees/{assembly.id}/ordre-du-jour/{item.id}/repetition"
    answer = client.post(address)
    assert answer.status_code == 303
    assert "Rehearsal" in page(client, answer.location)
    [rehearsal] = db.session.execute(select(Box)).scalars()
    assert rehearsal.rehearsal
    assert client.post(f"/assemblees/{assembly.id}/ordre-du-jour/{assembly.items[0].id}/repetition").status_code == 422
    real = open_vote(db.session.merge(assembly), item.id, actor=SYSTEM, at=now())
    assert [box.id for box in db.session.execute(select(Box)).scalars()] == [real.id]
    assert client.post(address).status_code == 409


def test_a_rehearsal_stands_in_no_list_no_journal_and_no_api(client: FlaskClient, chair: Account) -> None:
    from tests.factories.api import token_for

    box = rehearse(draft(title="Titre de répétition"), actor=Actor(chair.id, chair.name), at=now())
    sign_in(client, make_account("Toutes", *(role for role in Role if role is not Role.MEMBER), language="en"))
    for address in (
        "/",
        "/assemblees",
        "/decisions",
        "/journal",
        "/conformite",
        "/consultations",
        "/compte/mes-donnees",
    ):
        assert "Titre de répétition" not in page(client, address), address
    headers = {"Authorization": f"Bearer {token_for(chair)}"}
    listed = client.get("/api/v1/votes", headers=headers)
    assert listed.status_code == 200
    assert "répétition" not in listed.get_data(as_text=True)
    for one in ("", "/result", "/count-file", "/rights", "/roll"):
        assert client.get(f"/api/v1/votes/{box.id}{one}", headers=headers).status_code == 404
