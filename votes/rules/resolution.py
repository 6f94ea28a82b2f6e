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
