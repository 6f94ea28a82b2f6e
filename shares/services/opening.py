"""What was before: opening balances taken over from an older register; the losses of closed years."""

from datetime import date, datetime
from typing import Unpack

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.writing import tidy
from shares.models import LossStatement, RefundRequest
from shares.queries.positions import totals_on
from shares.rules.events import SharesTag
from shares.rules.kinds import Cause, Kind
from shares.rules.legs import Leg
from shares.services.appending import (
    Papers,
    Recorded,
    Tied,
    append,
    check_amount,
    check_day,
    check_operation,
    lock_journal,
)
from shares.services.bounds import require_decision
from shares.services.refunding import add_claim
from statutes.rules import law


def record_opening_balance(
    member_id: int,
    shares: int,
    effective_on: date,
    *,
    unit_price_cents: int = 0,
    paid_cents: int | None = None,
    called_cents: int | None = None,
    owed_cents: int = 0,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """What a member held when the register was taken over, at the price of the time; judged by no rule of today.

    `paid_cents`, `called_cents` None: the whole. `owed_cents`: what a former member was still owed, which takes its
    place in the schedule on that day (`shares` may then be 0).
    """
    if shares or not owed_cents:
        check_operation(shares, effective_on, at)
    else:
        check_amount(owed_cents, effective_on, at)
    lock_journal()
    member = member_by_id(member_id)
    amount = shares * unit_price_cents
    paid = amount if paid_cents is None else paid_cents
    leg = Leg(
        kind=Kind.OPENING_BALANCE,
        member_id=member.id,
        shares=shares,
        nominal_cents=unit_price_cents if shares else 0,
        called_cents=max(paid, amount if called_cents is None else called_cents),
        paid_cents=paid,
        owed_cents=owed_cents,
    )
    tied = Tied()
    if owed_cents:
        tied = Tied(claim_id=_debt(member, effective_on, papers.get("document", ""), actor=actor, at=at).id)
    return append(Kind.OPENING_BALANCE, effective_on, [leg], tied=tied, actor=actor, at=at, papers=papers)


def _debt(member: Member, on: date, document: str, *, actor: Actor, at: datetime) -> RefundRequest:
    """The place in the schedule of what a former member was owed already."""
    return add_claim(
        member,
        0,
        on,
        whole=False,
        cause=Cause.OPENING,
        payee="",
        asked_on=on,
        motive="",
        document=document,
        actor=actor,
        at=at,
    )


def record_losses(
    year_end: date,
    losses_cents: int,
    *,
    special_reserve_cents: int = 0,
    statutory_reserve_cents: int = 0,
    decided_on: date,
    decision: str,
    document: str = "",
    actor: Actor,
    at: datetime,
) -> LossStatement:
    """What the approved accounts of a closed year show: losses (0: none) and the reserves that may bear them first.

    The capital at the end of the year is read from the journal and kept with the statement. Another statement for the
    same year corrects this one. Refused: a year that is not over, no assembly. Source: loi 47-1775 art. 18 (rule 18).
    """
    check_day(year_end, at)
    check_day(decided_on, at)
    require_decision(decision)
    if decided_on <= year_end or min(losses_cents, special_reserve_cents, statutory_reserve_cents) < 0:
        raise Refused(
            "year-not-closed",
            N_("The accounts of the year ended %(year_end)s are approved after its end, and no amount is negative."),
            rule=18,
            source=law.ART_REFUND,
            year_end=year_end,
        )
    capital = totals_on(year_end)
    statement = LossStatement(
        year_end=year_end,
        losses_cents=losses_cents,
        special_reserve_cents=special_reserve_cents,
        statutory_reserve_cents=statutory_reserve_cents,
        capital_cents=capital.subscribed_cents,
        paid_cents=capital.paid_cents,
        decided_on=decided_on,
        decision=tidy(decision, 200),
        document=tidy(document, 200),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(statement)
    db.session.flush()
    told = {"year_end": str(year_end), "cents": losses_cents, "decision": statement.decision}
    audit.record(SharesTag.LOSSES_RECORDED, f"losses:{year_end}", actor=actor, at=at, details=told)
    return statement
