"""The bounds of variable capital: the floor that holds refunds back, the ceilings that hold subscriptions back."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from shares.rules.movements import Movement
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class Floor:
    """The least capital allowed, and which of the three bounds makes it."""

    amount: Money
    source: str


def highest_capital(movements: Iterable[Movement]) -> Money:
    """The highest capital ever reached at the end of a day, over the whole life, never reset.

    Source: loi 47-1775 art. 13.
    Example: 2 500 shares of 100.00 once, 700 today: the mark stays at 250 000.00.

    >>> from datetime import UTC, date, datetime
    >>> moment = datetime(2026, 1, 1, tzinfo=UTC)
    >>> once, refund = (Movement(n, 7, shares, 10_000, date(2026, n, 1), moment) for n, shares in ((1, 2500), (2, -1800)))
    >>> highest_capital([once, refund])
    Money(cents=25000000)
    """
    by_day: dict[object, Money] = {}
    for movement in sorted(movements, key=lambda m: (m.effective_on, m.number)):
        by_day[movement.effective_on] = by_day.get(movement.effective_on, ZERO) + movement.amount
    highest, running = ZERO, ZERO
    for amount in by_day.values():
        running += amount
        highest = max(highest, running)
    return highest


def capital_floor(statutes: Statutes, highest: Money) -> Floor:
    """The least capital: the statutes' minimum, a quarter (or more) of the highest, 18 500 euros in a SA; the greatest.

    A fraction of a cent counts as a whole one, so that the fraction is never undercut.
    Source: loi 47-1775 art. 13 and 27.
    Example: highest 250 000.00 and a quarter: the floor is 62 500.00.

    >>> from datetime import date
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


def check_floor(capital: Money, refund: Money, floor: Floor, price: Money) -> None:
    """Refuse a refund that would take the capital under its floor; the sentence says what is possible today.

    Source: loi 47-1775 art. 13 (rule 15), art. 27 for a SA (rule 16).
    Example: capital 63 000.00, floor 62 500.00: at most 500.00 can be refunded.

    >>> floor = Floor(Money(6_250_000), law.ART_FLOOR)
    >>> check_floor(Money(6_300_000), Money(50_000), floor, Money(10_000))
    >>> check_floor(Money(6_300_000), Money(60_000), floor, Money(10_000))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: This refund of ...
    """
    if capital - refund >= floor.amount:
        return
    room = max(ZERO, capital - floor.amount)
    raise Refused(
        "under-floor",
        N_(
            "This refund of %(refund)s would leave a capital of %(left)s, under the floor of %(floor)s. Today at most "
            "%(possible)s shares (%(room)s) can be refunded; the rest waits for new subscriptions."
        ),
        rule=16 if floor.source == law.ART_SA_CAPITAL else 15,
        source=floor.source,
        refund=refund,
        left=capital - refund,
        floor=floor.amount,
        room=room,
        possible=room.cents // price.cents,
    )


def check_holding(category: Category, held: int) -> None:
    """Refuse a holding outside the bounds of the category (rule 13).

    `held` is the number of shares after the operation. Steps by size need the member's size and are not judged here.
    Source: the statutes.
    Example: with at least 5 shares a holding of 5 is right, one of 4 is refused.

    >>> check_holding(Category(id="structures", min_shares=5), 5)
    >>> check_holding(Category(id="structures", min_shares=5), 4)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The member would hold 4 shares; the statutes ask for at least 5...
    """
    if category.max_shares is not None and held > category.max_shares:
        raise Refused(
            "over-maximum",
            N_(
                "The member would hold %(held)s shares; the statutes allow at most %(most)s in the category "
                "“%(category)s”. Lower the number."
            ),
            rule=13,
            source=law.STATUTES_DECIDE,
            held=held,
            most=category.max_shares,
            category=category.id,
        )
    if category.min_shares is not None and held < category.min_shares:
        raise Refused(
            "under-minimum",
            N_(
                "The member would hold %(held)s shares; the statutes ask for at least %(least)s in the category "
                "“%(category)s”. Raise the number."
            ),
            rule=13,
            source=law.STATUTES_DECIDE,
            held=held,
            least=category.min_shares,
            category=category.id,
        )


def check_public_ceiling(public: Money, capital: Money, added: Money) -> None:
    """Refuse a subscription that would give public bodies more than half of the capital.

    `public` and `capital` before the operation, `added` what a public body subscribes now.
    Source: loi 47-1775 art. 19 septies (rule 14).
    Example: 50 000.00 of 100 000.00 is allowed, one share more is not.

    >>> check_public_ceiling(Money(4_995_000), Money(9_990_000), Money(0))
    >>> check_public_ceiling(Money(5_000_000), Money(10_000_000), Money(5_000))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Local authorities and their bodies would hold ...
    """
    held, total = public + added, capital + added
    if over_public_ceiling(held, total):
        raise Refused(
            "public-ceiling",
            N_(
                "Local authorities and their bodies would hold %(held)s of a capital of %(total)s. Together they may "
                "hold half of it at most: lower the number, or wait for other subscriptions."
            ),
            rule=14,
            source=law.ART_CATEGORIES,
            held=held,
            total=total,
        )


def over_public_ceiling(public: Money, capital: Money) -> bool:
    """Whether public bodies hold more than their ceiling; exactly half is allowed.

    Source: loi 47-1775 art. 19 septies (rule 14).

    >>> [over_public_ceiling(Money(5_000_000), Money(capital)) for capital in (10_000_000, 9_995_000)]
    [False, True]
    """
    ceiling = law.PUBLIC_BODIES_CEILING
    return public.cents * ceiling.denominator > capital.cents * ceiling.numerator
