"""Budget, greedily: the most approved first, each paid for where what is left of the budget allows, else passed over.

An option that nobody approved is not paid for. Where equal options cannot all be paid for, the tie rule orders them;
without one the count stops there, for what comes after depends on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Funding, Tie
from votes.rules.methods import approval
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.interface import Method, Tally
from votes.rules.places import ranking_of
from votes.rules.result import Reason
from votes.rules.ties import settled

STEP = "greedy"
TIE_STANDS = N_("A tie stands between %(tied)s: the budget cannot pay for all of them, and no tie rule was chosen.")
TIE_SETTLED = N_("A tie between %(tied)s was settled by the tie rule, in this order: %(settled)s.")
FUNDED = N_("Paid for: %(funded)s.")
NOTHING_FUNDED = N_("Nothing is paid for.")


@dataclass(frozen=True)
class Purchase:
    """What was paid for, in order, what is left in cents, and the tie that was met."""

    funded: tuple[str, ...]
    left_cents: int
    tie: Tie | None = None


def buy(approvals: Mapping[str, int], budget_cents: int, contest: Contest) -> Purchase:
    """Pay for options down their approvals while the budget allows; one without approval is left out.

    >>> from votes.rules.contest import Option
    >>> three = Contest((Option("A", "", 60), Option("B", "", 50), Option("C", "", 40)))
    >>> buy({"A": 9, "B": 7, "C": 5}, 100, three)
    Purchase(funded=('A', 'C'), left_cents=0, tie=None)
    """
    funded: list[str] = []
    left, tie = budget_cents, None
    for group in ranking_of({option: units for option, units in approvals.items() if units > 0}):
        affordable = [option for option in group if _cost(option, contest) <= left]
        if sum(_cost(option, contest) for option in affordable) > left:
            order = settled(affordable, contest)
            taken = _in_order(order, left, contest)
            tie = Tie(tuple(affordable), None, str(contest.tie_rule), tuple(taken))
            if not order:
                return Purchase(tuple(funded), left, tie)
            affordable = taken
        funded += affordable
        left -= sum(_cost(option, contest) for option in affordable)
    return Purchase(tuple(funded), left, tie)


def _cost(option: str, contest: Contest) -> int:
    return contest.costs[contest.index[option]]


def _in_order(order: Sequence[str], left: int, contest: Contest) -> list[str]:
    taken = []
    for option in order:
        if _cost(option, contest) <= left:
            taken.append(option)
            left -= _cost(option, contest)
    return taken


def decide(tally: Tally[int], contest: Contest) -> Decision:
    """What the budget pays for.

    >>> from votes.rules.contest import Option
    >>> projects = (Option("A", "", 60_00), Option("B", "", 50_00), Option("C", "", 40_00))
    >>> decide(Tally({0: 9, 1: 7, 2: 5}, 12), Contest(projects, budget_cents=100_00)).winners
    ('A', 'C')
    """
    approvals = {option: tally.cells.get(place, 0) for place, option in enumerate(contest.ids)}
    bought = buy(approvals, contest.budget_cents, contest)
    steps = dict.fromkeys(bought.funded, STEP)
    funding = Funding(bought.funded, steps, contest.budget_cents - bought.left_cents, bought.left_cents)
    return Decision(
        ranking_of(approvals),
        bought.funded,
        bought.tie,
        purchase_reasons(bought) if tally.ballots else (NOTHING_EXPRESSED,),
        scores={option: tally.exact(units) for option, units in approvals.items()},
        funding=funding,
    )


def purchase_reasons(bought: Purchase) -> tuple[Reason, ...]:
    """What was paid for and the tie that was met, in sentences.

    >>> [reason.said("en") for reason in purchase_reasons(Purchase(("A", "C"), 0))]
    ['Paid for: A, C.']
    """
    funded = Reason(FUNDED, {"funded": bought.funded}) if bought.funded else Reason(NOTHING_FUNDED)
    if bought.tie is None:
        return (funded,)
    values = {"tied": bought.tie.between, "settled": bought.tie.settled}
    return (funded, Reason(TIE_SETTLED if bought.tie.settled else TIE_STANDS, values))


METHOD = Method("greedy", approval.read, approval.entries, decide)
