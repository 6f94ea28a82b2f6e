"""The API: what it says of votes, who it answers, ballots under the same rules as on the page, nothing before the closing."""

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from foundation.accounts.models import Account
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import Consultation, ConsultationQuestion
from tests.factories.accounts import make_account, sign_in
from tests.factories.api import Program, token_for
from tests.factories.votes import colleges, draft, roll
from tests.services.test_votes_contests import METHODS
from votes import queries
from votes.models import Ballot, Box, Mark, SecretBallot
from votes.rules.count_file import parse
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes, casting, closing

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def ada() -> Account:
    return make_account("Ada Bretelle", language="fr")


@pytest.fixture
def program(client: FlaskClient, ada: Account) -> Program:
    return Program(client, token_for(ada))


def opened(*accounts: int | None, **changes: object) -> Box:
    return boxes.open_box(draft(**changes), roll(*(accounts or (None,))), actor=SYSTEM, at=now() - timedelta(minutes=5))


def right_of(box: Box, account: Account) -> int:
    return queries.rights_of(box.id, account.id)[0].right_id


def ballots() -> int:
    return db.session.execute(select(func.count()).select_from(Ballot)).scalar_one()


def statements(program: Program, path: str) -> int:
    said: list[str] = []
    listen = lambda *args: said.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        assert program.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return len([one for one in said if not one.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))])


def test_the_list_says_what_is_put_to_the_vote(program: Program, ada: Account) -> None:
    first, second = opened(ada.id), opened(ada.id, title="Quitus", advisory=True)
    sent = program.get("/votes").json
    assert [one["id"] for one in sent["votes"]] == [second.id, first.id]
    assert sent["votes"][0] | {"opened_at": ""} == {
        "id": second.id,
        "title": "Quitus",
        "state": "open",
        "method": "resolution",
        "secret": False,
        "advisory": True,
        "opened_at": "",
        "closes_at": None,
        "closed_at": None,
    }


def test_one_vote_says_its_question_its_rules_and_its_turnout(program: Program, ada: Account) -> None:
    box = opened(ada.id, None, None)
    sent = program.get(f"/votes/{box.id}").json
    assert sent["question"].startswith("L’assemblée affecte")
    assert sent["rules"]["majority"] == {"over": "1/2"} and sent["colleges"][0]["weight"] == "1/3"
    assert (sent["turnout"]["entitled"], sent["turnout"]["voted"]) == (3, 0)


def test_a_rehearsal_is_nowhere(program: Program, ada: Account) -> None:
    box = opened(ada.id, rehearsal=True)
    right = right_of(box, ada)
    assert program.get("/votes").json["votes"] == []
    for rest in ("", "/roll", "/rights", "/result", "/count-file"):
        assert program.get(f"/votes/{box.id}{rest}").status_code == 404
    assert program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": "for"}).status_code == 404
    assert ballots() == 0


def test_no_answer_tells_a_ballot_before_the_closing(program: Program, ada: Account) -> None:
    """What is read of an open vote is the same to the letter, whatever the ballots in it say."""
    box, told = opened(ada.id, None, None), []
    for choice in ("for", "against", "blank"):
        casting.cast(box.id, right_of(box, ada), choice, account_id=ada.id, at=now().replace(microsecond=0))
        read = [program.get(address) for address in ("/votes", f"/votes/{box.id}", f"/votes/{box.id}/roll")]
        rights = program.get(f"/votes/{box.id}/rights").json["rights"]
        told.append([one.text for one in read] + [str([{**one, "recorded_at": ""} for one in rights])])
        for address in ("result", "count-file"):
            refused = program.get(f"/votes/{box.id}/{address}")
            assert (refused.status_code, refused.json["code"]) == (409, "result-not-published")
    assert told[0] == told[1] == told[2]
    assert json.loads(told[0][2])["voted"] == 1


def test_a_result_that_waits_for_its_publication_is_told_to_nobody(client: FlaskClient) -> None:
    """Not even to the board, which sees it on the page: programs publish what they read."""
    chair = make_account("Zoé", Role.BOARD)
    box = opened(chair.id, held_back=True)
    closing.close_box(box.id, actor=SYSTEM, at=now())
    assert Program(client, token_for(chair)).get(f"/votes/{box.id}/result").status_code == 409


