"""What a request would bring about, shown before it is made: all rules are asked, nothing is written."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel.clock import day_of
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.people import member_by_number
from membership.rules.facts import standing_facts
from membership.rules.standing import MembershipEvent
from membership.services.appending import facts_of, require_membership
from membership.services.resigning import Foreseen, foresee
from shares.queries.positions import holding_of
from shares.queries.previews import leaving_preview, subscription_preview
from shares.rules.previews import LeavingPreview, SubscriptionPreview
from shares.services.appending import check_count
from shares.services.bounds import (
    capital_of,
    category_of,
    check_bounds,
    check_ceilings,
    is_member,
    leaving_lots,
    price_of,
)
from shares.services.refunding import check_partial, open_claims_of
from statutes.rules.tree import Statutes
from statutes.services import statutes_on


@dataclass(frozen=True)
class ExitPreview:
    """An exit as it would be: the membership, then the shares (None where none is held)."""

    foreseen: Foreseen
    shares: LeavingPreview | None


@dataclass(frozen=True)
class TransferPreview:
    """A transfer as it would be; `body`: which one approves, by the statutes."""

    taker: Member
    shares: int
    kept: int
    amount: Money
    body: str | None


def foresee_shares(member: Member, shares: int, on: date) -> SubscriptionPreview:
    """What taking more shares would mean; Refused outside the bounds, with what is possible today (rules 13 and 14)."""
    check_count(shares)
    require_membership(member, on)
    statutes = statutes_on(on).statutes
    price = price_of(statutes, category_of(statutes, member, on))
    check_bounds(statutes, member, on, shares)
    check_ceilings(statutes, member, on, shares=shares, price=price)
    return subscription_preview(statutes, member, shares, price, on=on)


def foresee_refund(member: Member, shares: int, on: date) -> LeavingPreview:
    """What a partial refund would mean; Refused where the statutes allow none, or under the minimum (rules 13 and 17)."""
    require_membership(member, on)
    check_partial(member, shares, on, open_claims_of(member.id))
    return leaving_preview(statutes_on(on).statutes, member, shares, rank_on=on, asked_on=on)


def foresee_transfer(member: Member, taker: Member, shares: int, on: date) -> TransferPreview:
    """What a transfer would mean; Refused where it could not be approved (rules 13 and 14).

    Shares that are asked back already do not pass on. Of who takes, nothing of the account is told to who gives.
    """
    check_count(shares)
    if taker.id == member.id:
        raise Refused("same-account", N_("Shares pass from one member to another: choose two different members."))
    require_membership(member, on)
    statutes = statutes_on(on).statutes
    free = holding_of(member.id, on) - sum(one.request.shares - one.decided for one in open_claims_of(member.id))
    if shares > free:
        raise Refused(
            "asked-too-much",
            N_("%(shares)s shares are asked back, but only %(free)s are held and not asked back yet."),
            shares=shares,
            free=max(0, free),
        )
    check_bounds(statutes, member, on, -shares)
    leaving = leaving_lots(member.id, shares, on)
    _check_taker(statutes, member, taker, shares, on=on, price=leaving[0].nominal_cents)
    return TransferPreview(
        taker, shares, holding_of(member.id, on) - shares, capital_of(leaving), statutes.admission.decided_by
    )


def _check_taker(statutes: Statutes, giver: Member, taker: Member, shares: int, *, on: date, price: int) -> None:
    """Refuse what the taker may not hold, without a figure of that account."""
    try:
        require_membership(taker, on)
        check_bounds(statutes, taker, on, shares)
        check_ceilings(statutes, taker, on, shares=shares, price=price, giver=giver)
    except Refused as refusal:
        raise Refused(
            "taker-bounds",
            N_(
                "By the statutes this member cannot take %(shares)s shares. Propose another number, or ask the office "
                "what is possible."
            ),
            rule=refusal.rule,
            source=refusal.source,
            shares=shares,
        ) from None


def taker_of(number: int, name: str, on: date) -> Member:
    """The member of that number and of that name, both written by who gives: the register stays closed.

    NotFound says the same of a wrong number, of a wrong name and of somebody who left.
    """
    try:
        found = member_by_number(number)
    except NotFound:
        found = None
    if found is None or not is_member(found, on) or not _bears(found, name):
        raise NotFound(
            "no-such-taker",
            N_("No member bears this number and this name. Ask them for both, as they stand on a certificate."),
        )
    return found


def _bears(member: Member, name: str) -> bool:
    """Whether the member goes by that name: of a person, one of the first names and one of the last names."""
    person = member.person
    known = [member.name]
    if person is not None:
        firsts, lasts = (person.first_names, person.usual_first_name), (person.last_name, person.usage_name)
        known += [f"{first} {last}" for first in firsts for last in lasts if first and last]
    wanted = sorted(sort_key(name).split())
    return bool(wanted) and any(sorted(sort_key(one).split()) == wanted for one in known)


def foresee_exit(member: Member, asked_on: date, wished_on: date | None, *, at: datetime) -> ExitPreview:
    """Everything an exit would bring about: membership, votes, shares, money, dates, rank, floor. Writes nothing.

    StateMoved where an exit is recorded already.
    """
    refuse_recorded(member)
    foreseen = foresee(member.id, asked_on, wished_on, at=at)
    if not holding_of(member.id, day_of(at)):
        return ExitPreview(foreseen, None)
    statutes = statutes_on(asked_on).statutes
    seen = leaving_preview(statutes, member, None, rank_on=foreseen.effective_on, asked_on=day_of(at))
    return ExitPreview(foreseen, seen)


def nominal_of(member_id: int, shares: int, on: date) -> Money:
    """The nominal value of the shares that would leave first."""
    return capital_of(leaving_lots(member_id, shares, on)) if shares else ZERO


def refuse_recorded(member: Member) -> None:
    """StateMoved where the membership ended, or will by an exit that is recorded."""
    facts = standing_facts(facts_of(member, MembershipFact))
    last = max(facts, key=lambda fact: (fact.effective_on, fact.recorded_at, fact.id), default=None)
    if last is not None and last.event != MembershipEvent.ADMITTED:
        raise StateMoved(
            "exit-recorded-already",
            N_("The exit of %(name)s is recorded already, in effect from %(day)s: nothing was written twice."),
            name=member.name,
            day=last.effective_on,
        )
