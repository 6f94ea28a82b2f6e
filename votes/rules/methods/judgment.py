"""Majority judgment (Balinski and Laraki): each option receives a grade in words; the best median wins.

The median is the lower one: the lowest grade such that at least half of the weight is at or below it. Ties are settled
by the majority value: median grades are taken away one by one until the next median differs. Taking away one by one
walks outwards from the middle of the sorted grades, one step down, one step up, and so on, whether the number of
ballots is odd or even; so it is computed here on sums, without a list of grades, and it does not depend on the unit in
which the weights are written.
"""

from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from itertools import accumulate

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision, Ranking
from votes.rules.methods import graded
from votes.rules.methods.additive import NOTHING_EXPRESSED
from votes.rules.methods.choices import read_numbers
from votes.rules.methods.interface import Method, Tally
from votes.rules.places import award
from votes.rules.result import Reason

Step = tuple[int, int, int]
_MEDIAN = N_("%(option)s has the median grade “%(grade)s”.")
_BY_VALUE = N_("Equal medians, separated by taking away median grades one by one: %(options)s.")
_DEFAULT = N_("An option left without a grade received “%(grade)s”.")


def read(choice: object, contest: Contest) -> graded.Numbers:
    """The grades in the order of the options, 0 the worst; an option left out has the default grade, else it is invalid.

    >>> from votes.rules.contest import Option
    >>> read({"B": 1}, Contest((Option("A"), Option("B")), grades=("Passable", "Bien"), default_grade=0))
    (0, 1)
    """
    return read_numbers(choice, contest, len(contest.grades) - 1, default=contest.default_grade)


def lower_median(units: Sequence[int]) -> int:
    """The lowest grade such that at least half of the units are at or below it; `units` by grade, not all nothing.

    For two halves it is the lower of the two.

    >>> lower_median([0, 5, 5]), lower_median([1, 4, 6])
    (1, 2)
    """
    total = sum(units)
    return next(grade for grade, below in enumerate(accumulate(units)) if 2 * below >= total)


def majority_value(units: Sequence[int]) -> list[Step]:
    """The grades met walking outwards from the middle: (how far, grade below, grade above), in half units.

    Each step holds as far as neither grade changes: a handful of steps whatever the number of ballots.

    >>> majority_value([1, 2, 2])
    [(1, 1, 1), (3, 1, 2), (5, 0, 2)]
    """
    total, edges = sum(units), [2 * edge for edge in accumulate(units)]
    stops = sorted({abs(total - edge) for edge in edges if edge != total} | {total})
    return [(stop, _grade_at(edges, total - stop), _grade_below(edges, total + stop)) for stop in stops]


def _grade_at(edges: Sequence[int], position: int) -> int:
    """The grade that begins at or spans just above a position, in half units."""
    return next(grade for grade, edge in enumerate(edges) if edge > position)


def _grade_below(edges: Sequence[int], position: int) -> int:
    """The grade that ends at or spans just below a position, in half units."""
    return next(grade for grade, edge in enumerate(edges) if edge >= position)


def compare(one: Sequence[Step], other: Sequence[Step]) -> int:
    """Which of two majority values is better: above 0 the first, below 0 the second, 0 where they are the same.

    >>> compare(majority_value([1, 2, 2]), majority_value([2, 1, 2]))
    1
    """
    here, there = 0, 0
    while here < len(one) and there < len(other):
        (stop, *grades), (stop_there, *grades_there) = one[here], other[there]
        if grades != grades_there:
            return 1 if grades > grades_there else -1
        here, there = here + (stop <= stop_there), there + (stop_there <= stop)
    return 0


def decide(tally: Tally[graded.Cell], contest: Contest) -> Decision:
    """The best majority value first.

    Balinski and Laraki, the presidential poll of Orsay in 2007: Bayrou comes first with "Assez bien" as his median.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("A"), Option("B")), grades=("Insuffisant", "Passable", "Bien"))
    >>> decision = decide(Tally({(0, 1): 3, (0, 2): 2, (1, 0): 2, (1, 2): 3}, 5), two)
    >>> decision.median, decision.winners
    ({'A': 1, 'B': 2}, ('B',))
    """
    units = {option: _units(tally, place, contest) for place, option in enumerate(contest.ids)}
    if not tally.ballots:
        return Decision((contest.ids,), (), reasons=(NOTHING_EXPRESSED,))
    ranking = _ranking({option: majority_value(line) for option, line in units.items()})
    median = {option: lower_median(line) for option, line in units.items()}
    places = award(ranking, contest)
    return Decision(
        ranking,
        places.winners,
        places.tie,
        (*places.reasons, *_reasons(ranking, median, contest)),
        median=median,
        distribution=graded.distribution(tally, contest, len(contest.grades) - 1),
    )


def _units(tally: Tally[graded.Cell], place: int, contest: Contest) -> list[int]:
    return [tally.cells.get((place, grade), 0) for grade in range(len(contest.grades))]


def _ranking(values: Mapping[str, Sequence[Step]]) -> Ranking:
    groups: list[list[str]] = []
    better = cmp_to_key(compare)
    for option in sorted(values, key=lambda one: better(values[one]), reverse=True):
        if groups and compare(values[groups[-1][0]], values[option]) == 0:
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(tuple(group) for group in groups)


def _reasons(ranking: Ranking, median: Mapping[str, int], contest: Contest) -> list[Reason]:
    first, *_ = ranking
    best = median[first[0]]
    reasons = [Reason(_MEDIAN, {"option": (option,), "grade": contest.grades[best]}) for option in first]
    rivals = tuple(option for group in ranking for option in group if median[option] == best)
    if len(rivals) > len(first):
        reasons.append(Reason(_BY_VALUE, {"options": rivals}))
    if contest.default_grade is not None:
        reasons.append(Reason(_DEFAULT, {"grade": contest.grades[contest.default_grade]}))
    return reasons


METHOD = Method("majority_judgment", read, graded.entries, decide, graded=True)
