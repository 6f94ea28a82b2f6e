"""The same under the other methods? The ballots of a contest counted again by each method that they allow.

For advisory votes: the decision is the one of the method chosen before the vote opened; this only tells how far it
hangs on that choice. Nothing is made up: a ballot is read by another method only where it says what that one asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.contest_count import contest_of, count
from votes.rules.contest_result import ContestResult
from votes.rules.count_data import BallotLine, CountFile
from votes.rules.result import Reason
from votes.rules.tally import BLANK, NULL

Choice = Any
Reading = Callable[[Choice, Contest], Choice]
_SAME = N_("The same under: %(methods)s.")
_ELSE = N_("Under %(method)s it would be: %(winners)s.")
_NONE = N_("Under %(method)s no option would hold a place for certain.")


@dataclass(frozen=True)
class OtherCount:
    """The outcome under another method, and whether the same options hold the places."""

    method: str
    result: ContestResult
    same: bool


def _same(choice: Choice, _contest: Contest) -> Choice:
    return choice


def _ranks_of_numbers(choice: Choice, contest: Contest) -> Choice:
    """Ranks from numbers: the highest first, equal numbers together; an option left out has the lowest."""
    numbers = _all_numbers(choice, contest)
    levels = sorted(set(numbers.values()), reverse=True)
    return [[option for option in contest.ids if numbers[option] == level] for level in levels]


def _all_numbers(choice: Choice, contest: Contest) -> Choice:
    return {option: choice.get(option, contest.default_grade or 0) for option in contest.ids}


def _first(choice: Choice, _contest: Contest) -> Choice:
    first = choice[0]
    return first if isinstance(first, str) else first[0] if len(first) == 1 else None


def _strict(choice: Choice, _contest: Contest) -> Choice:
    flat = [rank if isinstance(rank, str) else rank[0] if len(rank) == 1 else None for rank in choice]
    return None if None in flat else flat


def _favourite(choice: Choice, contest: Contest) -> Choice:
    ranks = _ranks_of_numbers(choice, contest)
    return ranks[0][0] if len(ranks[0]) == 1 else None


_RANKED: dict[str, Reading] = {"schulze": _same, "borda": _same, "irv": _strict, "plurality": _first}
_NUMBERS: dict[str, Reading] = {"schulze": _ranks_of_numbers, "borda": _ranks_of_numbers, "plurality": _favourite}
READINGS: dict[str, dict[str, Reading]] = {
    "schulze": _RANKED,
    "borda": _RANKED,
    "irv": _RANKED,
    "stv": _RANKED,
    "score": _NUMBERS | {"majority_judgment": _same},
    "majority_judgment": _NUMBERS | {"score": _all_numbers},
    "points": _NUMBERS,
    "greedy": {"equal_shares": _same},
    "equal_shares": {"greedy": _same},
}


def under_other_methods(file: CountFile, result: ContestResult) -> tuple[OtherCount, ...]:
    """The contest counted by each other method that every one of its ballots allows, in a fixed order.

    >>> from votes.rules.contest import Option
    >>> lines = (BallotLine(None, 42, ["M", "N", "C"]), BallotLine(None, 58, ["N", "C", "M"]))
    >>> contest = Contest(tuple(Option(town) for town in "MNC"))
    >>> file = CountFile("Capitale", "schulze", lines, contest=contest)
    >>> [(other.method, other.same) for other in under_other_methods(file, count(file))]
    [('borda', True), ('irv', True), ('plurality', True)]
    """
    readings = READINGS.get(file.method, {})
    others = [_counted(file, result, method, reading) for method, reading in readings.items() if method != file.method]
    wanted = set(result.decision.winners)
    return tuple(
        OtherCount(other.method, other, set(other.decision.winners) == wanted and not other.decision.unresolved)
        for other in others
        if other is not None
    )


def comparison(others: tuple[OtherCount, ...]) -> tuple[Reason, ...]:
    """What to say of it, in sentences: under which methods it is the same, and what it would be under each other.

    >>> comparison(())
    ()
    """
    same = tuple(other.method for other in others if other.same)
    told = [Reason(_SAME, {"methods": same})] if same else []
    for other in others:
        if not other.same:
            winners = other.result.decision.winners
            told.append(Reason(_ELSE if winners else _NONE, {"method": (other.method,), "winners": winners}))
    return tuple(told)


def _counted(file: CountFile, result: ContestResult, method: str, reading: Reading) -> ContestResult | None:
    """The count by another method; None where it elects one option alone, or where a ballot does not allow it."""
    contest = contest_of(file)
    if method == "irv" and contest.seats > 1:
        return None
    lines = []
    broken = {ballots.index for ballots in result.invalid_ballots}
    for index, line in enumerate(file.ballots):
        if index in broken or line.choice in (BLANK, NULL):
            lines.append(line._replace(choice=None) if index in broken else line)
            continue
        choice = reading(line.choice, contest)
        if choice is None:
            return None
        lines.append(BallotLine(line.college, line.number, choice))
    return count(replace(file, method=method, ballots=tuple(lines), contest=_contest(contest, file.method, method)))


def _contest(contest: Contest, given: str, method: str) -> Contest:
    """The contest as the other method needs it: grades for scores, scores for grades."""
    if (given, method) == ("score", "majority_judgment"):
        return replace(contest, grades=tuple(str(score) for score in range(contest.max_score + 1)), default_grade=0)
    if (given, method) == ("majority_judgment", "score"):
        return replace(contest, max_score=len(contest.grades) - 1)
    return contest
