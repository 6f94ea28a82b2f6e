"""The rule of dated facts (`rules/facts.py`) said in SQL, so that a whole register is read in one statement.

Two ways to say it. For a page of members, `ruling_id`: each fact is reached through its index from its owner. For all
of them at once, `rules`: the facts that no later one replaces, in one pass over the table, which PostgreSQL reads
several times faster than an index per member.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, select, tuple_
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


def rules(
    one: Any, model: type[Any], on: date | ColumnElement[date], known_at: datetime | None, **values: object
) -> list[ColumnElement[bool]]:
    """Conditions under which `one`, an alias of a fact of members, is the one that rules on `on` for its member.

    `values`: columns that must have a value (rank=1). Only facts known at `known_at` count (None: all).
    """
    later = aliased(model)
    moment = ("effective_on", "recorded_at", "id")
    replaced = exists().where(
        later.member_id == one.member_id,
        *(getattr(later, name) == value for name, value in values.items()),
        later.effective_on <= on,
        tuple_(*(getattr(later, name) for name in moment)) > tuple_(*(getattr(one, name) for name in moment)),
        *standing(later, model, known_at),
    )
    mine = [getattr(one, name) == value for name, value in values.items()]
    return [one.effective_on <= on, *mine, *standing(one, model, known_at), ~replaced]
