"""What was issued is kept for good, and a change to it shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, scoped_session

from foundation.documents import archive
from foundation.documents.archive import DocumentDraft
from foundation.documents.delivery import as_response
from foundation.documents.models import IssuedDocument
from foundation.documents.pdf import print_again
from foundation.kernel import audit
from foundation.kernel.errors import NotFound, ScicError
from foundation.kernel.ledger import AppendOnlyViolation
from tests.factories import minutes as records

ACTOR = audit.Actor(None, "Odile Pengam")


def draft(**changes: Any) -> DocumentDraft:
    parts: dict[str, Any] = {
        "kind": "decision",
        "subject": "assembly:12",
        "title": "Décision n° 2026-01",
        "template": "decision",
        "data": records.decision(),
    }
    return DocumentDraft(**(parts | changes))


@pytest.fixture
def issued(session: scoped_session[Session], at: datetime) -> IssuedDocument:
    return archive.issue(draft(), actor=ACTOR, at=at)


def test_an_issued_document_keeps_its_bytes_its_data_and_their_fingerprints(
    issued: IssuedDocument, at: datetime
) -> None:
    assert issued.content.startswith(b"%PDF-1.7")
    assert issued.size == len(issued.content)
    assert issued.sha256 == archive.fingerprint(issued.content)
    assert issued.params["number"] == "2026-01"
    assert issued.issued_by_name == "Odile Pengam"
    again = print_again(issued.template, issued.params, at=at)
    assert again.content == issued.content
    assert again.params_sha256 == issued.params_sha256


def test_issuing_is_in_the_audit_trail_with_the_fingerprint(issued: IssuedDocument) -> None:
    entry = audit.history("assembly:12")[-1]
    assert entry.tag == "documents:document:issued"
    assert entry.details["sha256"] == issued.sha256


def test_the_archive_is_found_by_subject_kind_and_fingerprint(issued: IssuedDocument, at: datetime) -> None:
    second = archive.issue(draft(kind="minutes"), actor=ACTOR, at=at)
    assert archive.documents_about("assembly:12") == [second, issued]
    assert archive.latest("assembly:12", "decision") == issued
    assert archive.latest("assembly:13", "decision") is None
    assert archive.find(issued.id) is issued
    assert archive.find_by_fingerprint(f" {issued.sha256.upper()} ") == issued
    assert archive.find_by_fingerprint("0" * 64) is None
    with pytest.raises(NotFound, match="no document number"):
        archive.find(second.id + 1)


def test_a_document_that_cannot_be_printed_leaves_nothing(session: scoped_session[Session], at: datetime) -> None:
    incomplete = records.decision()
    del incomplete["resolution"]
    with pytest.raises(ScicError, match="could not be printed"):
        archive.issue(draft(data=incomplete), actor=ACTOR, at=at)
    assert archive.documents_about("assembly:12") == []
    assert audit.history("assembly:12") == []


def test_an_issued_document_is_never_changed(issued: IssuedDocument, session: scoped_session[Session]) -> None:
    issued.title = "Autre"
    with pytest.raises(AppendOnlyViolation):
        session.flush()


def test_a_sound_archive_has_no_finding(issued: IssuedDocument) -> None:
    assert archive.verify() == []


Tamper = Callable[[scoped_session[Session], int], None]


def unguarded(session: scoped_session[Session], statement: str, **values: object) -> None:
    """Change the row behind the triggers' back, as somebody with the database file can."""
    if session.get_bind().dialect.name == "sqlite":
        for action in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER IF EXISTS issued_document_no_{action}"))
    else:
        session.execute(text("ALTER TABLE issued_document DISABLE TRIGGER USER"))
    session.execute(text(statement), values)
    session.expire_all()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE issued_document SET content = :content WHERE id = :id", ["content"]),
        ("UPDATE issued_document SET params = '{}' WHERE id = :id", ["params"]),
        ("UPDATE issued_document SET content = :content, sha256 = :sha256 WHERE id = :id", ["trail"]),
        ("DELETE FROM issued_document WHERE id = :id", ["missing"]),
    ],
)
def test_tampering_is_found_and_named(
    issued: IssuedDocument, session: scoped_session[Session], statement: str, why: list[str]
) -> None:
    number = issued.id
    forged = b"%PDF forged"
    values = {"id": number, "content": forged, "sha256": archive.fingerprint(forged)}
    unguarded(session, statement, **{key: value for key, value in values.items() if f":{key}" in statement})
    findings = archive.verify()
    assert [finding.why for finding in findings] == why
    assert findings[0].document_id == number
    assert str(number) in findings[0].message % findings[0].values


def test_a_browser_receives_the_file_under_a_plain_name_and_may_not_guess(issued: IssuedDocument) -> None:
    response = as_response(issued)
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == f"attachment; filename=decision-{issued.id}.pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.get_etag() == (issued.sha256, False)
    assert response.get_data() == issued.content
    assert as_response(issued, inline=True).headers["Content-Disposition"].startswith("inline; filename=decision-")
