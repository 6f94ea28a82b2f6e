"""Budgets against a naive count written here from the published definitions, over random profiles; and worked examples.

Equal Shares: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021), cost
utilities. An option is r-affordable where its supporters can pay for it, each giving min(what is left, r x cost); the
one affordable at the least r is bought. Libraries that count it bring a solver of hundreds of megabytes, so none is used.
"""

from collections import Counter
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.factories.contests import contest, counted
from tests.factories.votes import as_text
from votes.rules.count_file import parse
from votes.rules.decision import Decision
from votes.rules.methods.interface import Tally
from votes.rules.methods.shares import Electorate, Run, run

OPTIONS, BUDGET = "ABCDE", 60
Ballots = list[tuple[int, list[str]]]
PROFILES = st.lists(st.tuples(st.integers(1, 4), st.sets(st.sampled_from(OPTIONS)).map(sorted)), min_size=1, max_size=6)
PRICES = st.lists(st.integers(3, 55), min_size=5, max_size=5).map(lambda found: dict(zip(OPTIONS, found, strict=True)))


def asked(method: str, ballots: Ballots, costs: dict[str, int], budget: int = BUDGET) -> Decision:
    document = contest(method, tuple(costs), ballots, budget_cents=budget)
    document["options"] = [{"id": option, "cost_cents": cost} for option, cost in costs.items()]
    return counted(document).decision


def first_run(ballots: Ballots, costs: dict[str, int], budget: int) -> Run:
    """Equal Shares before its completion."""
    document = contest("equal_shares", tuple(costs), ballots, budget_cents=budget)
    document["options"] = [{"id": option, "cost_cents": cost} for option, cost in costs.items()]
    rules = parse(as_text(document)).contest
    assert rules is not None
    cells: Counter[tuple[int, ...]] = Counter()
    for number, choice in ballots:
        cells[tuple(list(costs).index(one) for one in choice)] += number
    return run(Electorate.of(Tally(cells, cells.total())), rules, 0)


def affordable_at(purses: list[Fraction], cost: int) -> Fraction | None:
    """The r at which these supporters pay the cost: who cannot give r x cost gives all and leaves the others to share."""
    rest, owed = list(purses), Fraction(cost)
    while rest:
        share = owed / len(rest)
        poor = [purse for purse in rest if purse < share]
        if not poor:
            return share / cost
        owed -= sum(poor)
        rest = [purse for purse in rest if purse >= share]
    return None


def shares(voters: list[list[str]], costs: dict[str, int], each: Fraction) -> list[str] | None:
    """What shares of this size buy, in order; None where two options are affordable at the same least r."""
    left, bought = [each] * len(voters), list[str]()
    while True:
        rates = {
            option: affordable_at([left[i] for i, choice in enumerate(voters) if option in choice], cost)
            for option, cost in costs.items()
            if option not in bought
        }
        found = {option: rate for option, rate in rates.items() if rate is not None}
        if not found:
            return bought
        best = [option for option, rate in found.items() if rate == min(found.values())]
        if len(best) > 1:
            return None
        price = found[best[0]] * costs[best[0]]
        left = [held - min(held, price) if best[0] in voters[i] else held for i, held in enumerate(left)]
        bought.append(best[0])


def greedily(voters: list[list[str]], costs: dict[str, int], left: int, without: list[str]) -> list[str] | None:
    """The most approved first, each paid for where it still fits; None where options of equal approval do not all fit."""
    approvals = {option: sum(option in choice for choice in voters) for option in costs if option not in without}
    bought: list[str] = []
    for number in sorted(set(approvals.values()) - {0}, reverse=True):
        fitting = [option for option in approvals if approvals[option] == number and costs[option] <= left]
        if len(fitting) > 1 and sum(costs[option] for option in fitting) > left:
            return None
        bought += fitting
        left -= sum(costs[option] for option in fitting)
    return bought


