"""The whole export asked on a page: a job writes it, a day later it is gone."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from foundation.jobs.models import Job
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from privacy.rules.events import PrivacyTag
from scic.export_writing import exported_tables, write_export

EXPORT_JOB = "export-whole"
KEPT = timedelta(days=1)


def ask_export(motive: str, *, actor: Actor, at: datetime) -> Job:
    """Have everything written out by the worker. Refused: no motive."""
    reason = motive.strip()[:300]
    if not reason:
        raise Refused("no-reason", N_("Write why everything is taken out: the audit trail keeps the reason."))
    return enqueue(EXPORT_JOB, {"motive": reason}, actor=actor, at=at)


@job(EXPORT_JOB, title=N_("Write the whole cooperative out in an open format"))
def export_whole(context: JobContext) -> dict[str, Any]:
    """A try that was stopped begins again: half a file is none."""
    place, total = place_of(context.job_id), len(exported_tables())
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    done = iter(range(1, total + 1))
    made = write_export(place, at=context.at, progress=lambda _table, _rows: context.progress(next(done), total))
    details = {"rows": made.rows, "motive": context.params["motive"]}
    audit.record(
        PrivacyTag.WHOLE_EXPORTED, f"job:{context.job_id}", actor=context.actor, at=context.at, details=details
    )
    return {"tables": made.tables, "rows": made.rows, "files": made.files}


@job("forget-exports", title=N_("Delete the whole exports that are a day old"))
def forget_exports(context: JobContext) -> None:
    """They hold everything: none lies about."""
    for place in sorted(_folder().glob("*.zip")):
        if place.stat().st_mtime < (context.at - KEPT).timestamp():
            place.unlink(missing_ok=True)


def place_of(job_id: int) -> Path:
    """Where the export of a job stands."""
    return _folder() / f"{job_id}.zip"


def _folder() -> Path:
    return Path(current_app.config["VAR_FOLDER"]) / "exports"
