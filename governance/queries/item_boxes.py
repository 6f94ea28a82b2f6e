"""The boxes that points of an agenda were put to: a first one, a second round, one anew after a cancelled vote.

A box names what puts its question (`Box.subject`): "item:12" for a point, "assembly:3" for an advisory question of the
evening. Rehearsals and cancelled votes are left out. An annulled vote no longer stands, nor a second round of it: the point
may be put to a new vote, and what it was is read where the past is asked for.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, or_, select

from foundation.kernel.db import db
from governance.models import AgendaItem, Assembly
from votes.models import Box, BoxAct
from votes.rules.life import ActKind


def subject_of_item(item_id: int) -> str:
    """How a box names the point whose question it puts."""
    return f"item:{item_id}"


def took_place() -> ColumnElement[bool]:
    """A vote that was neither a rehearsal nor cancelled."""
    cancelled = select(BoxAct.id).where(BoxAct.box_id == Box.id, BoxAct.kind == ActKind.CANCELLED.value)
    return ~Box.rehearsal & ~cancelled.exists()


def stands() -> ColumnElement[bool]:
    """A vote that took place and was not annulled, nor the first round that it followed."""
    own = or_(BoxAct.box_id == Box.id, BoxAct.box_id == Box.previous_box_id)
    annulled = select(BoxAct.id).where(own, BoxAct.kind == ActKind.ANNULLED.value)
    return took_place() & ~annulled.exists()


def past_of_items(items: Iterable[AgendaItem]) -> dict[int, list[Box]]:
    """Every box of each point by its id, annulled ones too, in the order of opening; none where no point was ever voted."""
    opened = [item.id for item in items if item.box_id is not None]
    found = past_by_subject([subject_of_item(item_id) for item_id in opened])
    return {item_id: [box for box, _stands in found[subject_of_item(item_id)]] for item_id in opened}


def past_by_subject(subjects: Sequence[str]) -> dict[str, list[tuple[Box, bool]]]:
    """Every box of each subject and whether it stands, in the order of opening; one statement, none without a subject."""
    found: dict[str, list[tuple[Box, bool]]] = {subject: [] for subject in subjects}
    if found:
        wanted = select(Box, stands()).where(Box.subject.in_(found), took_place()).order_by(Box.id)
        for box, standing in db.session.execute(wanted):
            found[box.subject].append((box, bool(standing)))
    return found


def boxes_by_subject(subjects: Sequence[str]) -> dict[str, list[Box]]:
    """The boxes of each subject that stand, in the order of opening; one statement, none without a subject."""
    return {
        subject: [box for box, standing in found if standing] for subject, found in past_by_subject(subjects).items()
    }


def boxes_of_item(item: AgendaItem) -> list[Box]:
    """Those of one point that stand."""
    subject = subject_of_item(item.id)
    return boxes_by_subject([subject])[subject] if item.box_id is not None else []


def box_of_item(item: AgendaItem) -> Box | None:
    """The box that counts now, the last round; None where the point was not voted, or its vote was cancelled or annulled."""
    return next(reversed(boxes_of_item(item)), None)


def box_ids_of(assembly: Assembly) -> Sequence[int]:
    """Every box of an assembly, advisory questions included."""
    subjects = [subject_of_item(item.id) for item in assembly.items] + [assembly.subject]
    wanted = select(Box.id).where(Box.subject.in_(subjects), took_place()).order_by(Box.id)
    return list(db.session.execute(wanted).scalars())
