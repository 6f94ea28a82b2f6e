"""The roll of a vote: who reads what of it, how it changes, and who voted once it is closed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from tests.factories.accounts import make_account, sign_in
from tests.factories.votes import draft, roll
from votes import queries
from votes.models import Box
from votes.receipts import new_receipt
from votes.rules.roll import LeftOutLine, RollLine
from votes.rules.roll_reasons import Exclusion
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.roll_changes import ask_addition, take_back
from votes.signals import late_line_asked, own_members_asked

ADA = Actor(9001, "Ada")


@pytest.fixture
def voter(client: FlaskClient) -> Account:
    account = make_account("Noé Voteur", language="en")
    sign_in(client, account)
    return account


@pytest.fixture
def office(app: Any, client: FlaskClient) -> FlaskClient:
    other: FlaskClient = app.test_client()
    sign_in(other, make_account("Lin Bureau", Role.STAFF, language="en"))
    return other


def opened(account: Account | None, *, secret: bool = False, left_out: Any = (), **changes: Any) -> Box:
    lines = roll(account.id if account else None, *[None] * 5)
    if secret:
        lines = [replace(line, college=None) for line in lines]
        changes = {"secrecy": Secrecy(3), "colleges": (), "replaceable": False, "subject": "item:1"} | changes
    return boxes.open_box(draft(**changes), lines, left_out=left_out, actor=SYSTEM, at=now() - timedelta(minutes=5))


def page(who: FlaskClient, address: str, status: int = 200) -> str:
    answer = who.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_nobody_reads_a_roll_without_signing_in(client: FlaskClient) -> None:
    for address in ("/votes/1/liste", "/votes/1/liste.csv", "/votes/1/papier", "/votes/1/secret"):
        assert client.get(address).status_code == 401


def test_members_read_the_roll_with_the_reason_of_each_and_change_nothing(client: FlaskClient, voter: Account) -> None:
    box = opened(voter)
    shown = page(client, f"/votes/{box.id}/liste")
    for words in ("Membre 1", "Membre 6", "Member on the record date", "6 lines"):
        assert words in shown
    for words in ("Take the right back", "Add a member", "Left out of", "XLSX"):
        assert words not in shown
    for address in (f"/votes/{box.id}/liste/ajout", f"/votes/{box.id}/liste.csv", f"/votes/{box.id}/papier"):
        assert client.get(address).status_code == 403
    assert client.post(f"/votes/{box.id}/liste/ajout", data={"number": 1}).status_code == 403


def test_a_roll_is_searched_by_name_and_by_number(client: FlaskClient, voter: Account) -> None:
    box = opened(voter)
    assert "Membre 5" not in page(client, f"/votes/{box.id}/liste?q=membre+3")
    assert "Membre 3" in page(client, f"/votes/{box.id}/liste?q=3")
    assert "Nobody of that name" in page(client, f"/votes/{box.id}/liste?q=zorglub")


def test_who_was_left_out_is_read_by_the_office_and_each_reads_their_own(
    client: FlaskClient, voter: Account, office: FlaskClient
) -> None:
    out = [LeftOutLine(71, "Zoé Impayée", Exclusion.UNPAID), LeftOutLine(72, "Yann Nouveau", Exclusion.NOT_YET)]
    box = opened(None, left_out=out)

    def ear(account_id: int, **_asked: Any) -> list[int]:
        return [71] if account_id == voter.id else []

    with own_members_asked.connected_to(ear):
        mine = page(client, f"/votes/{box.id}/liste?liste=ecartes")
        theirs = page(office, f"/votes/{box.id}/liste?liste=ecartes")
    assert "Zoé Impayée" in mine
    assert "Shares not paid up" in mine
    assert "Yann Nouveau" not in mine
    assert "Zoé Impayée" in theirs
    assert "Yann Nouveau" in theirs
    assert "Became a member after the record date" in theirs


def test_the_office_adds_a_member_with_a_reason(client: FlaskClient, voter: Account, office: FlaskClient) -> None:
    box = opened(voter)

    def ear(_box: Box, *, number: int, college: str, **_asked: Any) -> RollLine | None:
        return RollLine(number, "Zoé Tardive", college or "a", accounts=(4,)) if number == 20 else None

    address = f"/votes/{box.id}/liste/ajout"
    with late_line_asked.connected_to(ear):
        assert office.post(address, data={"number": 20, "college": "b", "reason": ""}).status_code == 422
        assert office.post(address, data={"number": 21, "college": "", "reason": "Oubli"}).status_code == 422
        assert office.post(address, data={"number": 1, "college": "", "reason": "Oubli"}).status_code == 422
        done = office.post(address, data={"number": 20, "college": "b", "reason": "Oubliée le 3 juin"})
    assert (done.status_code, done.location) == (303, f"/votes/{box.id}/liste#changements")
    shown = page(client, f"/votes/{box.id}/liste")
    assert "Zoé Tardive" in shown
    assert "Oubliée le 3 juin" in shown
    assert queries.entitled_by_college(box)["b"] == 3


def test_in_a_secret_vote_the_one_who_asked_sees_no_button_to_confirm(
    app: Any, client: FlaskClient, voter: Account, office: FlaskClient
) -> None:
    box = opened(voter, secret=True)
    first = make_account("Ada Première", Role.BOARD, language="en")
    ask_addition(
        box.id, RollLine(20, "Zoé Tardive", accounts=(4,)), Acting(Actor(first.id, first.name), now(), "Oubli")
    )
    [asked] = queries.roll_changes(box.id).waiting
    asker: FlaskClient = app.test_client()
    sign_in(asker, first)
    assert 'value="confirm"' not in page(asker, f"/votes/{box.id}/liste")
    assert "Zoé Tardive" not in page(client, f"/votes/{box.id}/liste")
    answer = f"/votes/{box.id}/liste/ajout/{asked.id}"
    assert asker.post(answer, data={"answer": "confirm"}).status_code == 403
    assert 'value="confirm"' in page(office, f"/votes/{box.id}/liste")
    assert office.post(answer, data={"answer": "confirm"}).status_code == 303
    assert office.post(answer, data={"answer": "confirm"}).status_code == 409
    assert "Zoé Tardive" in page(client, f"/votes/{box.id}/liste")


def test_a_right_is_taken_back_with_a_reason_while_it_is_unused(voter: Account, office: FlaskClient) -> None:
    box = opened(voter)
    right = queries.rights_of(box.id, voter.id)[0].right_id
    address = f"/votes/{box.id}/liste/{right}/retrait"
    assert "Noé" not in page(office, address)
    assert office.post(address, data={"reason": ""}).status_code == 422
    assert office.post(address, data={"reason": "Exclu le 2 juin"}).status_code == 303
    assert office.post(address, data={"reason": "Exclu le 2 juin"}).status_code == 422
    assert "Exclu le 2 juin" in page(office, f"/votes/{box.id}/liste")
    assert office.get(f"/votes/{box.id}/liste/999999/retrait").status_code == 404


def test_who_voted_is_told_after_the_closing_as_yes_or_no_to_those_on_the_roll(
    app: Any, client: FlaskClient, voter: Account, office: FlaskClient
) -> None:
    box = opened(voter, secret=True)
    right = queries.rights_of(box.id, voter.id)[0].right_id
    casting.cast(box.id, right, "for", account_id=voter.id, at=now(), secretly=Secretly(new_receipt()))
    for reader in (client, office):
        assert "Has voted" not in page(reader, f"/votes/{box.id}/liste")
    assert "Has voted" not in page(office, f"/votes/{box.id}/liste.csv")
    from votes.services.acts import confirm_few

    confirm_few(box.id, Acting(ADA, now(), "Le bureau l’a décidé"))
    closing.close_box(box.id, actor=SYSTEM, at=now())
    db.session.flush()
    stranger: FlaskClient = app.test_client()
    sign_in(stranger, make_account("Sam Sansdroit", language="en"))
    for reader, told in ((client, True), (office, True), (stranger, False)):
        assert ("Has voted" in page(reader, f"/votes/{box.id}/liste")) is told
    rows = page(office, f"/votes/{box.id}/liste.csv").splitlines()
    assert sum(row.endswith("oui") for row in rows) == 1
    assert sum(row.endswith("non") for row in rows) == 5


def test_the_roll_leaves_as_a_sheet(office: FlaskClient, voter: Account) -> None:
    box = opened(voter)
    for kind in ("csv", "xlsx", "ods"):
        answer = office.get(f"/votes/{box.id}/liste.{kind}")
        assert answer.status_code == 200
        assert f"liste-{box.id}.{kind}" in answer.headers["Content-Disposition"]
        assert answer.get_data()


def test_a_roll_of_any_size_costs_as_many_statements(client: FlaskClient, voter: Account) -> None:
    def statements(box: Box) -> int:
        said: list[str] = []
        engine = getattr(db.session.get_bind(), "engine", db.session.get_bind())

        def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
            said.append(sql)

        event.listen(engine, "before_cursor_execute", listen)
        try:
            page(client, f"/votes/{box.id}/liste")
        finally:
            event.remove(engine, "before_cursor_execute", listen)
        return len(said)

    at = now() - timedelta(minutes=5)
    few, many = (boxes.open_box(draft(), roll(voter.id, *[None] * size), actor=SYSTEM, at=at) for size in (2, 120))
    for number in range(3):
        ask_addition(
            many.id, RollLine(900 + number, f"Tardif {number}", "a", accounts=(4,)), Acting(ADA, now(), "Oubli")
        )
    take_back(many.id, queries.rights_of(many.id, voter.id)[0].right_id, Acting(ADA, now(), "Erreur"))
    statements(few)
    assert statements(many) <= statements(few)


def test_paper_ballots_are_given_at_the_desk_and_counted_by_two_persons(
    app: Any, voter: Account, office: FlaskClient
) -> None:
    box = opened(voter, secret=True)
    rights = queries.roll_page(box).rows
    address = f"/votes/{box.id}/papier"
    assert "Took a paper ballot" in page(office, address)
    for row in rights[:3]:
        assert office.post(address, data={"right": row.right_id}).status_code == 303
    assert office.post(address, data={"right": "x"}).status_code == 400
    assert office.post(address, data={"right": 999_999}).status_code == 404
    second: FlaskClient = app.test_client()
    sign_in(second, make_account("Ada Scrutatrice", Role.SCRUTINEER, language="en"))
    wrong = {"college": "", "n-0": "1", "n-1": "2", "n-2": "", "n-3": "", "n-4": ""}
    sent = wrong | {"n-0": "2", "n-1": "1"}
    assert second.post(f"{address}/comptage", data=sent).status_code == 422  # the vote still takes ballots
    assert "Key my count" not in page(second, address)
    assert "Take no more ballots" not in page(second, address)
    assert f"/votes/{box.id}/vie/finir" in page(office, address)
    assert office.post(f"/votes/{box.id}/vie/finir", data={"reason": ""}).status_code == 303
    assert "Key my count" in page(second, address)
    for who, counted in ((office, wrong), (second, sent)):
        assert who.post(f"{address}/comptage", data={"college": "", "n-0": "x"}).status_code == 422
        assert who.post(f"{address}/comptage", data=counted).status_code == 303
    shown = page(second, address)
    assert "2 counts keyed" in shown
    for told in ("agree.", "differ", "Key my count", "3 ballots"):
        assert told not in shown.partition('id="comptages"')[2].partition("What somebody counted")[0]
    assert second.post(f"{address}/comptage", data=sent).status_code == 422
    assert office.post(f"/votes/{box.id}/vie/depouiller").status_code == 422
    assert "The closing found that the counts differ" in page(second, address)
    assert office.post(f"{address}/comptage", data=sent).status_code == 303
    assert "prolonger" not in page(office, f"/votes/{box.id}/vie")
    assert office.post(f"/votes/{box.id}/vie/depouiller").status_code == 303
    stored = queries.stored_result(box.id)
    assert stored is not None and stored.result["for"] == "2"
    assert "Paper ballots counted again" in page(office, f"/votes/{box.id}/vie")


def test_a_vote_held_online_only_has_no_page_of_paper_ballots(voter: Account, office: FlaskClient) -> None:
    box = opened(voter, secret=True, subject="consultation:1")
    page(office, f"/votes/{box.id}/papier", 422)
    assert f"/votes/{box.id}/papier" not in page(office, f"/votes/{box.id}/liste")


def test_what_could_be_seen_is_said_on_the_engine_in_use(client: FlaskClient, voter: Account, engine_name: str) -> None:
    shown = page(client, f"/votes/{opened(voter, secret=True).id}/secret")
    assert ("On PostgreSQL, a mark and its ballot" in shown) is (engine_name == "pg")
    assert ("On SQLite, the ballots lie" in shown) is (engine_name == "sqlite")


def test_the_desk_ticks_that_the_voter_of_a_small_college_was_told_and_accepts(
    voter: Account, office: FlaskClient
) -> None:
    groups = {name: SmallGroup(SmallGroupWay.LIMITED) for name in "abc"}
    box = boxes.open_box(
        draft(secrecy=Secrecy(5, groups), replaceable=False, subject="item:1"),
        roll(voter.id, *[None] * 5),
        actor=SYSTEM,
        at=now(),
    )
    [right] = queries.rights_of(box.id, voter.id)
    address = f"/votes/{box.id}/papier"
    assert 'name="warned"' in page(office, address)
    assert 'name="warned"' not in page(office, f"/votes/{opened(voter, secret=True).id}/papier")
    assert office.post(address, data={"right": right.right_id}).status_code == 422
    assert queries.turnout(box).cast == 0
    assert office.post(address, data={"right": right.right_id, "warned": "1"}).status_code == 303
    assert queries.turnout(box).cast == 1
