"""What happened to a vote between its opening and today, printed with its result: acts, late rights, rights taken back,
groups too small to be secret.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel.db import db
from votes.models import AdditionAsked, AdditionMade, Box, BoxAct, LeftOut, Right, RightEnd
from votes.rules.secrecy import secrecy_from_json


@dataclass(frozen=True)
class LateRight:
    """A right added after the opening: whose, why, who asked and who answered."""

    member_number: int
    name: str
    college: str
    reason: str
    asked_by: str
    asked_at: datetime
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class EndedRight:
    """A right taken back before it was used: whose, why, by whom."""

    member_number: int
    name: str
    college: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SmallGroupSaid:
    """What the bureau chose for a college too small for its vote to be secret; `into`: the college it is counted with."""

    college: str
    way: str
    into: str
    reason: str


@dataclass(frozen=True)
class Happened:
    """All of it, in the order of writing."""

    acts: list[BoxAct]
    late: list[LateRight]
    ended: list[EndedRight]
    groups: list[SmallGroupSaid]
    left_out: int

    def __bool__(self) -> bool:
        return bool(self.acts or self.late or self.ended or self.groups)


def what_happened(box: Box) -> Happened:
    """The acts and late changes of a box; four statements."""
    names = {college["id"]: college["name"] for college in box.colleges}
    acts = db.session.execute(select(BoxAct).where(BoxAct.box_id == box.id).order_by(BoxAct.id)).scalars()
    left_out = select(LeftOut.id).where(LeftOut.box_id == box.id)
    return Happened(
        acts=list(acts),
        late=_late(box.id, names),
        ended=_ended(box.id, names),
        groups=_groups(box, names),
        left_out=len(db.session.execute(left_out).all()),
    )


def _late(box_id: int, names: dict[str, str]) -> list[LateRight]:
    rows = db.session.execute(
        select(
            *(Right.member_number, Right.name, Right.college, AdditionAsked.reason),
            *(AdditionAsked.actor_name.label("asked_by"), AdditionAsked.at.label("asked_at")),
            *(AdditionMade.actor_name.label("made_by"), AdditionMade.at.label("made_at")),
        )
        .join(AdditionMade, AdditionMade.asked_id == AdditionAsked.id)
        .join(Right, Right.id == AdditionMade.right_id)
        .where(AdditionAsked.box_id == box_id)
        .order_by(AdditionMade.id)
    )
    return [
        LateRight(
            row.member_number,
            row.name,
            names.get(row.college, ""),
            row.reason,
            row.asked_by,
            row.asked_at,
            row.made_by,
            row.made_at,
        )
        for row in rows
    ]


def _ended(box_id: int, names: dict[str, str]) -> list[EndedRight]:
    rows = db.session.execute(
        select(
            Right.member_number,
            Right.name,
            Right.college,
            RightEnd.reason,
            RightEnd.actor_name.label("by"),
            RightEnd.at,
        )
        .join(Right, Right.id == RightEnd.right_id)
        .where(RightEnd.box_id == box_id)
        .order_by(RightEnd.id)
    )
    return [
        EndedRight(row.member_number, row.name, names.get(row.college, ""), row.reason, row.by, row.at) for row in rows
    ]


def _groups(box: Box, names: dict[str, str]) -> list[SmallGroupSaid]:
    secrecy = secrecy_from_json(box.secrecy)
    return [
        SmallGroupSaid(one.name or names.get(college, ""), str(one.way), names.get(one.into, one.into), one.reason)
        for college, one in sorted(secrecy.groups.items() if secrecy else ())
    ]
