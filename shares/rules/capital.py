"""The capital in time: its curve, its highest mark, the floor under which it may not fall.

Both the subscribed and the paid-up capital are kept (whether "highest capital reached" means one or the other is an open
point of law); the floor is reckoned on the subscribed one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class CapitalDay:
    """The capital at the end of a day."""

    day: date
    subscribed: Money
    paid: Money


@dataclass(frozen=True)
class HighMark:
    """The highest capital ever reached, and the first day on which it was."""

    subscribed: Money = ZERO
    subscribed_on: date | None = None
    paid: Money = ZERO
    paid_on: date | None = None


@dataclass(frozen=True)
class Floor:
    """The least capital allowed, and which of the three bounds makes it."""

    amount: Money
    source: str


def running(changes: Iterable[tuple[date, int, int]]) -> list[CapitalDay]:
    """The curve: from (day, change of the subscribed, change of the paid) in cents, one day once, in order."""
    curve: list[CapitalDay] = []
    subscribed = paid = 0
    for day, more_subscribed, more_paid in changes:
        subscribed, paid = subscribed + more_subscribed, paid + more_paid
        curve.append(CapitalDay(day, Money(subscribed), Money(paid)))
    return curve


def highest_capital(curve: Iterable[CapitalDay]) -> HighMark:
    """The highest capital ever reached at the end of a day, over the whole life, never reset.

    Source: loi 47-1775 art. 13.
    Example: 250 000.00 once, 70 000.00 today: the mark stays at 250 000.00.

    >>> curve = running([(date(2026, 1, 1), 25_000_000, 25_000_000), (date(2026, 2, 1), -18_000_000, -18_000_000)])
    >>> highest_capital(curve).subscribed
    Money(cents=25000000)
    """
    mark = HighMark()
    for one in curve:
        if one.subscribed > mark.subscribed:
            mark = HighMark(one.subscribed, one.day, mark.paid, mark.paid_on)
        if one.paid > mark.paid:
            mark = HighMark(mark.subscribed, mark.subscribed_on, one.paid, one.day)
    return mark


def lowest_from(curve: Iterable[CapitalDay], on: date) -> Money:
    """The lowest subscribed capital on the day `on` and on any later day: what an operation of that day must leave."""
    at_start, later = ZERO, []
    for one in curve:
        if one.day <= on:
            at_start = one.subscribed
        else:
            later.append(one.subscribed)
    return min([at_start, *later])


def capital_floor(statutes: Statutes, highest: Money) -> Floor:
    """The least capital: the statutes' minimum, a quarter (or more) of the highest, 18 500 euros in a SA; the greatest.

    A fraction of a cent counts as a whole one, so that the fraction is never undercut.
    Source: loi 47-1775 art. 13 and 27.
    Example: highest 250 000.00 and a quarter: the floor is 62 500.00.

    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> capital_floor(Statutes(legal_form="SAS", **whole, **needed), Money(25_000_000)).amount
    Money(cents=6250000)
    """
    fraction = max(Fraction(statutes.shares.floor_fraction or 0), law.LOWEST_FLOOR_FRACTION)
    share = fraction * highest.cents
    bounds = [
        Floor(Money(-(-share.numerator // share.denominator)), law.ART_FLOOR),
        Floor(Money(statutes.shares.minimum_capital_cents or 0), law.STATUTES_DECIDE),
        Floor(Money(law.SA_MINIMUM_CAPITAL_CENTS if statutes.legal_form == "SA" else 0), law.ART_SA_CAPITAL),
    ]
    return max(bounds, key=lambda bound: bound.amount)


def room_above(capital: Money, floor: Floor) -> Money:
    """How much capital may still leave today; never under zero.

    Source: loi 47-1775 art. 13. Example: 63 000.00 above a floor of 62 500.00 leaves 500.00.

    >>> room_above(Money(6_300_000), Floor(Money(6_250_000), law.ART_FLOOR))
    Money(cents=50000)
    """
    return max(ZERO, capital - floor.amount)


def check_floor(capital: Money, leaving: Money, floor: Floor, price: Money) -> None:
    """Refuse what would take the capital under its floor; the sentence says what is possible today.

    Source: loi 47-1775 art. 13 (rule 15), art. 27 for a SA (rule 16).
    Example: capital 63 000.00, floor 62 500.00: at most 500.00 can leave.

    >>> floor = Floor(Money(6_250_000), law.ART_FLOOR)
    >>> check_floor(Money(6_300_000), Money(50_000), floor, Money(10_000))
    >>> check_floor(Money(6_300_000), Money(60_000), floor, Money(10_000))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: These shares (...
    """
    if capital - leaving >= floor.amount:
        return
    room = room_above(capital, floor)
    raise Refused(
        "under-floor",
        N_(
            "These shares (%(leaving)s) would leave a capital of %(left)s, under the floor of %(floor)s. Today at most "
            "%(possible)s shares (%(room)s) can leave; the rest waits for new subscriptions."
        ),
        rule=16 if floor.source == law.ART_SA_CAPITAL else 15,
        source=floor.source,
        leaving=leaving,
        left=capital - leaving,
        floor=floor.amount,
        room=room,
        possible=room.cents // price.cents,
    )
