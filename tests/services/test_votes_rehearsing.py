"""A rehearsal: invented voters, every method, no trace; a real vote can neither be deleted nor become one."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import Actor, AuditEntry
from foundation.kernel.db import canonical_json, db, table_of
from foundation.kernel.errors import NotFound, Refused
from tests.factories.votes import colleges, draft, roll
from tests.services.test_votes_contests import METHODS
from votes import queries
from votes.invented import invented_choice
from votes.models import Box
from votes.receipts import new_receipt
from votes.rules.ballot_choices import plain_choice
from votes.rules.method_keys import keys_of
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import boxes, casting, closing
from votes.services.rehearsing import close_rehearsal, rehearse
from votes.services.wiping import IN_A_BOX, wipe, wipe_old_rehearsals
from votes.verification import broken_boxes

session = pytest.mark.usefixtures("session")
CHAIR = Actor(7, "Inès Scrutatrice")


def method_draft(method: str, **changes: Any) -> Any:
    contest = METHODS[method][0] if method in METHODS else None
    return draft(**{"method": method, "contest": contest, "subject": "item:5"} | changes)


def rows() -> int:
    tables = [table_of(model) for model in (*IN_A_BOX, Box)]
    return sum(db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


@pytest.mark.parametrize("method", ["resolution", *METHODS])
@given(seed=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_any_ballot_invented_is_one_that_its_method_takes(method: str, seed: int) -> None:
    contest = METHODS[method][0] if method in METHODS else None
    written = canonical_json(contest.as_json(keys_of(method)) if contest else {})
    choice = invented_choice(method, contest, Random(seed))
    assert plain_choice(method, written, choice) is not None


@session
@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("method", ["resolution", *METHODS])
def test_every_method_is_rehearsed_and_counted_without_a_trace(at: datetime, method: str, *, secret: bool) -> None:
    facts = select(func.count()).select_from(AuditEntry)
    before = (rows(), db.session.execute(facts).scalar_one())
    how = {"secrecy": Secrecy(5), "replaceable": False} if secret else {}
    box = rehearse(method_draft(method, **how), actor=CHAIR, at=at)
    assert queries.turnout(box).cast > 0
    [mine] = queries.rights_of(box.id, CHAIR.account_id or 0)
    assert mine.choice is None
    assert close_rehearsal(box.id, actor=CHAIR, at=at + timedelta(minutes=2)).ballots > 0
    assert broken_boxes() == []
    wipe(box.id)
    assert (rows(), db.session.execute(facts).scalar_one()) == before


@session
def test_who_rehearses_votes_on_the_ballot_page_of_the_real_vote(at: datetime) -> None:
    box = rehearse(method_draft("plurality"), actor=CHAIR, at=at)
    [mine] = queries.rights_of(box.id, 7)
    casting.cast(box.id, mine.right_id, "A", account_id=7, at=at)
    assert queries.rights_of(box.id, 7)[0].choice == "A"


@session
def test_a_college_that_votes_openly_in_a_secret_vote_is_rehearsed_so(at: datetime) -> None:
    secrecy = Secrecy(5, {"a": SmallGroup(SmallGroupWay.OPEN, reason="Consentement écrit du 3 juin, pièce 4")})
    box = rehearse(draft(secrecy=secrecy, replaceable=False), actor=CHAIR, at=at)
    assert {college for college, *_ in queries.cast_by_college(box).items()} == {"a", "b", "c"}
    close_rehearsal(box.id, actor=CHAIR, at=at)


@session
def test_the_real_vote_wipes_its_rehearsals_and_no_other(at: datetime) -> None:
    mine = rehearse(draft(subject="item:5"), actor=CHAIR, at=at).id
    other = rehearse(draft(subject="item:6"), actor=CHAIR, at=at).id
    nobodys = rehearse(draft(), actor=CHAIR, at=at).id
    real = boxes.open_box(draft(subject="item:5"), roll(1, 2), actor=CHAIR, at=at)
    with pytest.raises(NotFound):
        queries.get_box(mine)
    assert all(queries.get_box(one) for one in (other, nobodys, real.id))
    assert wipe_old_rehearsals(at + timedelta(days=8)) == 2
    assert queries.get_box(real.id)


@session
def test_rehearsed_again_the_former_rehearsal_goes(at: datetime) -> None:
    first = rehearse(draft(subject="item:5"), actor=CHAIR, at=at).id
    rehearse(draft(subject="item:5"), actor=CHAIR, at=at)
    with pytest.raises(NotFound):
        queries.get_box(first)


def filled(at: datetime, *, secret: bool) -> Box:
    """A real vote, closed and counted."""
    how = {"secrecy": Secrecy(3), "replaceable": False} if secret else {}
    box = boxes.open_box(
        draft(**{"colleges": colleges({"a": "1"}) if secret else colleges()} | how), ROLLS[secret], actor=CHAIR, at=at
    )
    for account in (1, 2, 3):
        right = queries.rights_of(box.id, account)[0].right_id
        secretly = casting.Secretly(new_receipt()) if secret else None
        casting.cast(box.id, right, "for", account_id=account, at=at, secretly=secretly)
    closing.close_box(box.id, actor=CHAIR, at=at + timedelta(minutes=1))
    return box


ROLLS = {False: roll(1, 2, 3), True: roll(1, 2, 3, college="a")}


@session
@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("table", [*(model.__tablename__ for model in IN_A_BOX), "votes_box"])
def test_the_database_keeps_every_row_of_a_real_vote(at: datetime, table: str, *, secret: bool) -> None:
    box = filled(at, secret=secret)
    column = "id" if table == "votes_box" else "box_id"
    there = db.session.execute(text(f"SELECT count(*) FROM {table} WHERE {column} = {box.id}")).scalar_one()
    if there:
        with pytest.raises(DatabaseError, match=r"append-only|frozen"), db.session.begin_nested():
            db.session.execute(text(f"DELETE FROM {table} WHERE {column} = {box.id}"))


@session
def test_a_real_vote_is_never_wiped_and_never_becomes_a_rehearsal(at: datetime) -> None:
    box = filled(at, secret=False)
    with pytest.raises(Refused, match="real vote"):
        wipe(box.id)
    with pytest.raises(Refused, match="real vote"):
        close_rehearsal(box.id, actor=CHAIR, at=at)
    for value in ("1 = 1", "NOT rehearsal"):
        with pytest.raises(DatabaseError, match="frozen"), db.session.begin_nested():
            db.session.execute(text(f"UPDATE votes_box SET rehearsal = ({value}) WHERE id = {box.id}"))


@session
def test_a_rehearsal_never_becomes_a_real_vote(at: datetime) -> None:
    box = rehearse(draft(), actor=CHAIR, at=at)
    with pytest.raises(DatabaseError, match="frozen"), db.session.begin_nested():
        db.session.execute(text(f"UPDATE votes_box SET rehearsal = (1 = 0) WHERE id = {box.id}"))
