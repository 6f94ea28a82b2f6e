"""Budget, by the Method of Equal Shares (Peters, Pierczyński, Skowron), cost utilities, completed.

Every ballot receives an equal share of the budget (with colleges: in proportion to its weight). An option is bought
where those who approve it can pay for it together; the next one bought is that which costs its supporters least by
euro of cost, all of them paying the same, or all they have left. What remains is completed as is usual: the budget is
raised by one cent a ballot at a time while what it buys stays within the true budget, then the rest goes greedily.
"""

from collections.abc import Mapping

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Funding
from votes.rules.methods import approval, greedy
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.greedy import Purchase, purchase_reasons
from votes.rules.methods.interface import Method, Tally
from votes.rules.methods.shares import Electorate, Run, raised, run
from votes.rules.places import ranking_of
from votes.rules.result import Reason

Marks = tuple[int, ...]
SHARES, RAISED = "equal_shares", "raised_budget"
_BY_SHARES = N_("Bought with equal shares: %(options)s.")
_BY_RAISING = N_("Bought with shares raised by %(cents)s cents a ballot, within the true budget: %(options)s.")
_BY_APPROVALS = N_("Paid for with what was left, by number of approvals: %(options)s.")


def entries(ballot: Marks, _contest: Contest) -> tuple[tuple[Marks, int], ...]:
    """One vote for this set of options.

    >>> entries((0, 2), Contest(()))
    (((0, 2), 1),)
    """
    return ((ballot, 1),)


def decide(tally: Tally[Marks], contest: Contest) -> Decision:
    """What the budget pays for, by which step.

    Ten ballots, 100 euros: the six who approve A have paid for it, so C takes its turn though B has more approvals.

    >>> from votes.rules.contest import Option
    >>> projects = (Option("A", "", 60_00), Option("B", "", 50_00), Option("C", "", 40_00))
    >>> decision = decide(Tally({(0, 1): 5, (0,): 1, (2,): 4}, 10, heads=10), Contest(projects, budget_cents=100_00))
    >>> decision.funding.funded, dict(decision.funding.steps)
    (('A', 'C'), {'A': 'equal_shares', 'C': 'equal_shares'})
    """
    approvals = _approvals(tally, contest)
    if not tally.ballots:
        return Decision(ranking_of(approvals), (), reasons=(NOTHING_EXPRESSED,))
    electorate = Electorate.of(tally)
    first = run(electorate, contest, 0)
    last = first if first.tie else raised(electorate, contest, first)
    bought = _completed(last, approvals, contest)
    steps = {option: _step(option, first, last) for option in bought.funded}
    funding = Funding(bought.funded, steps, contest.budget_cents - bought.left_cents, bought.left_cents)
    return Decision(
        ranking_of(approvals),
        bought.funded,
        bought.tie,
        (*purchase_reasons(bought), *_reasons(steps, last)),
        scores={option: tally.exact(units) for option, units in approvals.items()},
        funding=funding,
    )


def _approvals(tally: Tally[Marks], contest: Contest) -> dict[str, int]:
    sums = dict.fromkeys(contest.ids, 0)
    for marks, units in tally.cells.items():
        for place in marks:
            sums[contest.ids[place]] += units
    return sums


def _completed(last: Run, approvals: Mapping[str, int], contest: Contest) -> Purchase:
    """What is left goes greedily to those not yet bought; a tie met before stops the count."""
    funded = tuple(contest.ids[option] for option in last.bought)
    left = contest.budget_cents - last.cost_cents
    if last.tie is not None:
        return Purchase(funded, left, last.tie)
    rest = {option: units for option, units in approvals.items() if option not in funded}
    more = greedy.buy(rest, left, contest)
    return Purchase(funded + more.funded, more.left_cents, more.tie)


def _step(option: str, first: Run, last: Run) -> str:
    """By which step an option was paid for, said of the outcome that stands."""
    if option in first.names:
        return SHARES
    return RAISED if option in last.names else greedy.STEP


def _reasons(steps: Mapping[str, str], last: Run) -> list[Reason]:
    said = ((_BY_SHARES, SHARES), (_BY_RAISING, RAISED), (_BY_APPROVALS, greedy.STEP))
    listed = [(message, tuple(option for option in steps if steps[option] == step)) for message, step in said]
    return [Reason(message, {"options": options, "cents": last.raised_cents}) for message, options in listed if options]


METHOD = Method("equal_shares", approval.read, entries, decide)
