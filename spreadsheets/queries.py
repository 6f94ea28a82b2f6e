"""Reads of the import studio."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from foundation.jobs.models import Job
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from spreadsheets.models import ColumnChoice, ImportBatch, ImportReport, ImportUndo, ImportUpload
from spreadsheets.rules.outcomes import State


class BatchLine(NamedTuple):
    """One batch of the history; `undone_at` is empty while it stands."""

    batch: ImportBatch
    counts: dict[str, int]
    undone_at: datetime | None


def remembered_columns(importer: str) -> dict[str, str]:
    """The field chosen last for each folded heading; an empty one for "leave this column out"."""
    statement = select(ColumnChoice.heading, ColumnChoice.field).where(ColumnChoice.importer == importer)
    return {row.heading: row.field for row in db.session.execute(statement)}


def upload_of(importer: str, upload_id: int) -> ImportUpload:
    """A file on its way in. Raises NotFound once it is taken in, given up or a week old."""
    found = db.session.get(ImportUpload, upload_id)
    if found is None or found.importer != importer:
        raise NotFound(
            "no-upload",
            N_("This file is no longer on its way in: it was taken in, given up, or left for a week. Send it again."),
        )
    return found


def batches(importer: str) -> list[BatchLine]:
    """Every batch of an importer, the newest first."""
    statement = (
        select(ImportBatch, ImportReport.report, ImportUndo.recorded_at)
        .join(ImportReport, ImportReport.batch_id == ImportBatch.id)
        .outerjoin(ImportUndo, ImportUndo.batch_id == ImportBatch.id)
        .where(ImportBatch.importer == importer)
        .order_by(ImportBatch.id.desc())
        .limit(100)
    )
    return [
        BatchLine(batch, _readable(report)["counts"], undone) for batch, report, undone in db.session.execute(statement)
    ]


def batch_of(importer: str, batch_id: int) -> tuple[ImportBatch, dict[str, Any], ImportUndo | None]:
    """One batch with its report and, where it was taken back, by whom and why. Raises NotFound."""
    statement = (
        select(ImportBatch, ImportReport.report, ImportUndo)
        .join(ImportReport, ImportReport.batch_id == ImportBatch.id)
        .outerjoin(ImportUndo, ImportUndo.batch_id == ImportBatch.id)
        .where(ImportBatch.importer == importer, ImportBatch.id == batch_id)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound("no-batch", N_("There is no such import. Open the list of imports again."))
    return found[0], _readable(found[1]), found[2]


def undo_key(batch_id: int) -> str:
    """How the jobs that take a batch back are named, before the number of the try."""
    return f"import-undo:{batch_id}:"


def last_undo_job(batch_id: int) -> Job | None:
    """The last job that was asked to take a batch back."""
    found = select(Job).where(Job.dedupe.startswith(undo_key(batch_id))).order_by(Job.id.desc()).limit(1)
    return db.session.execute(found).scalar()


def _readable(report: dict[str, Any]) -> dict[str, Any]:
    """A report whose time had come was emptied: it tells nothing any more."""
    return report or {"counts": dict.fromkeys(State, 0), "lines": [], "totals": [], "own_totals": {}, "written": {}}
