"""Durations in force, erasures done, and what the last night found."""

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from privacy.models import ErasureAct, RetentionChoice, RetentionWatch


def choices() -> list[RetentionChoice]:
    """Every choice of a duration, the oldest first."""
    return list(db.session.execute(select(RetentionChoice).order_by(RetentionChoice.id)).scalars())


def chosen_months() -> dict[str, int]:
    """The durations in force, by kind of data; one statement."""
    return {one.key: one.months for one in choices()}


def erasures(limit: int = 200) -> list[ErasureAct]:
    """The erasures done, the last one first."""
    return list(db.session.execute(select(ErasureAct).order_by(ErasureAct.number.desc()).limit(limit)).scalars())


def erasure(number: int) -> ErasureAct:
    """The erasure of that number; raises NotFound."""
    found = db.session.execute(select(ErasureAct).where(ErasureAct.number == number)).scalar_one_or_none()
    if found is None:
        raise NotFound("no-erasure", N_("There is no erasure number %(number)s."), number=number)
    return found


def watched() -> list[RetentionWatch]:
    """What the last night found due, by kind; one statement."""
    found = select(RetentionWatch).where(RetentionWatch.due > 0).order_by(RetentionWatch.key)
    return list(db.session.execute(found).scalars())
