"""Secret votes in which so few ballots were cast that their total would tell votes."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from foundation.kernel.db import db
from votes.models import NOTHING, Box, Mark
from votes.rules.secrecy import secrecy_from_json


def small_counts(box: Box) -> list[tuple[str, int]]:
    """(name of the college, ballots cast), from one ballot on and under the smallest group, where nothing was decided.

    A college that votes openly, or whose members accepted that secrecy is limited, is not there. Blank proxies, of which
    everybody knows how they vote, keep nobody's secret: marks alone are counted.
    """
    return small_counts_among([box]).get(box.id, [])


def small_counts_among(boxes: Sequence[Box]) -> dict[int, list[tuple[str, int]]]:
    """The same for several boxes, by their ids, from one read of the marks: those without small counts are not there."""
    secret = [box for box in boxes if box.secret]
    if not secret:
        return {}
    columns = (Mark.box_id, Mark.college)
    wanted = select(*columns, func.count()).where(Mark.box_id.in_([box.id for box in secret])).group_by(*columns)
    cast: dict[int, Counter[str]] = {box.id: Counter() for box in secret}
    for box_id, college, number in db.session.execute(wanted):
        cast[box_id][college] += number
    found = {box.id: _small(box, cast[box.id]) for box in secret}
    return {box_id: small for box_id, small in found.items() if small}


def _small(box: Box, cast: Mapping[str, int]) -> list[tuple[str, int]]:
    secrecy = secrecy_from_json(box.secrecy)
    if secrecy is None:
        return []
    groups = [(one["id"], one["name"]) for one in box.colleges] or [(NOTHING, "")]
    return [
        (name, cast[college])
        for college, name in groups
        if 0 < cast[college] < secrecy.minimum_group and secrecy.way_of(college) is None
    ]
