"""What a share is worth when it is refunded: its nominal value less its part of the losses. Cents are rounded here only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from foundation.kernel.money import Money


@dataclass(frozen=True)
class Losses:
    """The balance sheet of a closed year, as the assembly approved it, and the capital at its end; amounts in cents."""

    year_end: date
    losses: Money
    special_reserve: Money
    statutory_reserve: Money
    capital: Money

    def chargeable(self, charged_first_to: Collection[str]) -> Money:
        """The reserves to which the statutes charge losses before the capital."""
        reserves = {"special_reserve": self.special_reserve, "statutory_reserve": self.statutory_reserve}
        return Money(sum(reserves[name].cents for name in charged_first_to))


@dataclass(frozen=True)
class RefundValue:
    """What a refund comes to: paid up, less losses, net; and the fraction of a cent that rounding left to the coop."""

    paid: Money
    loss: Money
    net: Money
    remainder: Fraction
    ratio: Fraction


def loss_ratio(found: Losses, charged_first_to: Collection[str]) -> Fraction:
    """The part of the capital that losses have eaten: (losses - chargeable reserves) / capital, between 0 and 1.

    Source: loi 47-1775 art. 18 (rule 18).
    Example: losses 60 000, reserves chargeable 20 000, capital 200 000: one fifth.

    >>> sheet = Losses(date(2025, 12, 31), Money(6_000_000), Money(0), Money(2_000_000), Money(20_000_000))
    >>> loss_ratio(sheet, ("statutory_reserve",)), loss_ratio(sheet, ())
    (Fraction(1, 5), Fraction(3, 10))
    """
    eaten = max(0, found.losses.cents - found.chargeable(charged_first_to).cents)
    if eaten == 0:
        return Fraction(0)
    return min(Fraction(1), Fraction(eaten, found.capital.cents)) if found.capital.cents else Fraction(1)


def refund_value(paid: Money, ratio: Fraction) -> RefundValue:
    """What is owed for shares of which `paid` is paid up: paid x (1 - ratio), down to the whole cent.

    The one place where the cents of a refund are rounded (our choice: down, as for interest); the remainder is shown.
    Source: loi 47-1775 art. 18. Example: a share of 50.00 after losses of one fifth: 40.00.

    >>> refund_value(Money(5000), Fraction(1, 5)).net
    Money(cents=4000)
    >>> refund_value(Money(1000), Fraction(1, 3)).net, refund_value(Money(1000), Fraction(1, 3)).remainder
    (Money(cents=666), Fraction(2, 3))
    """
    exact = paid.cents * (1 - ratio)
    net = Money(exact.numerator // exact.denominator)
    return RefundValue(paid, paid - net, net, exact - net.cents, ratio)


def closing_of(lost_on: date, year_end: str) -> date:
    """The end of the year in which membership was lost; `lost_on` is the first day without it, `year_end` "MM-DD".

    Source: loi 47-1775 art. 18; usual clause (the year in which the loss became final).
    Example: out from 1 January 2026, member until 31 December 2025: the accounts of 2025 tell the value.

    >>> closing_of(date(2026, 1, 1), "12-31"), closing_of(date(2026, 7, 1), "06-30"), closing_of(date(2026, 7, 2), "06-30")
    (datetime.date(2025, 12, 31), datetime.date(2026, 6, 30), datetime.date(2027, 6, 30))
    """
    last_day = lost_on - timedelta(days=1)
    month, day = (int(part) for part in year_end.split("-"))
    ends = (_end_of(last_day.year + turn, month, day) for turn in (0, 1))
    return next(end for end in ends if end >= last_day)


def _end_of(year: int, month: int, day: int) -> date:
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)
