"""The roll as it stands: what was frozen, with late additions and without the rights that were taken back."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, literal, select, union_all

from foundation.kernel.db import db
from votes.models import NOTHING, AdditionMade, Box, Right, RightEnd


def changes_among(box_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """By box and college, how many rights were added after the opening, less those taken back; one statement."""
    added = (
        select(AdditionMade.box_id, Right.college, literal(1).label("sign"), func.count().label("number"))
        .join(Right, AdditionMade.right_id == Right.id)
        .where(AdditionMade.box_id.in_(box_ids))
        .group_by(AdditionMade.box_id, Right.college)
    )
    ended = (
        select(RightEnd.box_id, Right.college, literal(-1), func.count())
        .join(Right, RightEnd.right_id == Right.id)
        .where(RightEnd.box_id.in_(box_ids))
        .group_by(RightEnd.box_id, Right.college)
    )
    changes: dict[int, Counter[str]] = {box_id: Counter() for box_id in box_ids}
    for box_id, college, sign, number in db.session.execute(union_all(added, ended)):
        changes[box_id][college] += sign * number
    return changes


def changes_by_college(box_id: int) -> Counter[str]:
    """The same for one box."""
    return changes_among([box_id])[box_id]


def entitled_among(boxes: Sequence[Box]) -> dict[int, Mapping[str, int]]:
    """By box, how many rights its roll holds now, by college (one entry without a name where there are none)."""
    changes = changes_among([box.id for box in boxes]) if boxes else {}
    return {box.id: _with_changes(box, changes[box.id]) for box in boxes}


def entitled_by_college(box: Box) -> Mapping[str, int]:
    """The same for one box."""
    return entitled_among([box])[box.id]


def _with_changes(box: Box, changes: Counter[str]) -> Mapping[str, int]:
    frozen = {one["id"]: one["entitled"] for one in box.colleges} or {NOTHING: box.rights}
    return {college: number + changes[college] for college, number in frozen.items()}
