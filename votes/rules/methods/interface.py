"""What a counting method is: three pure functions over whole numbers.

`read` takes the choice of one ballot and gives its plain form, or says why it breaks its rule. `entries` says what such
a ballot adds to the tally: whole numbers by key, so that equal ballots are added up once and a database may do it.
`decide` takes a tally, of one college or of all with their weights, and gives the decision with its readable steps.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.result import Reason

Ballot = TypeVar("Ballot", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


class InvalidChoice(Exception):
    """A ballot breaks its rule: `reason` says how; `where` is the end of its path, such as `[2]` or `.A`."""

    def __init__(self, reason: Reason, where: str = "") -> None:
        self.reason = reason
        self.where = where
        super().__init__(reason.said("en"))


@dataclass(frozen=True)
class Tally(Generic[Key]):
    """Ballots added up: `cells` by key, of `ballots` in all, both in units of one `denominator`th of a vote or weight.

    Without colleges a unit is one ballot. With them each ballot of a college counts as many units as it weighs, so that
    a count works on whole numbers and is exact to the end. `weighted`: the units are weights; `heads`: how many ballots
    stand behind them.
    """

    cells: Mapping[Key, int]
    ballots: int
    denominator: int = 1
    weighted: bool = False
    heads: int = 0

    def exact(self, units: int | Fraction) -> Fraction:
        """Units as votes or weights.

        >>> Tally({}, 12, 12).exact(7)
        Fraction(7, 12)
        """
        return Fraction(units) / self.denominator


@dataclass(frozen=True)
class Method(Generic[Ballot, Key]):
    """One counting method. `graded`: a ballot is one whole number an option, counted by (option, number)."""

    name: str
    read: Callable[[object, Contest], Ballot]
    entries: Callable[[Ballot, Contest], Iterable[tuple[Key, int]]]
    decide: Callable[[Tally[Key], Contest], Decision]
    graded: bool = False
