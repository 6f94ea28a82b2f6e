"""The two statements of a cast, written once and run as they are: they are what an evening's rush runs most."""

from typing import Any

from sqlalchemy import Insert, Select, and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from foundation.kernel.db import db, table_of
from votes.models import Ballot, Box, Hand, Right

_box, _right, _hand, _ballot = (table_of(model) for model in (Box, Right, Hand, Ballot))
_columns = (
    _box.c.id.label("box_id"),
    *(_box.c.replaceable, _box.c.closes_at, _box.c.closed_at),
    _right.c.id.label("right_id"),
    *(_right.c.college, _right.c.via, _right.c.present),
    *(_ballot.c.revision, _ballot.c.choice, _ballot.c.cast_at, _ballot.c.account_id, _ballot.c.at_desk),
)


def _reading(*, in_hand: bool) -> Select[Any]:
    other = _ballot.alias()
    latest = select(func.max(other.c.revision)).where(other.c.right_id == _right.c.id).scalar_subquery()
    read = (
        select(*_columns)
        .join_from(_box, _right, _right.c.box_id == _box.c.id)
        .outerjoin(_ballot, and_(_ballot.c.right_id == _right.c.id, _ballot.c.revision == latest))
        .where(_box.c.id == bindparam("box_id"), _right.c.id == bindparam("right_id"))
        .with_for_update(read=True, of=_box)
    )
    held = and_(_hand.c.right_id == _right.c.id, _hand.c.account_id == bindparam("holder"))
    return read.join(_hand, held) if in_hand else read


def _insertion(dialect: Any) -> Insert:
    statement: Insert = dialect.insert(_ballot).on_conflict_do_nothing(index_elements=["right_id", "revision"])
    return statement.returning(_ballot.c.id)


_ANY_RIGHT, _RIGHT_IN_HAND = _reading(in_hand=False), _reading(in_hand=True)
_INSERTION = {"sqlite": _insertion(sqlite), "postgresql": _insertion(postgresql)}


def right_and_ballot(box_id: int, right_id: int, holder: int | None) -> Any:
    """Box, right and counted ballot in one read that holds the box against closing (PostgreSQL).

    None where there is no such right, or where it is not in the hands of the account `holder` (None: the desk).
    """
    which = {"box_id": box_id, "right_id": right_id}
    if holder is None:
        return db.session.execute(_ANY_RIGHT, which).one_or_none()
    return db.session.execute(_RIGHT_IN_HAND, which | {"holder": holder}).one_or_none()


def add_ballot(ballot: dict[str, Any]) -> bool:
    """Insert; False where another ballot took this number meanwhile (the caller looks again)."""
    connection = db.session.connection()
    return connection.execute(_INSERTION[connection.dialect.name], ballot).one_or_none() is not None
