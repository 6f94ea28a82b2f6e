"""A CSV whose columns are not known yet waits here while somebody says what they hold."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from treasury.models import BankUpload
from treasury.rules.readers.bytes_in import admitted

KEPT = timedelta(days=7)


def keep_upload(data: bytes, filename: str, *, actor: Actor, at: datetime) -> BankUpload:
    """Keep a file for a week at most; older ones go."""
    db.session.execute(delete(BankUpload).where(BankUpload.uploaded_at < at - KEPT))
    row = BankUpload(
        filename=filename[-200:] or "-", content=admitted(data), uploaded_at=at, account_id=actor.account_id
    )
    db.session.add(row)
    db.session.flush()
    return row


def upload_by_id(upload_id: int) -> BankUpload:
    """The file of that identifier; raises NotFound once it is taken in."""
    row = db.session.get(BankUpload, upload_id)
    if row is None:
        raise NotFound("no-upload", N_("This file is no longer kept: choose it again."))
    return row


def forget_upload(row: BankUpload) -> None:
    """It is taken in: its lines stay, its bytes go."""
    db.session.delete(row)
    db.session.flush()
