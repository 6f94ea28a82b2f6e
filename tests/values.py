"""Values with rows among them, kept without the rows: which row of which table, to be read again elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import DeclarativeBase

from foundation.kernel.db import db

PLAIN = (str, bytes, bool, int, Fraction, date, datetime, timedelta, Enum, type(None))


class Unknown(TypeError):
    """A value that cannot be compared with another, hence not kept."""


class Plain(NamedTuple):
    """A value with its type: True is not 1."""

    type: type
    value: Any


class RowOf(NamedTuple):
    """A row, by its model and key."""

    model: type
    key: tuple[Any, ...]


class Many(NamedTuple):
    """A container: what makes it again, and what is in it."""

    type: type
    names: tuple[Any, ...]
    parts: tuple[Any, ...]


def keep(value: Any) -> Plain | RowOf | Many:
    """`value` as something to compare and hash; raises Unknown."""
    if isinstance(value, PLAIN):
        return Plain(type(value), value)
    if isinstance(value, DeclarativeBase):
        if (identity := inspect(value).identity) is None:
            raise Unknown("a row that is not stored yet")
        return RowOf(type(value), tuple(identity))
    if type(value) in (list, tuple):
        return Many(type(value), (), tuple(keep(one) for one in value))
    if type(value) is dict:
        return Many(dict, tuple(keep(name) for name in value), tuple(keep(one) for one in value.values()))
    if is_dataclass(value) and not isinstance(value, type):
        names = tuple(one.name for one in fields(value))
        return Many(type(value), names, tuple(keep(getattr(value, name)) for name in names))
    raise Unknown(type(value).__name__)


def lend(kept: Any) -> Any:
    """The value again, its rows read from the database of the session, one statement a table."""
    wanted = defaultdict(list)
    for row in _rows(kept):
        wanted[row.model].append(row.key[0])
    held = [
        db.session.scalars(select(model).where(inspect(model).primary_key[0].in_(keys))).all()
        for model, keys in wanted.items()
    ]
    made = _again(kept)
    del held
    return made


def _rows(kept: Any) -> Iterator[RowOf]:
    if isinstance(kept, RowOf):
        yield kept
    elif isinstance(kept, Many):
        for part in (*kept.names, *kept.parts):
            yield from _rows(part)


def _again(kept: Any) -> Any:
    if isinstance(kept, RowOf):
        return db.session.get_one(kept.model, kept.key)
    if not isinstance(kept, Many):
        return kept.value
    parts = [_again(part) for part in kept.parts]
    if kept.type is dict:
        return dict(zip([_again(name) for name in kept.names], parts, strict=True))
    if kept.names:
        return kept.type(**dict(zip(kept.names, parts, strict=True)))
    return kept.type(parts)
