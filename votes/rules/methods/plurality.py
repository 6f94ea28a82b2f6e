"""Plurality: one option a ballot; the most named win. Without a majority asked for: a relative majority."""

from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.methods.additive import decide_by_sums
from votes.rules.methods.choices import place_of
from votes.rules.methods.interface import Method, Tally


def read(choice: object, contest: Contest) -> int:
    """The place of the option named; raises InvalidChoice where there is none of this id.

    >>> from votes.rules.contest import Option
    >>> read("B", Contest((Option("A"), Option("B"))))
    1
    """
    return place_of(choice, contest, "")


def entries(ballot: int, _contest: Contest) -> tuple[tuple[int, int], ...]:
    """One vote for the option named.

    >>> entries(1, Contest(()))
    ((1, 1),)
    """
    return ((ballot, 1),)


def decide(tally: Tally[int], contest: Contest) -> Decision:
    """The most named first. Textbook: Tennessee's capital, where Memphis has the most first choices.

    >>> from votes.rules.contest import Option
    >>> towns = Contest(tuple(Option(name) for name in ("Memphis", "Nashville", "Chattanooga", "Knoxville")))
    >>> decide(Tally({0: 42, 1: 26, 2: 15, 3: 17}, 100), towns).ranking
    (('Memphis',), ('Nashville',), ('Knoxville',), ('Chattanooga',))
    """
    return decide_by_sums(tally.cells, tally, contest)


METHOD = Method("plurality", read, entries, decide)
