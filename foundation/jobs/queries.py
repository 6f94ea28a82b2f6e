"""Reads of the jobs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.jobs.runner import due
from foundation.kernel.db import db


def job_row(job_id: int) -> Job | None:
    """One job, or None."""
    return db.session.get(Job, job_id)


def due_jobs(at: datetime, *, limit: int) -> Sequence[int]:
    """The numbers of the jobs to run now, the longest waiting first."""
    return db.session.scalars(select(Job.id).where(due(at)).order_by(Job.run_at, Job.id).limit(limit)).all()


def running_claims() -> Sequence[tuple[int, str]]:
    """Every running job and who holds it."""
    rows = db.session.execute(select(Job.id, Job.claim).where(Job.state == JobState.RUNNING, Job.claim.is_not(None)))
    return [(row.id, row.claim or "") for row in rows]


def job_of(dedupe: str) -> Job | None:
    """The job put in under that key, or None."""
    return db.session.scalar(select(Job).where(Job.dedupe == dedupe))
