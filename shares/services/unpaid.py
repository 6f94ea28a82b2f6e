"""Shares that are not paid: formal notice, cancellation of the subscription, exclusion by law (loi 47-1775 art. 12)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.standing import MembershipEvent
from membership.rules.writing import tidy
from membership.services.exit import end_membership
from shares.models import FormalNotice, NoticeWithdrawal, RefundRequest
from shares.queries.arrears import arrears_of, notices_of
from shares.queries.claims import floor_and_room, lots_of, waiting_claims
from shares.queries.positions import position_of
from shares.rules.events import SharesTag
from shares.rules.kinds import Cause, Kind
from shares.rules.legs import legs_of_lots
from shares.rules.lots import Lot, split_off
from shares.rules.paying import check_exclusion_open
from shares.rules.queue import check_turn, queue_today
from shares.services.appending import (
    Papers,
    Recorded,
    Tied,
    append,
    check_amount,
    check_day,
    check_operation,
    flush_or_moved,
    lock_journal,
)
from shares.services.bounds import after_leaving, capital_of, check_bounds, check_leaving, is_member, leaving_lots
from shares.services.refunding import add_claim, loss_legs, value_of
from statutes.rules import law
from statutes.services import statutes_on


def record_notice(
    member_id: int, cents: int, sent_on: date, *, document: str = "", actor: Actor, at: datetime
) -> FormalNotice:
    """A formal notice was sent by registered letter for called capital.

    Refused: less is unpaid, or a notice of this day is in force already (one that was taken back does not count).
    """
    check_amount(cents, sent_on, at)
    member = member_by_id(member_id)
    unpaid = position_of(member_id, sent_on).receivable_cents
    if cents > unpaid:
        raise Refused(
            "notice-too-high",
            N_("The notice asks for %(asked)s, but on %(day)s only %(unpaid)s were called and unpaid. Call first."),
            rule=12,
            source=law.ART_PAYMENT,
            asked=Money(cents),
            unpaid=Money(unpaid),
            day=sent_on,
        )
    notice = FormalNotice(
        member_id=member_id,
        cents=cents,
        sent_on=sent_on,
        step=_next_step(member_id, sent_on),
        document=tidy(document, 200),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(notice)
    flush_or_moved()
    told = {"number": member.number, "sent_on": str(sent_on), "cents": cents}
    audit.record(SharesTag.NOTICE_RECORDED, f"member:{member_id}", actor=actor, at=at, details=told)
    return notice


def _next_step(member_id: int, sent_on: date) -> int:
    """The rank of one more notice of a day, all those before it taken back."""
    same_day = [pair for pair in notices_of(member_id) if pair[0].sent_on == sent_on]
    for notice, taken in same_day:
        if taken is None:
            raise Refused(
                "notice-recorded",
                N_(
                    "A formal notice of %(day)s for %(asked)s is recorded already. To correct it, take it back from the "
                    "member's account, then record it anew."
                ),
                rule=12,
                source=law.ART_PAYMENT,
                day=sent_on,
                asked=Money(notice.cents),
            )
    return len(same_day) + 1


def withdraw_notice(notice_id: int, *, motive: str, actor: Actor, at: datetime) -> NoticeWithdrawal:
    """A formal notice was recorded by mistake, or is given up: it has no effect any more, and both stay readable."""
    why = tidy(motive, 500)
    if not why:
        raise Refused("no-reason", N_("Write why the notice is taken back: both stay on record."))
    notice = db.session.get(FormalNotice, notice_id)
    if notice is None:
        raise NotFound("no-notice", N_("There is no such formal notice. Open the member's account again."))
    withdrawal = NoticeWithdrawal(
        notice_id=notice.id, motive=why, recorded_at=at, actor_id=actor.account_id, actor_name=actor.name
    )
    db.session.add(withdrawal)
    flush_or_moved()
    told = {"sent_on": str(notice.sent_on), "motive": why}
    audit.record(SharesTag.NOTICE_WITHDRAWN, f"member:{notice.member_id}", actor=actor, at=at, details=told)
    return withdrawal


def cancel_unpaid(
    member_id: int, shares: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded:
    """Give up a subscription that is not paid up: its newest shares leave, what was paid of them is owed back.

    A cancellation is a movement, not a deletion: a payment that comes later is a payment ahead. Refused: shares that are
    fully paid, a holding under its minimum, the floor (rules 13, 15, 16), no written reason.
    """
    check_operation(shares, effective_on, at)
    if not papers.get("motive", "").strip():
        raise Refused("no-reason", N_("Write why the subscription is given up: the register keeps the reason."))
    lock_journal()
    member, statutes = member_by_id(member_id), statutes_on(effective_on).statutes
    check_bounds(statutes, member, effective_on, -shares)
    leaving = _newest_unpaid(member_id, shares, effective_on)
    check_leaving(statutes, effective_on, capital_of(leaving), Money(leaving[0].nominal_cents))
    paid = sum(lot.paid_cents for lot in leaving)
    tied = Tied()
    if paid:
        tied = Tied(claim_id=_claim(member, shares, effective_on, Cause.CANCELLED, actor=actor, at=at).id)
    legs = legs_of_lots(Kind.CANCELLATION, member_id, leaving, owing=True)
    recorded = append(Kind.CANCELLATION, effective_on, legs, tied=tied, actor=actor, at=at, papers=papers)
    return replace(recorded, warnings=after_leaving(effective_on))


def exclude_unpaid(
    member_id: int, effective_on: date, *, actor: Actor, at: datetime, **papers: Unpack[Papers]
) -> Recorded | RefundRequest:
    """Exclude by law a member who did not pay called shares three months after the formal notice.

    The membership ends (struck off) whatever the capital. The shares leave at once where it is their turn, the floor
    allows it and the losses of the year are known (rules 15 to 18); else they wait in the queue, and their place is the
    answer. Source: loi 47-1775 art. 12 (rule 12).
    """
    check_day(effective_on, at)
    lock_journal()
    member, statutes = member_by_id(member_id), statutes_on(effective_on).statutes
    check_exclusion_open(arrears_of(member_id, effective_on, statutes.legal_form), effective_on)
    if is_member(member, effective_on):
        motive = papers.get("motive", "") or "Parts impayées trois mois après mise en demeure (loi 47-1775 art. 12)"
        event = MembershipEvent.STRUCK_OFF
        end_membership(member_id, event, effective_on, motive=motive, actor=actor, at=at)
    shares = position_of(member_id, effective_on).shares
    leaving = leaving_lots(member_id, shares, effective_on)
    claim = _claim(member, shares, effective_on, Cause.UNPAID, actor=actor, at=at)
    try:
        floor, _capital, room = floor_and_room(statutes, effective_on)
        check_turn(queue_today(waiting_claims(effective_on), room), claim.id, shares, floor)
        value = value_of(statutes, claim, Money(sum(lot.paid_cents for lot in leaving)))
    except Refused:
        return claim
    legs = legs_of_lots(Kind.EXCLUSION, member_id, leaving, owing=True) + loss_legs(member_id, value)
    tied = Tied(claim_id=claim.id)
    recorded = append(Kind.EXCLUSION, effective_on, legs, tied=tied, actor=actor, at=at, papers=papers)
    return replace(recorded, warnings=after_leaving(effective_on))


def _claim(member: Member, shares: int, on: date, cause: Cause, *, actor: Actor, at: datetime) -> RefundRequest:
    return add_claim(
        member,
        shares,
        on,
        whole=cause is Cause.UNPAID,
        cause=cause,
        payee="",
        asked_on=on,
        motive="",
        document="",
        actor=actor,
        at=at,
    )


def _newest_unpaid(member_id: int, shares: int, on: date) -> list[Lot]:
    newest = lots_of([member_id], on).get(member_id, [])[::-1]
    leaving, _staying = split_off(newest, shares)
    unpaid = sum(lot.shares for lot in newest if lot.paid_cents < lot.subscribed_cents)
    if shares > unpaid:
        raise Refused(
            "paid-shares",
            N_("Only %(unpaid)s shares are not fully paid: paid shares are refunded, not cancelled."),
            unpaid=unpaid,
        )
    return leaving
