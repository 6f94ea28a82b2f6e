"""The kinds of share movements, the sign of each, and the sums that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_


class MovementKind(StrEnum):
    """What a movement is."""

    OPENING_BALANCE = "opening_balance"
    SUBSCRIPTION = "subscription"
    REFUND = "refund"
    REVERSAL = "reversal"


KIND_NAMES: dict[MovementKind, str] = {
    MovementKind.OPENING_BALANCE: N_("Opening balance"),
    MovementKind.SUBSCRIPTION: N_("Subscription"),
    MovementKind.REFUND: N_("Refund"),
    MovementKind.REVERSAL: N_("Reversal"),
}


@dataclass(frozen=True)
class Movement:
    """One row of the register: signed shares of a member at a unit price in cents."""

    number: int
    member_id: int
    shares: int
    unit_price_cents: int
    effective_on: date
    recorded_at: datetime

    @property
    def amount(self) -> Money:
        """What the movement adds to the capital; negative for a refund."""
        return Money(self.unit_price_cents) * self.shares


def known_on(movements: Iterable[Movement], on: date, known_at: datetime | None = None) -> list[Movement]:
    """The movements effective on or before `on` and recorded by `known_at` (None: all that is known)."""
    return [m for m in movements if m.effective_on <= on and (known_at is None or m.recorded_at <= known_at)]


def holdings(movements: Iterable[Movement]) -> dict[int, int]:
    """Shares of each member; who holds none is left out.

    Source: C. com. art. L228-1 (the account tells the holding). Example: ten subscribed and two refunded leave eight.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> holdings([Movement(n, 7, shares, 2000, date(2026, n, 1), moment) for n, shares in ((1, 10), (2, -2))])
    {7: 8}
    """
    held: dict[int, int] = {}
    for movement in movements:
        held[movement.member_id] = held.get(movement.member_id, 0) + movement.shares
    return {member: shares for member, shares in held.items() if shares}


def capital(movements: Iterable[Movement]) -> Money:
    """The subscribed capital: the sum of all movements at their price.

    Source: loi 47-1775 art. 13 (variable capital); C. com. art. R228-9 (the register tells it).
    Example: 10 shares subscribed at 20.00 and 2 refunded leave 160.00.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> taken = Movement(1, 7, 10, 2000, date(2026, 1, 1), moment)
    >>> capital([taken, Movement(2, 7, -2, 2000, date(2026, 2, 1), moment)])
    Money(cents=16000)
    """
    total = ZERO
    for movement in movements:
        total += movement.amount
    return total


def check_never_negative(movements: Iterable[Movement]) -> None:
    """Refuse a journal in which somebody would hold less than no share on some day, past or to come.

    Source: C. com. art. R228-9 (the register). Example: nobody is refunded a share before having subscribed one.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> check_never_negative([Movement(1, 7, -2, 2000, date(2026, 2, 1), moment)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: On 2026-02-01 this member would hold 2 shares too few...
    """
    held: dict[int, int] = {}
    by_day = sorted(movements, key=lambda m: (m.effective_on, -m.shares, m.number))
    for movement in by_day:
        held[movement.member_id] = held.get(movement.member_id, 0) + movement.shares
        if held[movement.member_id] < 0:
            raise Refused(
                "negative-holding",
                N_(
                    "On %(day)s this member would hold %(short)s shares too few. Nobody holds less than none: lower "
                    "the number of shares, or choose a later day."
                ),
                day=movement.effective_on,
                short=-held[movement.member_id],
                source="C. com. art. R228-9",
            )
