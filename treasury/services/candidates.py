"""Money of candidates: it waits as an advance, and may be what makes them members."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from shares.models import ShareMovement
from shares.rules.kinds import Kind
from treasury.signals import candidate_paid


def member_of_candidate(application_id: int | None) -> int | None:
    """The member that a candidate became: whose subscription used the money paid ahead; None before that."""
    if application_id is None:
        return None
    taken = aliased(ShareMovement)
    statement = (
        select(ShareMovement.member_id)
        .join(taken, taken.operation_id == ShareMovement.operation_id)
        .where(
            taken.application_id == application_id,
            taken.kind == Kind.ADVANCE_CLEARED,
            ShareMovement.kind == Kind.SUBSCRIPTION,
        )
        .order_by(ShareMovement.number.desc())
        .limit(1)
    )
    return db.session.execute(statement).scalar_one_or_none()


def settle_if_due(application_id: int, on: date, *, actor: Actor, at: datetime) -> None:
    """Say that money of a candidate arrived: where the statutes make members by payment, it may be enough."""
    candidate_paid.send(application_id, on=on, actor=actor, at=at)
