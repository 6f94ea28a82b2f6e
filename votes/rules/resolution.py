"""Counting a resolution: add up, carry to the assembly, take the majority, say why.

Ballots are added up first as whole numbers; exact fractions are used on the handful of sums alone.
"""

from votes.rules.bases import base_of
from votes.rules.carrying import carry_to_the_assembly
from votes.rules.count_data import CountFile
from votes.rules.majority import majority_reached
from votes.rules.reasons import reasons
from votes.rules.result import Result
from votes.rules.tally import tally


def count(file: CountFile) -> Result:
    """The result of a resolution by the rules that its file states.

    Raises UnreadableCountFile where the count needs a policy or a number that the file does not state.
    Source: loi 47-1775 art. 9 and 19 octies; the statutes' clauses that the file states.
    Example: three for, one against, more than half of the votes expressed: adopted.

    >>> from fractions import Fraction
    >>> from votes.rules.count_data import BallotLine
    >>> from votes.rules.majority import Threshold
    >>> from votes.rules.terms import Abstention, Base
    >>> lines = (BallotLine(None, 3, "for"), BallotLine(None, 1, "against"))
    >>> half = Threshold(strict=True, value=Fraction(1, 2))
    >>> rules = {"base": Base.EXPRESSED, "abstention": Abstention.EXCLUDED, "majority": half}
    >>> result = count(CountFile("Comptes", "resolution", lines, **rules))
    >>> result.adopted, result.for_ / result.base
    (True, Fraction(3, 4))
    """
    counted = tally(file)
    carriage = carry_to_the_assembly(file, counted)
    base = base_of(file, carriage, counted)
    adopted = None
    if base is not None and file.majority is not None:
        adopted = majority_reached(carriage.for_, base, file.majority)
    return Result(
        method=file.method,
        boxed=counted.boxed,
        for_=carriage.for_,
        against=carriage.against,
        base=base,
        adopted=adopted,
        votes=counted.votes,
        by_college=carriage.colleges,
        by_heads=carriage.by_heads,
        policies=carriage.policies,
        reasons=reasons(file, carriage, counted, base=base),
        invalid_ballots=counted.invalid,
    )