def test_a_published_result_is_the_one_that_anybody_recounts(program: Program, ada: Account) -> None:
    box = opened(ada.id, None, None)
    casting.cast(box.id, right_of(box, ada), "for", account_id=ada.id, at=now())
    stored = closing.close_box(box.id, actor=SYSTEM, at=now())
    result, file = program.get(f"/votes/{box.id}/result"), program.get(f"/votes/{box.id}/count-file")
    assert result.json["format"] == "scic-result/1" and result.json == stored.result
    assert file.text == stored.count_file and parse(file.text).title == box.title
    assert program.get("/votes").json["votes"][0]["state"] == "published"


def test_a_read_that_has_not_changed_is_not_sent_again(program: Program, ada: Account) -> None:
    box = opened(ada.id)
    mark = program.get(f"/votes/{box.id}").headers["ETag"]
    again = program.get(f"/votes/{box.id}", **{"If-None-Match": mark})
    assert (again.status_code, again.text) == (304, "")
    casting.cast(box.id, right_of(box, ada), "for", account_id=ada.id, at=now())
    assert program.get(f"/votes/{box.id}", **{"If-None-Match": mark}).status_code == 200


def test_a_ballot_is_recorded_once_then_repeated_then_replaced(program: Program, ada: Account) -> None:
    box = opened(ada.id)
    body = {"right": right_of(box, ada), "choice": "for"}
    first = program.post(f"/votes/{box.id}/ballots", body)
    again = program.post(f"/votes/{box.id}/ballots", body)
    other = program.post(f"/votes/{box.id}/ballots", body | {"choice": "against"})
    assert [one.status_code for one in (first, again, other)] == [201, 200, 200]
    assert [one.json["outcome"] for one in (first, again, other)] == ["recorded", "repeated", "replaced"]
    assert again.json["recorded_at"] == first.json["recorded_at"]
    assert first.headers["Cache-Control"] == "no-store"
    assert ballots() == 2


def test_the_program_and_the_page_meet_the_same_rules(program: Program, client: FlaskClient, ada: Account) -> None:
    """Final ballots: what came first stands, whichever way it came; the page and the program are refused alike."""
    by_program, by_page = (opened(ada.id, replaceable=False) for _ in range(2))
    browser = client.application.test_client()
    sign_in(browser, ada)
    assert (
        program.post(
            f"/votes/{by_program.id}/ballots", {"right": right_of(by_program, ada), "choice": "for"}
        ).status_code
        == 201
    )
    casting.cast(by_page.id, right_of(by_page, ada), "for", account_id=ada.id, at=now())
    for box in (by_program, by_page):
        right = right_of(box, ada)
        refused = program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": "against"})
        assert (refused.status_code, refused.json["code"]) == (409, "ballot-final")
        page = browser.post(f"/votes/{box.id}/bulletins", data={"right": right, "choice": "against"})
        assert page.status_code == 409
    assert ballots() == 2


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"right": 1}, 422, "body-missing"),
        ({"choice": "for"}, 422, "body-missing"),
        ([], 422, "body-shape"),
        ({"right": "1", "choice": "for"}, 422, "body-right"),
        ({"right": True, "choice": "for"}, 422, "body-right"),
        ({"right": 2**31, "choice": "for"}, 422, "body-right"),
        ({"right": 0, "choice": "for"}, 422, "body-right"),
        ({"right": 1, "choice": None}, 422, "body-choice"),
        ({"right": 1, "choice": 7}, 422, "body-choice"),
        ({"right": 1, "choice": "for", "receipt": 7}, 422, "body-type"),
        ({"right": 1, "choice": "for", "warned": "yes"}, 422, "body-type"),
        ({"right": 1, "choice": "for", "account": 2}, 422, "body-key"),
        ({"right": 2_000_000, "choice": "for"}, 404, "right"),
        ({"right": 1, "choice": [[[[["for"]]]]]}, 400, "too-deep"),
        ({"right": 1.5, "choice": "for"}, 400, "not-json"),
    ],
)
def test_another_shape_is_refused_in_a_sentence(program: Program, body: object, status: int, code: str) -> None:
    box = opened(None)
    refused = program.post(f"/votes/{box.id}/ballots", body)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert refused.content_type == "application/problem+json"
    assert refused.json["status"] == status and refused.json["detail"].endswith(".")
    assert ballots() == 0


