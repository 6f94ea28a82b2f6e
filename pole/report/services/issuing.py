"""The report is issued: asked for on a page, made by the worker section by section, kept with its fingerprint."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from pole.report.queries.issued import JOB, KIND, is_under_way, last_job, subject_of
from pole.report.queries.paper import report_on_paper
from pole.report.queries.words import words_of
from pole.report.queries.year.reading import reading_of
from pole.report.queries.year.whole import read_section
from pole.report.rules.events import Event
from pole.report.rules.sections import Part

TEMPLATE = "rapport-annuel"
_UNDER_WAY = N_("This report is being made already: it appears here in a moment.")


def ask_report(year: int, *, actor: Actor, at: datetime) -> Job:
    """Have the report of a year made by the worker. NotFound: no such year. StateMoved: it is being made."""
    reading_of(year, at)
    if is_under_way(last_job(year)):
        raise StateMoved("report-under-way", _UNDER_WAY)
    return enqueue(JOB, {"year": year}, actor=actor, at=at)


@job(JOB, title=N_("Make the yearly report"))
def make_report(context: JobContext) -> dict[str, Any]:
    """Each section read is a step told; a try that was stopped begins again, one that was issued is not issued twice."""
    year = int(context.params["year"])
    known = _issued_by(context.job_id)
    if known is not None:
        return {"document": known.id}
    read, sections, total = reading_of(year, context.at), [], len(Part) + 1
    for done, part in enumerate(Part, 1):
        sections.append(read_section(part, read))
        context.progress(done, total)
    draft = DocumentDraft(
        kind=KIND,
        subject=subject_of(year),
        title=f"Rapport annuel {year}",
        template=TEMPLATE,
        data=report_on_paper(read, sections, words_of(year)) | {"job": context.job_id},
    )
    document = issue(draft, actor=context.actor, at=context.at)
    details = {"year": year, "document": document.id}
    audit.record(Event.ISSUED, subject_of(year), actor=context.actor, at=context.at, details=details)
    return {"document": document.id}


def _issued_by(job_id: int) -> IssuedDocument | None:
    """What this job issued in a former try."""
    wanted = select(IssuedDocument).where(IssuedDocument.kind == KIND).order_by(IssuedDocument.id.desc()).limit(5)
    return next((one for one in db.session.execute(wanted).scalars() if one.params.get("job") == job_id), None)
