"""Runs one job: claim, handler, end. The handler's work and the row that says how far it is commit together.

Killed at any moment, a job is taken up again from its last `progress`, and what it wrote before stands once. A try that
was slow enough to lose its lease cannot commit any more: another one has taken over.
"""

import logging
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, update
from sqlalchemy.sql import ColumnElement

from foundation.jobs.models import Job
from foundation.jobs.registry import KINDS, Clock, Kind
from foundation.jobs.rules.claims import Holder
from foundation.jobs.rules.lives import MAX_ATTEMPTS, JobState, next_run
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from foundation.kernel.sentences import N_, written
from foundation.web.transaction import transaction

BOOT = secrets.token_hex(4)
INTERRUPTED = N_(
    "The worker was stopped in the middle of this job too many times. Start it again, or ask your administrator."
)
BROKEN = N_(
    "This job stopped on an unexpected error (%(error)s). Your administrator finds the details in the worker’s "
    "journal under job %(job)s."
)
UNKNOWN = N_(
    "This version of the product does not know the job “%(kind)s”. Update the worker, then start the job again."
)

log = logging.getLogger(__name__)


class ClaimLost(Exception):
    """Another worker has taken this job over: what this try wrote since its last progress is undone."""


@dataclass(frozen=True)
class Try:
    """One try at a job: its kind, the claim that makes it ours, which try it is."""

    kind: Kind
    claim: str
    attempts: int
    clock: Clock


@dataclass
class JobContext:
    """What a handler is given: its parameters, who asked, the moment of this try, and how far a former try came."""

    job_id: int
    params: dict[str, Any]
    actor: Actor
    at: datetime
    done: int
    total: int
    attempt: Try

    def progress(self, done: int, total: int) -> None:
        """Commit what was written so far, say "`done` of `total`", and let go of the database.

        Call it after each unit of work, and before slow work that needs no database: on SQLite a transaction that
        writes keeps everybody else from writing. A next try begins with `context.done` at this number.
        """
        lease_end = self.attempt.clock() + self.attempt.kind.lease
        _keep(self, {"progress_done": done, "progress_total": total, "locked_until": lease_end})
        db.session.commit()
        self.done, self.total = done, total


def here() -> Holder:
    """This process."""
    return Holder(socket.gethostname(), os.getpid(), BOOT)


def run_job(job_id: int, *, clock: Clock) -> None:
    """Run job `job_id` if it is due and nobody else runs it; otherwise do nothing."""
    context = _claim(job_id, clock)
    if context is None:
        return
    try:
        with transaction():
            result = context.attempt.kind.handler(context)
            _keep(context, _ended(JobState.DONE, at=clock(), result=result))
    except ClaimLost:
        log.warning("job %s was taken over by another worker", job_id)
    except ScicError as refusal:
        values = {key: _plain(value) for key, value in refusal.values.items()}
        _fail(context, error={"message": refusal.message, "values": values}, retry_at=None)
    except Exception as error:
        log.exception("job %s failed", job_id)
        values = {"error": type(error).__name__, "job": job_id}
        _fail(
            context, error={"message": BROKEN, "values": values}, retry_at=next_run(context.attempt.attempts, clock())
        )


def due(at: datetime) -> ColumnElement[bool]:
    """Which rows may be claimed: those waiting for their moment, and those whose worker has vanished."""
    return or_(
        and_(Job.state == JobState.QUEUED, Job.run_at <= at),
        and_(Job.state == JobState.RUNNING, Job.locked_until <= at),
    )


def _claim(job_id: int, clock: Clock) -> JobContext | None:
    at, claim = clock(), here().claim(secrets.token_hex(8))
    with transaction():
        job = db.session.get(Job, job_id, with_for_update={"skip_locked": True}, populate_existing=True)
        if job is None or not _is_due(job, at):
            return None
        kind = KINDS.get(job.kind)
        if kind is None or job.attempts >= MAX_ATTEMPTS:
            error = {"message": UNKNOWN, "values": {"kind": job.kind}} if kind is None else {"message": INTERRUPTED}
            _set(job, _ended(JobState.FAILED, at=at, error=error))
            return None
        job.state, job.claim, job.locked_until = JobState.RUNNING, claim, at + kind.lease
        job.attempts, job.started_at, job.error = job.attempts + 1, job.started_at or at, None
        return _context(job, kind, clock)


def _is_due(job: Job, at: datetime) -> bool:
    if job.state == JobState.QUEUED:
        return job.run_at <= at
    return job.state == JobState.RUNNING and job.locked_until is not None and job.locked_until <= at


def _context(job: Job, kind: Kind, clock: Clock) -> JobContext:
    return JobContext(
        job_id=job.id,
        params=job.params,
        actor=Actor(job.created_by, job.created_by_name),
        at=clock(),
        done=job.progress_done,
        total=job.progress_total,
        attempt=Try(kind, job.claim or "", job.attempts, clock),
    )


def _fail(context: JobContext, *, error: dict[str, Any], retry_at: datetime | None) -> None:
    """Note a try that failed: tried again at `retry_at`, or given up."""
    values = _ended(JobState.FAILED, at=context.attempt.clock(), error=error)
    if retry_at is not None:
        values |= {"state": JobState.QUEUED, "run_at": retry_at, "finished_at": None}
    try:
        with transaction():
            _keep(context, values)
    except ClaimLost:
        log.warning("job %s was taken over by another worker", context.job_id)


def _ended(state: JobState, *, at: datetime, **outcome: Any) -> dict[str, Any]:
    return {"state": state, "claim": None, "locked_until": None, "finished_at": at, **outcome}


def _keep(context: JobContext, values: Mapping[str, Any]) -> None:
    """Change the row of a job that is still ours, in the transaction under way."""
    db.session.flush()
    ours = db.session.scalar(
        update(Job)
        .where(Job.id == context.job_id, Job.claim == context.attempt.claim)
        .values(**values)
        .returning(Job.id),
        execution_options={"synchronize_session": False},
    )
    if ours is None:
        raise ClaimLost


def _set(job: Job, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(job, name, value)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else written("fr", value)
