"""The papers of a single transferable vote: parcels of equal value, moved on by weighted inclusive Gregory transfers.

Two arithmetics, both exact: values in hundred-thousandths, truncated (without colleges), or fractions (with them).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor

from votes.rules.contest import Contest
from votes.rules.methods.interface import Tally
from votes.rules.methods.transferable import Ranking

FIVE_DECIMALS = 100_000
# every transfer lengthens exact fractions: after a dozen they have thousands of digits, which nobody reads nor can print
LONGEST, SHORT = 10**30, 10**12
Units = int | Fraction
Parcels = dict[Units, list[tuple[Ranking, int]]]


class Papers(ABC):
    """Who holds which papers, at what value; `votes` are the sums. `continuing` may still receive some."""

    one: Units
    quota: Units
    shortened = False

    def __init__(self, tally: Tally[Ranking], contest: Contest) -> None:
        self.tally = tally
        self.continuing = set(range(len(contest.options)))
        self.piles: dict[int, Parcels] = {option: {} for option in self.continuing}
        self.votes: dict[int, Units] = dict.fromkeys(self.continuing, 0 * self.one)
        self.total: Units = tally.ballots * self.one
        self._give(tally.cells.items(), self.one)

    @abstractmethod
    def reached(self, votes: Units) -> bool:
        """Whether votes are enough for the quota."""

    @abstractmethod
    def exact(self, votes: Units) -> Fraction:
        """Votes, or weights, as the result writes them."""

    @abstractmethod
    def reduced(self, value: Units, surplus: Units, votes: Units) -> Units:
        """The value of a paper that moves on with a surplus."""

    def surplus(self, option: int) -> Units:
        """What an option holds above the quota, 0 where it holds less."""
        return max(self.votes[option] - self.quota, 0)

    def move_surpluses(self, options: Sequence[int]) -> None:
        """Move the surplus of elected options on; they keep the quota."""
        moving = [(option, self.surplus(option), self.piles[option]) for option in options]
        for option, surplus, parcels in moving:
            votes, self.piles[option] = self.votes[option], {}
            self.votes[option] = self.quota
            for value, papers in parcels.items():
                self._give(papers, self.reduced(value, surplus, votes))

    def exclude(self, options: Sequence[int]) -> None:
        """Take options out; their papers move on at the value that they have."""
        self.continuing.difference_update(options)
        for option in options:
            parcels, self.piles[option] = self.piles[option], {}
            self.votes[option] = 0 * self.one
            for value, papers in parcels.items():
                self._give(papers, value)

    def _give(self, papers: Iterable[tuple[Ranking, int]], value: Units) -> None:
        """Hand papers of one value to their next choices; those without one go to nobody."""
        if not value:
            return
        received = dict.fromkeys(self.continuing, 0)
        parcels = {option: self.piles[option].setdefault(value, []) for option in self.continuing}
        for ranking, units in papers:
            for option in ranking:
                if option in received:
                    received[option] += units
                    parcels[option].append((ranking, units))
                    break
        for option, units in received.items():
            self.votes[option] += units * value


class FiveDecimals(Papers):
    """Whole ballots: Droop quota, values truncated to five decimals."""

    one = FIVE_DECIMALS

    def __init__(self, tally: Tally[Ranking], contest: Contest) -> None:
        self.quota = (tally.ballots // (contest.seats + 1) + 1) * self.one
        super().__init__(tally, contest)

    def reached(self, votes: Units) -> bool:
        """At least the quota."""
        return votes >= self.quota

    def exact(self, votes: Units) -> Fraction:
        """Hundred-thousandths as votes."""
        return Fraction(votes) / FIVE_DECIMALS

    def reduced(self, value: Units, surplus: Units, votes: Units) -> Units:
        """Value x surplus / votes, truncated."""
        return value * surplus // votes


class Weights(Papers):
    """Weights: the exact quota must be exceeded, values are fractions."""

    one = Fraction(1)

    def __init__(self, tally: Tally[Ranking], contest: Contest) -> None:
        self.quota = Fraction(tally.ballots, contest.seats + 1)
        super().__init__(tally, contest)

    def reached(self, votes: Units) -> bool:
        """More than the quota."""
        return votes > self.quota

    def exact(self, votes: Units) -> Fraction:
        """Units of the tally as weights; the fractions of many transfers are written shorter, never counted shorter."""
        weight = self.tally.exact(votes)
        if weight.denominator <= LONGEST:
            return weight
        self.shortened = True
        return Fraction(floor(weight * SHORT), SHORT)

    def reduced(self, value: Units, surplus: Units, votes: Units) -> Units:
        """Value x surplus / votes."""
        return Fraction(value) * surplus / votes


def papers_of(tally: Tally[Ranking], contest: Contest) -> Papers:
    """The papers of a tally, with the arithmetic of its kind.

    >>> from votes.rules.contest import Option
    >>> papers = papers_of(Tally({(0, 1): 7, (1,): 2}, 9), Contest((Option("A"), Option("B"))))
    >>> papers.exact(papers.quota), papers.exact(papers.surplus(0))
    (Fraction(5, 1), Fraction(2, 1))
    """
    return Weights(tally, contest) if tally.weighted else FiveDecimals(tally, contest)
