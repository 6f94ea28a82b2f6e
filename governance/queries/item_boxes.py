"""The boxes that points of an agenda were put to: a first one, a second round, one anew after a cancelled vote.

A box names what puts its question (`Box.subject`): "item:12" for a point, "assembly:3" for an advisory question of the
evening. Rehearsals and cancelled votes are left out.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly
from votes.models import Box, BoxAct
from votes.rules.life import ActKind


def subject_of_item(item_id: int) -> str:
    """How a box names the point whose question it puts."""
    return f"item:{item_id}"


def stands() -> ColumnElement[bool]:
    """A vote that was neither a rehearsal nor cancelled."""
    cancelled = select(BoxAct.id).where(BoxAct.box_id == Box.id, BoxAct.kind == ActKind.CANCELLED.value)
    return ~Box.rehearsal & ~cancelled.exists()


def boxes_of_items(items: Iterable[AgendaItem]) -> dict[int, list[Box]]:
    """The boxes of each point by its id, in the order of opening; one statement, none where no point was ever voted."""
    opened = [item.id for item in items if item.box_id is not None]
    found = boxes_by_subject([subject_of_item(item_id) for item_id in opened])
    return {item_id: found[subject_of_item(item_id)] for item_id in opened}


def boxes_by_subject(subjects: Sequence[str]) -> dict[str, list[Box]]:
    """The boxes of each subject, in the order of opening; one statement, none without a subject."""
    found: dict[str, list[Box]] = {subject: [] for subject in subjects}
    if found:
        wanted = select(Box).where(Box.subject.in_(found), stands()).order_by(Box.id)
        for box in db.session.execute(wanted).scalars():
            found[box.subject].append(box)
    return found


def boxes_of_item(item: AgendaItem) -> list[Box]:
    """Those of one point."""
    return boxes_of_items([item]).get(item.id, [])


def box_of_item(item: AgendaItem) -> Box | None:
    """The box that counts now: the last round; None where the point was not put to the vote, or its vote was cancelled."""
    return next(reversed(boxes_of_item(item)), None)


def box_ids_of(assembly: Assembly) -> Sequence[int]:
    """Every box of an assembly, advisory questions included."""
    subjects = [subject_of_item(item.id) for item in assembly.items] + [assembly.subject]
    wanted = select(Box.id).where(Box.subject.in_(subjects), stands()).order_by(Box.id)
    return list(db.session.execute(wanted).scalars())
