"""Score: each option receives a whole number from 0 to `max_score`; the highest sum wins. An option left out has 0."""

from dataclasses import replace

from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.methods import graded
from votes.rules.methods.additive import decide_by_sums
from votes.rules.methods.choices import read_numbers
from votes.rules.methods.interface import Method, Tally


def read(choice: object, contest: Contest) -> graded.Numbers:
    """The scores in the order of the options; raises InvalidChoice: unknown option, score out of range.

    >>> from votes.rules.contest import Option
    >>> read({"B": 4}, Contest((Option("A"), Option("B"))))
    (0, 4)
    """
    return read_numbers(choice, contest, contest.max_score, default=0)


def decide(tally: Tally[graded.Cell], contest: Contest) -> Decision:
    """The highest sum first; the distribution of the scores is kept beside it.

    >>> from votes.rules.contest import Option
    >>> decision = decide(Tally({(0, 5): 2, (0, 1): 3, (1, 2): 5}, 5), Contest((Option("A"), Option("B"))))
    >>> decision.winners, {option: str(score) for option, score in decision.scores.items()}
    (('A',), {'A': '13', 'B': '10'})
    """
    sums = graded.sums(tally)
    decision = decide_by_sums(sums, Tally(sums, tally.ballots, tally.denominator), contest)
    return replace(decision, distribution=graded.distribution(tally, contest, contest.max_score))


METHOD = Method("score", read, graded.entries, decide, graded=True)
