"""Approval: a ballot marks as many options as the rule allows; a threshold may have to be passed. Elects persons too.

An election of persons with n places is this method: `seats` n, `marks` from min to max, and in a first round the
threshold 1/2 (more than half of the votes expressed); `second_round.py` makes the second round from the first.
"""

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.majority import Threshold, majority_reached
from votes.rules.methods.additive import decide_by_sums, margin
from votes.rules.methods.choices import read_ids
from votes.rules.methods.interface import InvalidChoice, Method, Tally
from votes.rules.methods.wording import FEW_MARKS, MANY_MARKS, broken
from votes.rules.places import award, ranking_of
from votes.rules.result import Reason

_PASSED = N_("Passed the threshold, more than %(threshold)s of the votes expressed: %(passed)s.")
_NONE_PASSED = N_("No option passed the threshold, more than %(threshold)s of the votes expressed.")


def read(choice: object, contest: Contest) -> tuple[int, ...]:
    """The options marked, in the order of the file; raises InvalidChoice: unknown, twice, too few or too many marks.

    >>> from votes.rules.contest import Option
    >>> read(["B", "A"], Contest((Option("A"), Option("B"))))
    (0, 1)
    """
    places = read_ids(choice, contest)
    found, marks = len(places), contest.marks
    if found < marks.min:
        raise InvalidChoice(broken(FEW_MARKS, found=found, least=marks.min))
    if marks.max is not None and found > marks.max:
        raise InvalidChoice(broken(MANY_MARKS, found=found, most=marks.max))
    return tuple(sorted(places))


def entries(ballot: tuple[int, ...], _contest: Contest) -> list[tuple[int, int]]:
    """One approval for each option marked.

    >>> entries((0, 2), Contest(()))
    [(0, 1), (2, 1)]
    """
    return [(place, 1) for place in ballot]


def decide(tally: Tally[int], contest: Contest) -> Decision:
    """The most approved first; with a threshold, only those approved by more than that share of the votes expressed.

    >>> from votes.rules.contest import Option
    >>> from fractions import Fraction
    >>> three = Contest(tuple(Option(name) for name in "ABC"), seats=2, approval_threshold=Fraction(1, 2))
    >>> decide(Tally({0: 7, 1: 5, 2: 4}, 10), three).winners
    ('A',)
    """
    if contest.approval_threshold is None or not tally.ballots:
        return decide_by_sums(tally.cells, tally, contest)
    units = {option: tally.cells.get(place, 0) for place, option in enumerate(contest.ids)}
    scores = {option: tally.exact(number) for option, number in units.items()}
    needed = Threshold(strict=True, value=contest.approval_threshold)
    expressed = tally.exact(tally.ballots)
    passed = {option: number for option, number in units.items() if majority_reached(scores[option], expressed, needed)}
    ranking, places = ranking_of(units), award(ranking_of(passed), contest)
    values = {"threshold": needed.value, "passed": tuple(passed)}
    said = Reason(_PASSED if passed else _NONE_PASSED, values)
    decided = margin(ranking_of(passed), scores, places)
    return Decision(ranking, places.winners, places.tie, (said, *places.reasons, *decided), scores=scores)


METHOD = Method("approval", read, entries, decide)
