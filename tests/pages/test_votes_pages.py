"""Pages of a vote: what is shown to whom, every refusal with its status, and how few statements a ballot costs."""

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll, rules
from votes import queries
from votes.models import Ballot, Box
from votes.rules.roll import RollLine, Via
from votes.services import boxes, casting, closing

Room = tuple[Box, Account]


@pytest.fixture
def room(client: FlaskClient) -> Room:
    """An open vote on a roll of three, and the first of them signed in."""
    account = make_account("Ada Bretelle", language="en")
    box = boxes.open_box(draft(), roll(account.id, None, None), actor=SYSTEM, at=now() - timedelta(minutes=5))
    sign_in(client, account)
    return box, account


def first_right(room: Room) -> int:
    return queries.rights_of(room[0].id, room[1].id)[0].right_id


def send(client: FlaskClient, room: Room, **fields: object) -> tuple[int, str]:
    sent = client.post(f"/votes/{room[0].id}/bulletins", data=fields)
    return sent.status_code, sent.get_data(as_text=True)


def ballots() -> int:
    return db.session.execute(select(func.count()).select_from(Ballot)).scalar_one()


def close(room: Room) -> None:
    closing.close_box(room[0].id, actor=SYSTEM, at=now())
    db.session.flush()


def test_who_is_not_signed_in_sees_nothing(client: FlaskClient) -> None:
    for address in ("/votes/1", "/votes/1/depouillement.json"):
        assert client.get(address).status_code == 401
    assert client.post("/votes/1/bulletins", data={"right": 1, "choice": "for"}).status_code == 401


def test_an_open_vote_shows_the_question_the_ballot_and_the_turnout(client: FlaskClient, room: Room) -> None:
    page = client.get(f"/votes/{room[0].id}").get_data(as_text=True)
    assert "Affectation du résultat" in page
    assert re.findall(r'type="radio" name="choice" value="(\w+)"', page) == ["for", "against", "abstain", "blank"]
    assert " checked" not in page
    assert "0 / 1" in page


def test_an_open_vote_shows_no_partial_result(client: FlaskClient, room: Room) -> None:
    casting.cast(room[0].id, first_right(room), "for", account_id=room[1].id, at=now())
    other = make_account("Noé Sansdroit")
    sign_in(client, other)
    page = client.get(f"/votes/{room[0].id}").get_data(as_text=True)
    assert "1 / 1" in page
    assert "verdict" not in page.lower()
    assert 'type="radio"' not in page
    assert client.get(f"/votes/{room[0].id}/depouillement.json").status_code == 409


def test_a_ballot_is_cast_then_shown_to_its_holder(client: FlaskClient, room: Room) -> None:
    answer = client.post(f"/votes/{room[0].id}/bulletins", data={"right": first_right(room), "choice": "for"})
    assert (answer.status_code, answer.location) == (303, f"/votes/{room[0].id}")
    page = client.get(answer.location).get_data(as_text=True)
    assert "Ballot recorded" in page
    assert ballots() == 1


def test_a_blank_ballot_is_counted_apart_and_never_expressed(client: FlaskClient, room: Room) -> None:
    """Code de commerce L225-98: the votes expressed leave blank ballots out."""
    assert "Counted apart, never expressed" in client.get(f"/votes/{room[0].id}").get_data(as_text=True)
    assert send(client, room, right=first_right(room), choice="blank")[0] == 303
    close(room)
    result = queries.stored_result(room[0].id).result
    assert (result["blank"], result["heads"]["for"], result["heads"]["against"]) == (1, 0, 0)
    assert "Blank or null" in client.get(f"/votes/{room[0].id}").get_data(as_text=True)


def test_the_same_ballot_sent_twice_is_one_ballot(client: FlaskClient, room: Room) -> None:
    for _ in range(2):
        assert send(client, room, right=first_right(room), choice="for")[0] == 303
    assert ballots() == 1


