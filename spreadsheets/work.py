"""What the worker does for the import studio: the trial, the batch, forgetting files left behind."""

from typing import Any

from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from spreadsheets.importing import plan_of, take_back, take_in, try_out
from spreadsheets.models import ImportUpload
from spreadsheets.registry import IMPORTERS, Watch
from spreadsheets.services import BATCH, KEPT, TRIAL, UNDO, forget_old_uploads, source_of

FORGET = "forget-import-files"
TIMES_TOLD = 40
"""How often at most a job says how far it is; the work on a small sheet is over before."""
WORTH_TELLING = 500


@job(TRIAL, title=N_("Try an import out"))
def try_upload(context: JobContext) -> dict[str, Any]:
    """The report of what the file would do."""
    upload = _upload(context)
    importer = IMPORTERS[upload.importer]
    return try_out(importer, source_of(importer, upload), at=context.at, watch=_told_by(context))


@job(BATCH, title=N_("Take a file in"))
def take_upload(context: JobContext) -> dict[str, Any]:
    """Take the file in, and forget it: the batch keeps its fingerprint and its report."""
    upload = _upload(context)
    importer = IMPORTERS[upload.importer]
    source = source_of(importer, upload)
    plan = plan_of(importer, source, context.at, _told_by(context))
    batch, report = take_in(importer, source, actor=context.actor, at=context.at, plan=plan)
    upload.content = b""
    return {"batch": batch.id, "counts": report["counts"]}


@job(UNDO, title=N_("Take an import back"))
def undo_batch(context: JobContext) -> dict[str, Any]:
    """Take a whole batch back, or nothing of it."""
    params = context.params
    take_back(params["batch"], motive=params["motive"], actor=context.actor, at=context.at, watch=_told_by(context))
    return {"batch": params["batch"]}


@job(FORGET, title=N_("Forget the files to import that were left for a week"))
def forget_files(context: JobContext) -> None:
    """Files hold personal data: none is kept longer than it serves."""
    forget_old_uploads(context.at - KEPT)


def _told_by(context: JobContext) -> Watch:
    """Say how many lines are judged; nothing is written yet, so the transaction may end at each word."""

    def watch(done: int, total: int) -> None:
        if total >= WORTH_TELLING and done * TIMES_TOLD // total > (done - 1) * TIMES_TOLD // total:
            context.progress(done, total)

    return watch


def _upload(context: JobContext) -> ImportUpload:
    found = db.session.get(ImportUpload, context.params["upload"])
    if found is None or not found.content:
        raise StateMoved("upload-gone", N_("This file is no longer on its way in. Send it again."))
    return found
