"""The printing that is under way, or that failed lately."""

from collections.abc import Sequence

from sqlalchemy import select

from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.kernel.db import db

KINDS = ("share-registers", "share-certificates")


def papers_under_way() -> Sequence[Job]:
    """The last printings asked for, the newest first; done ones leave the list, their volumes are in the archive."""
    statement = select(Job).where(Job.kind.in_(KINDS), Job.state != JobState.DONE)
    return db.session.scalars(statement.order_by(Job.id.desc()).limit(20)).all()
