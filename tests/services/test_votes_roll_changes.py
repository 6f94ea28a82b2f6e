"""A roll that was frozen changes until closing only, with a reason; in a secret vote two persons add a right."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotAllowed, NotFound, Refused, ScicError, StateMoved
from tests.factories.votes import draft, roll, rules
from votes import boxed_ballots, queries
from votes.models import Box, Right
from votes.receipts import new_receipt
from votes.rules.roll import RollLine
from votes.rules.secrecy import Secrecy
from votes.services import boxes, casting, closing
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.roll_changes import ask_addition, confirm_addition, refuse_addition, take_back
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")
ADA, LIN = Actor(91, "Ada"), Actor(92, "Lin")


def acting(at: datetime, actor: Actor = ADA, reason: str = "Admise le 3 juin, oubliée") -> Acting:
    return Acting(actor, at, reason)


def opened(at: datetime, **changes: Any) -> Box:
    return boxes.open_box(draft(**changes), roll(*range(1, 7)), actor=SYSTEM, at=at)


def secret(at: datetime, **changes: Any) -> Box:
    lines = [replace(line, college=None) for line in roll(*range(1, 7))]
    made = draft(secrecy=Secrecy(3), colleges=(), replaceable=False, **changes)
    return boxes.open_box(made, lines, actor=SYSTEM, at=at)


def newcomer(**changes: Any) -> RollLine:
    return replace(RollLine(20, "Zoé Tardive", "a", accounts=(20,)), **changes)


def right_of(box: Box, account: int) -> int:
    return queries.rights_of(box.id, account)[0].right_id


def tags() -> list[str]:
    return list(db.session.execute(select(AuditEntry.tag).order_by(AuditEntry.number)).scalars())


def test_an_open_vote_adds_a_right_at_once_and_it_votes_and_counts(at: datetime) -> None:
    box = opened(at)
    made = ask_addition(box.id, newcomer(), acting(at))
    assert made is not None
    right = db.session.get_one(Right, made.right_id)
    assert (right.member_number, right.college, right.why, right.position) == (20, "a", "late", 7)
    assert queries.entitled_by_college(box) == {"a": 3, "b": 2, "c": 2}
    casting.cast(box.id, right.id, "for", account_id=20, at=at)
    stored = closing.close_box(box.id, actor=SYSTEM, at=at)
    assert stored.result["by_college"]["a"]["for"] == 1
    assert '"entitled":3' in stored.count_file.replace(" ", "")
    assert tags()[1:3] == ["votes:roll:addition-asked", "votes:roll:right-added"]
    assert broken_boxes() == []


def test_the_frozen_roll_keeps_its_fingerprint_whatever_is_added_later(at: datetime) -> None:
    box = opened(at)
    before = boxed_ballots.opening_fingerprint(box)
    ask_addition(box.id, newcomer(), acting(at))
    take_back(box.id, right_of(box, 1), acting(at))
    assert boxed_ballots.opening_fingerprint(box) == before


def test_a_change_needs_a_reason(at: datetime) -> None:
    box = opened(at)
    for change in (
        lambda: ask_addition(box.id, newcomer(), acting(at, reason="  ")),
        lambda: take_back(box.id, right_of(box, 1), acting(at, reason="")),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "act-reason"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (RollLine(1, "Membre 1", "a", accounts=(1,)), "addition-on-roll"),
        (RollLine(1, "Membre 1", "b", accounts=(1,)), "addition-on-roll"),
        (RollLine(20, "Zoé", None, accounts=(20,)), "addition-college"),
        (RollLine(20, "Zoé", "z", accounts=(20,)), "addition-college"),
        (RollLine(20, "Zoé", "a", present=False), "addition-nobody"),
    ],
)
def test_who_is_on_the_roll_or_in_no_college_or_in_no_hand_is_not_added(
    at: datetime, line: RollLine, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask_addition(opened(at).id, line, acting(at))
    assert refused.value.code == code


def test_a_secret_vote_waits_for_a_second_person_who_is_another(at: datetime) -> None:
    box = secret(at)
    assert ask_addition(box.id, newcomer(college=None), acting(at)) is None
    assert queries.entitled_by_college(box) == {"": 6}
    [asked] = queries.roll_changes(box.id).waiting
    with pytest.raises(NotAllowed):
        confirm_addition(asked.id, acting(at))
    with pytest.raises(NotAllowed):
        confirm_addition(asked.id, acting(at, SYSTEM))
    made = confirm_addition(asked.id, acting(at, LIN))
    assert queries.entitled_by_college(box) == {"": 7}
    secretly = Secretly(new_receipt())
    casting.cast(box.id, made.right_id or 0, "for", account_id=20, at=at, secretly=secretly)
    with pytest.raises(StateMoved) as refused:
        confirm_addition(asked.id, acting(at, LIN))
    assert refused.value.code == "addition-answered"


def test_the_second_person_may_refuse_and_the_one_who_asked_may_give_up(at: datetime) -> None:
    box = secret(at)
    for answering in (LIN, ADA):
        ask_addition(box.id, newcomer(college=None), acting(at))
        with pytest.raises(StateMoved) as twice:
            ask_addition(box.id, newcomer(college=None), acting(at, LIN))
        assert twice.value.code == "addition-asked"
        [asked] = queries.roll_changes(box.id).waiting
        assert refuse_addition(asked.id, acting(at, answering)).right_id is None
    assert queries.entitled_by_college(box) == {"": 6}


def test_a_right_taken_back_casts_nothing_and_leaves_the_denominators(at: datetime) -> None:
    box = opened(at)
    right = right_of(box, 1)
    take_back(box.id, right, acting(at, reason="Exclue le 2 juin"))
    assert queries.entitled_by_college(box) == {"a": 1, "b": 2, "c": 2}
    assert queries.rights_of(box.id, 1) == []
    for cast in (
        lambda: casting.cast(box.id, right, "for", account_id=1, at=at),
        lambda: casting.cast_at_desk(box.id, right, "for", actor=SYSTEM, at=at),
    ):
        with pytest.raises(StateMoved) as refused:
            cast()
        assert refused.value.code == "right-ended"
    with pytest.raises(StateMoved):
        take_back(box.id, right, acting(at))


def test_a_used_right_is_not_taken_back(at: datetime) -> None:
    box, secretly = opened(at), Secretly(new_receipt())
    casting.cast(box.id, right_of(box, 1), "for", account_id=1, at=at)
    with pytest.raises(StateMoved) as refused:
        take_back(box.id, right_of(box, 1), acting(at))
    assert refused.value.code == "right-used"
    hidden = secret(at)
    casting.cast(hidden.id, right_of(hidden, 1), "for", account_id=1, at=at, secretly=secretly)
    with pytest.raises(StateMoved) as refused:
        take_back(hidden.id, right_of(hidden, 1), acting(at))
    assert refused.value.code == "right-used-secretly"


def test_a_member_of_the_wrong_college_is_taken_back_there_and_added_where_they_belong(at: datetime) -> None:
    box = opened(at)
    take_back(box.id, right_of(box, 1), acting(at))
    with pytest.raises(Refused) as refused:
        ask_addition(box.id, RollLine(1, "Membre 1", "a", accounts=(1,)), acting(at))
    assert refused.value.code == "addition-ended"
    ask_addition(box.id, RollLine(1, "Membre 1", "b", accounts=(1,)), acting(at))
    assert queries.entitled_by_college(box) == {"a": 1, "b": 3, "c": 2}


def test_nothing_changes_once_the_vote_is_closed_even_by_the_clock_alone(at: datetime) -> None:
    ends = at + timedelta(minutes=5)
    timed, closed = opened(at, closes_at=ends), opened(at)
    closing.close_box(closed.id, actor=SYSTEM, at=at)
    for box, moment in ((timed, ends), (closed, at)):
        for change in (
            lambda box=box, moment=moment: ask_addition(box.id, newcomer(), acting(moment)),
            lambda box=box, moment=moment: take_back(box.id, right_of(box, 1), acting(moment)),
        ):
            with pytest.raises(StateMoved):
                change()
    waiting = secret(at, closes_at=ends)
    ask_addition(waiting.id, newcomer(college=None), acting(at))
    [asked] = queries.roll_changes(waiting.id).waiting
    with pytest.raises(StateMoved):
        confirm_addition(asked.id, acting(ends, LIN))


def test_a_right_of_another_vote_is_not_there(at: datetime) -> None:
    one, other = opened(at), opened(at)
    with pytest.raises(NotFound):
        take_back(one.id, right_of(other, 1), acting(at))
    with pytest.raises(ScicError):
        confirm_addition(999, acting(at))


def test_the_changes_are_told_with_who_when_and_why(at: datetime) -> None:
    box = opened(at)
    ask_addition(box.id, newcomer(), acting(at))
    take_back(box.id, right_of(box, 2), acting(at, LIN, "Exclu le 2 juin"))
    changes = queries.roll_changes(box.id)
    assert [(one.name, one.by, one.reason) for one in changes.added] == [
        ("Zoé Tardive", "Ada", "Admise le 3 juin, oubliée")
    ]
    assert [(one.name, one.by, one.reason) for one in changes.ended] == [("Membre 2", "Lin", "Exclu le 2 juin")]


def test_the_last_right_of_a_college_stays_where_statutes_merge_an_empty_one(at: datetime) -> None:
    """Merging is done when the roll is drawn up: afterwards nothing says what that weight becomes, and no count is made."""
    box = opened(at, rules=rules(empty_college="merge"))
    take_back(box.id, right_of(box, 1), acting(at))
    with pytest.raises(Refused) as refused:
        take_back(box.id, right_of(box, 4), acting(at))
    assert refused.value.code == "right-last"
    assert "voting.empty_college" in str(refused.value)
    ask_addition(box.id, newcomer(), acting(at))
    take_back(box.id, right_of(box, 4), acting(at))
    assert closing.close_box(box.id, actor=SYSTEM, at=at).ballots == 0


def test_the_last_right_of_a_college_goes_where_statutes_say_what_its_weight_becomes(at: datetime) -> None:
    box = opened(at)
    for account in (1, 4):
        take_back(box.id, right_of(box, account), acting(at))
    stored = closing.close_box(box.id, actor=SYSTEM, at=at)
    assert stored.result["by_college"]["a"]["state"] == "empty"
