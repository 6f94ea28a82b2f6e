"""Shares change hands: transfer (two legs, one act), succession, gift to the cooperative."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Unpack

from foundation.kernel.audit import Actor
from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.applications import accepted_application
from membership.queries.people import member_by_id
from membership.services.admission import Admission, admit
from membership.services.appending import require_membership
from membership.services.deciding import record_effect
from shares.rules.kinds import Kind
from shares.rules.legs import Leg, legs_of_lots
from shares.rules.lots import split_off
from shares.services.appending import Papers, Recorded, append, check_operation, lock_journal
from shares.services.bounds import (
    after_leaving,
    capital_of,
    check_bounds,
    check_ceilings,
    check_leaving,
    leaving_lots,
    require_decision,
)
from statutes.services import statutes_on


def transfer(
    giver_id: int,
    taker_id: int,
    shares: int,
    effective_on: date,
    *,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """Shares pass from one account to another: two legs, the same instant, no money in the cooperative's books.

    What is called and paid of the oldest shares goes with them. Who takes is a member that day, or is admitted in the
    same transaction (`transfer_to_newcomer`). Refused: no approval, the same account, either holding outside its bounds
    (rule 13), public bodies over half (rule 14). Source: loi 47-1775 art. 11; C. com. art. L228-1, L231-4.
    """
    check_operation(shares, effective_on, at)
    require_decision(papers.get("decision", ""))
    lock_journal()
    giver, taker = member_by_id(giver_id), member_by_id(taker_id)
    _check_two(giver, taker)
    require_membership(taker, effective_on)
    legs = _two_legs(Kind.TRANSFER, giver, [(taker, shares)], effective_on)
    return append(Kind.TRANSFER, effective_on, legs, actor=actor, at=at, papers=papers)


def transfer_to_newcomer(
    giver_id: int,
    newcomer: Person | Organisation,
    shares: int,
    admission: Admission,
    *,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """The same to someone who becomes a member by it: admitted and served in one transaction, on the admission's day."""
    taker = admit(newcomer, admission, actor=actor, at=at)
    papers.setdefault("decision", admission.decision)
    return transfer(giver_id, taker.id, shares, admission.effective_on, actor=actor, at=at, **papers)


@dataclass(frozen=True)
class Entered:
    """A newcomer who is a member by a transfer: the operation, and the name."""

    recorded: Recorded
    name: str


def transfer_to_candidate(
    giver_id: int,
    application_id: int,
    shares: int,
    effective_on: date,
    *,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Entered:
    """The same to a candidate whom the body accepted: the request takes effect by it, and is closed.

    Refused: a request that was not accepted or took effect already, a day before the decision.
    Source: loi 47-1775 art. 7 and 11; C. com. art. L228-23 (approval).
    """
    check_operation(shares, effective_on, at)
    require_decision(papers.get("decision", ""))
    accepted = accepted_application(application_id)
    if accepted is None or accepted.effective or effective_on < accepted.decided_on:
        raise Refused(
            "candidate-not-ready",
            N_("The body has not accepted this candidate by %(day)s, or the request took effect already."),
            day=effective_on,
        )
    admission = Admission(
        category=accepted.category, college=accepted.college, effective_on=effective_on, decision=accepted.decision
    )
    recorded = transfer_to_newcomer(giver_id, accepted.party, shares, admission, actor=actor, at=at, **papers)
    taker = member_by_id(next(one.member_id or 0 for one in recorded.movements if one.shares > 0))
    record_effect(application_id, taker, effective_on, actor=actor, at=at)
    return Entered(recorded, taker.name)


def succession(
    deceased_id: int,
    heirs: Iterable[tuple[int, int]],
    effective_on: date,
    *,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """The shares of who died pass to heirs that are members: (member_id, shares) for each.

    Heirs who are not admitted are creditors of the refund: `request_refund` with the cause "deceased".
    Source: C. com. art. L231-8; loi 47-1775 art. 11. Needs the decision that admits the heirs.
    """
    require_decision(papers.get("decision", ""))
    parts = list(heirs)
    check_operation(sum(count for _heir, count in parts), effective_on, at)
    lock_journal()
    deceased = member_by_id(deceased_id)
    takers = []
    for heir_id, count in parts:
        check_operation(count, effective_on, at)
        heir = member_by_id(heir_id)
        _check_two(deceased, heir)
        require_membership(heir, effective_on)
        takers.append((heir, count))
    legs = _two_legs(Kind.SUCCESSION, deceased, takers, effective_on)
    return append(Kind.SUCCESSION, effective_on, legs, actor=actor, at=at, papers=papers)


def give_to_cooperative(
    member_id: int, shares: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """A member gives shares up without being owed anything: the capital falls, hence the floor (rules 15 and 16)."""
    check_operation(shares, effective_on, at)
    lock_journal()
    member = member_by_id(member_id)
    statutes = statutes_on(effective_on).statutes
    check_bounds(statutes, member, effective_on, -shares)
    leaving = leaving_lots(member_id, shares, effective_on)
    check_leaving(statutes, effective_on, capital_of(leaving), Money(leaving[0].nominal_cents))
    legs = legs_of_lots(Kind.GIFT, member_id, leaving)
    recorded = append(Kind.GIFT, effective_on, legs, actor=actor, at=at, papers=papers)
    return replace(recorded, warnings=after_leaving(effective_on))


def _two_legs(kind: Kind, giver: Member, takers: list[tuple[Member, int]], on: date) -> list[Leg]:
    """The legs of every part: what leaves the giver's oldest lots comes to the taker, amount for amount."""
    statutes = statutes_on(on).statutes
    total = sum(count for _taker, count in takers)
    check_bounds(statutes, giver, on, -total)
    waiting = leaving_lots(giver.id, total, on)
    legs: list[Leg] = []
    for taker, count in takers:
        check_bounds(statutes, taker, on, count)
        check_ceilings(statutes, taker, on, shares=count, price=waiting[0].nominal_cents, giver=giver)
        mine, waiting = split_off(waiting, count)
        out = legs_of_lots(kind, giver.id, mine)
        legs += out + [_opposite(leg, taker.id) for leg in out]
    return legs


def _opposite(leg: Leg, member_id: int) -> Leg:
    return Leg(
        kind=leg.kind,
        member_id=member_id,
        shares=-leg.shares,
        nominal_cents=leg.nominal_cents,
        called_cents=-leg.called_cents,
        paid_cents=-leg.paid_cents,
    )


def _check_two(giver: Member, taker: Member) -> None:
    if giver.id == taker.id:
        raise Refused("same-account", N_("Shares pass from one member to another: choose two different members."))
