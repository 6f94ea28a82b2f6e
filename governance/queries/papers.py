"""The papers of an assembly: notice, attendance sheet, minutes, as issued; and who may open which.

Members read notices and minutes (L225-117). Letters and attendance sheets hold home addresses: they are for those who
keep the documents; the consultation that R225-90 opens is at the registered office.
"""

from sqlalchemy import select

from foundation.accounts.permissions import Permission
from foundation.documents.archive import documents_about
from foundation.documents.models import IssuedDocument
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Assembly, MinutesIssue

NOTICE, LETTERS, SHEET, MINUTES, EXTRACT = "notice", "notice_letters", "attendance_sheet", "minutes", "extract"
NEEDED = {NOTICE: Permission.MINUTES_READ, MINUTES: Permission.MINUTES_READ}


def permission_for(kind: str) -> Permission:
    """What a reader needs for a paper of this kind; the strictest for a kind that is not known."""
    return NEEDED.get(kind, Permission.DOCUMENTS_READ)


def papers_of(assembly: Assembly) -> list[IssuedDocument]:
    """Everything issued about an assembly, newest first."""
    return documents_about(assembly.subject)


def readable_papers(assembly: Assembly, permissions: frozenset[Permission]) -> list[IssuedDocument]:
    """Those that a reader with these permissions may open."""
    return [paper for paper in papers_of(assembly) if permission_for(paper.kind) in permissions]


def paper_of(assembly: Assembly, document_id: int) -> IssuedDocument:
    """One paper of this assembly; NotFound where it is another one's, or nobody's."""
    for paper in papers_of(assembly):
        if paper.id == document_id:
            return paper
    raise NotFound("paper", N_("This assembly has no such document. See its page."))


def issued_minutes(assembly: Assembly) -> MinutesIssue | None:
    """The minutes of an assembly as issued, or None."""
    wanted = select(MinutesIssue).where(MinutesIssue.assembly_id == assembly.id)
    return db.session.execute(wanted).scalar_one_or_none()