@pytest.mark.parametrize("choice", ["maybe", "null", "FOR", ["for"], {"for": 1}, "", "\x00"])
def test_a_choice_that_is_not_on_the_ballot_is_refused(program: Program, ada: Account, choice: object) -> None:
    box = opened(ada.id)
    sent = program.post(f"/votes/{box.id}/ballots", {"right": right_of(box, ada), "choice": choice})
    assert sent.status_code == 422 and ballots() == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"\xff", "content_type": "application/json"}, 400),
        ({"data": b'{"right": 1, "right": 2, "choice": "for"}', "content_type": "application/json"}, 400),
        ({"data": b'{"right": 1, "choice": "\\ud800"}', "content_type": "application/json"}, 400),
        ({"data": b"[" * 8000, "content_type": "application/json"}, 400),
        ({"data": b'{"right": ' + b"9" * 5000 + b"}", "content_type": "application/json"}, 400),
        ({"data": b'"' + b"x" * 17_000 + b'"', "content_type": "application/json"}, 413),
        ({"data": b"x" * 9_000_000, "content_type": "application/json"}, 413),
        ({"data": b"right=1&choice=for", "content_type": "application/x-www-form-urlencoded"}, 415),
        ({"data": b"", "content_type": ""}, 415),
        ({"data": {"right": "1"}}, 415),
    ],
)
def test_what_cannot_be_read_is_refused(program: Program, sent: dict[str, object], status: int) -> None:
    box = opened(None)
    refused = program.post(f"/votes/{box.id}/ballots", **sent)
    assert refused.status_code == status, refused.text
    assert refused.json["title"] and refused.content_type == "application/problem+json"


def test_the_right_of_somebody_else_is_not_there(program: Program, ada: Account) -> None:
    other = make_account("Noé")
    box = opened(ada.id, other.id)
    assert program.post(f"/votes/{box.id}/ballots", {"right": right_of(box, other), "choice": "for"}).status_code == 404
    assert [one["id"] for one in program.get(f"/votes/{box.id}/rights").json["rights"]] == [right_of(box, ada)]


def test_a_closed_vote_takes_nothing_and_repeats_what_it_took(program: Program, ada: Account) -> None:
    box = opened(ada.id)
    body = {"right": right_of(box, ada), "choice": "for"}
    assert program.post(f"/votes/{box.id}/ballots", body).status_code == 201
    closing.close_box(box.id, actor=SYSTEM, at=now())
    assert program.post(f"/votes/{box.id}/ballots", body).status_code == 200
    late = program.post(f"/votes/{box.id}/ballots", body | {"choice": "against"})
    assert (late.status_code, late.json["code"]) == (409, "box-closed")


@pytest.fixture
def secret(ada: Account) -> Box:
    plan = draft(secrecy=Secrecy(5), replaceable=False, colleges=())
    lines = roll(ada.id, *[None] * 5, college=None)
    return boxes.open_box(plan, lines, actor=SYSTEM, at=now() - timedelta(minutes=5))


