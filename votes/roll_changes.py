"""The roll as it stands: what was frozen, with late additions and without the rights that were taken back."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, literal, select, union_all

from foundation.kernel.db import db
from votes.models import NOTHING, AdditionMade, Box, Right, RightEnd


def changes_by_college(box_id: int) -> Counter[str]:
    """By college, how many rights were added after the opening, less those taken back; one statement."""
    added = (
        select(Right.college, literal(1).label("sign"), func.count().label("number"))
        .join(AdditionMade, AdditionMade.right_id == Right.id)
        .where(AdditionMade.box_id == box_id)
        .group_by(Right.college)
    )
    ended = (
        select(Right.college, literal(-1), func.count())
        .join(RightEnd, RightEnd.right_id == Right.id)
        .where(RightEnd.box_id == box_id)
        .group_by(Right.college)
    )
    changes: Counter[str] = Counter()
    for college, sign, number in db.session.execute(union_all(added, ended)):
        changes[college] += sign * number
    return changes


def entitled_by_college(box: Box) -> Mapping[str, int]:
    """How many rights the roll of a box holds now, by college (one entry without a name where there are none)."""
    changes = changes_by_college(box.id)
    frozen = {one["id"]: one["entitled"] for one in box.colleges} or {NOTHING: box.rights}
    return {college: number + changes[college] for college, number in frozen.items()}
