"""From the tallies of the colleges to the tally that decides: each ballot of a college weighs w / n.

w is the weight of the college on this question, once empty and silent colleges are settled, n the number of its ballots
that express a vote (blank, null and invalid ones express none). Weights become whole numbers of one small unit, so that
any method counts them as it counts heads. Block carry, for plurality alone: the whole weight goes to one option.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from votes.rules.adding_up import Box
from votes.rules.block import block_share
from votes.rules.count_data import CountFile
from votes.rules.methods.interface import Tally
from votes.rules.result import Policy
from votes.rules.settling import policies_used, settlement_of
from votes.rules.terms import Carry
from votes.rules.weighting import Settlement


@dataclass(frozen=True)
class Weighed:
    """The tally that decides, and how the colleges came to weigh in it; `by_heads`: one ballot, one vote."""

    tally: Tally[Any]
    by_heads: bool
    settlement: Settlement | None = None
    policies: tuple[Policy, ...] = ()


def weigh(file: CountFile, box: Box) -> Weighed:
    """Weigh what was in the box; raises UnreadableCountFile where a policy is needed that the file does not state.

    Source: loi 47-1775 art. 19 octies. Example: a college of 1/2 whose four ballots weigh 1/8 each.

    >>> from votes.rules.adding_up import Adding, add_up
    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.count_data import BallotLine, College
    >>> from votes.rules.methods import approval
    >>> colleges = (College("a", Fraction(1, 2), 9), College("b", Fraction(1, 2), 2))
    >>> lines = (BallotLine("a", 4, ["A"]), BallotLine("b", 1, ["B"]))
    >>> contest = Contest((Option("A"), Option("B")))
    >>> file = CountFile("Budget", "approval", lines, colleges=colleges, contest=contest)
    >>> tally = weigh(file, add_up(lines, Adding(approval.METHOD, contest, ("a", "b")))).tally
    >>> tally.exact(tally.cells[0]), tally.exact(tally.cells[1])
    (Fraction(1, 2), Fraction(1, 2))
    """
    if not file.colleges:
        return Weighed(box.colleges[None].tally, by_heads=True)
    tallies = {college.id: box.colleges[college.id].tally for college in file.colleges}
    settlement = settlement_of(file, {college: tally.ballots for college, tally in tallies.items()})
    tied: list[str] = []
    if settlement.weights is None:
        merged = heads_of(box)
    elif file.carry is Carry.BLOCK:
        merged, tied = _in_blocks(file, tallies, settlement.weights)
    else:
        merged = _by_ballot(tallies, settlement.weights)
    policies = policies_used(file, settlement.states, tied)
    return Weighed(merged, settlement.weights is None, settlement, policies)


def heads_of(box: Box) -> Tally[Any]:
    """One ballot, one vote, whatever its college.

    >>> from votes.rules.result import Boxed
    >>> heads_of(Box(Boxed(0, 0, 0, 0), {}, ())).ballots
    0
    """
    cells: Counter[Any] = Counter()
    for college in box.colleges.values():
        cells.update(college.tally.cells)
    ballots = sum(college.tally.ballots for college in box.colleges.values())
    return Tally(cells, ballots, heads=ballots)


def _by_ballot(tallies: Mapping[str, Tally[Any]], weights: Mapping[str, Fraction]) -> Tally[Any]:
    worth = {college: weights[college] / tally.ballots for college, tally in tallies.items() if tally.ballots}
    denominator = lcm(*(value.denominator for value in worth.values()))
    cells: Counter[Any] = Counter()
    for college, value in worth.items():
        units = int(value * denominator)
        for key, number in tallies[college].cells.items():
            cells[key] += number * units
    ballots = sum(int(value * denominator) * tallies[college].ballots for college, value in worth.items())
    heads = sum(tally.ballots for tally in tallies.values())
    return Tally(cells, ballots, denominator, weighted=True, heads=heads)


def _in_blocks(
    file: CountFile, tallies: Mapping[str, Tally[Any]], weights: Mapping[str, Fraction]
) -> tuple[Tally[Any], list[str]]:
    """The whole weight of each college to one option; and the colleges in which none passes the threshold."""
    carried: Counter[int] = Counter()
    shares: list[tuple[Fraction, Mapping[int, Fraction]]] = []
    tied = []
    for college, tally in tallies.items():
        if tally.ballots:
            share = block_share(tally.cells, file, college)
            shares.append((weights[college], share.parts))
            tied += [college] if share.tied else []
    parts = [(option, weight * part) for weight, split in shares for option, part in split.items()]
    denominator = lcm(*(value.denominator for _, value in parts))
    for option, value in parts:
        carried[option] += int(value * denominator)
    heads = sum(tally.ballots for tally in tallies.values())
    return Tally(carried, sum(carried.values()), denominator, weighted=True, heads=heads), tied
