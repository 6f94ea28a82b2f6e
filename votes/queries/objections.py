"""The objections to what was put to consent, as they stand: the last reason of each right, those lifted left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from votes.models import Objection, Right


@dataclass(frozen=True)
class StandingObjection:
    """Whose objection, and why; `college` is empty where there are none."""

    right_id: int
    name: str
    college: str
    reason: str
    at: datetime


def standing_objections(box_id: int) -> list[StandingObjection]:
    """The objections that stand, in the order of the roll; one statement."""
    last = select(func.max(Objection.id)).where(Objection.box_id == box_id).group_by(Objection.right_id)
    wanted = (
        select(Objection.right_id, Right.name, Right.college, Objection.reason, Objection.at)
        .join(Right, Right.id == Objection.right_id)
        .where(Objection.id.in_(last), Objection.reason != "")
        .order_by(Right.position)
    )
    return [StandingObjection(*row) for row in db.session.execute(wanted)]


def reasons_of(box_id: int, right_ids: Sequence[int]) -> dict[int, str]:
    """By right, the reason of its objection that stands; one statement."""
    wanted = set(right_ids)
    return {one.right_id: one.reason for one in standing_objections(box_id) if one.right_id in wanted}
