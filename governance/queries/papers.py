"""The papers of an assembly: notice, attendance sheet, minutes, as issued."""

from sqlalchemy import select

from foundation.documents.archive import documents_about
from foundation.documents.models import IssuedDocument
from foundation.kernel.db import db
from governance.models import Assembly, MinutesIssue


def papers_of(assembly: Assembly) -> list[IssuedDocument]:
    """Everything issued about an assembly, newest first."""
    return documents_about(assembly.subject)


def issued_minutes(assembly: Assembly) -> MinutesIssue | None:
    """The minutes of an assembly as issued, or None."""
    wanted = select(MinutesIssue).where(MinutesIssue.assembly_id == assembly.id)
    return db.session.execute(wanted).scalar_one_or_none()
