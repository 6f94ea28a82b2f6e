"""The shares of who leaves: one place in the queue of refunds with the exit, given up where the exit is taken back."""

from datetime import datetime

from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from shares.models import RefundRequest
from shares.queries.claims import claim_accounts, whole_claim_of
from shares.queries.positions import holding_of
from shares.rules.kinds import Cause
from shares.services.appending import lock_journal
from shares.services.refunding import request_refund, withdraw_request
from shares.signals import refund_account_given


def queue_exit(
    member: Member, fact: MembershipFact, *, paid_to: tuple[str, str], actor: Actor, at: datetime
) -> RefundRequest | None:
    """Take the place in the queue of who resigns, from the first day without membership; None where nothing is held."""
    lock_journal()
    if not holding_of(member.id, day_of(at)):
        return None
    payee, iban = paid_to
    claim = request_refund(
        member.id,
        None,
        fact.effective_on,
        cause=Cause.RESIGNED,
        payee=payee,
        asked_on=fact.asked_on,
        motive=fact.motive,
        actor=actor,
        at=at,
    )
    if iban:
        refund_account_given.send(claim, iban=iban, actor=actor, at=at)
    return claim


def leave_queue(member: Member, fact: MembershipFact, *, motive: str, actor: Actor, at: datetime) -> None:
    """Give the place in the queue up with the exit that gave it. Refused where shares have left by it already."""
    lock_journal()
    claim = whole_claim_of(member.id)
    if claim is None or claim.rank_on != fact.effective_on:
        return
    account = claim_accounts(claim_ids=[claim.id])[0]
    if account.decided:
        raise Refused(
            "refund-decided",
            N_(
                "%(shares)s shares have left the capital by this exit already: take that operation back first, in the "
                "register of shares."
            ),
            shares=account.decided,
        )
    if account.waits:
        withdraw_request(claim.id, motive=motive, actor=actor, at=at)