def test_a_ballot_without_choice_is_refused_with_a_summary(client: FlaskClient, room: Room) -> None:
    status, page = send(client, room, right=first_right(room))
    assert status == 422
    assert "Choose for, against, abstain or blank" in page
    assert 'href="#choice"' in page
    assert 'id="choice' in page
    assert ballots() == 0


@pytest.mark.parametrize("choice", ["maybe", "null", "FOR"])
def test_a_choice_that_is_not_on_the_ballot_is_refused(client: FlaskClient, room: Room, choice: str) -> None:
    assert send(client, room, right=first_right(room), choice=choice)[0] == 422
    assert ballots() == 0


@pytest.mark.parametrize("right", [[], ["x"], ["1.5"], [""]])
def test_a_ballot_that_names_no_right_is_malformed(client: FlaskClient, room: Room, right: list[str]) -> None:
    assert send(client, room, right=right, choice="for")[0] == 400


def test_a_forged_ballot_is_refused(client: FlaskClient, room: Room) -> None:
    sent = client.post(
        f"/votes/{room[0].id}/bulletins", data={"right": first_right(room), "choice": "for"}, forged=True
    )
    assert sent.status_code == 400
    assert ballots() == 0


def test_a_right_of_somebody_else_is_not_there(client: FlaskClient, room: Room) -> None:
    others = queries.rights_by_kind(room[0].id, "")[1]
    assert send(client, room, right=others, choice="for")[0] == 404
    assert ballots() == 0


def test_several_rights_at_once_are_all_or_none(client: FlaskClient, room: Room) -> None:
    mine, other = first_right(room), queries.rights_by_kind(room[0].id, "")[1]
    assert send(client, room, right=[mine, other], choice="for")[0] == 404
    assert ballots() == 0


def test_one_hand_casts_the_same_ballot_for_all_its_rights(client: FlaskClient) -> None:
    account = make_account("Lin Porteuse", language="en")
    lines = [
        RollLine(1, "Ada Absente", "a", accounts=(account.id,), via=Via.PROXY),
        RollLine(2, "Lin Porteuse", "b", accounts=(account.id,)),
    ]
    box = boxes.open_box(draft(), lines, actor=SYSTEM, at=now())
    sign_in(client, account)
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert "All your votes at once" in page
    assert "Proxy of Ada Absente" in page
    ids = page.split('id="')[1:]
    names = [one.split('"')[0] for one in ids]
    assert len(names) == len(set(names))
    rights = [one.right_id for one in queries.rights_of(box.id, account.id)]
    assert send(client, (box, account), right=rights, choice="abstain")[0] == 303
    assert ballots() == 2
    assert "2 ballots recorded" in client.get(f"/votes/{box.id}").get_data(as_text=True)


def test_after_closing_a_ballot_gets_409_and_changes_nothing(client: FlaskClient, room: Room) -> None:
    right = first_right(room)
    close(room)
    status, page = send(client, room, right=right, choice="for")
    assert status == 409
    assert "closed" in page
    assert ballots() == 0


def test_a_final_ballot_used_gets_409(client: FlaskClient, room: Room) -> None:
    account = room[1]
    final = boxes.open_box(draft(replaceable=False), roll(account.id, None, None), actor=SYSTEM, at=now())
    right = queries.rights_of(final.id, account.id)[0].right_id
    assert send(client, (final, account), right=right, choice="for")[0] == 303
    assert send(client, (final, account), right=right, choice="for")[0] == 303
    assert send(client, (final, account), right=right, choice="against")[0] == 409
    assert 'type="radio"' not in client.get(f"/votes/{final.id}").get_data(as_text=True)


def test_back_goes_to_a_local_address_only(client: FlaskClient, room: Room) -> None:
    for wanted, kept in (
        ("/assemblees/3/ma-page", True),
        ("https://ailleurs.example/", False),
        ("//ailleurs.example", False),
    ):
        data = {"right": first_right(room), "choice": "for", "suite": wanted}
        location = client.post(f"/votes/{room[0].id}/bulletins", data=data).location
        assert location == (wanted if kept else f"/votes/{room[0].id}")


