"""Block carry of a college in a plurality vote: its whole weight to the option that has more than the threshold.

Where no option has it, the clause `college_tie` says what then: `void`, or `split` in equal parts among the options that
the college named. `against` has no meaning among options: reading the file refuses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.count_data import CountFile
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.fields import MISSING
from votes.rules.terms import CollegeTie


@dataclass(frozen=True)
class BlockShare:
    """How the block of a college is shared out; `tied` where no option passed the threshold."""

    parts: Mapping[int, Fraction]
    tied: bool = False


def block_share(votes: Mapping[int, int], file: CountFile, college: str) -> BlockShare:
    """Where the block of a college goes, from its votes by option, not all nothing.

    Raises UnreadableCountFile where no option passes and the file does not say what then.

    >>> from votes.rules.count_data import College
    >>> file = CountFile("Siège", "plurality", (), college_tie=CollegeTie.SPLIT)
    >>> block_share({0: 6, 1: 4}, file, "a").parts
    {0: Fraction(1, 1)}
    >>> block_share({0: 5, 1: 5}, file, "a").parts
    {0: Fraction(1, 2), 1: Fraction(1, 2)}
    """
    expressed = sum(votes.values())
    for option, number in votes.items():
        if number > file.block_threshold * expressed:
            return BlockShare({option: Fraction(1)})
    match file.college_tie:
        case CollegeTie.VOID:
            return BlockShare({}, tied=True)
        case CollegeTie.SPLIT:
            named = [option for option, number in votes.items() if number]
            return BlockShare({option: Fraction(1, len(named)) for option in named}, tied=True)
        case _:
            expected = N_("void or split: no option passed the threshold in the college %(college)s")
            values = {"key": "college_tie", "college": college}
            raise UnreadableCountFile([Fault("$.college_tie", MISSING, expected, values)])
