"""The result of a count, `scic-result/1`: exact numbers as text, the policies that applied, the reasons."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from foundation.kernel.sentences import sentence
from votes.rules.terms import CollegeState

FORMAT = "scic-result/1"


@dataclass(frozen=True)
class Reason:
    """One sentence of a verdict: an English msgid and its values; a tuple is a list of college ids."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, lang: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
        """The sentence in `lang`, colleges by their names where `names` has them, else by their ids."""
        values = {key: _named(value, names) for key, value in self.values.items()}
        return sentence(lang, self.message, values)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True)
class Policy:
    """A policy of the statutes that this count had to use, and the colleges that it concerned."""

    key: str
    value: str
    colleges: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.key}: {self.value} ({', '.join(self.colleges)})"


@dataclass(frozen=True)
class Votes:
    """Ballots by head, before any policy."""

    for_: int = 0
    against: int = 0
    abstain: int = 0

    def as_json(self) -> dict[str, int]:
        """The three counts under the names of the format."""
        return {"for": self.for_, "against": self.against, "abstain": self.abstain}


@dataclass(frozen=True)
class CollegeResult:
    """What one college voted, what it weighed in the file and once settled, and what it carried to each side."""

    id: str
    weight: Fraction
    settled_weight: Fraction
    votes: Votes
    state: CollegeState
    carried_for: Fraction
    carried_against: Fraction

    def as_json(self) -> dict[str, object]:
        """The line of this college under `by_college`."""
        carried = {"carried_for": str(self.carried_for), "carried_against": str(self.carried_against)}
        return {"weight": str(self.weight), **self.votes.as_json(), "state": str(self.state), **carried}


@dataclass(frozen=True)
class InvalidBallots:
    """Ballots that broke their rule: their line in the file, counted from 0, why, and the path of what is wrong."""

    index: int
    count: int
    reason: Reason
    path: str = ""

    def as_json(self, lang: str) -> dict[str, object]:
        """The entry under `invalid_ballots`, its reason said in `lang`."""
        path = self.path or f"$.ballots[{self.index}].choice"
        return {"index": self.index, "path": path, "count": self.count, "reason": self.reason.said(lang)}


@dataclass(frozen=True)
class Boxed:
    """What was in the box: ballots received, and those that hold no vote."""

    ballots: int
    blank: int
    null: int
    invalid: int

    @property
    def valid(self) -> int:
        """Ballots that hold a vote or an abstention."""
        return self.ballots - self.blank - self.null - self.invalid


@dataclass(frozen=True)
class Result:
    """The outcome of a resolution. `adopted` and `base` are None where the file does not say how to judge."""

    method: str
    boxed: Boxed
    for_: Fraction
    against: Fraction
    base: Fraction | None
    adopted: bool | None
    votes: Votes
    by_college: tuple[CollegeResult, ...] = ()
    by_heads: bool = True
    policies: tuple[Policy, ...] = ()
    reasons: tuple[Reason, ...] = ()
    invalid_ballots: tuple[InvalidBallots, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """What the side for has of the base; None where the base is nothing or unknown."""
        return self.for_ / self.base if self.base else None

    def to_json(self, lang: str = "fr") -> dict[str, object]:
        """The document `scic-result/1`, its reasons said in `lang`."""
        document: dict[str, object] = {"format": FORMAT, "method": self.method}
        document |= {"ballots": self.boxed.ballots, "valid": self.boxed.valid}
        document |= {"blank": self.boxed.blank, "null": self.boxed.null, "invalid": self.boxed.invalid}
        document |= {"for": str(self.for_), "against": str(self.against)}
        document |= {"base": _text(self.base), "ratio": _text(self.ratio), "adopted": self.adopted}
        document["heads"] = self.votes.as_json()
        document["by_college"] = {college.id: college.as_json() for college in self.by_college}
        document["policies"] = [str(policy) for policy in self.policies]
        document["reasons"] = [reason.said(lang) for reason in self.reasons]
        if self.invalid_ballots:
            document["invalid_ballots"] = [ballots.as_json(lang) for ballots in self.invalid_ballots]
        return document

    def as_text(self, lang: str = "fr") -> str:
        """The document as JSON text."""
        return json.dumps(self.to_json(lang), ensure_ascii=False, indent=1)


def _named(value: object, names: Mapping[str, str]) -> object:
    return ", ".join(names.get(one, one) for one in value) if isinstance(value, tuple) else value


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
