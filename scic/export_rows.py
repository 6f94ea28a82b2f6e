"""Which rows of the votes' tables the whole export holds: nothing of a rehearsal, and nothing of a result before its time."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, select

from foundation.kernel.db import table_of
from votes.models import Box, BoxAct, BoxResult
from votes.rules.life import ActKind

# What would tell how an open vote goes
TELLING = frozenset({"votes_secret_ballot", "votes_paper_count", "votes_objection", "votes_result"})


def exported_rows(table: Table) -> ColumnElement[bool] | None:
    """The condition that a row of a table meets to be exported; None where all of them are."""
    if table.name == Box.__tablename__:
        return ~table.c.rehearsal
    if not table.name.startswith("votes_") or "box_id" not in table.c:
        return None
    real = _any(table_of(Box), table.c.box_id, column="id", more=(~table_of(Box).c.rehearsal,))
    return and_(real, _is_public(table)) if table.name in TELLING else real


def _is_public(table: Table) -> ColumnElement[bool]:
    """The box was counted, and its result was published where it was held back."""
    boxes, acts, results = table_of(Box), table_of(BoxAct), table_of(BoxResult).alias("counted")
    published = _any(acts, table.c.box_id, more=(acts.c.kind == ActKind.PUBLISHED.value,))
    held = _any(boxes, table.c.box_id, column="id", more=(boxes.c.held_back,))
    return and_(_any(results, table.c.box_id), published | ~held)


def _any(source: Any, box_id: Any, *, column: str = "box_id", more: tuple[Any, ...] = ()) -> ColumnElement[bool]:
    return select(source.c.id).where(source.c[column] == box_id, *more).correlate_except(source).exists()
