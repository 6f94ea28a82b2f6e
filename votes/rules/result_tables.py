"""A published contest laid out for tables and charts: figures by scope, merit profiles, duels, rounds, budget.

Pages and papers print these lines; they compute nothing of a vote themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypedDict

from foundation.kernel.money import Money
from votes.rules.decision import Decision
from votes.rules.published_contest import Line, PublishedContest, Scope
from votes.rules.support import SHARES

GRADE_TONES = 7


class Shown(StrEnum):
    """How the figure of an option is read: a share of the votes expressed, a number, a grade, or its rank alone."""

    SHARE = "share"
    NUMBER = "number"
    GRADE = "grade"
    RANK = "rank"


@dataclass(frozen=True)
class Figure:
    """What an option reached in a scope; `part`: of the most it could have received; `mean`: by ballot or by weight."""

    scope: Scope
    rank: int
    holds: bool
    value: Fraction | None
    part: Fraction | None
    mean: Fraction | None = None
    grade: str = ""


class GradePart(TypedDict):
    """The part of the votes that one grade received, with its tone on a scale of seven from worst to best."""

    label: str
    share: Fraction
    tone: str


@dataclass(frozen=True)
class RoundCell:
    """What an option held in a round: nothing once it is out."""

    votes: Fraction | None
    elected: bool = False
    leaves: bool = False


@dataclass(frozen=True)
class BudgetLine:
    """An option with its cost; `step`: by which step it was paid for, empty where it was not."""

    line: Line
    cost: Money
    votes: Fraction
    part: Fraction
    step: str


def shown_as(published: PublishedContest) -> Shown:
    """How the figures of this method are read.

    >>> from votes.rules.contest import Contest
    >>> shown_as(PublishedContest("borda", Contest(()), (), False, ())).value
    'number'
    """
    if published.method in SHARES:
        return Shown.SHARE
    if published.method == "majority_judgment":
        return Shown.GRADE
    return Shown.NUMBER if published.method in ("score", "points", "borda") else Shown.RANK


def figures_of(published: PublishedContest) -> list[tuple[Line, list[Figure]]]:
    """Every option, best first, with its figure in each scope, in the order of the scopes."""
    parts = [published.support_in(scope) for scope in published.scopes]
    ranks = [ranks_in(scope.decision) for scope in published.scopes]
    return [
        (
            line,
            [
                _figure(published, scope, line.id, part=part.get(line.id), rank=rank[line.id])
                for scope, part, rank in zip(published.scopes, parts, ranks, strict=True)
            ],
        )
        for line in published.lines
    ]


def ranks_in(decision: Decision) -> dict[str, int]:
    """The rank of each option in a decision, 1 the best; equal ones alike.

    >>> ranks_in(Decision((("A",), ("B", "C"), ("D",)), ()))
    {'A': 1, 'B': 2, 'C': 2, 'D': 4}
    """
    ranks: dict[str, int] = {}
    rank = 1
    for group in decision.ranking:
        ranks |= dict.fromkeys(group, rank)
        rank += len(group)
    return ranks


def _figure(published: PublishedContest, scope: Scope, option: str, *, part: Fraction | None, rank: int) -> Figure:
    decision = scope.decision
    value, grade = None, ""
    if decision.scores is not None:
        value = decision.scores[option]
    elif decision.median is not None:
        grade = published.contest.grades[decision.median[option]]
    elif decision.rounds:
        value = decision.rounds[0].votes.get(option)
    mean = None if value is None or not scope.expressed else value / scope.expressed
    return Figure(scope, rank, option in decision.winners, value, part, mean, grade)


def merit_of(published: PublishedContest, scope: Scope, option: str) -> list[GradePart]:
    """The parts of the votes that each grade received, the best grade first; empty where there are none."""
    numbers = (scope.decision.distribution or {}).get(option, ())
    total = sum(numbers, Fraction(0))
    labels = published.contest.grades or tuple(str(number) for number in range(len(numbers)))
    return [
        GradePart(label=labels[grade], share=number / total, tone=grade_tone(grade, len(numbers)))
        for grade, number in reversed(list(enumerate(numbers)))
        if total
    ]


def grade_tone(grade: int, grades: int) -> str:
    """The tone of a grade: `grade-1` for the worst, `grade-7` for the best.

    >>> grade_tone(0, 5), grade_tone(2, 5), grade_tone(4, 5)
    ('grade-1', 'grade-4', 'grade-7')
    """
    return f"grade-{1 + grade * (GRADE_TONES - 1) // max(1, grades - 1)}"


def duels_of(decision: Decision) -> Mapping[tuple[str, str], tuple[Fraction, int]]:
    """By (one, other): what preferred one to the other, and 1, 0 or -1 where one won, equalled or lost.

    >>> duels = {("A", "B"): Fraction(3), ("B", "A"): Fraction(1)}
    >>> duels_of(Decision((("A",), ("B",)), ("A",), pairwise=duels))["B", "A"]
    (Fraction(1, 1), -1)
    """
    found = decision.pairwise or {}
    return {
        (one, other): (votes, (votes > found[other, one]) - (votes < found[other, one]))
        for (one, other), votes in found.items()
    }


def rounds_of(published: PublishedContest) -> list[tuple[Line, list[RoundCell]]]:
    """Every option with what it held in each round."""
    rounds = published.decision.rounds
    return [
        (
            line,
            [
                RoundCell(one.votes.get(line.id), elected=line.id in one.elected, leaves=line.id in one.excluded)
                for one in rounds
            ],
        )
        for line in published.lines
    ]


def budget_of(published: PublishedContest) -> list[BudgetLine]:
    """Every option with its cost and what paid for it: those paid for first, in the order in which they were."""
    funding = published.decision.funding
    funded = funding.funded if funding else ()
    lines = {line.id: line for line in published.lines}
    order = [*funded, *(one for one in lines if one not in funded)]
    contest, scores = published.contest, published.decision.scores or {}
    parts = published.support_in(published.deciding)
    return [
        BudgetLine(
            lines[option],
            Money(contest.costs[contest.index[option]]),
            scores.get(option, Fraction(0)),
            parts.get(option, Fraction(0)),
            funding.steps[option] if funding and option in funded else "",
        )
        for option in order
    ]
