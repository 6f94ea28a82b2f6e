"""Where colleges stand on each action: which items divide them, and which they all hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from votes.rules.published_contest import Line, PublishedContest, Scope
from votes.rules.result_tables import ranks_in


@dataclass(frozen=True)
class Dot:
    """How much of what it could have received an action received in one college, 0 to 1; its rank there, whether kept."""

    college: Scope
    part: Fraction
    rank: int
    holds: bool


@dataclass(frozen=True)
class Spread:
    """One action over the colleges that were heard. `divides`: among the widest gaps; `held`: each college alone keeps it."""

    line: Line
    dots: tuple[Dot, ...]
    divides: bool
    held: bool

    @property
    def low(self) -> Fraction:
        """Where it is supported least.

        >>> Spread(Line("a1", "Local", 1, True, False), (), False, False).low
        Fraction(0, 1)
        """
        return min((dot.part for dot in self.dots), default=Fraction(0))

    @property
    def high(self) -> Fraction:
        """Where it is supported most.

        >>> Spread(Line("a1", "Local", 1, True, False), (), False, False).high
        Fraction(0, 1)
        """
        return max((dot.part for dot in self.dots), default=Fraction(0))


def spreads_of(published: PublishedContest) -> tuple[Spread, ...]:
    """Every action in the order of the result, with where each college that was heard stands on it.

    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine, CountFile
    >>> from votes.rules.published_contest import read_contest_result
    >>> contest = Contest((Option("a1"), Option("a2")))
    >>> stored = count(CountFile("V", "plurality", (BallotLine(None, 2, "a2"),), contest=contest)).to_json()
    >>> found = spreads_of(read_contest_result(stored, contest, [], entitled={"": 5}, steps={}))
    >>> [(one.line.id, one.dots, one.divides) for one in found]
    [('a2', (), False), ('a1', (), False)]
    """
    heard = published.heard
    divided = {gap.option for gap in published.gaps}
    held = frozenset(published.held_by_all)
    parts = {scope.key: published.support_in(scope) for scope in heard}
    ranks = {scope.key: ranks_in(scope.decision) for scope in heard}
    return tuple(
        Spread(
            line,
            tuple(
                Dot(scope, parts[scope.key][line.id], ranks[scope.key][line.id], line.id in scope.decision.winners)
                for scope in heard
            ),
            line.id in divided,
            line.id in held,
        )
        for line in published.lines
    )


def named(spreads: Sequence[Spread], *, divides: bool) -> tuple[str, ...]:
    """The actions that divide the colleges, or those that they all hold, in the order of the result.

    >>> named([Spread(Line("a1", "Local", 1, True, False), (), False, True)], divides=False)
    ('Local',)
    """
    return tuple(one.line.label for one in spreads if (one.divides if divides else one.held))
