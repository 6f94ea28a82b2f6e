"""What the minutes say of a vote besides its result: groups too small to be secret, late rights, rights taken back, acts."""

from collections.abc import Sequence

from sqlalchemy import select, union

from foundation.kernel.db import db
from governance.queries.resolution_paper import Voted
from votes.models import AdditionAsked, Box, BoxAct, RightEnd
from votes.queries.happened import what_happened
from votes.queries.result_paper import happened_on_paper


def happened_in(voted: Sequence[Voted]) -> dict[int, list[str]]:
    """The sentences of each point, by its id; votes of which there is nothing to say cost nothing."""
    said: dict[int, list[str]] = {}
    marked = _marked([one.box for one in voted])
    for one in voted:
        if one.box.id in marked:
            said.setdefault(one.item.id, []).extend(happened_on_paper(what_happened(one.box)))
    return said


def _marked(boxes: Sequence[Box]) -> set[int]:
    """The boxes to which something happened; one statement."""
    numbers = [box.id for box in boxes]
    if not numbers:
        return set()
    models = (AdditionAsked, RightEnd, BoxAct)
    found = db.session.execute(union(*(select(one.box_id).where(one.box_id.in_(numbers)) for one in models))).scalars()
    return set(found) | {box.id for box in boxes if box.secrecy.get("groups")}
