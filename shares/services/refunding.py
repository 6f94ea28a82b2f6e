"""Shares go out: a place in the queue, its withdrawal, the decision within the floor, the payment, later losses."""

from datetime import date, datetime
from typing import Unpack

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.writing import tidy
from shares.models import RefundRequest, RefundWithdrawal
from shares.queries.claims import (
    ClaimAccount,
    claim_accounts,
    claim_by_id,
    floor_and_room,
    losses_of,
    waiting_claims,
)
from shares.queries.positions import holding_of, position_of
from shares.rules.events import SharesTag
from shares.rules.kinds import Cause, Kind
from shares.rules.legs import Leg, legs_of_lots
from shares.rules.losses import RefundValue, closing_of, loss_ratio, refund_value
from shares.rules.queue import check_turn, queue_today
from shares.services.appending import (
    Papers,
    Recorded,
    Tied,
    append,
    check_amount,
    check_count,
    check_day,
    check_operation,
    flush_or_moved,
    lock_journal,
)
from shares.services.bounds import after_leaving, check_bounds, is_member, leaving_lots, require_decision
from statutes.rules import law
from statutes.rules.tree import Statutes
from statutes.services import statutes_on


def request_refund(
    member_id: int,
    shares: int | None,
    rank_on: date,
    *,
    cause: Cause = Cause.PARTIAL,
    payee: str = "",
    asked_on: date | None = None,
    motive: str = "",
    document: str = "",
    actor: Actor,
    at: datetime,
) -> RefundRequest:
    """Take a place in the queue of refunds; nothing leaves the capital yet.

    `shares` None: all that is held, for who is no longer a member on `rank_on` (the first day without membership). A
    number: a partial refund, `rank_on` the day of the request, where the statutes allow one and the minimum stays.
    Refused: still a member (whole), statutes against it, too few shares. StateMoved: an exit has its place already.
    """
    lock_journal()
    member = member_by_id(member_id)
    check_day(asked_on or min(rank_on, day_of(at)), at)
    open_claims = open_claims_of(member_id)
    if shares is None:
        counted = holding_of(member_id, day_of(at))
        _check_whole(member, rank_on, counted, open_claims)
    else:
        counted = check_partial(member, shares, day_of(at), open_claims)
    claim = add_claim(
        member,
        counted,
        rank_on,
        whole=shares is None,
        cause=cause,
        payee=payee,
        asked_on=asked_on or min(rank_on, day_of(at)),
        motive=motive,
        document=document,
        actor=actor,
        at=at,
    )
    told = {
        "claim": claim.id,
        "shares": counted,
        "number": member.number,
        "rank_on": str(rank_on),
        "cause": str(cause),
    }
    audit.record(SharesTag.REFUND_REQUESTED, f"member:{member_id}", actor=actor, at=at, details=told)
    return claim


