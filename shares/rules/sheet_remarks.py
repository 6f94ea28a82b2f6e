"""What a whole sheet of movements would bring about: history comes in as it was, and what is not in order is said.

Nothing is refused here: the past cannot be lived again. What would not be in order afterwards is for the desk to know
before it takes the sheet in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from shares.rules.capital import capital_floor, highest_capital, running
from shares.rules.ceilings import Warned, public_ceiling_warning
from shares.rules.holdings import check_holding
from shares.rules.paying import required_at_subscription
from shares.rules.positions import Position
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.rules.tree import Statutes

OUTSIDE = {"under-minimum", "over-maximum"}
MOST_NAMED = 5


@dataclass(frozen=True)
class Held:
    """One member of today whom the sheet names: name, category, size, and the account afterwards."""

    name: str
    category: Category
    size: int | None
    after: Position


def capital_remarks(statutes: Statutes, changes: Iterable[tuple[date, int, int]], public: Money) -> list[Warned]:
    """The floor and the part of public bodies, once the sheet is in; `changes`: (day, subscribed, paid) in any order.

    Source: loi 47-1775 art. 13 (rule 15), art. 27 (rule 16), art. 19 septies (rule 14).
    Example: 1 000.00 subscribed, then 900.00 gone: the floor of a quarter is 250.00, and 150.00 are missing.

    >>> from statutes.rules.worked import saying
    >>> gone = [(date(2026, 1, 1), 100_000, 100_000), (date(2026, 2, 1), -90_000, -90_000)]
    >>> [(one.rule, one.values["missing"]) for one in capital_remarks(saying(), gone, Money(0))]
    [(15, Money(cents=15000))]
    """
    curve = running(sorted(changes))
    if not curve:
        return []
    capital = curve[-1].subscribed
    floor = capital_floor(statutes, highest_capital(curve).subscribed)
    warned = public_ceiling_warning(public, capital)
    if capital < floor.amount:
        message = N_(
            "With this sheet the capital would be %(capital)s, under its floor of %(floor)s by %(missing)s: a refund of "
            "the sheet went too far, or subscriptions are missing from it."
        )
        values: dict[str, object] = {"capital": capital, "floor": floor.amount, "missing": floor.amount - capital}
        warned.append(
            Warned(16 if floor.source == law.ART_SA_CAPITAL else 15, "critical", message, floor.source, values)
        )
    return warned


def account_remarks(statutes: Statutes, members: Sequence[Held]) -> list[Warned]:
    """Members who would hold more or less than their category allows, and shares paid less than at subscription.

    Source: the statutes (rule 13); loi 47-1775 art. 12 (rule 11).
    Example: three shares where the category asks for five, and nothing paid.

    >>> from statutes.rules.worked import saying
    >>> few = Position(shares=3, subscribed_cents=6000)
    >>> found = account_remarks(saying(), [Held("Le Pont", Category(id="structures", min_shares=5), None, few)])
    >>> [(one.rule, one.values["names"]) for one in found]
    [(13, 'Le Pont'), (11, 'Le Pont')]
    """
    outside = [one.name for one in members if _is_outside(one)]
    unpaid = [one.name for one in members if _owes_at_subscription(statutes, one.after)]
    found = []
    if outside:
        message = N_("Members who would hold more or fewer shares than their category allows (%(count)s): %(names)s.")
        found.append(Warned(13, "warning", message, law.STATUTES_DECIDE, _named(outside)))
    if unpaid:
        message = N_("Members whose shares would be paid less than what is due at subscription (%(count)s): %(names)s.")
        found.append(Warned(11, "warning", message, law.ART_PAYMENT, _named(unpaid)))
    return found


def _is_outside(one: Held) -> bool:
    try:
        check_holding(one.category, one.after.shares, one.size)
    except Refused as refused:
        return refused.code in OUTSIDE
    return False


def _owes_at_subscription(statutes: Statutes, after: Position) -> bool:
    return after.paid_cents < required_at_subscription(statutes, after.subscribed).cents


def _named(names: Sequence[str]) -> dict[str, object]:
    told = ", ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    return {"count": len(names), "names": told}
