"""Money of candidates: it waits as an advance, and makes them members and holders where the statutes say so.

Two moments may be the last one that was missing: the payment (`settle_if_due` from `matching`), and the decision
(`application_accepted`). What the law refuses then stops neither: the money stands as an advance, the audit trail says why.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from membership.models.members import Member
from membership.queries.applications import Accepted, accepted_application
from membership.queries.people import member_by_id
from membership.rules.eligibility import category_named
from membership.services.deciding import record_effect
from membership.signals import application_accepted
from shares.models import ShareMovement
from shares.queries.positions import advance_of
from shares.rules.entering import enters
from shares.rules.kinds import Kind
from shares.rules.paying import required_at_subscription
from shares.services import AcceptedCandidate, Recorded, settle_candidate, subscribe
from shares.services.bounds import price_of
from statutes.services import statutes_on
from treasury.rules.events import TreasuryTag


def member_of_candidate(application_id: int | None) -> int | None:
    """The member that a candidate became: whose subscription used the money paid ahead; None before that."""
    if application_id is None:
        return None
    taken = aliased(ShareMovement)
    statement = (
        select(ShareMovement.member_id)
        .join(taken, taken.operation_id == ShareMovement.operation_id)
        .where(
            taken.application_id == application_id,
            taken.kind == Kind.ADVANCE_CLEARED,
            ShareMovement.kind == Kind.SUBSCRIPTION,
        )
        .order_by(ShareMovement.number.desc())
        .limit(1)
    )
    return db.session.execute(statement).scalar_one_or_none()


def settle_if_due(application_id: int, on: date, *, actor: Actor, at: datetime) -> Recorded | None:
    """Admit and subscribe where the decision is taken and the money is enough by the statutes; None before that."""
    try:
        accepted = accepted_application(application_id)
    except NotFound:
        return None
    if accepted is None or member_of_candidate(application_id) is not None:
        return None
    try:
        with db.session.begin_nested():
            return _settled(accepted, max(on, accepted.decided_on), actor=actor, at=at)
    except (Refused, StateMoved) as refusal:
        details = {"reason": str(refusal)}
        audit.record(TreasuryTag.CANDIDATE_WAITS, f"application:{application_id}", actor=actor, at=at, details=details)
        return None


def _settled(accepted: Accepted, on: date, *, actor: Actor, at: datetime) -> Recorded | None:
    if accepted.effective:
        return _subscribed(accepted, on, actor=actor, at=at)
    candidate = AcceptedCandidate(
        application_id=accepted.application_id,
        party=accepted.party,
        shares=accepted.shares,
        category=accepted.category,
        college=accepted.college,
        decided_on=accepted.decided_on,
        decision=accepted.decision,
    )
    done = settle_candidate(candidate, on, actor=actor, at=at)
    if done is not None:
        member_id = next(one.member_id for one in done.movements if one.member_id is not None)
        record_effect(accepted.application_id, member_by_id(member_id), on, actor=actor, at=at)
    return done


def _subscribed(accepted: Accepted, on: date, *, actor: Actor, at: datetime) -> Recorded | None:
    """The decision alone made the member: the shares are subscribed once enough money is there."""
    statutes, party = statutes_on(on).statutes, accepted.party
    column = Member.person_id if party.__tablename__ == "person" else Member.organisation_id
    member = db.session.execute(select(Member).where(column == party.id)).scalar_one_or_none()
    amount = Money(price_of(statutes, category_named(statutes, accepted.category)) * accepted.shares)
    ahead = min(amount, advance_of(accepted.application_id, on))
    if member is None or not enters("payment", ahead, required_at_subscription(statutes, amount), amount):
        return None
    return subscribe(
        member.id,
        accepted.shares,
        on,
        paid_cents=ahead.cents,
        application_id=accepted.application_id,
        decided_on=accepted.decided_on,
        decision=accepted.decision,
        actor=actor,
        at=at,
    )


@application_accepted.connect
def _accepted(application_id: int, *, on: date, actor: Actor, at: datetime) -> None:
    settle_if_due(application_id, on, actor=actor, at=at)
