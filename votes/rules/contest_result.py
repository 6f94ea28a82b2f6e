"""The result of a contest, `scic-result/1`: the decision by weight, by head, and of each college alone, with its steps."""

import json
from dataclasses import dataclass
from fractions import Fraction

from votes.rules.decision import Decision
from votes.rules.result import FORMAT, Boxed, InvalidBallots, Policy, Reason
from votes.rules.terms import CollegeState


@dataclass(frozen=True)
class CollegeDecision:
    """One college: what it weighed, what it put in the box, and the decision it would have taken alone, by head."""

    id: str
    weight: Fraction
    settled_weight: Fraction
    state: CollegeState
    boxed: Boxed
    decision: Decision

    def as_json(self, lang: str) -> dict[str, object]:
        """The line of this college under `by_college`.

        >>> college = CollegeDecision("a", Fraction(1), Fraction(1), CollegeState.SILENT, Boxed(0, 0, 0, 0), Decision((), ()))
        >>> college.as_json("en")["state"]
        'silent'
        """
        weights = {"weight": str(self.weight), "settled_weight": str(self.settled_weight), "state": str(self.state)}
        return {**weights, **boxed_json(self.boxed), **self.decision.as_json(lang)}


@dataclass(frozen=True)
class ContestResult:
    """The outcome of a contest. `heads` is the decision that heads alone would have taken, where weights decided."""

    method: str
    boxed: Boxed
    decision: Decision
    heads: Decision | None = None
    by_college: tuple[CollegeDecision, ...] = ()
    by_heads: bool = True
    policies: tuple[Policy, ...] = ()
    reasons: tuple[Reason, ...] = ()
    invalid_ballots: tuple[InvalidBallots, ...] = ()

    def to_json(self, lang: str = "fr") -> dict[str, object]:
        """The document `scic-result/1`, its reasons said in `lang`.

        >>> ContestResult("score", Boxed(0, 0, 0, 0), Decision((), ())).to_json("en")["unresolved_tie"]
        False
        """
        document: dict[str, object] = {"format": FORMAT, "method": self.method}
        document |= boxed_json(self.boxed)
        document |= self.decision.as_json(lang)
        if self.heads is not None:
            document["heads"] = self.heads.as_json(lang)
        document["by_college"] = {college.id: college.as_json(lang) for college in self.by_college}
        document["policies"] = [str(policy) for policy in self.policies]
        document["reasons"] = [reason.said(lang) for reason in self.reasons]
        if self.invalid_ballots:
            document["invalid_ballots"] = [ballots.as_json(lang) for ballots in self.invalid_ballots]
        return document

    def as_text(self, lang: str = "fr") -> str:
        """The document as JSON text.

        >>> ContestResult("score", Boxed(0, 0, 0, 0), Decision((), ())).as_text("en").startswith("{")
        True
        """
        return json.dumps(self.to_json(lang), ensure_ascii=False, indent=1)


def boxed_json(boxed: Boxed) -> dict[str, int]:
    """The five counts of a box under the names of the format.

    >>> boxed_json(Boxed(9, 1, 1, 2))
    {'ballots': 9, 'valid': 5, 'blank': 1, 'null': 1, 'invalid': 2}
    """
    return {
        "ballots": boxed.ballots,
        "valid": boxed.valid,
        "blank": boxed.blank,
        "null": boxed.null,
        "invalid": boxed.invalid,
    }
