"""Carrying the votes of the colleges to the assembly: who weighs what, and for which side.

Law: loi 47-1775 art. 19 octies (the statutes fix the votes of each college). Exact fractions, a handful of them: the
ballots were added up before. An empty college (nobody entitled) is settled first, then a silent one (nobody expressed
a vote on this question) on the weights that result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from statutes.rules.law import MINIMUM_COLLEGES
from votes.rules.terms import AbsentPolicy, Carry, CollegeState, CollegeTie

ZERO = Fraction(0)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Carried:
    """What a college brings to each side; `tied` where no side passed the block threshold."""

    for_: Fraction
    against: Fraction
    tied: bool = False


@dataclass(frozen=True)
class Settlement:
    """The weights after empty and silent colleges; `weights` is None where one member, one vote applies instead."""

    states: Mapping[str, CollegeState]
    weights: Mapping[str, Fraction] | None


def college_states(entitled: Mapping[str, int | None], expressed: Mapping[str, int]) -> dict[str, CollegeState]:
    """Which colleges are empty (nobody entitled), silent (no vote expressed), or expressed themselves.

    Source: loi 47-1775 art. 19 octies and the statutes, which may treat an empty college and a silent one differently.

    >>> [str(state) for state in college_states({"a": 9, "b": 4, "c": 0}, {"a": 7, "b": 0, "c": 0}).values()]
    ['expressed', 'silent', 'empty']
    """
    return {college: _state(entitled[college], expressed[college]) for college in entitled}


def _state(entitled: int | None, expressed: int) -> CollegeState:
    if entitled == 0:
        return CollegeState.EMPTY
    return CollegeState.EXPRESSED if expressed else CollegeState.SILENT


def settle(
    weights: Mapping[str, Fraction],
    states: Mapping[str, CollegeState],
    *,
    empty: AbsentPolicy | None,
    silent: AbsentPolicy | None,
) -> Settlement:
    """The weight of each college once those of empty and silent colleges have been dealt with.

    Statutes clauses `empty_college` and `silent_college`; a policy may be None only where no college is concerned.

    >>> third, half = Fraction(1, 3), Fraction(1, 2)
    >>> states = {"a": CollegeState.EXPRESSED, "b": CollegeState.EXPRESSED, "c": CollegeState.SILENT}
    >>> settle(dict.fromkeys("abc", third), states, empty=None, silent=AbsentPolicy.EQUAL).weights
    {'a': Fraction(1, 2), 'b': Fraction(1, 2), 'c': Fraction(0, 1)}
    """
    settled: dict[str, Fraction] | None = dict(weights)
    for state, policy in ((CollegeState.EMPTY, empty), (CollegeState.SILENT, silent)):
        absent = {college for college, its_state in states.items() if its_state is state}
        if settled is None or not absent:
            continue
        if policy is None:
            raise ValueError(state)
        alive = _remaining(states, up_to=state)
        settled = _without(settled, absent, alive, policy)
    return Settlement(states, settled)


def _remaining(states: Mapping[str, CollegeState], *, up_to: CollegeState) -> list[str]:
    """The colleges that remain once the empty ones, or the empty and silent ones, are taken away."""
    gone = {CollegeState.EMPTY, up_to}
    return [college for college, state in states.items() if state not in gone]


def _without(
    weights: Mapping[str, Fraction], absent: set[str], alive: list[str], policy: AbsentPolicy
) -> dict[str, Fraction] | None:
    """The weights once `absent` weigh nothing; None where fewer than three colleges remain and heads count."""
    if policy is AbsentPolicy.HEADS and len(alive) < MINIMUM_COLLEGES:
        return None
    freed = sum((weights[college] for college in absent), ZERO)
    settled = {college: ZERO if college in absent else weight for college, weight in weights.items()}
    if policy in (AbsentPolicy.EQUAL, AbsentPolicy.PROPORTIONAL):
        keys = {c: Fraction(1) if policy is AbsentPolicy.EQUAL else weights[c] for c in alive}
        settled |= share_out(freed, {college: settled[college] for college in alive}, keys)
    return settled


def share_out(
    freed: Fraction, weights: Mapping[str, Fraction], keys: Mapping[str, Fraction], cap: Fraction = HALF
) -> dict[str, Fraction]:
    """Share a freed weight by `keys`, nobody above `cap`: what exceeds goes to those under it, the rest is void.

    Statutes clauses `equal` and `proportional`; the cap is the law's half (loi 47-1775 art. 19 octies).

    >>> tenths = {"a": Fraction(4, 10), "c": Fraction(3, 10)}
    >>> share_out(Fraction(3, 10), tenths, dict.fromkeys("ac", Fraction(1)))
    {'a': Fraction(1, 2), 'c': Fraction(1, 2)}
    """
    shared = dict(weights)
    while freed > 0:
        takers = [college for college in shared if shared[college] < cap and keys[college] > 0]
        total = sum((keys[college] for college in takers), ZERO)
        if not takers:
            break
        offered = freed
        for college in takers:
            taken = min(offered * keys[college] / total, cap - shared[college])
            shared[college] += taken
            freed -= taken
    return shared


def carry_proportionally(weight: Fraction, votes_for: int, votes_against: int) -> Fraction:
    """The part of the weight that goes to the side for, as its expressed votes are split.

    Statutes clause `carry = "proportional"`.

    >>> carry_proportionally(Fraction(1, 2), 4, 1)
    Fraction(2, 5)
    """
    return weight * votes_for / (votes_for + votes_against)


def carry(
    weight: Fraction, votes: tuple[int, int], rule: Carry, *, threshold: Fraction, tie: CollegeTie | None
) -> Carried | None:
    """What a college with expressed `votes` (for, against) brings to each side; a college without any brings nothing.

    None where no side passes the block threshold and the statutes do not say what then (`tie` is None).
    Statutes clauses `carry`, `block_threshold` and `college_tie`.

    >>> carry(Fraction(1, 2), (4, 1), Carry.BLOCK, threshold=Fraction(1, 2), tie=None)
    Carried(for_=Fraction(1, 2), against=Fraction(0, 1), tied=False)
    """
    votes_for, votes_against = votes
    expressed = votes_for + votes_against
    if not expressed:
        return Carried(ZERO, ZERO)
    if rule is Carry.PROPORTIONAL:
        for_ = carry_proportionally(weight, votes_for, votes_against)
        return Carried(for_, weight - for_)
    if votes_for > threshold * expressed:
        return Carried(weight, ZERO)
    if votes_against > threshold * expressed:
        return Carried(ZERO, weight)
    return _carry_tie(weight, tie)


def _carry_tie(weight: Fraction, tie: CollegeTie | None) -> Carried | None:
    match tie:
        case CollegeTie.VOID:
            return Carried(ZERO, ZERO, tied=True)
        case CollegeTie.SPLIT:
            return Carried(weight / 2, weight / 2, tied=True)
        case CollegeTie.AGAINST:
            return Carried(ZERO, weight, tied=True)
        case None:
            return None
