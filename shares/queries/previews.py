"""The facts around a request that `rules/previews.py` reckons with; a constant number of statements."""

from datetime import date

from foundation.kernel.money import Money
from membership.models.members import Member
from shares.queries.claims import floor_and_room, losses_of, lots_of, waiting_claims
from shares.queries.positions import position_of, public_capital_on
from shares.rules.losses import closing_of, loss_ratio
from shares.rules.lots import split_off
from shares.rules.paying import balance_due_on, required_at_subscription
from shares.rules.previews import (
    LeavingFacts,
    LeavingPreview,
    SubscriptionPreview,
    preview_leaving,
    preview_subscription,
)
from statutes.rules import law
from statutes.rules.tree import Statutes


def leaving_preview(
    statutes: Statutes, member: Member, shares: int | None, *, rank_on: date, asked_on: date
) -> LeavingPreview:
    """What it would bring about that `shares` of a member (None: all that does not wait yet) leave; six statements."""
    waiting = waiting_claims(asked_on)
    lots = lots_of([member.id], asked_on).get(member.id, [])
    asked_already = sum(one.count for one in waiting if one.member_id == member.id)
    free = split_off(lots, asked_already)[1]
    mine = free if shares is None else split_off(free, shares)[0]
    floor, capital, _room = floor_and_room(statutes, asked_on)
    year_end = closing_of(rank_on, statutes.year_end)
    losses = losses_of(year_end)
    months = statutes.shares.refund_delay_months
    facts = LeavingFacts(
        lots=tuple(mine),
        held=sum(lot.shares for lot in free),
        rank_on=rank_on,
        asked_on=asked_on,
        waiting=waiting,
        capital=capital,
        floor=floor,
        public=public_capital_on(asked_on),
        of_public_body=member.organisation is not None and member.organisation.form.local_public,
        ratio=loss_ratio(losses[1], statutes.shares.losses_charged_first_to or ()) if losses else None,
        year_end=year_end,
        refund_months=law.USUAL_REFUND_MONTHS if months is None else months,
    )
    return preview_leaving(facts)


def subscription_preview(
    statutes: Statutes, member: Member, shares: int, price: int, *, on: date
) -> SubscriptionPreview:
    """What taking `shares` at `price` cents means for a member; one statement."""
    account = position_of(member.id, on)
    return preview_subscription(
        shares,
        Money(price),
        held=account.shares,
        at_once=required_at_subscription(statutes, Money(price * shares)),
        ahead=Money(account.advance_cents),
        balance_due_on=balance_due_on(statutes, on),
    )
