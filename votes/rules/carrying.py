"""From the votes of a resolution to two sums: by head without colleges, by weight with them.

Which policy had to be used, and for which colleges, is kept: the minutes must print it (rule 8).
"""

from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import N_
from votes.rules.count_data import College, CountFile
from votes.rules.faults import Fault, UnreadableCountFile
from votes.rules.fields import MISSING
from votes.rules.result import CollegeResult, Policy, Votes
from votes.rules.settling import policies_used, settlement_of
from votes.rules.tally import Tally, expressed_votes
from votes.rules.terms import Carry
from votes.rules.weighting import Carried, Settlement, carry


@dataclass(frozen=True)
class Carriage:
    """What each side received, by head or by weight, and how it came about."""

    for_: Fraction
    against: Fraction
    by_heads: bool
    colleges: tuple[CollegeResult, ...] = ()
    policies: tuple[Policy, ...] = ()

    @property
    def expressed(self) -> Fraction:
        """All that was expressed: votes by head, or weights."""
        return self.for_ + self.against


def carry_to_the_assembly(file: CountFile, tally: Tally) -> Carriage:
    """Carry the votes; raises UnreadableCountFile where a policy is needed that the file does not state.

    Source: loi 47-1775 art. 19 octies; clauses `carry`, `empty_college`, `silent_college`, `college_tie`.
    Example: a college of 1/2 with four for and one against carries 2/5 for and 1/10 against.

    >>> from votes.rules.count_data import BallotLine
    >>> from votes.rules.tally import tally
    >>> half = Fraction(1, 2)
    >>> colleges = (College("a", half, 5), College("b", half, 2))
    >>> lines = (BallotLine("a", 4, "for"), BallotLine("a", 1, "against"), BallotLine("b", 2, "for"))
    >>> file = CountFile("Comptes", "resolution", lines, colleges=colleges, carry=Carry.PROPORTIONAL)
    >>> carried = carry_to_the_assembly(file, tally(file))
    >>> carried.colleges[0].carried_for, carried.for_
    (Fraction(2, 5), Fraction(9, 10))
    """
    _refuse_unstated_abstention(file, tally)
    if not file.colleges:
        votes_for, votes_against = expressed_votes(tally.votes, file.abstention)
        return Carriage(Fraction(votes_for), Fraction(votes_against), by_heads=True)
    split = {college: expressed_votes(votes, file.abstention) for college, votes in tally.by_college.items()}
    settlement = settlement_of(file, {college: sum(votes) for college, votes in split.items()})
    carried = {college.id: _carried(file, college, settlement, split[college.id]) for college in file.colleges}
    return Carriage(
        for_=sum((sides.for_ for sides in carried.values()), Fraction(0)),
        against=sum((sides.against for sides in carried.values()), Fraction(0)),
        by_heads=settlement.weights is None,
        colleges=tuple(
            _line(college, settlement, tally.by_college[college.id], carried[college.id]) for college in file.colleges
        ),
        policies=policies_used(file, settlement.states, [college for college, sides in carried.items() if sides.tied]),
    )


def _carried(file: CountFile, college: College, settlement: Settlement, votes: tuple[int, int]) -> Carried:
    """What a college brings: its votes as heads where colleges are set aside, else its weight."""
    if settlement.weights is None:
        return Carried(Fraction(votes[0]), Fraction(votes[1]))
    rule = file.carry or Carry.PROPORTIONAL
    carried = carry(settlement.weights[college.id], votes, rule, threshold=file.block_threshold, tie=file.college_tie)
    if carried is not None:
        return carried
    expected = N_("void, split or against: no side passed the threshold in the college %(college)s")
    raise UnreadableCountFile(
        [Fault("$.college_tie", MISSING, expected, {"key": "college_tie", "college": college.id})]
    )


def _line(college: College, settlement: Settlement, votes: Votes, carried: Carried) -> CollegeResult:
    return CollegeResult(
        id=college.id,
        weight=college.weight,
        settled_weight=Fraction(0) if settlement.weights is None else settlement.weights[college.id],
        votes=votes,
        state=settlement.states[college.id],
        carried_for=carried.for_,
        carried_against=carried.against,
    )


def _refuse_unstated_abstention(file: CountFile, tally: Tally) -> None:
    if tally.votes.abstain and file.abstention is None:
        expected = N_("excluded, against or for: abstentions in this file: %(count)s")
        values = {"key": "abstention", "count": tally.votes.abstain}
        raise UnreadableCountFile([Fault("$.abstention", MISSING, expected, values)])