def test_a_secret_ballot_needs_its_receipt_and_is_found_again_by_it(
    program: Program, ada: Account, secret: Box
) -> None:
    right = program.get(f"/votes/{secret.id}/rights").json["rights"][0]
    body = {"right": right["id"], "choice": "for"}
    refused = program.post(f"/votes/{secret.id}/ballots", body)
    assert (refused.status_code, refused.json["code"]) == (422, "ballot-receipt")
    sent = body | {"receipt": right["receipt"]}
    first, again = (program.post(f"/votes/{secret.id}/ballots", sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["receipt"] == again.json["receipt"] == right["receipt"]
    assert first.json["recorded_at"] == again.json["recorded_at"] and first.json["recorded_at"].endswith(":00Z")
    assert db.session.execute(select(SecretBallot.id)).scalar_one() == right["receipt"]
    used = program.get(f"/votes/{secret.id}/rights").json["rights"][0]
    assert (used["state"], used["receipt"], used["may_cast"]) == ("recorded", None, False)
    final = program.post(f"/votes/{secret.id}/ballots", sent | {"choice": "against"})
    assert (final.status_code, final.json["code"]) == (409, "ballot-final")
    assert db.session.execute(select(func.count()).select_from(Mark)).scalar_one() == 1


def test_a_small_college_of_a_secret_vote_keeps_back_who_voted_by_college(program: Program, ada: Account) -> None:
    """Two voters among seven: with the others told, their count would follow from the total."""
    groups = {"b": SmallGroup(SmallGroupWay.LIMITED, reason="Ils ont accepté.")}
    plan = draft(secrecy=Secrecy(5, groups), replaceable=False, colleges=colleges({"a": "1/2", "b": "1/2"}))
    lines = [*roll(ada.id, *[None] * 6, college="aaaaabb")]
    box = boxes.open_box(plan, lines, actor=SYSTEM, at=now() - timedelta(minutes=5))
    for sizes in (program.get(f"/votes/{box.id}/roll").json, program.get(f"/votes/{box.id}").json["turnout"]):
        assert [one["voted"] for one in sizes["colleges"]] == [None, None]
        assert sizes["withheld"] and sizes["minimum_group"] == 5 and sizes["entitled"] == 7


def test_a_consultation_put_to_a_list_is_known_to_that_list(client: FlaskClient, ada: Account) -> None:
    other, chair = make_account("Noé"), make_account("Zoé", Role.BOARD)
    box, at = opened(ada.id, advisory=True), now()
    asked = Consultation(
        title="La date de la fête",
        audience={"to": "members", "colleges": [], "members": [1]},
        closes_at=at + timedelta(days=3),
        created_at=at,
        created_by_name="Zoé",
        opened_at=at,
    )
    asked.questions.append(ConsultationQuestion(position=1, kind="date", title="Quand ?", ballot={}, box_id=box.id))
    db.session.add(asked)
    db.session.flush()
    seen = {name: Program(client, token_for(who)) for name, who in (("ada", ada), ("noe", other), ("zoe", chair))}
    assert seen["ada"].get("/consultations").json["consultations"][0]["questions"][0]["vote"] == box.id
    assert seen["noe"].get("/consultations").json["consultations"] == []
    assert [seen[who].get(f"/votes/{box.id}").status_code for who in seen] == [200, 404, 200]
    assert [len(seen[who].get("/votes").json["votes"]) for who in seen] == [1, 0, 1]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "9" * 40, "٣", "1\x00"])
def test_a_page_is_a_whole_number(program: Program, page: str) -> None:
    for path in ("/votes", "/consultations"):
        assert program.client.get(
            f"/api/v1{path}", query_string={"page": page}, headers=program.headers
        ).status_code in {422, 400}


def test_a_page_after_the_last_is_empty(program: Program) -> None:
    opened(None)
    assert program.get("/votes?page=2").json == {"page": 2, "more": False, "votes": []}


def test_statements_do_not_grow_with_votes_nor_with_rights(program: Program, ada: Account) -> None:
    box = opened(ada.id)
    program.get("/votes")
    paths = ("/votes", f"/votes/{box.id}", f"/votes/{box.id}/roll", f"/votes/{box.id}/rights", "/consultations")
    before = [statements(program, path) for path in paths]
    for _ in range(5):
        opened(ada.id, *[None] * 10)
    assert [statements(program, path) for path in paths] == before
    assert max(before) <= 8, before


@pytest.mark.parametrize("method", METHODS)
def test_each_method_takes_its_ballot_and_refuses_what_breaks_its_rule(
    program: Program, ada: Account, method: str
) -> None:
    contest, good, bad = METHODS[method]
    box = opened(ada.id, method=method, contest=contest)
    right = right_of(box, ada)
    assert [one["id"] for one in program.get(f"/votes/{box.id}").json["contest"]["options"]] == ["A", "B", "C"]
    assert program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": bad}).status_code == 422
    assert program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": good}).status_code == 201
    assert program.post(f"/votes/{box.id}/ballots", {"right": right, "choice": good}).status_code == 200
