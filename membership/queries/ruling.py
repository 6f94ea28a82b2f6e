"""The rule of dated facts (`rules/facts.py`) said in SQL, so that a whole register is read in one statement.

Each fact is reached through its index from its owner (no window over the whole table): the cost grows with the number of
members, on both engines, whatever their statistics know.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, select
from sqlalchemy.orm import aliased


def ruling_id(
    model: type[Any], owners: dict[str, Any], on: date | ColumnElement[date], known_at: datetime | None
) -> ScalarSelect[int]:
    """The id of the fact of `model` that rules on `on`, None where none does.

    `owners`: by name of column, what the fact must be tied to ({"member_id": Member.id}). Only facts known at `known_at`
    count (None: all).
    """
    one = aliased(model)
    tied = [getattr(one, name) == owner for name, owner in owners.items()]
    return (
        select(one.id)
        .where(*tied, one.effective_on <= on, *standing(one, model, known_at))
        .order_by(one.effective_on.desc(), one.recorded_at.desc(), one.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def standing(one: Any, model: type[Any], known_at: datetime | None) -> list[ColumnElement[bool]]:
    """Leave out what was taken back, the takings back, and what was not known yet."""
    reversal = aliased(model)
    taken_back: list[ColumnElement[bool]] = [reversal.reverses_id == one.id]
    conditions: list[ColumnElement[bool]] = [one.reverses_id.is_(None)]
    if known_at is not None:
        conditions.append(one.recorded_at <= known_at)
        taken_back.append(reversal.recorded_at <= known_at)
    return [*conditions, ~exists().where(*taken_back)]