def withdraw_request(claim_id: int, *, motive: str, actor: Actor, at: datetime) -> RefundWithdrawal:
    """Give a place in the queue up; what was decided before stays decided. StateMoved where nothing waits."""
    lock_journal()
    account = _waiting(claim_id)
    withdrawal = RefundWithdrawal(
        claim_id=claim_id,
        withdrawn_on=day_of(at),
        motive=tidy(motive, 500),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(withdrawal)
    flush_or_moved()
    told = {"claim": claim_id, "motive": withdrawal.motive}
    subject = f"member:{account.request.member_id}"
    audit.record(SharesTag.REFUND_WITHDRAWN, subject, actor=actor, at=at, details=told)
    return withdrawal


def decide_refund(
    claim_id: int,
    effective_on: date,
    *,
    shares: int | None = None,
    actor: Actor,
    at: datetime,
    **papers: Unpack[Papers],
) -> Recorded:
    """The shares of a claim leave the capital; what is paid up of them, less losses, is owed from that day.

    `shares` None: all that the claim still asks. Refused: before its rank, out of its turn or under the floor (rules
    15 to 17), the losses of the year unknown (rule 18), no decision. Public bodies over half: a warning (rule 14).
    """
    check_day(effective_on, at)
    require_decision(papers.get("decision", ""))
    lock_journal()
    account = _waiting(claim_id)
    request, statutes = account.request, statutes_on(effective_on).statutes
    _check_rank(request, effective_on)
    floor, _capital, room = floor_and_room(statutes, effective_on)
    lines = queue_today(waiting_claims(effective_on), room)
    mine = next((line for line in lines if line.claim.id == claim_id), None)
    if mine is None:
        raise StateMoved("nothing-waits", N_("Nothing waits under this refund any more: read the page again."))
    wanted = mine.claim.count if shares is None else shares
    check_operation(wanted, effective_on, at)
    check_turn(lines, claim_id, wanted, floor)
    member = member_by_id(request.member_id)
    check_bounds(statutes, member, effective_on, -wanted)
    kind = Kind.SUCCESSION if request.cause == Cause.DECEASED else Kind.REFUND_DECIDED
    leaving = leaving_lots(member.id, min(wanted, mine.claim.count), effective_on)
    legs = legs_of_lots(kind, member.id, leaving, owing=True)
    paid = Money(sum(lot.paid_cents for lot in leaving))
    legs += loss_legs(member.id, value_of(statutes, request, paid))
    recorded = append(kind, effective_on, legs, tied=Tied(claim_id=claim_id), actor=actor, at=at, papers=papers)
    return Recorded(recorded.operation, recorded.movements, after_leaving(effective_on))


def pay_refund(
    claim_id: int, cents: int, paid_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """Pay what is owed under a claim, in one sum or by instalments. Refused: more than is owed on that day."""
    return _less_owed(Kind.REFUND_PAID, claim_id, cents, paid_on, actor=actor, at=at, papers=papers)


def charge_loss(
    claim_id: int, cents: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """Charge losses found later on what is still owed under a claim; needs its decision.

    Source: loi 47-1775 art. 18 (the part in the losses of the years of membership).
    """
    require_decision(papers.get("decision", ""))
    return _less_owed(Kind.LOSS_CHARGED, claim_id, cents, effective_on, actor=actor, at=at, papers=papers)


def value_of(statutes: Statutes, request: RefundRequest, paid: Money) -> RefundValue:
    """What is owed for shares of which `paid` is paid up: nominal less losses of the year of the loss of membership.

    Refused where that year's losses are not recorded: the assembly has not approved its accounts yet (rule 18).
    """
    year_end = closing_of(request.rank_on, statutes.year_end)
    found = losses_of(year_end)
    if found is None:
        raise Refused(
            "losses-unknown",
            N_(
                "The value of these shares follows from the accounts of the year ended %(year_end)s: record what the "
                "assembly approved (losses, or none) before the refund is decided."
            ),
            rule=18,
            source=law.ART_REFUND,
            year_end=year_end,
        )
    return refund_value(paid, loss_ratio(found[1], statutes.shares.losses_charged_first_to or ()))


def loss_legs(member_id: int, value: RefundValue) -> list[Leg]:
    """The loss charged on what has just become owed; nothing where there is none."""
    return [Leg(kind=Kind.LOSS_CHARGED, member_id=member_id, owed_cents=-value.loss.cents)] if value.loss.cents else []


def add_claim(
    member: Member,
    shares: int,
    rank_on: date,
    *,
    whole: bool,
    cause: Cause,
    payee: str,
    asked_on: date,
    motive: str,
    document: str,
    actor: Actor,
    at: datetime,
) -> RefundRequest:
    """Store a place in the queue, the next of the member."""
    steps = select(func.coalesce(func.max(RefundRequest.step), 0)).where(RefundRequest.member_id == member.id)
    claim = RefundRequest(
        member_id=member.id,
        step=int(db.session.execute(steps).scalar_one()) + 1,
        shares=shares,
        whole=whole,
        amount_cents=position_of(member.id, day_of(at)).subscribed_cents if whole else 0,
        cause=str(cause),
        rank_on=rank_on,
        asked_on=asked_on,
        payee=tidy(payee, 200) or member.name,
        motive=tidy(motive, 500),
        document=tidy(document, 200),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(claim)
    flush_or_moved()
    return claim


def _less_owed(
    kind: Kind, claim_id: int, cents: int, on: date, *, actor: Actor, at: datetime, papers: Papers
) -> Recorded:
    check_amount(cents, on, at)
    lock_journal()
    claim = claim_by_id(claim_id)
    # entered late, a payment still counts on each later day: what is owed today is owed at most
    owed = min(one.owed_cents for day in (on, date.max) for one in claim_accounts(day, [claim_id]))
    if cents > owed:
        raise Refused(
            "more-than-owed",
            N_("%(cents)s is more than is owed: on %(day)s this refund leaves %(owed)s to pay."),
            cents=Money(cents),
            owed=Money(owed),
            day=on,
        )
    legs = [Leg(kind=kind, member_id=claim.member_id, owed_cents=-cents)]
    return append(kind, on, legs, tied=Tied(claim_id=claim_id), actor=actor, at=at, papers=papers)


def open_claims_of(member_id: int) -> list[ClaimAccount]:
    """The claims of a member for which shares may still have to leave."""
    ids = list(db.session.execute(select(RefundRequest.id).where(RefundRequest.member_id == member_id)).scalars())
    return [one for one in claim_accounts(claim_ids=ids) if one.waits] if ids else []


def _waiting(claim_id: int) -> ClaimAccount:
    claim_by_id(claim_id)
    account = next(iter(claim_accounts(claim_ids=[claim_id])))
    if not account.waits:
        raise StateMoved("nothing-waits", N_("Nothing waits under this refund any more: read the page again."))
    return account


def _check_whole(member: Member, rank_on: date, held: int, open_claims: list[ClaimAccount]) -> None:
    if not held:
        raise Refused("nothing-held", N_("%(name)s holds no share: there is nothing to be refunded."), name=member.name)
    if any(one.request.whole for one in open_claims):
        raise StateMoved(
            "exit-in-queue",
            N_("%(name)s has a place in the queue for all shares already: it was not written twice."),
            name=member.name,
        )
    if is_member(member, rank_on):
        raise Refused(
            "still-a-member",
            N_(
                "%(name)s is still a member on %(day)s: record the exit first, or ask for a number of shares as a "
                "partial refund."
            ),
            name=member.name,
            day=rank_on,
            source=law.ART_EXCLUSION,
        )


def check_partial(member: Member, shares: int, today: date, open_claims: list[ClaimAccount]) -> int:
    """Refuse a partial refund that the statutes do not allow, or that leaves too little (rules 13 and 17)."""
    statutes = statutes_on(today).statutes
    check_count(shares)
    if statutes.shares.partial_refund == "refused":
        raise Refused(
            "no-partial-refund",
            N_("The statutes allow no partial refund (shares.partial_refund): shares come back when a member leaves."),
            rule=17,
            source=law.STATUTES_DECIDE,
        )
    asked = sum(one.request.shares - one.decided for one in open_claims if not one.request.whole)
    held = holding_of(member.id, today)
    if asked + shares > held:
        raise Refused(
            "asked-too-much",
            N_("%(shares)s shares are asked back, but only %(free)s are held and not asked back yet."),
            shares=shares,
            free=max(0, held - asked),
        )
    check_bounds(statutes, member, today, -asked - shares)
    return shares


def _check_rank(request: RefundRequest, effective_on: date) -> None:
    if effective_on < request.rank_on:
        raise Refused(
            "before-its-rank",
            N_("This refund ranks from %(rank)s: it cannot take effect on %(day)s, before that day."),
            rank=request.rank_on,
            day=effective_on,
        )
