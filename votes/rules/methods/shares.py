"""One run of the Method of Equal Shares, and the raising of its budget; exact fractions of a cent.

Ballots that approve the same options are one group. A run keeps a trace of every comparison that it made; in an
interval of budgets that give the same trace at both ends every quantity is linear, so that all budgets inside give it
too: raising cent by cent can leap over them and stays exact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from votes.rules.contest import Contest
from votes.rules.decision import Tie
from votes.rules.methods.interface import Tally
from votes.rules.ties import settled

Purses = dict[Fraction, int]
"""What a unit still holds, and the groups that hold it, as the bits of a number."""


@dataclass(frozen=True)
class Electorate:
    """Groups of equal ballots: which options each approves, how many units it weighs; and how many ballots there are."""

    groups: tuple[frozenset[int], ...]
    units: tuple[int, ...]
    total: int
    ballots: int
    weights: dict[int, int] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, tally: Tally[tuple[int, ...]]) -> "Electorate":
        """The electorate of a tally.

        >>> Electorate.of(Tally({(0,): 3, (): 1}, 4)).total
        4
        """
        cells = [(frozenset(marks), units) for marks, units in tally.cells.items() if marks and units]
        groups, units = tuple(marks for marks, _ in cells), tuple(number for _, number in cells)
        return cls(groups, units, tally.ballots, tally.heads or tally.ballots)

    def backing(self, option: int) -> int:
        """The groups that approve an option, as bits.

        >>> Electorate((frozenset({0}), frozenset({0, 1})), (3, 2), 5, 5).backing(0)
        3
        """
        return self._backings.get(option, 0)

    @cached_property
    def _backings(self) -> dict[int, int]:
        found = Counter[int]()
        for group, marks in enumerate(self.groups):
            for option in marks:
                found[option] |= 1 << group
        return dict(found)

    def weight(self, groups: int) -> int:
        """The units of some groups, given as bits; known once, for the same ones come again and again.

        >>> Electorate((frozenset({0}), frozenset({0, 1})), (3, 2), 5, 5).weight(3)
        5
        """
        if groups not in self.weights:
            self.weights[groups] = sum(units for group, units in enumerate(self.units) if groups >> group & 1)
        return self.weights[groups]


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
    purses: Purses = {money: (1 << len(electorate.groups)) - 1}
    open_options = [option for option in range(len(contest.options)) if electorate.backing(option)]
    bought: list[int] = []
    trace: list[object] = []
    tie = None
    while open_options:
        made = list(_offers(open_options, purses, electorate, contest))
        least = min((offer.rate for offer in made), default=None)
        best = [offer for offer in made if offer.rate == least]
        trace.append((tuple((offer.option, offer.emptied) for offer in made), tuple(offer.option for offer in best)))
        if not best:
            break
        chosen = _choose(best, electorate, contest)
        if not chosen:
            tie = Tie(tuple(contest.ids[offer.option] for offer in best), None, str(contest.tie_rule))
            break
        for offer in chosen:
            bought.append(offer.option)
            purses = _paid(purses, offer, electorate)
        open_options = [offer.option for offer in made if offer.option not in bought]
    cost = sum(contest.costs[option] for option in bought)
    return Run(tuple(bought), tuple(contest.ids[option] for option in bought), cost, raised_cents, tuple(trace), tie)


def _offers(options: Sequence[int], purses: Purses, electorate: Electorate, contest: Contest) -> Iterator[Offer]:
    """What the supporters of each option can pay for, the least rich giving all they have where it takes that."""
    richer = sorted(purses.items())
    for option in options:
        backing, cost = electorate.backing(option), contest.costs[option]
        left, weight, emptied = Fraction(cost), electorate.weight(backing), 0
        for purse, holders in richer:
            giving = holders & backing
            if not giving:
                continue
            price = left / weight
            if purse >= price:
                yield Offer(option, price, price / cost, emptied)
                break
            units = electorate.weight(giving)
            left, weight, emptied = left - units * purse, weight - units, emptied | giving


def _paid(purses: Purses, offer: Offer, electorate: Electorate) -> Purses:
    """What is left in the purses once an option is paid for; groups that hold the same stay together."""
    backing, after = electorate.backing(offer.option), Counter[Fraction]()
    for purse, holders in purses.items():
        after[max(purse - offer.price, Fraction(0))] |= holders & backing
        after[purse] |= holders & ~backing
    return {purse: holders for purse, holders in after.items() if holders}


def _choose(best: Sequence[Offer], electorate: Electorate, contest: Contest) -> list[Offer]:
    """The one to buy; equal ones by the tie rule, or all of them where they share no supporter; else none."""
    if len(best) == 1:
        return list(best)
    by_name = {contest.ids[offer.option]: offer for offer in best}
    order = settled(by_name, contest)
    if order:
        return [by_name[order[0]]]
    return list(best) if _apart(electorate.backing(offer.option) for offer in best) else []


def _apart(backings: Iterable[int]) -> bool:
    seen = 0
    for groups in backings:
        if seen & groups:
            return False
        seen |= groups
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