def completed(voters: list[list[str]], costs: dict[str, int], budget: int) -> set[str] | None:
    """One cent more a ballot at a time, while what is bought stays within the true budget; then the rest greedily."""
    supported = {option for option in costs if any(option in choice for choice in voters)}
    kept = shares(voters, costs, Fraction(budget, len(voters)))
    cents = 0
    while kept is not None and set(kept) != supported:
        cents += 1
        more = shares(voters, costs, Fraction(budget, len(voters)) + cents)
        if more is None:
            return None
        if sum(costs[option] for option in more) > budget:
            break
        kept = more
    if kept is None:
        return None
    rest = greedily(voters, costs, budget - sum(costs[option] for option in kept), kept)
    return None if rest is None else {*kept, *rest}


def one_by_one(ballots: Ballots) -> list[list[str]]:
    return [choice for number, choice in ballots for _ in range(number)]


@given(PROFILES, PRICES)
def test_the_greedy_budget_pays_for_what_the_definition_pays(ballots: Ballots, costs: dict[str, int]) -> None:
    expected = greedily(one_by_one(ballots), costs, BUDGET, [])
    decision = asked("greedy", ballots, costs)
    if expected is None:
        assert decision.tie is not None
    else:
        assert (set(decision.winners), decision.tie) == (set(expected), None)


@given(PROFILES, PRICES)
def test_equal_shares_buy_in_the_order_of_the_definition(ballots: Ballots, costs: dict[str, int]) -> None:
    expected = shares(one_by_one(ballots), costs, Fraction(BUDGET, len(one_by_one(ballots))))
    assume(expected is not None)
    assert list(first_run(ballots, costs, BUDGET).names) == expected


@given(PROFILES, PRICES)
def test_equal_shares_are_completed_cent_by_cent_then_greedily(ballots: Ballots, costs: dict[str, int]) -> None:
    expected = completed(one_by_one(ballots), costs, BUDGET)
    assume(expected is not None)
    decision = asked("equal_shares", ballots, costs)
    assert (set(decision.winners), decision.tie) == (expected, None)


def test_the_running_example_of_approval_committees_buys_one_candidate_before_any_completion() -> None:
    """Lackner and Skowron, "Multi-Winner Voting with Approval Preferences": twelve voters, four seats, unit costs.

    Each holds 4/12. Eight approve a and pay 1/8 each; they keep 5/24. For b three of them and one other hold 23/24,
    for c the same, for d 10/24, for f 16/24: nobody else is affordable.
    """
    groups = ["3 ab", "3 ac", "2 ad", "1 bcf", "1 e", "1 f", "1 g"]
    ballots = [(int(number), list(choice)) for number, choice in (line.split() for line in groups)]
    costs = dict.fromkeys("abcdefg", 24)
    assert list(first_run(ballots, costs, 4 * 24).names) == ["a"]


def test_a_group_of_a_third_directs_a_third_of_the_money_where_greed_leaves_it_nothing() -> None:
    """Extended justified representation, in one line: ten of thirty agree on three projects, which a third pays for."""
    ballots = [(20, list("ABCDEF")), (10, list("XYZ"))]
    costs = dict.fromkeys("ABCDEFXYZ", 10)
    assert set(asked("greedy", ballots, costs, 60).winners) == set("ABCDEF")
    run_of_shares = first_run([(20, list("ABCD")), (10, list("XY"))], dict.fromkeys("ABCDXY", 10), 60)
    assert run_of_shares.tie is not None or set(run_of_shares.names) == set("ABCDXY")


def test_an_option_too_dear_is_passed_over_for_the_next_that_fits() -> None:
    """The greedy rule of knapsack votes (Goel, Krishnaswamy, Sakshuwong, Aitamurto): the dear favourite leaves its place."""
    ballots = [(5, ["A"]), (4, ["B"]), (3, ["C"])]
    assert asked("greedy", ballots, {"A": 61, "B": 40, "C": 20}).winners == ("B", "C")
