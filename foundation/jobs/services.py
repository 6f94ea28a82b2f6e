"""Putting work in, and putting it in again."""

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from foundation.jobs.models import Job
from foundation.jobs.queries import job_of
from foundation.jobs.registry import KINDS
from foundation.jobs.rules.events import JobEvent
from foundation.jobs.rules.lives import JobState
from foundation.kernel import audit
from foundation.kernel.after_commit import after_commit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, StateMoved
from foundation.kernel.sentences import N_


def enqueue(
    kind: str,
    params: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
    run_at: datetime | None = None,
    dedupe: str | None = None,
) -> Job:
    """Put a job in, in the transaction of the act that causes it; the worker is woken after the commit.

    `params` are plain JSON values. `run_at` is the earliest moment (now when None). The same `dedupe` key twice is one
    job, whatever became of it: the first is given back. An undeclared kind is a programming error (ValueError).
    """
    if kind not in KINDS:
        raise ValueError(f"no handler is declared for jobs of kind {kind}")
    if dedupe is not None and (known := job_of(dedupe)) is not None:
        return known
    new = Job(kind=kind, params=params, run_at=run_at or at, dedupe=dedupe, state=JobState.QUEUED, created_at=at)
    new.created_by, new.created_by_name = actor.account_id, actor.name
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:
        if dedupe is None or (known := job_of(dedupe)) is None:
            raise
        return known
    if new.run_at <= at:
        _wake(new.id)
    return new


def retry(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Start a failed job again, from where it stopped. Raises NotFound, StateMoved."""
    found = db.session.get(Job, job_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("job", N_("There is no such job."))
    if found.state != JobState.FAILED:
        raise StateMoved("job-not-failed", N_("This job has not failed: it is done, running or about to run."))
    found.state, found.run_at, found.attempts, found.error, found.finished_at = JobState.QUEUED, at, 0, None, None
    audit.record(JobEvent.JOB_RETRIED, f"job:{job_id}", actor=actor, at=at, details={"kind": found.kind})
    _wake(job_id)
    return found


def forget_done_jobs(*, before: datetime) -> None:
    """Drop the rows of jobs that were done before that moment. Failed ones stay until somebody has looked."""
    db.session.execute(delete(Job).where(Job.state == JobState.DONE, Job.finished_at < before))


def _wake(job_id: int) -> None:
    queue = current_app.extensions["jobs"]
    after_commit(f"job:{job_id}", lambda: queue.wake("run_job", job_id))
