"""Is the quorum reached? By members, by shares, by weighted colleges or in each college, as the statutes say.

L225-96, L225-98 (SA), L223-30 (SARL), the statutes (SAS); rule 31 of the compliance table. In a cooperative the unit is
the member. Exactly the required part is enough ("au moins"). A college in which nobody is entitled is not formed: it is
not asked to reach a quorum of its own, and brings nothing to a weighted one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

BASES = ("members", "shares", "weighted_by_college", "per_college")


@dataclass(frozen=True)
class Presence:
    """Those entitled and those taking part (present, remote or represented) in one group, in members and in shares."""

    entitled: int
    present: int
    entitled_shares: int = 0
    present_shares: int = 0


@dataclass(frozen=True)
class CollegeQuorum:
    """One college's part of the result."""

    college: str
    presence: Presence
    reached: Fraction
    met: bool


@dataclass(frozen=True)
class QuorumResult:
    """The answer and its figures: `reached` and `required` are parts of 1, `missing` is in members or shares.

    `required` None means that the statutes ask for no quorum. `missing` is None where heads alone cannot say it.
    """

    met: bool
    basis: str
    required: Fraction | None
    reached: Fraction
    presence: Presence
    missing: int | None
    colleges: tuple[CollegeQuorum, ...] = ()


def quorum(
    required: Fraction | None, basis: str, everyone: Presence, colleges: Mapping[str, tuple[Fraction, Presence]]
) -> QuorumResult:
    """Judge the quorum; `colleges` gives each college's weight and presence (empty where there are none).

    Source: L225-98 (one fifth, SA), L225-96 (a quarter), statutes. An empty room never meets a quorum that is asked.

    >>> quorum(Fraction(1, 5), "members", Presence(entitled=60, present=12), {}).met
    True
    >>> quorum(Fraction(1, 5), "members", Presence(entitled=60, present=11), {}).missing
    1
    """
    if basis not in BASES:
        raise ValueError(basis)
    rows = tuple(_college(name, presence, required) for name, (_weight, presence) in colleges.items())
    reached = _reached(basis, everyone, colleges)
    if required is None:
        met = True
    elif basis == "per_college":
        formed = [row for row in rows if row.presence.entitled]
        met = bool(formed) and all(row.met for row in formed)
    else:
        met = everyone.entitled > 0 and reached >= required
    return QuorumResult(met, basis, required, reached, everyone, _missing(basis, required, everyone), rows)


def _reached(basis: str, everyone: Presence, colleges: Mapping[str, tuple[Fraction, Presence]]) -> Fraction:
    if basis == "shares":
        return _part(everyone.present_shares, everyone.entitled_shares)
    if basis == "weighted_by_college":
        parts = [weight * _part(presence.present, presence.entitled) for weight, presence in colleges.values()]
        return sum(parts, Fraction(0))
    if basis == "per_college":
        formed = [presence for _weight, presence in colleges.values() if presence.entitled]
        return min((_part(presence.present, presence.entitled) for presence in formed), default=Fraction(0))
    return _part(everyone.present, everyone.entitled)


def _college(name: str, presence: Presence, required: Fraction | None) -> CollegeQuorum:
    reached = _part(presence.present, presence.entitled)
    return CollegeQuorum(name, presence, reached, required is None or (presence.entitled > 0 and reached >= required))


def _missing(basis: str, required: Fraction | None, everyone: Presence) -> int | None:
    if required is None:
        return 0
    if basis == "members":
        return max(0, _ceiling(required * everyone.entitled) - everyone.present)
    if basis == "shares":
        return max(0, _ceiling(required * everyone.entitled_shares) - everyone.present_shares)
    return None


def needed(required: Fraction, entitled: int) -> int:
    """The smallest whole number that reaches `required` of `entitled`.

    >>> needed(Fraction(1, 5), 61)
    13
    """
    return _ceiling(required * entitled)


def _ceiling(amount: Fraction) -> int:
    return -(-amount.numerator // amount.denominator)


def _part(present: int, entitled: int) -> Fraction:
    return Fraction(present, entitled) if entitled else Fraction(0)


def presence_of(lines: Sequence[tuple[bool, int]]) -> Presence:
    """Sum up lines of (takes part, shares).

    >>> presence_of([(True, 3), (False, 2)])
    Presence(entitled=2, present=1, entitled_shares=5, present_shares=3)
    """
    return Presence(
        entitled=len(lines),
        present=sum(1 for takes_part, _shares in lines if takes_part),
        entitled_shares=sum(shares for _takes_part, shares in lines),
        present_shares=sum(shares for takes_part, shares in lines if takes_part),
    )
