"""Accounts of who is paid: kept apart, shown masked, read in full only for a reason that is logged, deleted once paid."""

from datetime import datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from shares.queries.claims import claim_by_id
from treasury.models import PayeeAccount
from treasury.queries.lines import settlement_by_id
from treasury.rules.events import TreasuryTag
from treasury.rules.iban import checked_bic, checked_iban, masked
from treasury.rules.settling import SettlementKind
from treasury.services.recording import recorded


def give_payee_account(
    iban: str,
    holder: str,
    *,
    bic: str = "",
    claim_id: int | None = None,
    settlement_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> PayeeAccount:
    """Where a refund (`claim_id`) or money to be given back (`settlement_id`) goes; a new account replaces the former.

    Refused: an IBAN or a BIC that does not hold, no name.
    """
    number, code, name = checked_iban(iban), checked_bic(bic), tidy(holder, 70)
    if not name:
        raise Refused("no-holder", N_("Write the name of the holder of the account, as the bank knows it."))
    if claim_id is not None:
        claim_by_id(claim_id)
    elif settlement_by_id(settlement_id or 0).kind != SettlementKind.HELD_BACK:
        raise NotFound("no-settlement", N_("There is no such matching."))
    row = payee_of(claim_id=claim_id, settlement_id=settlement_id)
    if row is None:
        row = PayeeAccount(claim_id=claim_id, settlement_id=settlement_id, **recorded(actor, at))
        db.session.add(row)
    row.iban, row.bic, row.holder = number, code, name
    row.recorded_at, row.actor_id, row.actor_name = at, actor.account_id, actor.name
    db.session.flush()
    audit.record(TreasuryTag.ACCOUNT_GIVEN, _subject(row), actor=actor, at=at, details={"masked": masked(number)})
    return row


def payee_of(*, claim_id: int | None = None, settlement_id: int | None = None) -> PayeeAccount | None:
    """The account recorded for a refund or for money to be given back."""
    statement = select(PayeeAccount).where(
        PayeeAccount.claim_id == claim_id if claim_id is not None else PayeeAccount.settlement_id == settlement_id
    )
    return db.session.execute(statement).scalar_one_or_none()


def read_payee_account(payee_id: int, reason: str, *, actor: Actor, at: datetime) -> PayeeAccount:
    """The account in full, for a reason that stays in the audit trail."""
    row, why = db.session.get(PayeeAccount, payee_id), tidy(reason, 300)
    if row is None:
        raise NotFound("no-payee", N_("There is no such account: it is deleted once its refund is paid."))
    if not why:
        raise Refused(
            "no-reason", N_("Write why the account must be read in full: the reason stays in the audit trail.")
        )
    details = {"masked": masked(row.iban), "reason": why}
    audit.record(TreasuryTag.ACCOUNT_READ, _subject(row), actor=actor, at=at, details=details)
    return row


def delete_payee_account(row: PayeeAccount, *, actor: Actor, at: datetime) -> None:
    """The money went out: the account serves no more."""
    details = {"masked": masked(row.iban)}
    audit.record(TreasuryTag.ACCOUNT_DELETED, _subject(row), actor=actor, at=at, details=details)
    db.session.delete(row)
    db.session.flush()


def _subject(row: PayeeAccount) -> str:
    return f"refund:{row.claim_id}" if row.claim_id is not None else f"settlement:{row.settlement_id}"
