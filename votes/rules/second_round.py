"""The second round, made from the first: who is elected already, who may stand again, for how many places.

Two reasons for one: places that the threshold of the first round left vacant, and a tie for the last places where the
statutes answer a tie with a second round. Its count file has no ballots yet and its majority is relative.
"""

from dataclasses import dataclass, replace

from votes.rules.contest import Marks
from votes.rules.contest_count import contest_of
from votes.rules.contest_result import ContestResult
from votes.rules.count_data import CountFile


@dataclass(frozen=True)
class SecondRound:
    """`elected` hold their place since the first round; `file` is the count file of the second, without ballots."""

    elected: tuple[str, ...]
    file: CountFile


USUAL_STANDING = 2


def called_for(file: CountFile, result: ContestResult, *, after_ties: bool) -> SecondRound | None:
    """The second round that a first one calls for; None where its outcome is final.

    Places that the threshold left vacant call for one; a tie does only where it was to be settled so (`after_ties`).

    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine
    >>> lines = (BallotLine(None, 3, "A"), BallotLine(None, 3, "B"))
    >>> file = CountFile("Siège", "plurality", lines, contest=Contest((Option("A"), Option("B"))))
    >>> called_for(file, count(file), after_ties=False) is None, called_for(file, count(file), after_ties=True) is None
    (True, False)
    """
    if result.decision.unresolved:
        return after_tie(file, result) if after_ties else None
    if contest_of(file).approval_threshold is None:
        return None
    return second_round(file, result, standing=USUAL_STANDING)


def second_round(file: CountFile, result: ContestResult, *, standing: int) -> SecondRound | None:
    """The second round for the places left vacant by the first; None where it left none, or nobody to stand.

    `standing`: how many options stand again for each place left (2 is the usual rule); equal ones at the limit all
    stand. A tie for the last places of the first round stands again too. Raises ValueError where `standing` is under 1.

    >>> from fractions import Fraction
    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine
    >>> options = tuple(Option(name) for name in "ABCD")
    >>> first = Contest(options, seats=2, approval_threshold=Fraction(1, 2))
    >>> lines = (BallotLine(None, 6, ["A"]), BallotLine(None, 4, ["B"]), BallotLine(None, 3, ["C"]))
    >>> file = CountFile("Conseil", "approval", lines + (BallotLine(None, 1, ["A", "D"]),), contest=first)
    >>> again = second_round(file, count(file), standing=2)
    >>> again.elected, again.file.contest.ids, again.file.contest.seats
    ((), ('A', 'B', 'C', 'D'), 2)
    """
    if standing < 1:
        raise ValueError(standing)
    contest, decision = contest_of(file), result.decision
    left = contest.seats - len(decision.winners)
    if left <= 0:
        return None
    if decision.unresolved:
        return after_tie(file, result)
    again: list[str] = []
    for group in decision.ranking:
        if len(again) >= standing * left:
            break
        again += [option for option in group if option not in decision.winners]
    return _made(file, decision.winners, again, left)


def after_tie(file: CountFile, result: ContestResult) -> SecondRound | None:
    """The second round between those who tie for the last places; None where no tie for places stands.

    >>> from votes.rules.contest import Contest, Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine
    >>> lines = (BallotLine(None, 3, "A"), BallotLine(None, 3, "B"), BallotLine(None, 1, "C"))
    >>> file = CountFile("Siège", "plurality", lines, contest=Contest(tuple(Option(name) for name in "ABC")))
    >>> after_tie(file, count(file)).file.contest.ids
    ('A', 'B')
    """
    tie = result.decision.tie
    if tie is None or not result.decision.unresolved or tie.places is None:
        return None
    return _made(file, result.decision.winners, list(tie.between), tie.places)


def _made(file: CountFile, elected: tuple[str, ...], again: list[str], places: int) -> SecondRound | None:
    if not again:
        return None
    contest = contest_of(file)
    options = tuple(option for option in contest.options if option.id in again)
    following = replace(
        contest,
        options=options,
        seats=places,
        marks=_marks(contest.marks, places, len(options)),
        approval_threshold=None,
        tie_order=tuple(option for option in contest.tie_order if option in again),
    )
    return SecondRound(elected, replace(file, ballots=(), contest=following))


def _marks(marks: Marks, places: int, options: int) -> Marks:
    """A ballot of the first round could mark so many: no more than the places left, where it was bounded."""
    most = None if marks.max is None else min(marks.max, places, options)
    return Marks(min(marks.min, options if most is None else most), most)
