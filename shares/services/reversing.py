"""A wrong operation is taken back by the exact opposite of all its movements, effective the same day; both stay."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from shares.models import ShareMovement, ShareOperation
from shares.queries.journal import is_reversed, operation_by_id
from shares.rules.events import SharesTag
from shares.rules.kinds import Kind
from shares.rules.legs import Leg
from shares.rules.positions import Entry
from shares.services.appending import Recorded, Tied, append, lock_journal
from shares.services.bounds import after_leaving


def reverse_operation(operation_id: int, *, motive: str, actor: Actor, at: datetime) -> Recorded:
    """Take an operation back, for a written reason.

    Refused: no reason, a reversal, an account that would be impossible on any day because a later operation depends on
    this one, a payment that came back, a change of nominal value after which the register moved on. StateMoved: taken
    back already.
    """
    lock_journal()
    wrong = operation_by_id(operation_id)
    if not motive.strip() or wrong.kind == Kind.REVERSAL:
        raise Refused(
            "reversal-unfounded",
            N_("An operation is taken back for a written reason, and a reversal is never taken back: record it anew."),
        )
    if is_reversed(wrong.id):
        raise StateMoved("reversed-already", N_("Operation %(operation)s was taken back already."), operation=wrong.id)
    _check_not_returned(wrong)
    if wrong.kind == Kind.NOMINAL_SPLIT:
        _check_nothing_after(wrong)
    legs = [opposite(movement) for movement in wrong.movements]
    tied = Tied(reverses_id=wrong.id, claim_id=wrong.claim_id, about_id=wrong.about_id)
    recorded = append(Kind.REVERSAL, wrong.effective_on, legs, tied=tied, actor=actor, at=at, papers={"motive": motive})
    told = {"operation": recorded.operation.id, "reversed": wrong.id, "motive": tidy(motive, 500)}
    subject = f"share-operation:{wrong.id}"
    audit.record(SharesTag.OPERATION_REVERSED, subject, actor=actor, at=at, details=told)
    less = sum(leg.shares * leg.nominal_cents for leg in legs) < 0
    return replace(recorded, warnings=after_leaving(wrong.effective_on)) if less else recorded


def opposite(movement: ShareMovement | Entry) -> Leg:
    """The movement that takes another back."""
    return Leg(
        kind=Kind.REVERSAL,
        member_id=movement.member_id,
        application_id=movement.application_id,
        shares=-movement.shares,
        nominal_cents=movement.nominal_cents,
        called_cents=-movement.called_cents,
        paid_cents=-movement.paid_cents,
        owed_cents=-movement.owed_cents,
        advance_cents=-movement.advance_cents,
        reverses_id=movement.id,
    )


def _check_not_returned(wrong: ShareOperation) -> None:
    """A payment that the bank took back left the account once already: taken back as well, it would leave it twice."""
    returns = select(ShareOperation.id).where(
        ShareOperation.about_id == wrong.id, ShareOperation.kind == Kind.PAYMENT_RETURNED
    )
    if any(not is_reversed(one) for one in db.session.execute(returns).scalars()):
        raise Refused(
            "came-back",
            N_("The bank took this payment back: take that return back first, then the payment."),
        )


def _check_nothing_after(wrong: ShareOperation) -> None:
    """Shares that moved at the new nominal value since would no longer mean what they say."""
    last = max(movement.number for movement in wrong.movements)
    later = select(func.count()).where(ShareMovement.number > last, ShareMovement.shares != 0)
    if db.session.execute(later).scalar_one():
        raise Refused(
            "later-operations",
            N_("Shares moved at the new nominal value since: take those operations back first, the last one first."),
        )
