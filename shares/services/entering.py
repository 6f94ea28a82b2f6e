"""From candidate to holder: where the statutes make a member by payment, money that arrives admits and subscribes.

The decision on a candidate is membership's; this room only needs what was decided (`AcceptedCandidate`). Whoever records
money of a candidate calls `settle_candidate` after it; the same call serves where the decision alone makes the member.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.rules.eligibility import category_named
from membership.services.admission import Admission, admit
from shares.queries.positions import advance_of
from shares.rules.entering import enters
from shares.rules.paying import required_at_subscription
from shares.services.appending import Recorded
from shares.services.bounds import is_member, price_of
from shares.services.subscribing import subscribe
from statutes.services import statutes_on


@dataclass(frozen=True, kw_only=True)
class AcceptedCandidate:
    """What the body decided: who, how many shares, which category and college, by which decision and when."""

    application_id: int
    party: Person | Organisation
    shares: int
    category: str
    decided_on: date
    decision: str
    college: str | None = None
    document: str = ""


def settle_candidate(candidate: AcceptedCandidate, on: date, *, actor: Actor, at: datetime) -> Recorded | None:
    """Admit an accepted candidate and subscribe the shares when the statutes' moment has come; None before it.

    `on`: the day of the last payment (or of the decision). The money that came ahead pays the shares; what is too much
    stays ahead, to be given back. Source: the statutes (`admission.effective`); loi 47-1775 art. 12 (a quarter).
    """
    effective_on = max(on, candidate.decided_on)
    statutes = statutes_on(effective_on).statutes
    price = price_of(statutes, category_named(statutes, candidate.category))
    amount = Money(price * candidate.shares)
    ahead = min(amount, advance_of(candidate.application_id, effective_on))
    required = required_at_subscription(statutes, amount)
    if not enters(statutes.admission.effective, ahead, required, amount):
        return None
    member = _member(candidate, effective_on, actor=actor, at=at)
    return subscribe(
        member.id,
        candidate.shares,
        effective_on,
        paid_cents=ahead.cents,
        application_id=candidate.application_id,
        decided_on=candidate.decided_on,
        decision=candidate.decision,
        document=candidate.document,
        actor=actor,
        at=at,
    )


def _member(candidate: AcceptedCandidate, on: date, *, actor: Actor, at: datetime) -> Member:
    """The candidate's membership: the one that the decision made already, or a new one from this day."""
    is_person = isinstance(candidate.party, Person)
    column = Member.person_id if is_person else Member.organisation_id
    found = db.session.execute(select(Member).where(column == candidate.party.id)).scalar_one_or_none()
    if found is not None and is_member(found, on):
        return found
    admission = Admission(
        category=candidate.category, college=candidate.college, effective_on=on, decision=candidate.decision
    )
    return admit(candidate.party, admission, actor=actor, at=at)
