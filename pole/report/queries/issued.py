"""The reports that were issued, and the job that makes the next one."""

from collections.abc import Collection

from sqlalchemy import select

from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_

KIND = "yearly_report"
JOB = "yearly-report"
RECENT = 20
RUNNING = (JobState.QUEUED, JobState.RUNNING)


def subject_of(year: int) -> str:
    """How the archive and the trail name the report of a year."""
    return f"report:{year}"


def issued_reports(years: Collection[int]) -> dict[int, list[IssuedDocument]]:
    """By year, what was issued, the latest first, without the bytes; one statement."""
    subjects = {subject_of(one): one for one in years}
    wanted = select(IssuedDocument).where(IssuedDocument.kind == KIND, IssuedDocument.subject.in_(subjects))
    found: dict[int, list[IssuedDocument]] = {}
    for one in db.session.execute(wanted.order_by(IssuedDocument.id.desc())).scalars():
        found.setdefault(subjects[one.subject], []).append(one)
    return found


def report_document(year: int, document_id: int) -> IssuedDocument:
    """One issued report of a year; NotFound where it is another year's, or nobody's."""
    for one in issued_reports([year]).get(year, ()):
        if one.id == document_id:
            return one
    raise NotFound("report-document", N_("No such report was issued for this year. See the report of the year."))


def last_job(year: int) -> Job | None:
    """The last time the report of a year was asked for; one statement."""
    wanted = select(Job).where(Job.kind == JOB).order_by(Job.id.desc()).limit(RECENT)
    return next((one for one in db.session.execute(wanted).scalars() if one.params.get("year") == year), None)


def is_under_way(job: Job | None) -> bool:
    """Whether a report is being made."""
    return job is not None and job.state in RUNNING
