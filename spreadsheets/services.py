"""Writes of the import studio: a file received, its columns chosen, a trial or a batch asked of the worker."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.jobs.services import enqueue
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from spreadsheets.importing import BIG_BATCH, Source, lines_of, missing_fields, open_source, take_back, to_take_back
from spreadsheets.models import ColumnChoice, ImportUpload
from spreadsheets.queries import last_undo_job, remembered_columns, undo_key
from spreadsheets.registry import Importer
from spreadsheets.rules.headings import Header, folded

KEPT = timedelta(days=7)
TRIAL, BATCH, UNDO = "import-trial", "import-batch", "import-undo"


def receive(importer: Importer, file_name: str, content: bytes, *, actor: Actor, at: datetime) -> ImportUpload:
    """Keep a file until it is taken in; its header and columns are found first. Raises what reading raises."""
    source = open_source(content, file_name, importer, remembered_columns(importer.name))
    upload = ImportUpload(
        importer=importer.name,
        file_name=file_name[:200] or "—",
        content=content,
        sheet=source.sheet.name,
        header_row=source.header.row,
        columns={str(index): name for index, name in source.header.columns.items()},
        uploaded_at=at,
        account_id=actor.account_id,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def source_of(importer: Importer, upload: ImportUpload) -> Source:
    """The sheet of an upload with the columns as they were chosen."""
    found = open_source(upload.content, upload.file_name, importer, remembered_columns(importer.name))
    columns = {int(index): name for index, name in upload.columns.items()}
    return Source(found.file_name, found.sha256, found.sheet, Header(found.header.row, found.header.headings, columns))


def choose_columns(importer: Importer, upload: ImportUpload, chosen: Mapping[int, str]) -> None:
    """Settle which column is which field, and remember it for the next file with these headings.

    Refused: a field given to two columns, an unknown one, a required one given to none.
    """
    given = {index: name for index, name in chosen.items() if name}
    known = {field.name for field in importer.fields}
    if len(set(given.values())) != len(given) or not set(given.values()) <= known:
        raise Refused(
            "column-twice",
            N_("Each field is read from one column only: choose “left out” for the columns that are not needed."),
        )
    headings = source_of(importer, upload).header.headings
    missing = missing_fields(importer, Header(0, headings, given))
    if missing:
        raise Refused(
            "column-missing",
            N_("%(count)s columns that are needed are not chosen yet: they are marked “needed” in the list."),
            count=len(missing),
        )
    upload.columns = {str(index): name for index, name in given.items()}
    upload.trial_job_id = None
    for index, heading in enumerate(headings):
        if folded(heading):
            _remember(importer.name, folded(heading)[:200], given.get(index, ""))


def ask_trial(upload: ImportUpload, *, actor: Actor, at: datetime) -> Job:
    """Have the worker try the file out."""
    job = enqueue(TRIAL, {"upload": upload.id}, actor=actor, at=at)
    upload.trial_job_id = job.id
    return job


def ask_batch(upload: ImportUpload, *, actor: Actor, at: datetime) -> Job:
    """Have the worker take the file in; asked twice, it is done once."""
    job = enqueue(BATCH, {"upload": upload.id}, actor=actor, at=at, dedupe=f"import:{upload.id}:{upload.trial_job_id}")
    upload.batch_job_id = job.id
    return job


def ask_undo(batch_id: int, motive: str, *, actor: Actor, at: datetime) -> Job | None:
    """Take a batch back: at once where it is small (None), by the worker where it is big; asked twice, it is done once.

    Raises what `take_back` raises before it begins.
    """
    _batch, report = to_take_back(batch_id, motive)
    if lines_of(report) < BIG_BATCH:
        take_back(batch_id, motive=motive, actor=actor, at=at)
        return None
    last = last_undo_job(batch_id)
    if last is not None and last.state != JobState.FAILED:
        return last
    tries = db.session.execute(select(func.count()).where(Job.dedupe.startswith(undo_key(batch_id)))).scalar_one()
    params = {"batch": batch_id, "motive": motive.strip()[:500]}
    return enqueue(UNDO, params, actor=actor, at=at, dedupe=f"{undo_key(batch_id)}{tries + 1}")


def give_up(upload: ImportUpload) -> None:
    """Forget a file that will not be taken in."""
    db.session.delete(upload)


def forget_old_uploads(before: datetime) -> None:
    """Forget the files left for longer than `KEPT`: they hold personal data."""
    db.session.execute(delete(ImportUpload).where(ImportUpload.uploaded_at < before))


def _remember(importer: str, heading: str, field: str) -> None:
    known = db.session.query(ColumnChoice).filter_by(importer=importer, heading=heading).one_or_none()
    if known is None:
        db.session.add(ColumnChoice(importer=importer, heading=heading, field=field))
    else:
        known.field = field
