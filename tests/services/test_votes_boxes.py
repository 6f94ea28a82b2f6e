"""Boxes in a real database: one counted ballot per right, nothing after closing, a result that is stored and holds."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DatabaseError

from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from tests.factories.votes import colleges, draft, roll, rules
from votes import boxed_ballots, queries
from votes.models import Ballot, Box, BoxResult, Right
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.events import EVENT_SENTENCES, VoteEvent
from votes.rules.roll import BoxCollege, RollLine, Via
from votes.services import boxes, casting, closing
from votes.services.casting import CastReceipt, CastState
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")
TELLER = Actor(77, "Inès Scrutatrice")


def opened(at: datetime, lines: list[RollLine] | None = None, **changes: Any) -> Box:
    return boxes.open_box(draft(**changes), lines or roll(1, 2, 3, 4, 5, 6), actor=TELLER, at=at)


def right_of(box: Box, account: int) -> int:
    return queries.rights_of(box.id, account)[0].right_id


def cast(box: Box, account: int, choice: str, at: datetime) -> CastReceipt:
    return casting.cast(box.id, right_of(box, account), choice, account_id=account, at=at)


def later(at: datetime, minutes: int = 1) -> datetime:
    return at + timedelta(minutes=minutes)


def rows() -> int:
    return db.session.execute(select(func.count()).select_from(Ballot)).scalar_one()


def test_opening_freezes_roll_rules_colleges_and_version(at: datetime) -> None:
    box = opened(at)
    assert (box.rights, box.statutes_version, box.rules["majority"]) == (6, "2026-01-01", {"over": "1/2"})
    assert [college["weight"] for college in box.colleges] == ["1/3", "1/3", "1/3"]
    names = db.session.execute(select(Right.name).where(Right.box_id == box.id).order_by(Right.position)).scalars()
    assert list(names) == [f"Membre {number}" for number in range(1, 7)]


def test_an_opening_that_is_refused_leaves_nothing(at: datetime) -> None:
    with pytest.raises(Refused):
        opened(at, rules=rules(silent_college=None))
    assert db.session.execute(select(func.count()).select_from(Box)).scalar_one() == 0


def test_a_ballot_is_recorded_then_repeated_then_replaced(at: datetime) -> None:
    box = opened(at)
    assert cast(box, 1, "for", at) == CastReceipt(CastState.RECORDED, at, "for", 1)
    assert cast(box, 1, "for", later(at)) == CastReceipt(CastState.REPEATED, at, "for", 1)
    assert cast(box, 1, "against", later(at)).state is CastState.REPLACED
    assert rows() == 2
    assert boxed_ballots.counted_ballots(box) == {("a", '"against"'): 1}


def test_back_and_forth_still_counts_once(at: datetime) -> None:
    box = opened(at)
    for choice in ("for", "against", "for", "abstain", "for"):
        cast(box, 1, choice, at)
    assert boxed_ballots.counted_ballots(box) == {("a", '"for"'): 1}
    assert queries.turnout(box).cast == 1


def test_a_final_ballot_cannot_be_changed(at: datetime) -> None:
    box = opened(at, replaceable=False)
    cast(box, 1, "for", at)
    assert cast(box, 1, "for", later(at)).state is CastState.REPEATED
    with pytest.raises(StateMoved) as caught:
        cast(box, 1, "against", later(at))
    assert caught.value.code == "ballot-final"
    assert boxed_ballots.counted_ballots(box) == {("a", '"for"'): 1}


@pytest.mark.parametrize("choice", ["null", "maybe", "", None, 3, ["for"], {"for": 1}])
def test_what_is_not_on_the_ballot_is_refused(at: datetime, choice: object) -> None:
    box = opened(at)
    with pytest.raises(Refused):
        casting.cast(box.id, right_of(box, 1), choice, account_id=1, at=at)
    assert rows() == 0


def test_a_right_in_other_hands_is_not_yours_to_know(at: datetime) -> None:
    box, other = opened(at), opened(at)
    for box_id, right_id, account in (
        (box.id, right_of(box, 2), 1),
        (other.id, right_of(box, 1), 1),
        (box.id, 999_999, 1),
        (999_999, right_of(box, 1), 1),
    ):
        with pytest.raises(NotFound):
            casting.cast(box_id, right_id, "for", account_id=account, at=at)
    assert rows() == 0


def test_one_hand_may_hold_several_rights_its_own_first(at: datetime) -> None:
    lines = [
        RollLine(1, "Ada", "a", accounts=(9,), holder_name="Lin", via=Via.PROXY),
        RollLine(2, "Lin", "b", accounts=(9,), via=Via.SELF),
        RollLine(3, "Noé", "c", via=Via.NONE, present=False),
    ]
    box = opened(at, lines)
    rights = queries.rights_of(box.id, 9)
    assert [(one.name, one.via, one.choice) for one in rights] == [("Lin", "self", None), ("Ada", "proxy", None)]
    casting.cast(box.id, rights[1].right_id, "abstain", account_id=9, at=at)
    assert queries.rights_of(box.id, 9)[1].choice == "abstain"


def test_after_closing_nothing_is_kept(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    closing.close_box(box.id, actor=TELLER, at=later(at))
    for account, choice in ((1, "against"), (2, "for")):
        with pytest.raises(StateMoved) as caught:
            cast(box, account, choice, later(at, 2))
        assert caught.value.code == "box-closed"
    assert cast(box, 1, "for", later(at, 2)) == CastReceipt(CastState.REPEATED, at, "for", 1)
    assert rows() == 1


def test_the_closing_time_is_decided_by_the_clock(at: datetime) -> None:
    box = opened(at, closes_at=later(at, 10))
    assert queries.is_open(box, later(at, 9))
    assert not queries.is_open(box, later(at, 10))
    cast(box, 1, "for", later(at, 9))
    with pytest.raises(StateMoved):
        cast(box, 2, "for", later(at, 10))
    assert queries.due_boxes(later(at, 9)) == []
    assert [one.id for one in queries.due_boxes(later(at, 10))] == [box.id]
    assert queries.open_boxes_among([box.id], later(at, 10)) == [box.id]


def test_closing_stores_the_result_once(at: datetime) -> None:
    box = opened(at)
    for account, choice in enumerate(["for", "for", "against", "for", "against", "abstain"], 1):
        cast(box, account, choice, at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert (stored.result["for"], stored.result["adopted"], stored.ballots) == ("1/2", False, 6)
    assert closing.close_box(box.id, actor=SYSTEM, at=later(at, 5)).id == stored.id
    assert (box.closed_at, stored.closed_by_name) == (later(at), "Inès Scrutatrice")
    assert queries.open_boxes_among([box.id], later(at, 5)) == []


def test_the_count_file_names_no_voter_and_recounts_to_the_stored_result(at: datetime) -> None:
    box = opened(at)
    for account, choice in enumerate(["for", "against", "blank", "for"], 1):
        cast(box, account, choice, at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert "Membre" not in stored.count_file
    assert {key for line in json.loads(stored.count_file)["ballots"] for key in line} == {"college", "count", "choice"}
    assert count(parse(stored.count_file)).to_json("fr") == stored.result
    assert broken_boxes() == []


def test_a_college_without_rights_is_empty_and_the_policy_is_printed(at: datetime) -> None:
    box = opened(at, roll(1, 2, college="ab"), rules=rules(empty_college="equal"))
    cast(box, 1, "for", at)
    cast(box, 2, "against", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert stored.result["policies"] == ["empty_college: equal (c)"]
    published = queries.published_result(box, stored)
    assert [str(one.drawn) for one in published.colleges] == ["1/2", "1/2", "0"]


def test_colleges_set_aside_are_published_as_heads(at: datetime) -> None:
    box = opened(at, roll(1, 2, college="ab"), rules=rules(empty_college="heads"))
    cast(box, 1, "for", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    published = queries.published_result(box, stored)
    assert (stored.by_heads, published.weighted, str(published.for_)) == (True, False, "1")


def test_a_silent_college_is_drawn_as_wide_as_its_weight(at: datetime) -> None:
    box = opened(at, colleges=colleges({"a": "1/2", "b": "3/10", "c": "1/5"}))
    cast(box, 1, "for", at)
    published = queries.published_result(box, closing.close_box(box.id, actor=TELLER, at=later(at)))
    assert [str(one.drawn) for one in published.colleges] == ["1/2", "3/10", "1/5"]
    assert [one.part_for for one in published.colleges] == [1, 0, 0]


def test_without_colleges_everyone_counts_once(at: datetime) -> None:
    box = opened(at, roll(1, 2, 3, college=None), colleges=(), rules=rules(base="entitled"))
    cast(box, 1, "for", at)
    cast(box, 2, "for", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert (stored.result["ratio"], stored.result["adopted"], stored.by_heads) == ("2/3", True, True)


def test_who_votes_takes_part_even_if_not_on_the_sheet(at: datetime) -> None:
    lines = [RollLine(n, f"M{n}", present=n <= 2, accounts=(n,)) for n in range(1, 6)]
    box = opened(at, lines, colleges=(), rules=rules(base="present"))
    for account in (1, 3):
        cast(box, account, "for", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert json.loads(stored.count_file)["present"] == 3
    assert stored.result["ratio"] == "2/3"


def test_turnout_tells_numbers_and_no_choice(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    cast(box, 4, "against", at)
    seen = queries.turnout(box)
    assert (seen.entitled, seen.cast) == (6, 2)
    assert [(one.id, one.tone, one.cast, one.entitled) for one in seen.colleges] == [
        ("a", 1, 2, 2),
        ("b", 2, 0, 2),
        ("c", 3, 0, 2),
    ]


def test_the_desk_enters_a_ballot_for_who_is_there_and_leaves_a_trace(at: datetime) -> None:
    box = opened(at, roll(None, None, None))
    first = queries.rights_by_kind(box.id, "")[0]
    assert casting.cast_at_desk(box.id, first, "for", actor=TELLER, at=at).state is CastState.RECORDED
    tags = [entry.tag for entry in db.session.execute(select(AuditEntry)).scalars()]
    assert tags.count(VoteEvent.BALLOT_ENTERED) == 1
    casting.cast_at_desk(box.id, first, "for", actor=TELLER, at=at)
    assert rows() == 1


def test_nobody_votes_for_who_is_absent_and_not_represented(at: datetime) -> None:
    lines = [*roll(1, 2, 3), RollLine(4, "Absente", "a", present=False, via=Via.NONE, kind="absent")]
    box = opened(at, lines)
    [absent] = queries.rights_by_kind(box.id, "absent")
    with pytest.raises(Refused):
        casting.cast_at_desk(box.id, absent, "for", actor=TELLER, at=at)


@pytest.mark.parametrize("replaceable", [True, False])
@pytest.mark.parametrize("probed", ["for", "against"])
def test_the_desk_neither_learns_nor_changes_what_a_member_cast(at: datetime, replaceable: bool, probed: str) -> None:
    box = opened(at, replaceable=replaceable)
    cast(box, 1, "for", at)
    with pytest.raises(StateMoved) as refused:
        casting.cast_at_desk(box.id, right_of(box, 1), probed, actor=TELLER, at=at)
    assert (refused.value.code, rows()) == ("ballot-by-holder", 1)


def test_a_member_may_change_what_the_desk_entered_where_the_vote_allows_it(at: datetime) -> None:
    box = opened(at)
    casting.cast_at_desk(box.id, right_of(box, 1), "for", actor=TELLER, at=at)
    assert cast(box, 1, "against", at).state is CastState.REPLACED


def test_a_blank_proxy_votes_as_the_law_says_whatever_the_desk_wants(at: datetime) -> None:
    box = opened(at, [*roll(1, 2, 3), RollLine(4, "Principale", "a", via=Via.NONE, kind="blank_proxy")])
    [blank] = queries.rights_by_kind(box.id, "blank_proxy")
    casting.cast_at_desk(box.id, blank, "for", actor=SYSTEM, at=at)
    with pytest.raises(Refused):
        casting.cast_at_desk(box.id, blank, "against", actor=TELLER, at=at)
    assert rows() == 1


def test_opening_and_closing_are_facts_and_casting_is_none(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    closing.close_box(box.id, actor=TELLER, at=later(at))
    entries = list(db.session.execute(select(AuditEntry).order_by(AuditEntry.number)).scalars())
    assert [entry.tag for entry in entries] == [VoteEvent.BOX_OPENED, VoteEvent.BOX_CLOSED]
    for entry in entries:
        assert "%(" not in EVENT_SENTENCES[VoteEvent(entry.tag)] % entry.details


def test_closing_a_vote_that_is_not_there(at: datetime) -> None:
    with pytest.raises(NotFound):
        closing.close_box(999_999, actor=TELLER, at=at)


def test_ballots_rights_and_results_are_never_changed(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    closing.close_box(box.id, actor=TELLER, at=later(at))
    for model, change in ((Ballot, {"choice": '"against"'}), (Right, {"name": "X"}), (BoxResult, {"ballots": 3})):
        row = db.session.execute(select(model).limit(1)).scalar_one()
        [(key, value)] = change.items()
        setattr(row, key, value)
        with pytest.raises(AppendOnlyViolation):
            db.session.flush()
        db.session.refresh(row)


@pytest.mark.parametrize("table", ["votes_right", "votes_hand", "votes_ballot", "votes_result"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET box_id = box_id"])
def test_the_database_itself_refuses_a_change(at: datetime, table: str, statement: str) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    closing.close_box(box.id, actor=TELLER, at=later(at))
    with pytest.raises(DatabaseError, match="append-only"), db.session.begin_nested():
        db.session.execute(text(statement.format(table=table)))


def test_a_cast_takes_two_statements(at: datetime) -> None:
    box = opened(at)
    right = right_of(box, 1)
    said: list[str] = []
    engine = db.session.get_bind()
    target = getattr(engine, "engine", engine)

    def listen(_conn: object, _cursor: object, sql: str, *_rest: object) -> None:
        said.append(sql)

    event.listen(target, "before_cursor_execute", listen)
    try:
        casting.cast(box.id, right, "for", account_id=1, at=at)
    finally:
        event.remove(target, "before_cursor_execute", listen)
    assert len(said) == 2, said


def test_an_altered_result_is_found(at: datetime) -> None:
    box = opened(at)
    cast(box, 1, "for", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    forged = BoxResult(
        box_id=opened(at).id,
        closed_at=at,
        closed_by_id=None,
        closed_by_name="x",
        count_file=stored.count_file,
        result=stored.result | {"adopted": not stored.result["adopted"]},
        reasons=stored.reasons,
        by_heads=False,
        ballots=1,
        ballots_sha256=stored.ballots_sha256,
    )
    db.session.add(forged)
    db.session.execute(text("UPDATE votes_box SET closed_at = opened_at WHERE id = :id"), {"id": forged.box_id})
    db.session.flush()
    db.session.expire_all()
    assert [broken.why for broken in broken_boxes()] == ["trail", "ballots", "count-file"]


def test_a_merged_college_leaves_no_empty_policy_in_the_count_file(at: datetime) -> None:
    box = opened(at, rules=rules(empty_college="merge"))
    cast(box, 1, "for", at)
    stored = closing.close_box(box.id, actor=TELLER, at=later(at))
    assert "empty_college" not in json.loads(stored.count_file)
    assert isinstance(colleges()[0], BoxCollege)
