"""What happened to a vote between its opening and today, printed with its result: acts, late rights, rights taken back,
groups too small to be secret.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

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
    """The acts and late changes of one box."""
    return happened_among([box])[box.id]


def happened_among(boxes: Sequence[Box]) -> dict[int, Happened]:
    """The acts and late changes of boxes by their ids; four statements, for many as for one."""
    ids = [box.id for box in boxes]
    acts, late, ended = _acts(ids), _late(ids), _ended(ids)
    counted = (
        select(LeftOut.box_id, func.count().label("number")).where(LeftOut.box_id.in_(ids)).group_by(LeftOut.box_id)
    )
    left_out = {row.box_id: row.number for row in db.session.execute(counted)}
    found = {}
    for box in boxes:
        names = {college["id"]: college["name"] for college in box.colleges}
        found[box.id] = Happened(
            acts=acts[box.id],
            late=[_late_right(row, names) for row in late[box.id]],
            ended=[_ended_right(row, names) for row in ended[box.id]],
            groups=_groups(box, names),
            left_out=left_out.get(box.id, 0),
        )
    return found


def _acts(ids: Sequence[int]) -> defaultdict[int, list[BoxAct]]:
    acts: defaultdict[int, list[BoxAct]] = defaultdict(list)
    for act in db.session.execute(select(BoxAct).where(BoxAct.box_id.in_(ids)).order_by(BoxAct.id)).scalars():
        acts[act.box_id].append(act)
    return acts


def _late(ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    rows = db.session.execute(
        select(
            *(AdditionAsked.box_id, Right.member_number, Right.name, Right.college, AdditionAsked.reason),
            *(AdditionAsked.actor_name.label("asked_by"), AdditionAsked.at.label("asked_at")),
            *(AdditionMade.actor_name.label("made_by"), AdditionMade.at.label("made_at")),
        )
        .join(AdditionMade, AdditionMade.asked_id == AdditionAsked.id)
        .join(Right, Right.id == AdditionMade.right_id)
        .where(AdditionAsked.box_id.in_(ids))
        .order_by(AdditionMade.id)
    )
    return _by_box(rows)


def _ended(ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    rows = db.session.execute(
        select(
            *(RightEnd.box_id, Right.member_number, Right.name, Right.college),
            *(RightEnd.reason, RightEnd.actor_name.label("by"), RightEnd.at),
        )
        .join(Right, Right.id == RightEnd.right_id)
        .where(RightEnd.box_id.in_(ids))
        .order_by(RightEnd.id)
    )
    return _by_box(rows)


def _by_box(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.box_id].append(row)
    return found


def _late_right(row: Any, names: dict[str, str]) -> LateRight:
    college = names.get(row.college, "")
    asked = (row.reason, row.asked_by, row.asked_at)
    return LateRight(row.member_number, row.name, college, *asked, row.made_by, row.made_at)


def _ended_right(row: Any, names: dict[str, str]) -> EndedRight:
    return EndedRight(row.member_number, row.name, names.get(row.college, ""), row.reason, row.by, row.at)


def _groups(box: Box, names: dict[str, str]) -> list[SmallGroupSaid]:
    secrecy = secrecy_from_json(box.secrecy)
    return [
        SmallGroupSaid(one.name or names.get(college, ""), str(one.way), names.get(one.into, one.into), one.reason)
        for college, one in sorted(secrecy.groups.items() if secrecy else ())
    ]
