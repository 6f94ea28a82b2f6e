"""Write the minutes by revisions, then issue them: a number without gap, two archived documents (rule 37)."""

from datetime import datetime

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.models import IssuedDocument
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from governance.models import Assembly, MinutesIssue, MinutesRevision
from governance.queries.minutes import last_revision, minutes_data, texts_of
from governance.queries.papers import MINUTES, SHEET, issued_minutes
from governance.queries.sheet_paper import sheet_data
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState
from governance.rules.minutes_texts import MinutesTexts


def write_minutes(
    assembly: Assembly, texts: MinutesTexts, *, seen_revision: int, actor: Actor, at: datetime
) -> MinutesRevision | None:
    """A new revision of the texts; the same texts again change nothing (the last revision is given back).

    `seen_revision` is the one that the writer had before his eyes (0: none). StateMoved where another one was written
    meanwhile, or the minutes were issued: the caller keeps what was typed.
    """
    require_closed(assembly)
    require_not_issued(assembly)
    last = last_revision(assembly)
    if last is not None and last.texts == texts.as_json():
        return last
    if (last.revision if last else 0) != seen_revision:
        raise StateMoved(
            "minutes-revised",
            N_(
                "%(name)s wrote a revision of these minutes meanwhile. Your text is kept below: compare, then save again "
                "to put it in place of the other."
            ),
            name=last.written_by if last else "",
        )
    revision = MinutesRevision(
        assembly_id=assembly.id,
        revision=seen_revision + 1,
        texts=texts.as_json(),
        written_at=at,
        written_by=actor.name,
    )
    db.session.add(revision)
    db.session.flush()
    details = {"revision": revision.revision}
    audit.record(Event.MINUTES_WRITTEN, assembly.subject, actor=actor, at=at, details=details)
    return revision


def issue_minutes(assembly: Assembly, *, actor: Actor, at: datetime) -> MinutesIssue:
    """Issue the attendance sheet and the minutes of a closed assembly; issuing again gives the same.

    Source: C. com. art. R225-106, R225-22 (no gap, no substitution), R225-95 (the sheet). Rule 37.
    """
    require_closed(assembly)
    known = issued_minutes(assembly)
    if known is not None:
        return known
    number, revision = next_number(MinutesIssue.number), last_revision(assembly)
    sheet = _issue_sheet(assembly, actor=actor, at=at)
    minutes = _issue_minutes(assembly, number, actor=actor, at=at)
    issued = MinutesIssue(
        number=number,
        assembly_id=assembly.id,
        document_id=minutes.id,
        sheet_document_id=sheet.id,
        revision_id=revision.id if revision else None,
        issued_at=at,
    )
    db.session.add(issued)
    db.session.flush()
    audit.record(Event.MINUTES_ISSUED, assembly.subject, actor=actor, at=at, details={"number": number})
    return issued


def require_closed(assembly: Assembly) -> None:
    """Refuse before the session is closed: figures and presence still move."""
    if assembly.state is not AssemblyState.CLOSED:
        raise StateMoved(
            "minutes-before-closing",
            N_("The session is not closed: its minutes are written once nothing moves any more."),
        )


def require_not_issued(assembly: Assembly) -> None:
    """Refuse a change of minutes already issued."""
    issued = issued_minutes(assembly)
    if issued is not None:
        raise StateMoved(
            "minutes-issued",
            N_("The minutes no. %(number)s are issued and no longer change: nothing is added to a numbered register."),
            source="R225-22",
            number=issued.number,
        )


def _issue_sheet(assembly: Assembly, *, actor: Actor, at: datetime) -> IssuedDocument:
    data = sheet_data(assembly, at, signed_at=texts_of(assembly).signed_at)
    title = f"Feuille de présence – {assembly.title}"[:300]
    sheet = issue(
        DocumentDraft(SHEET, assembly.subject, title, "feuille-presence", data, assembly.zone), actor=actor, at=at
    )
    audit.record(Event.SHEET_ISSUED, assembly.subject, actor=actor, at=at, details={"document": sheet.id})
    return sheet


def _issue_minutes(assembly: Assembly, number: int, *, actor: Actor, at: datetime) -> IssuedDocument:
    data = minutes_data(assembly, texts_of(assembly), number=str(number), draft=False, at=at)
    title = f"Procès-verbal n° {number} – {assembly.title}"[:300]
    draft = DocumentDraft(MINUTES, assembly.subject, title, "proces-verbal", data, assembly.zone)
    return issue(draft, actor=actor, at=at)
