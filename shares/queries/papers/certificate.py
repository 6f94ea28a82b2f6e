"""The data of a share certificate (templates/documents/attestation-parts.typ), and what is known of those given."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import segno
from sqlalchemy import func, select

from foundation.documents.models import IssuedDocument
from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.members import Member
from membership.queries.card import member_card
from membership.rules.standing import Standing
from shares.models import ShareCertificate
from shares.queries.journal import entries
from shares.queries.papers.company import category_words, college_words, company_data, party_data, seal_data
from shares.rules.certificates import shown_code
from shares.rules.lots import Lot, lots
from shares.rules.paper_words import SIGNERS
from shares.rules.positions import Position, known_on
from statutes.rules.tree import Statutes


@dataclass(frozen=True, kw_only=True)
class CertificateDraft:
    """What a certificate is printed from, beside the journal: its number and code, and the page that verifies it."""

    number: int
    code: str
    as_of: date
    known_at: datetime
    issued_on: date
    end_of_journal: tuple[int, str]
    check_page: str = ""


def certificate_data(member: Member, draft: CertificateDraft, position: Position, statutes: Statutes) -> dict[str, Any]:
    """What is printed: the account of the member as of the draft's day, as known at its moment."""
    card = member_card(member, draft.as_of, draft.known_at)
    address = f"{draft.check_page}/{draft.code}?numero={draft.number}" if draft.check_page else ""
    held = lots(known_on(entries([member.id]), draft.as_of, draft.known_at))
    return {
        "cooperative": company_data(statutes, draft.issued_on),
        "number": str(draft.number),
        "code": shown_code(draft.code),
        "check_page": draft.check_page,
        "qr": _qr(address) if address else None,
        "issued_on": draft.issued_on,
        "holder": party_data(member)
        | {
            "is_member": card.standing is Standing.MEMBER,
            "since": card.since,
            "category": category_words(statutes, card.category),
            "college": college_words(statutes, card.colleges[0] if card.colleges else None),
            "representative": _representative(card.mandate),
        },
        "position": position_data(position),
        "lots": [_lot(one) for one in held],
        "seal": seal_data(*draft.end_of_journal, draft.as_of, draft.known_at),
        "signer": SIGNERS[statutes.legal_form],
    }


def position_data(position: Position) -> dict[str, Any]:
    """An account as papers print it; what is nothing is 0,00 €."""
    return {
        "shares": position.shares,
        "subscribed": position.subscribed,
        "called": Money(position.called_cents),
        "paid": position.paid,
        "unpaid": Money(position.unpaid_cents),
        "uncalled": Money(position.uncalled_cents),
        "receivable": Money(position.receivable_cents),
        "owed": position.owed,
        "advance": Money(position.advance_cents),
        "fully_paid": position.unpaid_cents == 0,
        "owes": position.owed_cents > 0,
        "ahead": position.advance_cents > 0,
    }


def _lot(lot: Lot) -> dict[str, Any]:
    return {
        "acquired_on": lot.acquired_on,
        "shares": lot.shares,
        "nominal": Money(lot.nominal_cents),
        "subscribed": Money(lot.subscribed_cents),
        "paid": Money(lot.paid_cents),
    }


def _representative(mandate: Any) -> str:
    return "" if mandate is None else f"{mandate.person.formal_name}{', ' + mandate.role if mandate.role else ''}"


def _qr(address: str) -> bytes:
    """The square to scan, as SVG; the address is printed beside it."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False, scale=4)
    return drawing.getvalue()


def certificates_of(member_id: int) -> list[ShareCertificate]:
    """The certificates given to a member, the last one first; their documents are read one by one when asked for."""
    statement = select(ShareCertificate).where(ShareCertificate.member_id == member_id)
    return list(db.session.execute(statement.order_by(ShareCertificate.number.desc())).scalars())


def certificate_by(number: int, code: str) -> ShareCertificate | None:
    """The certificate that bears both this number and this code; None where either is wrong."""
    statement = select(ShareCertificate).where(ShareCertificate.number == number, ShareCertificate.code == code)
    return db.session.execute(statement).scalar_one_or_none()


def document_fingerprint(certificate: ShareCertificate) -> str:
    """The SHA-256 of the file that was given."""
    statement = select(IssuedDocument.sha256).where(IssuedDocument.id == certificate.document_id)
    return db.session.execute(statement).scalar_one()


def next_certificate_number() -> int:
    """One more than the last; call it under the lock of certificates."""
    return int(db.session.execute(select(func.coalesce(func.max(ShareCertificate.number), 0))).scalar_one()) + 1


def certified_in(batch: str) -> set[int]:
    """The members who have a certificate of that batch already."""
    statement = select(ShareCertificate.member_id).where(ShareCertificate.batch == batch)
    return set(db.session.execute(statement).scalars())
