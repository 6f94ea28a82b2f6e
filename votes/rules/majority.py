"""Majorities: what is asked for, and whether it was reached. Exact, and compared without dividing.

"Majorité" is strictly more than a half, "deux tiers" at least two thirds: a perfect tie is a rejection (code de
commerce L225-96 and L225-98 for the SA, L223-29 and L223-30 for the SARL, the statutes for the SAS).
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Threshold:
    """A share that must be passed (`strict`) or reached: `{"over": "1/2"}` or `{"at_least": "2/3"}`."""

    strict: bool
    value: Fraction

    def as_json(self) -> dict[str, str]:
        """The threshold as the count file writes it."""
        return {"over" if self.strict else "at_least": str(self.value)}


def majority_reached(votes_for: Fraction, base: Fraction, threshold: Threshold) -> bool:
    """Whether `votes_for` out of `base` reaches the majority; nothing is adopted by nobody.

    Article: code de commerce L225-98 (more than half of the votes cast), L225-96 (two thirds).

    >>> over_half = Threshold(strict=True, value=Fraction(1, 2))
    >>> majority_reached(Fraction(5), Fraction(10), over_half), majority_reached(Fraction(6), Fraction(10), over_half)
    (False, True)
    """
    if base <= 0:
        return False
    needed = threshold.value * base
    return votes_for > needed if threshold.strict else votes_for >= needed
