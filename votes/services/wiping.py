"""Delete a rehearsal whole. The database lets rows of a rehearsal go, and those of no other vote."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from foundation.kernel.db import db, table_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes import queries
from votes.models import (
    AdditionAsked,
    AdditionMade,
    Ballot,
    Box,
    BoxAct,
    BoxResult,
    Hand,
    LeftOut,
    Mark,
    Objection,
    PaperCount,
    Right,
    RightEnd,
    SecretBallot,
)

# What points to a right goes before the rights
IN_A_BOX = (
    *(BoxResult, BoxAct, AdditionMade, AdditionAsked, RightEnd, Objection),
    *(Ballot, SecretBallot, Mark, PaperCount, Hand, LeftOut, Right),
)
_REAL = N_("This is a real vote: nothing of it is ever deleted. Only a rehearsal can be wiped.")


def wipe(box_id: int) -> None:
    """Delete a rehearsal with all that is in it; raises NotFound, Refused where the vote is a real one."""
    if not queries.get_box(box_id).rehearsal:
        raise Refused("box-real", _REAL)
    _delete([box_id])


def wipe_rehearsals_of(subject: str) -> None:
    """Delete the rehearsals of what puts a question: the real vote opens, or it is rehearsed anew."""
    if subject:
        rehearsals = select(Box.id).where(Box.rehearsal, Box.subject == subject)
        _delete(db.session.execute(rehearsals).scalars().all())


def wipe_old_rehearsals(before: datetime) -> int:
    """Delete the rehearsals opened before a moment; how many there were."""
    old = db.session.execute(select(Box.id).where(Box.rehearsal, Box.opened_at < before)).scalars().all()
    _delete(old)
    return len(old)


def _delete(box_ids: Sequence[int]) -> None:
    if not box_ids:
        return
    for model in IN_A_BOX:
        table = table_of(model)
        db.session.execute(delete(table).where(table.c.box_id.in_(box_ids)))
    boxes = table_of(Box)
    db.session.execute(delete(boxes).where(boxes.c.id.in_(box_ids)))
    db.session.expire_all()
