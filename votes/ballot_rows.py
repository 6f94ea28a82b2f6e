"""The statements of a cast, written once and run as they are: they are what an evening's rush runs most.

A ballot or a mark is inserted only where its right was not taken back: on PostgreSQL the reading, which waited for the box,
still sees what was known when it began, and a right taken back meanwhile would cast a ballot all the same.
"""

from typing import Any

from sqlalchemy import Insert, Select, Table, Text, and_, bindparam, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from foundation.kernel.db import db, table_of
from votes.models import Ballot, Box, Hand, Mark, Right, RightEnd, SecretBallot

_box, _right, _hand, _ballot = (table_of(model) for model in (Box, Right, Hand, Ballot))
_mark, _end, _secret = (table_of(model) for model in (Mark, RightEnd, SecretBallot))
_columns = (
    _box.c.id.label("box_id"),
    *(_box.c.replaceable, _box.c.secret, _box.c.closes_at, _box.c.closed_at, _box.c.method),
    *(type_coerce(column, Text).label(column.name) for column in (_box.c.contest, _box.c.secrecy, _box.c.paper)),
    _right.c.id.label("right_id"),
    *(_right.c.college, _right.c.via, _right.c.present),
    *(_ballot.c.revision, _ballot.c.choice, _ballot.c.cast_at, _ballot.c.account_id, _ballot.c.at_desk),
    *(_mark.c.marked_at, _mark.c.channel, _mark.c.account_id.label("marked_by"), _end.c.id.label("ended")),
)


def _reading(*, in_hand: bool) -> Select[Any]:
    other = _ballot.alias()
    latest = select(func.max(other.c.revision)).where(other.c.right_id == _right.c.id).scalar_subquery()
    read = (
        select(*_columns)
        .join_from(_box, _right, _right.c.box_id == _box.c.id)
        .outerjoin(_ballot, and_(_ballot.c.right_id == _right.c.id, _ballot.c.revision == latest))
        .outerjoin(_mark, _mark.c.right_id == _right.c.id)
        .outerjoin(_end, _end.c.right_id == _right.c.id)
        .where(_box.c.id == bindparam("box_id"), _right.c.id == bindparam("right_id"))
        .with_for_update(read=True, of=_box)
    )
    held = and_(_hand.c.right_id == _right.c.id, _hand.c.account_id == bindparam("holder"))
    return read.join(_hand, held) if in_hand else read


def _insertions(dialect: Any) -> tuple[Insert, Insert, Insert]:
    ballot: Insert = _standing(dialect, _ballot).on_conflict_do_nothing(index_elements=["right_id", "revision"])
    mark: Insert = _standing(dialect, _mark).on_conflict_do_nothing(index_elements=["right_id"])
    secret: Insert = dialect.insert(_secret).on_conflict_do_nothing(index_elements=["box_id", "id"])
    return ballot.returning(_ballot.c.id), mark.returning(_mark.c.id), secret.returning(_secret.c.id)


def _standing(dialect: Any, table: Table) -> Any:
    """The insertion of one row of a right that was not taken back."""
    columns = [column for column in table.columns if not column.primary_key]
    values = [bindparam(column.name, type_=column.type) for column in columns]
    ended = select(_end.c.id).where(_end.c.right_id == bindparam("right_id", type_=_end.c.right_id.type)).exists()
    return dialect.insert(table).from_select([column.name for column in columns], select(*values).where(~ended))


_ANY_RIGHT, _RIGHT_IN_HAND = _reading(in_hand=False), _reading(in_hand=True)
_INSERTIONS = {"sqlite": _insertions(sqlite), "postgresql": _insertions(postgresql)}
_WRITTEN = select(_secret.c.choice, _secret.c.college).where(
    _secret.c.box_id == bindparam("box_id"), _secret.c.id == bindparam("receipt")
)


def right_and_ballot(box_id: int, right_id: int, holder: int | None) -> Any:
    """Box, right and counted ballot or mark in one read that holds the box against closing (PostgreSQL).

    None where there is no such right, or where it is not in the hands of the account `holder` (None: the desk).
    """
    which = {"box_id": box_id, "right_id": right_id}
    if holder is None:
        return db.session.connection().execute(_ANY_RIGHT, which).one_or_none()
    return db.session.connection().execute(_RIGHT_IN_HAND, which | {"holder": holder}).one_or_none()


def add_ballot(ballot: dict[str, Any]) -> bool:
    """Insert; False where another ballot took this number meanwhile, or the right was taken back (the caller looks again)."""
    return _insert(0, ballot)


def add_mark(mark: dict[str, Any]) -> bool:
    """Say that a right was used; False where it was already, or was taken back (the caller looks again)."""
    return _insert(1, mark)


def add_secret_ballot(ballot: dict[str, Any]) -> bool:
    """Put a secret ballot in; False where its receipt is taken."""
    return _insert(2, ballot)


def secret_ballot(box_id: int, receipt: str) -> Any:
    """The choice and the college of the secret ballot of this receipt; None where there is none."""
    return db.session.execute(_WRITTEN, {"box_id": box_id, "receipt": receipt}).one_or_none()


def _insert(which: int, row: dict[str, Any]) -> bool:
    connection = db.session.connection()
    return connection.execute(_INSERTIONS[connection.dialect.name][which], row).one_or_none() is not None
