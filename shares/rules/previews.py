"""What a request would bring about, before anything is written: shares, money, dates, place in the queue, floor.

Pure arithmetic over facts that `queries/previews.py` reads; the same for the member and for the office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foundation.kernel.money import ZERO, Money
from shares.rules.capital import Floor, room_above
from shares.rules.ceilings import Warned, public_ceiling_warning
from shares.rules.losses import RefundValue, refund_value
from shares.rules.lots import Lot
from shares.rules.paying import later_month
from shares.rules.queue import Claim, QueueLine, queue_today

LAST = 2**62


@dataclass(frozen=True, kw_only=True)
class LeavingFacts:
    """Shares that would leave, and what is known around them on the day of the request.

    `lots`: what leaves, in its order; `waiting`: the queue; `ratio`: the part that losses have eaten of the year
    `year_end`, None while its accounts are not approved; `public`: of the capital, what local public bodies hold.
    """

    lots: tuple[Lot, ...]
    held: int
    rank_on: date
    asked_on: date
    waiting: Sequence[Claim]
    capital: Money
    floor: Floor
    public: Money
    of_public_body: bool
    ratio: Fraction | None
    year_end: date
    refund_months: int


@dataclass(frozen=True)
class LeavingPreview:
    """Everything that shares leaving would bring about; `value` None while the accounts of the year are not approved."""

    shares: int
    kept: int
    amount: Money
    paid: Money
    unpaid: Money
    value: RefundValue | None
    year_end: date
    due_on: date
    place: QueueLine | None
    ahead: int
    capital: Money
    capital_after: Money
    floor: Floor
    room: Money
    refund_months: int
    warnings: list[Warned]


def preview_leaving(facts: LeavingFacts) -> LeavingPreview:
    """The effects of an exit or of a partial refund that would take its place in the queue now.

    Source: loi 47-1775 art. 13 (floor), 18 (value), 19 septies (public bodies); the statutes (delay, order).
    Example: ten shares of 20.00 with room for 100.00 above the floor, behind a claim of 60.00: two shares today.

    >>> from statutes.rules import law
    >>> day, floor = date(2026, 6, 1), Floor(Money(90_000), law.ART_FLOOR)
    >>> facts = LeavingFacts(
    ...     lots=(Lot(date(2024, 1, 1), 1, 10, 2000, 20_000, 20_000),), held=10, rank_on=day, asked_on=day,
    ...     waiting=[Claim(1, 9, date(2026, 1, 1), date(2026, 1, 1), ((2000, 3),))], capital=Money(100_000),
    ...     floor=floor, public=Money(0), of_public_body=False, ratio=Fraction(1, 5), year_end=date(2026, 12, 31),
    ...     refund_months=60,
    ... )
    >>> found = preview_leaving(facts)
    >>> found.ahead, found.place.possible, found.value.net, str(found.due_on), found.kept
    (1, 2, Money(cents=16000), '2031-06-01', 0)
    """
    shares = sum(lot.shares for lot in facts.lots)
    amount = sum((Money(lot.subscribed_cents) for lot in facts.lots), ZERO)
    paid = sum((Money(lot.paid_cents) for lot in facts.lots), ZERO)
    room = room_above(facts.capital, facts.floor)
    place, ahead = _place(facts, room)
    left = facts.capital - amount
    return LeavingPreview(
        shares=shares,
        kept=facts.held - shares,
        amount=amount,
        paid=paid,
        unpaid=amount - paid,
        value=refund_value(paid, facts.ratio) if facts.ratio is not None else None,
        year_end=facts.year_end,
        due_on=later_month(facts.rank_on, facts.refund_months),
        place=place,
        ahead=ahead,
        capital=facts.capital,
        capital_after=left,
        floor=facts.floor,
        room=room,
        refund_months=facts.refund_months,
        warnings=public_ceiling_warning(facts.public - amount if facts.of_public_body else facts.public, left),
    )


def _place(facts: LeavingFacts, room: Money) -> tuple[QueueLine | None, int]:
    """The line that the request would have in the queue, and how many come before it."""
    if not facts.lots:
        return None, 0
    steps = tuple((lot.nominal_cents, lot.shares) for lot in facts.lots)
    mine = Claim(LAST, 0, facts.rank_on, facts.asked_on, steps)
    lines = queue_today([*facts.waiting, mine], room)
    return next((rank_line[1], rank_line[0]) for rank_line in enumerate(lines) if rank_line[1].claim.id == LAST)


@dataclass(frozen=True)
class SubscriptionPreview:
    """What taking shares means: the price, what must be paid at once, the balance and its last day."""

    shares: int
    held_after: int
    nominal: Money
    amount: Money
    at_once: Money
    ahead: Money
    balance: Money
    balance_due_on: date
    straight: bool

    @property
    def to_pay(self) -> Money:
        """What is still to be paid at once, money received ahead counted."""
        return max(ZERO, self.at_once - self.ahead)


def preview_subscription(
    shares: int, nominal: Money, *, held: int, at_once: Money, ahead: Money, balance_due_on: date
) -> SubscriptionPreview:
    """The effects of taking `shares`; `straight`: money received ahead pays what must be paid at once.

    Source: loi 47-1775 art. 12. Example: five shares of 20.00, a quarter at once, 30.00 received ahead: straight.

    >>> day = date(2031, 6, 1)
    >>> seen = preview_subscription(5, Money(2000), held=1, at_once=Money(2500), ahead=Money(3000), balance_due_on=day)
    >>> seen.straight, seen.balance, seen.held_after
    (True, Money(cents=7000), 6)
    """
    amount = nominal * shares
    paid = min(amount, max(at_once, ahead))
    straight = ahead >= at_once
    return SubscriptionPreview(
        shares, held + shares, nominal, amount, at_once, ahead, amount - paid, balance_due_on, straight
    )