def test_a_closed_vote_shows_its_verdict_reasons_heads_colleges_and_rules(client: FlaskClient, room: Room) -> None:
    casting.cast(room[0].id, first_right(room), "for", account_id=room[1].id, at=now())
    close(room)
    page = client.get(f"/votes/{room[0].id}").get_data(as_text=True)
    for words in (
        "Adopted: more than 1/2 was needed.",
        "Without any vote expressed: B, C.",
    ):
        assert words in page
    assert "<title>Affectation du résultat" in page
    assert page.count("<table") == 3
    assert "Proportion" not in page


def test_the_result_shown_is_the_stored_one(client: FlaskClient, room: Room) -> None:
    casting.cast(room[0].id, first_right(room), "for", account_id=room[1].id, at=now())
    close(room)
    said: list[str] = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        client.get(f"/votes/{room[0].id}")
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert not any("group by" in sql.lower() and "ballot" in sql.lower() for sql in said), (
        "ballots are not counted again"
    )


def test_colleges_set_aside_are_told(client: FlaskClient) -> None:
    account = make_account("Ada Bretelle", language="en")
    heads = draft(rules=rules(empty_college="heads"))
    box = boxes.open_box(heads, roll(account.id, None, college="ab"), actor=SYSTEM, at=now())
    sign_in(client, account)
    close((box, account))
    page = client.get(f"/votes/{box.id}").get_data(as_text=True)
    assert "one member, one vote" in page


def test_the_count_file_is_downloaded_and_names_nobody(client: FlaskClient, room: Room) -> None:
    casting.cast(room[0].id, first_right(room), "for", account_id=room[1].id, at=now())
    close(room)
    answer = client.get(f"/votes/{room[0].id}/depouillement.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.get_data())["format"] == "scic-count/1"
    assert "Membre" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/votes/999999", "/votes/999999/depouillement.json"])
def test_a_vote_that_is_not_there(client: FlaskClient, room: Room, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_ballot_costs_at_most_eight_statements(client: FlaskClient, room: Room) -> None:
    right = first_right(room)
    said: list[str] = []
    engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

    def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        assert send(client, room, right=right, choice="for")[0] == 303
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert len(said) <= 8, said
    assert len([sql for sql in said if "votes_" in sql]) == 2


def test_pages_are_in_french_first(client: FlaskClient) -> None:
    account = make_account("Ada Bretelle", language="fr")
    box = boxes.open_box(draft(), roll(account.id, None, None), actor=SYSTEM, at=now())
    sign_in(client, account)
    assert '<html lang="fr"' in client.get(f"/votes/{box.id}").get_data(as_text=True)


def test_a_colleague_sees_who_cast_the_ballot_of_their_member(client: FlaskClient) -> None:
    first, second = make_account("Ada Première", language="en"), make_account("Lin Seconde", language="en")
    lines = [RollLine(1, "Coopérative du Lac", "a", accounts=(first.id, second.id)), *roll(None, None, None)[1:]]
    box = boxes.open_box(draft(), lines, actor=SYSTEM, at=now())
    [right] = queries.rights_of(box.id, first.id)
    casting.cast(box.id, right.right_id, "for", account_id=first.id, at=now())
    for account, said in ((second, True), (first, False)):
        sign_in(client, account)
        page = client.get(f"/votes/{box.id}").get_data(as_text=True)
        assert ("by Ada Première" in page) is said


def test_a_ballot_entered_at_the_desk_says_so_to_its_member(client: FlaskClient, room: Room) -> None:
    casting.cast_at_desk(room[0].id, first_right(room), "for", actor=SYSTEM, at=now())
    assert "entered at the desk" in client.get(f"/votes/{room[0].id}").get_data(as_text=True)
