"""Borda: an option scores the number of options it is ranked above, half for each it ties with; the highest sum wins."""

from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.methods import ranked
from votes.rules.methods.additive import decide_by_sums
from votes.rules.methods.choices import read_ranks
from votes.rules.methods.interface import Method, Tally


def read(choice: object, contest: Contest) -> ranked.Ranks:
    """The ranks of a ballot; raises InvalidChoice: unknown option, an option ranked twice.

    >>> from votes.rules.contest import Option
    >>> read([["A", "B"]], Contest((Option("A"), Option("B"))))
    ((0, 1),)
    """
    return read_ranks(choice, contest)


def decide(tally: Tally[ranked.Cell], contest: Contest) -> Decision:
    """The highest sum first. Textbook: Tennessee's capital; two towns of it, 42 ballots against 58.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("Memphis"), Option("Nashville")))
    >>> {town: str(score) for town, score in decide(Tally({(0, 2): 42, (1, 1): 58}, 100), two).scores.items()}
    {'Memphis': '42', 'Nashville': '58'}
    """
    above = ranked.duels(tally, contest)
    places = range(len(contest.options))
    twice = {
        one: sum(tally.ballots + above[one][other] - above[other][one] for other in places if other != one)
        for one in places
    }
    halves = Tally(twice, 2 * tally.ballots, 2 * tally.denominator, tally.weighted, tally.heads)
    return decide_by_sums(twice, halves, contest)


METHOD = Method("borda", read, ranked.entries, decide)
