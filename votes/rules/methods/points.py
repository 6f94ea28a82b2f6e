"""Points: a ballot shares out at most `total` points, at most `max_per_option` on one, on at least `min_options` options.

For priorities. The cap and the minimum spread keep a ballot from putting all on one option.
"""

from votes.rules.contest import Contest, Points
from votes.rules.decision import Decision
from votes.rules.methods.additive import decide_by_sums
from votes.rules.methods.choices import read_numbers
from votes.rules.methods.interface import InvalidChoice, Method, Tally
from votes.rules.methods.wording import FEW_OPTIONS, MANY_POINTS, broken


def read(choice: object, contest: Contest) -> tuple[int, ...]:
    """The points in the order of the options; raises InvalidChoice: unknown option, above the cap or total, too few options.

    >>> from votes.rules.contest import Option
    >>> ten = Contest((Option("A"), Option("B")), points=Points(10, 6, 2))
    >>> read({"A": 6, "B": 4}, ten)
    (6, 4)
    """
    rule = _rule(contest)
    points = read_numbers(choice, contest, rule.max_per_option, default=0)
    given, options = sum(points), sum(1 for number in points if number)
    if given > rule.total:
        raise InvalidChoice(broken(MANY_POINTS, found=given, most=rule.total))
    if options < rule.min_options:
        raise InvalidChoice(broken(FEW_OPTIONS, found=options, least=rule.min_options))
    return points


def _rule(contest: Contest) -> Points:
    if contest.points is None:
        raise ValueError(contest)
    return contest.points


def entries(ballot: tuple[int, ...], _contest: Contest) -> list[tuple[int, int]]:
    """The points of each option that received some.

    >>> entries((6, 0, 4), Contest(()))
    [(0, 6), (2, 4)]
    """
    return [(place, number) for place, number in enumerate(ballot) if number]


def decide(tally: Tally[int], contest: Contest) -> Decision:
    """The most points first.

    >>> from votes.rules.contest import Option
    >>> decide(Tally({0: 6, 1: 14}, 2), Contest((Option("A"), Option("B")), points=Points(10, 10))).winners
    ('B',)
    """
    return decide_by_sums(tally.cells, tally, contest)


METHOD = Method("points", read, entries, decide)
