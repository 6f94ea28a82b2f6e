"""One run of the Method of Equal Shares, and the raising of its budget; exact fractions of a cent.

Ballots that approve the same options are one group. A run keeps a trace of every comparison that it made; in an
interval of budgets that give the same trace at both ends every quantity is linear, so that all budgets inside give it
too: raising cent by cent can leap over them and stays exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from votes.rules.contest import Contest
from votes.rules.decision import Tie
from votes.rules.methods.interface import Tally
from votes.rules.ties import settled

Purses = dict[Fraction, list[int]]


@dataclass(frozen=True)
class Electorate:
    """Groups of equal ballots: which options each approves, how many units it weighs; and how many ballots there are."""

    groups: tuple[frozenset[int], ...]
    units: tuple[int, ...]
    total: int
    ballots: int

    @classmethod
    def of(cls, tally: Tally[tuple[int, ...]]) -> "Electorate":
        """The electorate of a tally.

        >>> Electorate.of(Tally({(0,): 3, (): 1}, 4)).total
        4
        """
        cells = [(frozenset(marks), units) for marks, units in tally.cells.items() if marks and units]
        groups, units = tuple(marks for marks, _ in cells), tuple(number for _, number in cells)
        return cls(groups, units, tally.ballots, tally.heads or tally.ballots)

    def supporters(self, option: int) -> list[int]:
        """The groups that approve an option.

        >>> Electorate((frozenset({0}), frozenset({0, 1})), (3, 2), 5, 5).supporters(1)
        [1]
        """
        return [group for group, marks in enumerate(self.groups) if option in marks]


@dataclass(frozen=True)
class Offer:
    """An option that its supporters can pay for: what a unit pays, and the groups (as bits) that give all they have."""

    option: int
    price: Fraction
    rate: Fraction
    emptied: int


@dataclass(frozen=True)
class Run:
    """What one budget buys, in order; `trace` tells this run from another."""

    bought: tuple[int, ...]
    names: tuple[str, ...]
    cost_cents: int
    raised_cents: int
    trace: tuple[object, ...]
    tie: Tie | None = None


def run(electorate: Electorate, contest: Contest, raised_cents: int) -> Run:
    """Buy with the budget raised by so many cents a ballot.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("A", "", 60), Option("B", "", 40)), budget_cents=100)
    >>> run(Electorate((frozenset({0}), frozenset({1})), (5, 5), 10, 10), two, 0).names
    ('B',)
    """
    money = Fraction(contest.budget_cents + raised_cents * electorate.ballots) / electorate.total
    purses: Purses = {money: list(range(len(electorate.groups)))}
    supporters = {option: electorate.supporters(option) for option in range(len(contest.options))}
    open_options = [option for option in supporters if supporters[option]]
    bought: list[int] = []
    trace: list[object] = []
    tie = None
    while open_options:
        made = list(_offers(open_options, purses, electorate, contest))
        best = [offer for offer in made if offer.rate == min(one.rate for one in made)]
        trace.append((tuple((offer.option, offer.emptied) for offer in made), tuple(offer.option for offer in best)))
        if not best:
            break
        chosen = _choose(best, supporters, contest)
        if not chosen:
            tie = Tie(tuple(contest.ids[offer.option] for offer in best), None, str(contest.tie_rule))
            break
        for offer in chosen:
            bought.append(offer.option)
            purses = _paid(purses, offer, electorate)
        open_options = [offer.option for offer in made if offer.option not in bought]
    cost = sum(contest.costs[option] for option in bought)
    names = tuple(contest.ids[option] for option in bought)
    return Run(tuple(bought), names, cost, raised_cents, tuple(trace), tie)


def _offers(options: Sequence[int], purses: Purses, electorate: Electorate, contest: Contest) -> Iterator[Offer]:
    """What the supporters of each option can pay for, the least rich giving all they have where it takes that."""
    richer = sorted(purses)
    for option in options:
        held = [(purse, [group for group in purses[purse] if option in electorate.groups[group]]) for purse in richer]
        weights = [sum(electorate.units[group] for group in groups) for _, groups in held]
        left, weight, emptied = Fraction(contest.costs[option]), sum(weights), 0
        for (purse, groups), units in zip(held, weights, strict=True):
            if not units:
                continue
            price = left / weight
            if purse >= price:
                yield Offer(option, price, price / contest.costs[option], emptied)
                break
            left, weight = left - units * purse, weight - units
            for group in groups:
                emptied |= 1 << group


def _paid(purses: Purses, offer: Offer, electorate: Electorate) -> Purses:
    """What is left in the purses once an option is paid for; groups that hold the same stay together."""
    after: Purses = {}
    for purse, groups in purses.items():
        rest = max(purse - offer.price, Fraction(0))
        for group in groups:
            after.setdefault(rest if offer.option in electorate.groups[group] else purse, []).append(group)
    return after


def _choose(best: Sequence[Offer], supporters: dict[int, list[int]], contest: Contest) -> list[Offer]:
    """The one to buy; equal ones by the tie rule, or all of them where they share no supporter; else none."""
    if len(best) == 1:
        return list(best)
    by_name = {contest.ids[offer.option]: offer for offer in best}
    order = settled(by_name, contest)
    if order:
        return [by_name[order[0]]]
    return list(best) if _apart(supporters[offer.option] for offer in best) else []


def _apart(lists: Iterable[Sequence[int]]) -> bool:
    seen: set[int] = set()
    for groups in lists:
        if seen.intersection(groups):
            return False
        seen.update(groups)
    return True


def raised(electorate: Electorate, contest: Contest, first: Run) -> Run:
    """The run of the highest raise before what is bought exceeds the true budget; a tie that is met is given back.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("A", "", 60), Option("B", "", 40)), budget_cents=100)
    >>> electorate = Electorate((frozenset({0}), frozenset({1})), (5, 5), 10, 10)
    >>> raised(electorate, two, run(electorate, two, 0)).names
    ('A', 'B')
    """
    wanted = len({option for marks in electorate.groups for option in marks})
    current = first
    while len(current.bought) < wanted:
        following = _next_change(electorate, contest, current)
        if following.cost_cents > contest.budget_cents:
            return current
        if following.tie is not None:
            return Run(current.bought, current.names, current.cost_cents, current.raised_cents, (), following.tie)
        current = following
    return current


def _next_change(electorate: Electorate, contest: Contest, current: Run) -> Run:
    """The first raise, cent by cent, whose run is another: by leaps that double, then by halves."""
    same, leap = current.raised_cents, 1
    other = run(electorate, contest, same + leap)
    while other.trace == current.trace:
        same, leap = same + leap, 2 * leap
        other = run(electorate, contest, same + leap)
    while other.raised_cents - same > 1:
        middle = run(electorate, contest, (same + other.raised_cents) // 2)
        if middle.trace == current.trace:
            same = middle.raised_cents
        else:
            other = middle
    return other
