"""What the worker does for the import studio: the trial, the batch, forgetting files left behind."""

from typing import Any

from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from spreadsheets.importing import take_in, try_out
from spreadsheets.models import ImportUpload
from spreadsheets.registry import IMPORTERS
from spreadsheets.services import BATCH, KEPT, TRIAL, forget_old_uploads, source_of

FORGET = "forget-import-files"


@job(TRIAL, title=N_("Try an import out"))
def try_upload(context: JobContext) -> dict[str, Any]:
    """The report of what the file would do."""
    upload = _upload(context)
    importer = IMPORTERS[upload.importer]
    return try_out(importer, source_of(importer, upload), at=context.at)


@job(BATCH, title=N_("Take a file in"))
def take_upload(context: JobContext) -> dict[str, Any]:
    """Take the file in, and forget it: the batch keeps its fingerprint and its report."""
    upload = _upload(context)
    importer = IMPORTERS[upload.importer]
    batch, report = take_in(importer, source_of(importer, upload), actor=context.actor, at=context.at)
    upload.content = b""
    return {"batch": batch.id, "counts": report["counts"]}


@job(FORGET, title=N_("Forget the files to import that were left for a week"))
def forget_files(context: JobContext) -> None:
    """Files hold personal data: none is kept longer than it serves."""
    forget_old_uploads(context.at - KEPT)


def _upload(context: JobContext) -> ImportUpload:
    found = db.session.get(ImportUpload, context.params["upload"])
    if found is None or not found.content:
        raise StateMoved("upload-gone", N_("This file is no longer on its way in. Send it again."))
    return found
