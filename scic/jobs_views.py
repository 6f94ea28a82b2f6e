"""/travaux: what the worker has done, is doing and could not do."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.jobs import queries, services
from foundation.jobs.models import Job
from foundation.jobs.registry import KINDS
from foundation.jobs.rules.lives import JobState, share_done
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction

blueprint = Blueprint("jobs", __name__, url_prefix="/travaux")

STATES = (
    (JobState.QUEUED, _l("Queued")),
    (JobState.RUNNING, _l("Running")),
    (JobState.DONE, _l("Done")),
    (JobState.FAILED, _l("Failed")),
)
JOBS = TableSpec(
    columns=(
        Column("kind", _l("Job"), sort=Job.kind),
        Column("created_by_name", _l("Asked by"), sort=Job.created_by_name),
        Column("created_at", _l("Asked"), sort=Job.created_at, show="moment"),
        Column("state", _l("State"), sort=Job.state),
        Column("progress", _l("Progress"), value=lambda job: share_done(job.progress_done, job.progress_total)),
    ),
    filters=(Filter("etat", _l("State"), STATES, Job.state),),
    default_sort="created_at",
    default_descending=True,
    tie_break=Job.id,
)


@blueprint.get("")
@requires(Permission.JOBS_READ)
def jobs() -> ResponseReturnValue:
    """Every job, the newest first."""
    return render_template("jobs/jobs.html", table=JOBS.read(select(Job), request.args), title_of=title_of)


@blueprint.get("/<int:job_id>")
@requires(Permission.JOBS_READ)
def job(job_id: int) -> ResponseReturnValue:
    """One job; its progress follows by itself, or by reloading the page without JavaScript."""
    found = _found(job_id)
    return render_template("jobs/job.html", job=found, title=title_of(found.kind), is_over=is_over(found))


@blueprint.get("/<int:job_id>/avancement")
@requires(Permission.JOBS_READ)
def job_progress(job_id: int) -> ResponseReturnValue:
    """The part of the page that moves; 205 once the job is over, and the page is loaded again."""
    found = _found(job_id)
    if is_over(found):
        return "", 205
    answer = make_response(render_template("jobs/_progress.html", job=found))
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.post("/<int:job_id>/reprise")
@requires(Permission.JOBS_READ)
def start_again(job_id: int) -> ResponseReturnValue:
    """Start a failed job again, from where it stopped."""
    with transaction():
        services.retry(job_id, actor=current_actor(), at=now())
    flash(_("The job starts again."), "success")
    return redirect(url_for("jobs.job", job_id=job_id), 303)


def is_over(job: Job) -> bool:
    """Whether nothing more will happen to it by itself."""
    return job.state in (JobState.DONE, JobState.FAILED)


def title_of(kind: str) -> str:
    """The name of a kind of job for people; its code where this version does not know it."""
    return _(KINDS[kind].title) if kind in KINDS else kind


def _found(job_id: int) -> Job:
    found = queries.job_row(job_id)
    if found is None:
        raise NotFound("job", N_("There is no such job."))
    return found
