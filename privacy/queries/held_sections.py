"""How one table of what is held on somebody is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from foundation.kernel.db import db


@dataclass(frozen=True)
class Section:
    """One table of what is held: a key for files, a title, the columns, the rows in their order."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def read(key: str, title: str, columns: Sequence[Any], *conditions: Any, joins: Iterable[Any] = ()) -> Section:
    """The rows of one table under these conditions, in the order of writing; one statement."""
    statement = select(*columns).where(*conditions)
    for target, on in joins:
        statement = statement.join(target, on)
    first = columns[0]
    model = first.class_ if isinstance(first, InstrumentedAttribute) else None
    if model is not None:
        statement = statement.order_by(*model.__table__.primary_key.columns)
    rows = tuple(tuple(row) for row in db.session.execute(statement))
    return Section(key, title, tuple(one.key if hasattr(one, "key") else one.name for one in columns), rows)


def some(model: Any, *names: str) -> list[Any]:
    """Columns of a model by their names."""
    return [getattr(model, name) for name in names]
