"""Issue a document for good, find it again, check that nothing in the archive has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from foundation.documents.models import IssuedDocument
from foundation.documents.pdf import print_document
from foundation.documents.rules.events import DocumentEvent
from foundation.kernel import audit
from foundation.kernel.clock import PARIS
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class DocumentDraft:
    """What is to be issued: the template and its data, under a kind, a subject ("assembly:12") and a title."""

    kind: str
    subject: str
    title: str
    template: str
    data: Mapping[str, Any]
    zone: str = PARIS


@dataclass(frozen=True)
class DocumentFinding:
    """An archived document that no longer is what was issued; `message` (English msgid) takes `values`."""

    document_id: int
    why: str
    message: str
    values: dict[str, object]


def issue(draft: DocumentDraft, *, actor: audit.Actor, at: datetime, language: str = "fr") -> IssuedDocument:
    """Print the draft, keep it with its fingerprints, record the fact. Raises what `pdf.render` raises."""
    printed = print_document(draft.template, draft.data, language=language, at=at, zone=draft.zone)
    document = IssuedDocument(
        kind=draft.kind,
        subject=draft.subject,
        title=draft.title,
        template=draft.template,
        params=printed.params,
        params_sha256=printed.params_sha256,
        language=language,
        content=printed.content,
        size=len(printed.content),
        sha256=fingerprint(printed.content),
        issued_at=at,
        issued_by_id=actor.account_id,
        issued_by_name=actor.name,
    )
    db.session.add(document)
    db.session.flush()
    audit.record(
        DocumentEvent.ISSUED,
        draft.subject,
        actor=actor,
        at=at,
        details={"document": document.id, "kind": draft.kind, "title": draft.title, "sha256": document.sha256},
    )
    return document


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal, as anybody can compute it."""
    return hashlib.sha256(content).hexdigest()


def find(document_id: int) -> IssuedDocument:
    """The document of that number; NotFound where there is none."""
    document = db.session.get(IssuedDocument, document_id)
    if document is None:
        raise NotFound("documents-document", N_("There is no document number %(number)s."), number=document_id)
    return document


def documents_about(subject: str, *, kind: str | None = None) -> list[IssuedDocument]:
    """What was issued about one subject, newest first; the bytes are read only when asked for."""
    wanted = select(IssuedDocument).where(IssuedDocument.subject == subject)
    if kind is not None:
        wanted = wanted.where(IssuedDocument.kind == kind)
    return list(db.session.execute(wanted.order_by(IssuedDocument.id.desc())).scalars())


def latest(subject: str, kind: str) -> IssuedDocument | None:
    """The last document of that kind about that subject."""
    return next(iter(documents_about(subject, kind=kind)), None)


def find_by_fingerprint(sha256: str) -> IssuedDocument | None:
    """Which document is this file? (its SHA-256 in hexadecimal, any case)"""
    wanted = select(IssuedDocument).where(IssuedDocument.sha256 == sha256.strip().lower())
    return db.session.execute(wanted.order_by(IssuedDocument.id).limit(1)).scalar()


def verify() -> list[DocumentFinding]:
    """Recompute the fingerprints of the whole archive, compare them with the audit trail; empty when all is sound."""
    issued = _issued_according_to_the_trail()
    findings = []
    numbers = db.session.execute(select(IssuedDocument.id).order_by(IssuedDocument.id)).scalars().all()
    for number in numbers:
        findings += _check(number, issued.get(number))
    findings += [_finding(number, "missing") for number in sorted(issued.keys() - set(numbers))]
    return findings


def _check(number: int, promised: str | None) -> list[DocumentFinding]:
    columns = (IssuedDocument.content, IssuedDocument.sha256, IssuedDocument.params, IssuedDocument.params_sha256)
    row = db.session.execute(select(*columns).where(IssuedDocument.id == number)).one()
    if not row.content and not row.params:  # erased when its time had come
        return []
    found = []
    if fingerprint(row.content) != row.sha256:
        found.append(_finding(number, "content"))
    if fingerprint(canonical_json(row.params).encode()) != row.params_sha256:
        found.append(_finding(number, "params"))
    if promised != row.sha256:
        found.append(_finding(number, "trail"))
    return found


def _issued_according_to_the_trail() -> dict[int, str]:
    issued = (audit.AuditEntry.tag == str(DocumentEvent.ISSUED), audit.AuditEntry.salt != "")
    wanted = select(audit.AuditEntry.details).where(*issued)
    return {details["document"]: details["sha256"] for details in db.session.execute(wanted).scalars()}


_WHY = {
    "content": N_(
        "Document %(number)s: its file is not the one that was issued (the SHA-256 differs). Restore it from a backup."
    ),
    "params": N_("Document %(number)s: the data kept beside its file changed. Restore it from a backup."),
    "trail": N_("Document %(number)s: the audit trail does not know this file. Restore it from a backup."),
    "missing": N_("Document %(number)s: the audit trail says it was issued but it is gone. Restore it from a backup."),
}


def _finding(number: int, why: str) -> DocumentFinding:
    return DocumentFinding(number, why, _WHY[why], {"number": number})
