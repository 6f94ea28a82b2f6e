"""Change a roll that was frozen, until the vote closes: a right added with a reason, an unused right taken back.

Each change holds the box alone, as the closing does: a change is made before the count or not at all, and a ballot that
waited meanwhile sees it.
"""

from typing import Any

from sqlalchemy import func, insert, select

from foundation.kernel import audit
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from votes.models import NOTHING, AdditionAsked, AdditionMade, Ballot, Box, Hand, Mark, Right, RightEnd
from votes.queries.life import state_of
from votes.roll_changes import entitled_by_college
from votes.rules.events import VoteEvent
from votes.rules.late_rights import (
    check_addition,
    check_not_last,
    check_second_person,
    check_unused,
    line_as_json,
    line_from_json,
)
from votes.rules.life import BoxState
from votes.rules.roll import RollLine
from votes.services.act_writing import LONGEST_REASON, NOT_NOW, Acting
from votes.services.closing import locked_box

_ASKED = N_("The addition of %(name)s was asked for already, and waits for the second person to confirm it.")
_NO_REQUEST = N_("This request is not there. Open the roll of the vote again.")
_ANSWERED = N_("This addition was answered already. Open the roll of the vote again.")
_NO_RIGHT = N_("This right is not on the roll of this vote. Open the roll again.")
_LONG = N_("This reason is longer than %(longest)s characters. Keep the essential.")


def ask_addition(box_id: int, line: RollLine, acting: Acting) -> AdditionMade | None:
    """Ask that a line be added; an open vote adds it at once, a secret one waits for a second person (None).

    Raises Refused (no reason, on the roll already, no such college), StateMoved (the vote takes no ballot any more).
    """
    reason = _reason(acting)
    box = _open_box(box_id, acting)
    colleges = [one["id"] for one in box.colleges]
    check_addition(line, colleges, _rights_of_member(box.id, line.member_number))
    if any(one.line["member_number"] == line.member_number for one in _waiting(box.id)):
        raise StateMoved("addition-asked", _ASKED, name=line.name)
    asked = AdditionAsked(box_id=box.id, line=line_as_json(line), reason=reason, **_by(acting))
    db.session.add(asked)
    db.session.flush()
    _tell(VoteEvent.ADDITION_ASKED, box, acting, member=line.member_number, reason=reason)
    return None if box.secret else _make(box, asked, acting)


def confirm_addition(asked_id: int, acting: Acting) -> AdditionMade:
    """The second person adds the right that somebody else asked for; raises as `ask_addition`, and NotAllowed."""
    asked, box = _asked(asked_id, acting)
    check_second_person(asked.actor_id, acting.actor.account_id)
    line = line_from_json(asked.line)
    check_addition(line, [one["id"] for one in box.colleges], _rights_of_member(box.id, line.member_number))
    return _make(box, asked, acting)


def refuse_addition(asked_id: int, acting: Acting) -> AdditionMade:
    """The addition is not made: by the second person, or given up by who asked for it."""
    asked, box = _asked(asked_id, acting)
    answer = AdditionMade(box_id=box.id, asked_id=asked.id, right_id=None, **_by(acting))
    db.session.add(answer)
    db.session.flush()
    _tell(VoteEvent.ADDITION_REFUSED, box, acting, member=asked.line["member_number"])
    return answer


def take_back(box_id: int, right_id: int, acting: Acting) -> RightEnd:
    """Take an unused right back, with the reason: it casts nothing any more and is counted nowhere.

    Raises NotFound, Refused (no reason, the last of a college that has no rule then);
    StateMoved (used, taken back already, the vote takes no ballot any more).
    """
    reason = _reason(acting)
    box = _open_box(box_id, acting)
    right = db.session.get(Right, right_id)
    if right is None or right.box_id != box.id:
        raise NotFound("right", _NO_RIGHT)
    check_unused(ended=_has(RightEnd, right_id), opened=_has(Ballot, right_id), marked=_has(Mark, right_id))
    for one in box.colleges:
        if one["id"] == right.college:
            check_not_last(one["name"], entitled_by_college(box)[right.college], box.rules.get("empty_college"))
    end = RightEnd(box_id=box.id, right_id=right_id, reason=reason, **_by(acting))
    db.session.add(end)
    db.session.flush()
    _tell(VoteEvent.RIGHT_ENDED, box, acting, member=right.member_number, right=right_id, reason=reason)
    return end


