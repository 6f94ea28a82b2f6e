"""Share certificates: each is printed once, numbered, sealed; a batch for a year goes on where it was stopped."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from foundation.documents.archive import DocumentDraft, issue
from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.jobs.services import enqueue
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.web.rules.moments import day_text
from membership.models.members import Member
from membership.queries.people import member_by_id
from shares.models import ShareCertificate
from shares.queries.journal import last_entry
from shares.queries.papers.certificate import CertificateDraft, certificate_data, certified_in, next_certificate_number
from shares.queries.papers.company import statutes_for_paper
from shares.queries.papers.words import free_paragraphs
from shares.queries.positions import position_of, positions_on
from shares.rules.certificates import CODES, code_of
from shares.rules.events import SharesTag
from shares.rules.positions import Position

CERTIFICATE = "share-certificate"
BATCH_JOB = "share-certificates"
TEMPLATE = "attestation-parts"
BUNDLE = 10


def issue_certificate(
    member_id: int,
    as_of: date,
    *,
    known_at: datetime | None = None,
    batch: str | None = None,
    check_page: str = "",
    actor: Actor,
    at: datetime,
) -> ShareCertificate:
    """Give a member a certificate of a day, today or past, as known at a moment (None: now).

    Each has its own number, code and archived file: those given before stand as they are. `check_page` is the address
    of the public page that verifies it. Refused: a day to come, an account that holds nothing that day (nobody gets a
    certificate of shares that are gone). Source: C. com. art. L228-1.
    """
    if as_of > day_of(at):
        raise Refused(
            "certificate-to-come",
            N_("%(day)s is still to come: a certificate tells what is held, on a day that has passed or today."),
            day=as_of,
        )
    member, moment = member_by_id(member_id), known_at or at
    position = position_of(member_id, as_of, moment)
    _check_something(member, position, as_of)
    _lock_numbers()
    number, code = next_certificate_number(), code_of(secrets.randbelow(CODES))
    draft = CertificateDraft(
        number=number,
        code=code,
        as_of=as_of,
        known_at=moment,
        issued_on=day_of(at),
        end_of_journal=last_entry(moment),
        check_page=check_page,
    )
    document = _print(member, draft, position, actor=actor, at=at)
    certificate = _row(member, draft, position, document, batch=batch, actor=actor, at=at)
    details = {"certificate": number, "number": member.number, "as_of": as_of.isoformat(), "shares": position.shares}
    audit.record(SharesTag.CERTIFICATE_ISSUED, f"member:{member.number}", actor=actor, at=at, details=details)
    return certificate


def _check_something(member: Member, position: Position, on: date) -> None:
    if position.shares or position.owed_cents:
        return
    raise Refused(
        "certificate-of-nothing",
        N_(
            "%(name)s held no share on %(day)s and nothing is owed back: there is nothing to certify. Choose another day."
        ),
        name=member.name,
        day=on,
    )


def _print(
    member: Member, draft: CertificateDraft, position: Position, *, actor: Actor, at: datetime
) -> IssuedDocument:
    data = certificate_data(member, draft, position, statutes_for_paper(draft.issued_on))
    title = f"Attestation de parts n° {draft.number} au {day_text(draft.as_of, 'fr')} – {data['holder']['name']}"
    given = {"to_name": data["holder"]["name"], "number": str(member.number), "shares": position.shares}
    filled = free_paragraphs(CERTIFICATE, data, given)
    return issue(
        DocumentDraft(CERTIFICATE, f"member:{member.number}", title[:300], TEMPLATE, filled), actor=actor, at=at
    )


def _row(
    member: Member,
    draft: CertificateDraft,
    position: Position,
    document: IssuedDocument,
    *,
    batch: str | None,
    actor: Actor,
    at: datetime,
) -> ShareCertificate:
    certificate = ShareCertificate(
        number=draft.number,
        code=draft.code,
        member_id=member.id,
        document_id=document.id,
        holder=document.params["holder"]["name"][:300],
        as_of=draft.as_of,
        known_at=draft.known_at,
        shares=position.shares,
        subscribed_cents=position.subscribed_cents,
        called_cents=position.called_cents,
        paid_cents=position.paid_cents,
        owed_cents=position.owed_cents,
        last_movement=draft.end_of_journal[0],
        seal=draft.end_of_journal[1],
        batch=batch,
        issued_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _lock_numbers() -> None:
    """One certificate at a time: numbers follow each other without a gap. On SQLite a writer is alone by itself."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('ShareCertificate.number'))"))


def ask_certificates(as_of: date, *, check_page: str = "", actor: Actor, at: datetime) -> Job:
    """A certificate of the day `as_of` for every holder, made by a job; who has one of that batch gets no second."""
    if as_of > day_of(at):
        raise Refused(
            "certificate-to-come",
            N_("%(day)s is still to come: a certificate tells what is held, on a day that has passed or today."),
            day=as_of,
        )
    statutes_for_paper(day_of(at))
    params = {"as_of": as_of.isoformat(), "known_at": at.isoformat(), "check_page": check_page}
    details = {"paper": "attestations de parts", "as_of": as_of.isoformat()}
    audit.record(SharesTag.PAPERS_ASKED, "shares", actor=actor, at=at, details=details)
    return enqueue(BATCH_JOB, params, actor=actor, at=at)


@job(BATCH_JOB, title=N_("Print a share certificate for every holder"))
def print_certificates(context: JobContext) -> dict[str, int]:
    """Taken up again after a stop, it goes on with who has none; each holder gets one of a batch, never two."""
    params = context.params
    as_of, known_at = date.fromisoformat(params["as_of"]), datetime.fromisoformat(params["known_at"])
    holders = _holders(as_of, known_at)
    made = [member for member in holders if member in certified_in(params["as_of"])]
    waiting = sorted(set(holders) - set(made))
    for rank, member_id in enumerate(waiting, start=1):
        _issue_once(member_id, params, as_of, known_at=known_at, context=context)
        if rank % BUNDLE == 0 or rank == len(waiting):
            context.progress(len(made) + rank, len(holders))
    return {"certificates": len(holders)}


def _holders(as_of: date, known_at: datetime) -> list[int]:
    found = positions_on(as_of, known_at)
    return sorted(member for member, position in found.items() if position.shares)


def _issue_once(
    member_id: int, params: dict[str, Any], as_of: date, *, known_at: datetime, context: JobContext
) -> None:
    """Another job of the same day may have come first: it is asked again under the lock."""
    _lock_numbers()
    if member_id in certified_in(params["as_of"]):
        return
    issue_certificate(
        member_id,
        as_of,
        known_at=known_at,
        batch=params["as_of"],
        check_page=params["check_page"],
        actor=context.actor,
        at=context.at,
    )
