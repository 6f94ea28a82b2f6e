"""Bounds of a holding by the category's clauses: a least number of shares (by size where the statutes say so), a most."""

from dataclasses import dataclass

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.members import Category


@dataclass(frozen=True)
class Bounds:
    """The least and the most shares of a holding; `most` None where the statutes set no bound."""

    least: int
    most: int | None


def bounds_of(category: Category, size: int | None = None) -> Bounds:
    """The bounds of a category for a member of that size (inhabitants, staff...).

    Steps: `upto` gives the shares of the sizes up to it; `each` adds shares for every slice, begun or whole, above the
    highest `upto`. The greater of the steps and of `min_shares` counts. Source: the statutes (rule 13).
    Example: up to 1 000 two shares, then one for each 1 000: a town of 2 500 inhabitants takes four.

    >>> from statutes.rules.clauses.members import Step
    >>> steps = (Step(upto=1000, shares=2), Step(each=1000, shares=1))
    >>> bounds_of(Category(id="towns", min_shares_steps=steps), 2500).least
    4
    >>> bounds_of(Category(id="towns", min_shares_steps=steps))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The statutes set the least number of shares of the category...
    """
    least = category.min_shares or 0
    if category.min_shares_steps:
        if size is None:
            raise Refused(
                "size-missing",
                N_(
                    "The statutes set the least number of shares of the category “%(category)s” by the size of the "
                    "member, and this member's size is not on record: write it on the member's card first."
                ),
                rule=13,
                source=law.STATUTES_DECIDE,
                category=category.id,
            )
        least = max(least, _by_size(category, size))
    return Bounds(least, category.max_shares)


def _by_size(category: Category, size: int) -> int:
    steps = category.min_shares_steps or ()
    tops = sorted((step.upto, step.shares) for step in steps if step.upto is not None)
    for upto, shares in tops:
        if size <= upto:
            return shares
    top, shares = tops[-1] if tops else (0, 0)
    return shares + sum(step.shares * -(-(size - top) // step.each) for step in steps if step.each is not None)


def check_holding(category: Category, held: int, size: int | None = None) -> None:
    """Refuse a holding outside the bounds of the category (rule 13); `held` is the number of shares afterwards.

    Source: the statutes.
    Example: with at least 5 shares a holding of 5 is right, one of 4 is refused.

    >>> check_holding(Category(id="structures", min_shares=5), 5)
    >>> check_holding(Category(id="structures", min_shares=5), 4)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The member would hold 4 shares; the statutes ask for at least 5...
    """
    bounds = bounds_of(category, size)
    if bounds.most is not None and held > bounds.most:
        raise Refused(
            "over-maximum",
            N_(
                "The member would hold %(held)s shares; the statutes allow at most %(most)s in the category "
                "“%(category)s”, which is %(over)s too many. Lower the number."
            ),
            rule=13,
            source=law.STATUTES_DECIDE,
            held=held,
            most=bounds.most,
            over=held - bounds.most,
            category=category.name or category.id,
        )
    if held < bounds.least:
        raise Refused(
            "under-minimum",
            N_(
                "The member would hold %(held)s shares; the statutes ask for at least %(least)s in the category "
                "“%(category)s”, and %(short)s are missing."
            ),
            rule=13,
            source=law.STATUTES_DECIDE,
            held=held,
            least=bounds.least,
            short=bounds.least - held,
            category=category.name or category.id,
        )
