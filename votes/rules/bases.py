"""What the majority is taken of: the votes or weights expressed, all, the people present, the people entitled.

Where the file states no base, there is one only if every reading of it agrees (nothing was left unexpressed).
"""

from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.carrying import Carriage
from votes.rules.count_data import CountFile
from votes.rules.count_file import BASE_WITH_COLLEGES
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.fields import MISSING
from votes.rules.tally import Tally
from votes.rules.terms import Base


def base_of(file: CountFile, carriage: Carriage, tally: Tally) -> Fraction | None:
    """The base of a resolution, in heads or in weights; None where the file does not settle it.

    Raises UnreadableCountFile where the stated base needs a number that the file does not hold.
    """
    if carriage.by_heads:
        return _of_heads(file, carriage.expressed, tally.boxed.ballots)
    if file.base in (Base.PRESENT, Base.ENTITLED):
        raise UnreadableCountFile(
            [Fault("$.base", N_("%(found)s cannot be taken"), BASE_WITH_COLLEGES, {"found": str(file.base)})]
        )
    if file.base is Base.EXPRESSED:
        return carriage.expressed
    return Fraction(1) if file.base is Base.ALL or carriage.expressed == 1 else None


def _of_heads(file: CountFile, expressed: Fraction, ballots: int) -> Fraction | None:
    match file.base:
        case Base.EXPRESSED:
            return expressed
        case Base.PRESENT:
            return _stated(file, "present", [college.present for college in file.colleges], file.present)
        case Base.ALL | Base.ENTITLED:
            return _stated(file, "entitled", [college.entitled for college in file.colleges], file.entitled)
        case None:
            return expressed if expressed == ballots and file.entitled in (None, ballots) else None


def _stated(file: CountFile, key: str, by_college: list[int | None], total: int | None) -> Fraction:
    """The number of people at the top of the file, else the sum over the colleges."""
    if total is not None:
        return Fraction(total)
    known = [number for number in by_college if number is not None]
    if len(known) < len(by_college) or not known:
        expected = N_("a whole number: base is %(base)s")
        raise UnreadableCountFile([Fault(f"$.{key}", MISSING, expected, {"key": key, "base": str(file.base)})])
    return Fraction(sum(known))
