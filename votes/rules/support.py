"""How much of what it could have received an option received, from 0 to 1: for bars, and to compare colleges.

Sums: out of every ballot that expresses a vote giving it the most that it may. Medians: the place of the median grade
among the grades. Ranks: the options ranked below it, half for those beside it, out of all the others.
"""

from fractions import Fraction

from votes.rules.contest import Contest
from votes.rules.decision import Decision, Ranking

SHARES = frozenset({"plurality", "approval", "greedy", "equal_shares"})
"""Methods whose sums are read as a share of the votes expressed."""


def most_of_a_ballot(method: str, contest: Contest) -> int:
    """The most that one ballot may give to one option, where a method adds up.

    >>> from votes.rules.contest import Option
    >>> most_of_a_ballot("borda", Contest((Option("A"), Option("B"), Option("C"))))
    2
    """
    if method == "score":
        return contest.max_score
    if method == "points":
        return contest.points.max_per_option if contest.points else 1
    return max(1, len(contest.options) - 1) if method == "borda" else 1


def support(method: str, contest: Contest, decision: Decision, expressed: Fraction) -> dict[str, Fraction]:
    """By option, the part of the most it could have received; empty where nothing was expressed.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("A"), Option("B")))
    >>> decision = Decision((("A",), ("B",)), ("A",), scores={"A": Fraction(3), "B": Fraction(1)})
    >>> support("plurality", two, decision, Fraction(4))["A"]
    Fraction(3, 4)
    """
    if not expressed:
        return {}
    if decision.scores is not None:
        most = expressed * most_of_a_ballot(method, contest)
        return {option: score / most for option, score in decision.scores.items()}
    if decision.median is not None:
        best = max(1, len(contest.grades) - 1)
        return {option: Fraction(grade, best) for option, grade in decision.median.items()}
    return by_rank(decision.ranking)


def by_rank(ranking: Ranking) -> dict[str, Fraction]:
    """By option, the part of the others that it stands above, half for those beside it; 1 where it is alone.

    >>> {option: str(part) for option, part in by_rank((("A",), ("B", "C"))).items()}
    {'A': '1', 'B': '1/4', 'C': '1/4'}
    """
    total = sum(len(group) for group in ranking)
    found, below = {}, total
    for group in ranking:
        below -= len(group)
        for option in group:
            others = Fraction(2 * below + len(group) - 1, 2)
            found[option] = others / (total - 1) if total > 1 else Fraction(1)
    return found