def _reason(acting: Acting) -> str:
    reason = acting.reasoned()
    if len(reason) > LONGEST_REASON:
        raise Refused("act-reason-long", _LONG, longest=LONGEST_REASON)
    return reason


def _open_box(box_id: int, acting: Acting) -> Box:
    box = locked_box(box_id)
    state = state_of(box, acting.at)
    if state is not BoxState.OPEN:
        raise StateMoved("box-closed", NOT_NOW[state])
    return box


def _asked(asked_id: int, acting: Acting) -> tuple[AdditionAsked, Box]:
    """A request that waits, and its box held alone."""
    asked = db.session.get(AdditionAsked, asked_id)
    if asked is None:
        raise NotFound("addition", _NO_REQUEST)
    box = _open_box(asked.box_id, acting)
    if all(one.id != asked_id for one in _waiting(box.id)):
        raise StateMoved("addition-answered", _ANSWERED)
    return asked, box


def _waiting(box_id: int) -> list[AdditionAsked]:
    answered = select(AdditionMade.id).where(AdditionMade.asked_id == AdditionAsked.id).exists()
    return list(db.session.execute(select(AdditionAsked).where(AdditionAsked.box_id == box_id, ~answered)).scalars())


def _rights_of_member(box_id: int, number: int) -> dict[str, bool]:
    """The rights of a member on a roll, by college; True where the right was taken back."""
    rows = db.session.execute(
        select(Right.college, RightEnd.id)
        .outerjoin(RightEnd, RightEnd.right_id == Right.id)
        .where(Right.box_id == box_id, Right.member_number == number)
    )
    return {college: ended is not None for college, ended in rows}


def _make(box: Box, asked: AdditionAsked, acting: Acting) -> AdditionMade:
    line = line_from_json(asked.line)
    last = db.session.execute(select(func.max(Right.position)).where(Right.box_id == box.id)).scalar_one()
    right = Right(
        box_id=box.id,
        position=last + 1,
        member_number=line.member_number,
        name=line.name,
        college=(line.college or NOTHING) if box.colleges else NOTHING,
        present=line.present,
        holder_name=line.holder_name,
        via=str(line.via),
        kind=line.kind,
        why=str(line.why),
    )
    db.session.add(right)
    db.session.flush()
    hands = [
        {"box_id": box.id, "right_id": right.id, "account_id": account} for account in dict.fromkeys(line.accounts)
    ]
    if hands:
        db.session.execute(insert(Hand), hands)
    made = AdditionMade(box_id=box.id, asked_id=asked.id, right_id=right.id, **_by(acting))
    db.session.add(made)
    db.session.flush()
    _tell(VoteEvent.RIGHT_ADDED, box, acting, member=line.member_number, right=right.id, reason=asked.reason)
    return made


def _has(model: Any, right_id: int) -> bool:
    """Whether a row of this right is there, as the database knows now that the box is held."""
    return db.session.execute(select(model.id).where(model.right_id == right_id).limit(1)).first() is not None


def _by(acting: Acting) -> dict[str, Any]:
    return {"actor_id": acting.actor.account_id, "actor_name": acting.actor.name, "at": acting.at}


def _tell(tag: VoteEvent, box: Box, acting: Acting, **details: Any) -> None:
    if not box.rehearsal:
        told = {"title": box.title, **details}
        audit.record(tag, f"box:{box.id}", actor=acting.actor, at=acting.at, details=told)
