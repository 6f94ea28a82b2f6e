"""Boxes: the one asked for, whether it takes ballots, which wait to be closed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from votes.models import Box, Right
from votes.rules.published import TONES

NO_BOX = N_("This vote is not here. Go back to the assembly and open it from there.")


def get_box(box_id: int) -> Box:
    """The box; raises NotFound."""
    box = db.session.get(Box, box_id)
    if box is None:
        raise NotFound("box", NO_BOX)
    return box


def is_open(box: Box, at: datetime) -> bool:
    """Whether a ballot is accepted at this moment: not closed by hand, and before the closing time."""
    return box.closed_at is None and (box.closes_at is None or at < box.closes_at)


def open_boxes_among(box_ids: Sequence[int], at: datetime) -> list[int]:
    """Those opened by then and not closed; one whose closing time has passed still waits to be counted."""
    if not box_ids:
        return []
    statement = select(Box.id).where(Box.id.in_(box_ids), Box.opened_at <= at, Box.closed_at.is_(None))
    return list(db.session.execute(statement.order_by(Box.id)).scalars())


def due_boxes(at: datetime) -> list[Box]:
    """Real votes whose closing time has passed and that nobody counted or cancelled yet: a job counts them."""
    statement = select(Box).where(Box.closed_at.is_(None), Box.closes_at <= at, ~Box.rehearsal).order_by(Box.id)
    return list(db.session.execute(statement).scalars())


def college_looks(box: Box) -> dict[str, tuple[int, str]]:
    """By college id, its colour (1 to 8, its rank in the statutes) and its name."""
    return {college["id"]: (index % TONES + 1, college["name"]) for index, college in enumerate(box.colleges)}


def count_present(box_id: int) -> int:
    """How many rights of a box somebody present may use, or were used at once for an absent one."""
    return db.session.execute(
        select(func.count()).select_from(Right).where(Right.box_id == box_id, Right.present)
    ).scalar_one()
