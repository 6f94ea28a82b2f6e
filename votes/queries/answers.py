"""Several boxes read together: who answered which of them, and who did not yet; as many statements for ten as for one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, union_all

from foundation.kernel.db import db
from votes.models import Ballot, Box, BoxAct, Hand, Mark, Right, RightEnd
from votes.queries.hands import latest_revision


@dataclass(frozen=True)
class RightAmong:
    """A right in somebody's hands in one of several boxes; `cast_at`: since when a ballot stands, never which one."""

    box_id: int
    right_id: int
    name: str
    cast_at: datetime | None


@dataclass(frozen=True)
class Waiting:
    """A member who has not used every right: how many boxes wait, in which college."""

    member_number: int
    name: str
    college: str
    boxes: int


def boxes_by_id(box_ids: Sequence[int]) -> dict[int, Box]:
    """The boxes of these numbers, in one statement."""
    if not box_ids:
        return {}
    return {box.id: box for box in db.session.execute(select(Box).where(Box.id.in_(box_ids))).scalars()}


def rights_among(box_ids: Sequence[int], account_id: int) -> dict[int, list[RightAmong]]:
    """By box, the rights that an account may use there, in the order of the roll; one statement."""
    if not box_ids:
        return {}
    counted = and_(Ballot.right_id == Right.id, Ballot.revision == latest_revision(Right.id))
    rows = db.session.execute(
        select(Right.box_id, Right.id, Right.name, func.coalesce(Ballot.cast_at, Mark.marked_at))
        .join(Hand, Hand.right_id == Right.id)
        .outerjoin(Ballot, counted)
        .outerjoin(Mark, Mark.right_id == Right.id)
        .where(Hand.box_id.in_(box_ids), Hand.account_id == account_id, _standing())
        .order_by(Right.box_id, Right.position)
    )
    found: dict[int, list[RightAmong]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(RightAmong(*row))
    return found


def unused_among(box_ids: Sequence[int], account_id: int) -> Counter[int]:
    """By box, how many rights in the hands of an account were not used; one statement."""
    if not box_ids:
        return Counter()
    rows = db.session.execute(
        select(Hand.box_id, func.count())
        .join(Right, Right.id == Hand.right_id)
        .where(Hand.box_id.in_(_running(box_ids)), Hand.account_id == account_id, _unused(), _standing())
        .group_by(Hand.box_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def used_by_college(box_ids: Sequence[int]) -> dict[int, dict[str, tuple[int, int]]]:
    """By box and college, (rights used, rights that stand): nothing of what was chosen; one statement."""
    if not box_ids:
        return {}
    used = literal(1).label("used")
    ballots = select(Ballot.right_id.label("right_id"), used).where(Ballot.box_id.in_(box_ids), Ballot.revision == 1)
    marks = select(Mark.right_id, used).where(Mark.box_id.in_(box_ids))
    cast = union_all(ballots, marks).subquery()
    rows = db.session.execute(
        select(Right.box_id, Right.college, func.count(cast.c.used), func.count())
        .outerjoin(cast, cast.c.right_id == Right.id)
        .where(Right.box_id.in_(box_ids), _standing())
        .group_by(Right.box_id, Right.college)
    )
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for box_id, college, number, entitled in rows:
        found.setdefault(box_id, {})[college] = (number, entitled)
    return found


def waiting_among(box_ids: Sequence[int], *, limit: int | None = None) -> list[Waiting]:
    """The members who have not used a right in one of these boxes, in the order of the roll; one statement."""
    if not box_ids:
        return []
    statement = (
        select(Right.member_number, func.min(Right.name), func.min(Right.college), func.count())
        .where(Right.box_id.in_(_running(box_ids)), _unused(), _standing())
        .group_by(Right.member_number)
        .order_by(func.min(Right.position), Right.member_number)
    )
    rows = db.session.execute(statement if limit is None else statement.limit(limit))
    return [Waiting(*row) for row in rows]


def count_waiting(box_ids: Sequence[int]) -> int:
    """How many members have not used a right in one of these boxes."""
    if not box_ids:
        return 0
    statement = select(func.count(Right.member_number.distinct()))
    return db.session.execute(statement.where(Right.box_id.in_(_running(box_ids)), _unused(), _standing())).scalar_one()


def members_of_rolls(box_ids: Sequence[int]) -> list[int]:
    """The numbers of the members on the rolls of these boxes whose right stands."""
    if not box_ids:
        return []
    statement = select(Right.member_number).where(Right.box_id.in_(box_ids), _standing()).distinct()
    return sorted(db.session.execute(statement).scalars())


def members_who_answered(box_ids: Sequence[int]) -> list[int]:
    """The numbers of the members who used a right in at least one of these boxes."""
    if not box_ids:
        return []
    statement = select(Right.member_number).where(Right.box_id.in_(box_ids), ~_unused()).distinct()
    return sorted(db.session.execute(statement).scalars())


def _running(box_ids: Sequence[int]) -> Select[int]:
    """SQL: those of these boxes that were neither closed by hand nor cancelled; their closing time is the caller's."""
    cancelled = select(BoxAct.id).where(BoxAct.box_id == Box.id, BoxAct.kind == "cancelled").exists()
    return select(Box.id).where(Box.id.in_(box_ids), Box.closed_at.is_(None), ~cancelled)


def _unused() -> ColumnElement[bool]:
    """SQL: neither a ballot nor a mark of this right."""
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    marked = select(Mark.id).where(Mark.right_id == Right.id).exists()
    return and_(~voted, ~marked)


def _standing() -> ColumnElement[bool]:
    """SQL: the right was not taken back."""
    return ~select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
