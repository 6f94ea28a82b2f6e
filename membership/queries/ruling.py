"""The rule of dated facts (`rules/facts.py`) said in SQL, so that a whole register is read in one statement."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from membership.models.facts import Dated


@lru_cache(maxsize=256)
def ruling_facts(
    model: type[Any], on: date, known_at: datetime | None, by: tuple[InstrumentedAttribute[Any], ...]
) -> Subquery:
    """The facts of `model` that rule on `on`, at most one for each value of `by` (the owner, mostly).

    Only facts known at `known_at` count (None: all).
    """
    place = func.row_number().over(
        partition_by=by, order_by=(model.effective_on.desc(), model.recorded_at.desc(), model.id.desc())
    )
    placed = only_standing(select(model, place.label("place")), model, known_at).where(model.effective_on <= on)
    every = placed.subquery()
    return select(every).where(every.c.place == 1).subquery()


def only_standing(statement: Select[Any], model: type[Dated], known_at: datetime | None) -> Select[Any]:
    """Leave out what was taken back, the takings back, and what was not known yet."""
    reversal = aliased(model)
    taken_back: list[ColumnElement[bool]] = [reversal.reverses_id == model.id]
    if known_at is not None:
        statement = statement.where(model.recorded_at <= known_at)
        taken_back.append(reversal.recorded_at <= known_at)
    # not "IS NULL": SQLite would take the unique index for one row and read the whole table once for each member
    is_no_taking_back = func.coalesce(model.reverses_id, 0) == 0
    return statement.where(is_no_taking_back, ~exists().where(*taken_back))
