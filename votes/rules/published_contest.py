"""The stored result of a contest read back for a page, a paper or a file: exact numbers, names, colours.

Nothing is counted anew: every figure is the stored one. A scope is one way of looking at the same ballots: by weight,
by head, or one college alone; the first scope is the one that decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from votes.rules.contest import Contest
from votes.rules.decision import Decision
from votes.rules.decision_reading import read_decision
from votes.rules.dissent import Gap, held_by_all, widest_gaps
from votes.rules.published import TONES
from votes.rules.support import support
from votes.rules.terms import CollegeState

WEIGHTED, HEADS = "weighted", "heads"


class Verdict(StrEnum):
    """What a contest came to: all places held, some of them, a tie alone, nobody, or no vote expressed at all."""

    CHOSEN = "chosen"
    PARTLY = "partly"
    TIED = "tied"
    NOBODY = "nobody"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Counts:
    """What was in the box of a scope, out of how many entitled; `invalid` ones broke the rule of the ballot."""

    entitled: int
    ballots: int
    valid: int
    blank: int
    null: int
    invalid: int


@dataclass(frozen=True)
class Scope:
    """One way of looking at the ballots. `expressed`: what its figures are out of, weights or ballots.

    `tone` and the weights are those of a college; None where the scope is everybody.
    """

    key: str
    name: str
    decision: Decision
    counts: Counts
    expressed: Fraction
    weighted: bool = False
    tone: int | None = None
    weight: Fraction | None = None
    settled: Fraction | None = None
    state: CollegeState = CollegeState.EXPRESSED


@dataclass(frozen=True)
class Line:
    """One option in the order of the result: its rank, whether it holds a place, whether it ties for one."""

    id: str
    label: str
    rank: int
    holds: bool
    tied: bool


@dataclass(frozen=True)
class PublishedContest:
    """A published contest. `round_notes`: what was said of each round, by language; `others`: under other methods."""

    method: str
    contest: Contest
    scopes: tuple[Scope, ...]
    weighted: bool
    policies: tuple[str, ...]
    round_notes: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    others: Sequence[Mapping[str, Any]] = ()

    is_contest = True

    @property
    def deciding(self) -> Scope:
        """The scope that decided."""
        return self.scopes[0]

    @property
    def decision(self) -> Decision:
        """What was decided."""
        return self.deciding.decision

    @property
    def counts(self) -> Counts:
        """What was in the box in all."""
        return self.deciding.counts

    @property
    def colleges(self) -> tuple[Scope, ...]:
        """The colleges, each alone."""
        return tuple(scope for scope in self.scopes if scope.tone is not None)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of each option by its id."""
        return {option.id: option.label or option.id for option in self.contest.options}

    @property
    def is_budget(self) -> bool:
        """Whether a budget is shared out, instead of places."""
        return self.decision.funding is not None or self.contest.budget_cents > 0

    @property
    def verdict(self) -> Verdict:
        """What it came to."""
        held = len(self.decision.winners)
        if not self.counts.valid:
            return Verdict.NOTHING
        if self.decision.unresolved:
            return Verdict.PARTLY if held else Verdict.TIED
        if not held:
            return Verdict.NOBODY
        return Verdict.CHOSEN if self.is_budget or held >= self.contest.seats else Verdict.PARTLY

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every option, best first; equal ones have the same rank."""
        tie = self.decision.tie
        between = tie.between if tie and self.decision.unresolved else ()
        found, rank = [], 1
        for group in self.decision.ranking:
            for option in group:
                holds = option in self.decision.winners
                found.append(Line(option, self.labels[option], rank, holds, option in between and not holds))
            rank += len(group)
        return tuple(found)

    def named(self, options: Sequence[str]) -> tuple[str, ...]:
        """The names of some options, in their order."""
        return tuple(self.labels[option] for option in options)

    @property
    def heard(self) -> tuple[Scope, ...]:
        """The colleges that expressed a vote."""
        return tuple(college for college in self.colleges if college.counts.valid)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Where colleges disagree most."""
        supports = {college.key: self.support_in(college) for college in self.heard}
        order = [line.id for line in self.lines]
        return widest_gaps({key: {one: parts[one] for one in order} for key, parts in supports.items()})

    @property
    def held_by_all(self) -> tuple[str, ...]:
        """What each college alone would have kept."""
        return held_by_all([line.id for line in self.lines], [one.decision.winners for one in self.heard])

    def college(self, key: str) -> Scope:
        """One college, by its id."""
        return next(scope for scope in self.colleges if scope.key == key)

    def support_in(self, scope: Scope) -> dict[str, Fraction]:
        """By option, the part of the most it could have received there."""
        return support(self.method, self.contest, scope.decision, scope.expressed)


def read_contest_result(
    stored: Mapping[str, Any],
    contest: Contest,
    colleges: Sequence[Mapping[str, Any]],
    *,
    entitled: Mapping[str, int],
    steps: Mapping[str, Any],
) -> PublishedContest:
    """The published contest of a box, from its stored `scic-result/1`, its frozen colleges and their rolls.

    >>> from votes.rules.contest import Option
    >>> from votes.rules.contest_count import count
    >>> from votes.rules.count_data import BallotLine, CountFile
    >>> contest = Contest((Option("A", "Ada"), Option("B", "Zoé")))
    >>> stored = count(CountFile("Siège", "plurality", (BallotLine(None, 2, "B"),), contest=contest)).to_json()
    >>> found = read_contest_result(stored, contest, [], entitled={"": 5}, steps={})
    >>> found.verdict.value, found.lines[0].label, found.counts.entitled
    ('chosen', 'Zoé', 5)
    """
    weighted = "heads" in stored
    lines = [_college(index, one, stored, entitled) for index, one in enumerate(colleges)]
    expressed = _expressed(stored, lines) if weighted else Fraction(stored["valid"])
    everybody = _counts(stored, sum(entitled.values()))
    scopes = [Scope(WEIGHTED if weighted else HEADS, "", read_decision(stored), everybody, expressed, weighted)]
    if weighted:
        heads = read_decision(stored["heads"])
        scopes.append(Scope(HEADS, "", heads, everybody, Fraction(stored["valid"])))
    return PublishedContest(
        method=stored["method"],
        contest=contest,
        scopes=(*scopes, *lines),
        weighted=weighted,
        policies=tuple(stored["policies"]),
        round_notes=steps.get("rounds", {}),
        others=steps.get("others", ()),
    )


def _expressed(stored: Mapping[str, Any], lines: Sequence[Scope]) -> Fraction:
    """The weight that was expressed: of one choice a ballot, what the options received together (a block may be void)."""
    if stored["method"] == "plurality":
        return sum((Fraction(text) for text in stored["scores"].values()), Fraction(0))
    weights = (line.settled or Fraction(0) for line in lines if line.state is CollegeState.EXPRESSED)
    return sum(weights, Fraction(0))


def _counts(data: Mapping[str, Any], entitled: int) -> Counts:
    return Counts(entitled, data["ballots"], data["valid"], data["blank"], data["null"], data["invalid"])


def _college(index: int, frozen: Mapping[str, Any], stored: Mapping[str, Any], entitled: Mapping[str, int]) -> Scope:
    line = stored["by_college"][frozen["id"]]
    return Scope(
        key=frozen["id"],
        name=frozen["name"],
        decision=read_decision(line),
        counts=_counts(line, entitled[frozen["id"]]),
        expressed=Fraction(line["valid"]),
        tone=index % TONES + 1,
        weight=Fraction(line["weight"]),
        settled=Fraction(line["settled_weight"]),
        state=CollegeState(line["state"]),
    )
