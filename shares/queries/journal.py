"""The journal itself: movements and operations, as rows and as values for the rules."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from shares.models import ShareMovement, ShareOperation
from shares.rules.chain import GENESIS, MOVEMENT_FIELDS, OPERATION_FIELDS, seal
from shares.rules.positions import Entry

_ENTRY_COLUMNS = tuple(getattr(ShareMovement, name) for name in Entry.__dataclass_fields__)


def movements(member_id: int | None = None) -> list[ShareMovement]:
    """The movements of the register, or of one member, with their operations, in the order of their numbers."""
    statement = select(ShareMovement).options(joinedload(ShareMovement.operation)).order_by(ShareMovement.number)
    if member_id is not None:
        statement = statement.where(ShareMovement.member_id == member_id)
    return list(db.session.execute(statement).scalars())


def movements_of(member_ids: Collection[int]) -> list[ShareMovement]:
    """The movements of some members with their operations, in the order of their numbers; one statement."""
    statement = select(ShareMovement).options(joinedload(ShareMovement.operation)).order_by(ShareMovement.number)
    return list(db.session.execute(statement.where(ShareMovement.member_id.in_(member_ids))).scalars())


def entries(
    member_ids: Collection[int] | Select[Any] | None = None,
    application_id: int | None = None,
    *,
    operation_id: int | None = None,
    operation_ids: tuple[int, int] | None = None,
) -> list[Entry]:
    """Movements as values, without loading rows: all, those of some members (or a select of them), a candidate, an
    operation, the operations from one to another (`operation_ids`, both included).
    """
    statement: Select[Any] = select(*_ENTRY_COLUMNS).order_by(ShareMovement.number)
    if member_ids is not None:
        statement = statement.where(ShareMovement.member_id.in_(member_ids))
    if application_id is not None:
        statement = statement.where(ShareMovement.application_id == application_id)
    if operation_id is not None:
        statement = statement.where(ShareMovement.operation_id == operation_id)
    if operation_ids is not None:
        statement = statement.where(ShareMovement.operation_id.between(*operation_ids))
    return [Entry(*row) for row in db.session.execute(statement)]


def operation_by_id(operation_id: int) -> ShareOperation:
    """The operation of that identifier; raises NotFound."""
    found = db.session.get(ShareOperation, operation_id)
    if found is None:
        raise NotFound(
            "no-operation", N_("There is no operation %(operation)s in the register."), operation=operation_id
        )
    return found


def is_reversed(operation_id: int) -> bool:
    """Whether an operation was taken back."""
    statement = select(ShareOperation.id).where(ShareOperation.reverses_id == operation_id)
    return db.session.execute(statement).first() is not None


def operation_of_movement(number: int) -> ShareOperation:
    """The operation that holds the movement of that order number; raises NotFound."""
    statement = select(ShareMovement.operation_id).where(ShareMovement.number == number)
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound("no-movement", N_("There is no movement no. %(number)s in the register."), number=number)
    return operation_by_id(found)


def last_entry(known_at: datetime | None = None) -> tuple[int, str]:
    """Order number and seal of the last movement (known at a moment); 0 and the beginning in an empty register."""
    statement = select(ShareMovement.number, ShareMovement.hash).order_by(ShareMovement.number.desc()).limit(1)
    if known_at is not None:
        statement = statement.where(ShareMovement.recorded_at <= known_at)
    row = db.session.execute(statement).first()
    return (row[0], row[1]) if row else (0, GENESIS)


def sealed_rows() -> Iterator[tuple[int, str, str, str]]:
    """(number, previous seal, seal, seal recomputed) of every movement, streamed in one statement."""
    columns = [getattr(ShareMovement, name) for name in MOVEMENT_FIELDS]
    wrapping = [getattr(ShareOperation, name) for name in OPERATION_FIELDS]
    statement = (
        select(ShareMovement.prev_hash, ShareMovement.hash, *columns, *wrapping)
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .order_by(ShareMovement.number)
        .execution_options(yield_per=1000)
    )
    width = len(MOVEMENT_FIELDS) + 2
    with db.session.execute(statement) as rows:
        for row in rows:
            yield row[2], row[0], row[1], seal(row[0], row[2:width], row[width:])
