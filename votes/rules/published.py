"""A stored result read back for a page or the minutes: exact numbers again, colleges with their names and colours.

Nothing is computed anew: every figure is the stored one. Only the share of the picture that a college without weight
in the end takes up is worked out here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from votes.rules.majority import Threshold
from votes.rules.result import Votes
from votes.rules.roll import VotingRulesSnapshot
from votes.rules.terms import CollegeState

TONES = 8


@dataclass(frozen=True)
class PublishedCollege:
    """A college in a published result; `drawn` is its share of the picture, all of them together being 1."""

    id: str
    name: str
    tone: int
    weight: Fraction
    votes: Votes
    state: CollegeState
    carried_for: Fraction
    carried_against: Fraction
    drawn: Fraction = Fraction(0)

    @property
    def part_for(self) -> Fraction:
        """What of its drawn share went to the side for."""
        return self.carried_for / self.drawn if self.drawn else Fraction(0)

    @property
    def part_against(self) -> Fraction:
        """What of its drawn share went against."""
        return self.carried_against / self.drawn if self.drawn else Fraction(0)


@dataclass(frozen=True)
class Published:
    """A published result. `weighted` is false where one member, one vote decided."""

    adopted: bool | None
    for_: Fraction
    against: Fraction
    base: Fraction | None
    ratio: Fraction | None
    votes: Votes
    ballots: int
    blank: int
    null: int
    colleges: tuple[PublishedCollege, ...]
    weighted: bool
    policies: tuple[str, ...]
    threshold: Threshold | None

    is_contest = False

    @property
    def share_against(self) -> Fraction | None:
        """The side against, of the same base as `ratio`."""
        return self.against / self.base if self.base else None


def read_published(
    result: Mapping[str, Any],
    colleges: Sequence[Mapping[str, Any]],
    rules: VotingRulesSnapshot,
    *,
    by_heads: bool,
) -> Published:
    """The published result of a box from its stored `scic-result/1` and its frozen colleges and rules."""
    lines = [_college(index, one, result["by_college"][one["id"]]) for index, one in enumerate(colleges)]
    return Published(
        adopted=result["adopted"],
        for_=Fraction(result["for"]),
        against=Fraction(result["against"]),
        base=_number(result["base"]),
        ratio=_number(result["ratio"]),
        votes=_votes(result["heads"]),
        ballots=result["ballots"],
        blank=result["blank"],
        null=result["null"],
        colleges=tuple(lines if by_heads else _drawn(lines)),
        weighted=not by_heads,
        policies=tuple(result["policies"]),
        threshold=rules.majority,
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _votes(heads: Mapping[str, int]) -> Votes:
    return Votes(heads["for"], heads["against"], heads["abstain"])


def _college(index: int, frozen: Mapping[str, Any], line: Mapping[str, Any]) -> PublishedCollege:
    return PublishedCollege(
        id=frozen["id"],
        name=frozen["name"],
        tone=index % TONES + 1,
        weight=Fraction(line["weight"]),
        votes=_votes(line),
        state=CollegeState(line["state"]),
        carried_for=Fraction(line["carried_for"]),
        carried_against=Fraction(line["carried_against"]),
    )


def _drawn(lines: Sequence[PublishedCollege]) -> list[PublishedCollege]:
    """What carried something is drawn as wide as that; the others share what is left, by their weight."""
    carried = {line.id: line.carried_for + line.carried_against for line in lines}
    left = 1 - sum(carried.values(), Fraction(0))
    idle = sum((line.weight for line in lines if not carried[line.id]), Fraction(0))
    return [
        replace(line, drawn=carried[line.id] or (left * line.weight / idle if idle else Fraction(0))) for line in lines
    ]
