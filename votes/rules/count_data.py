"""The count file `scic-count/1`: all that a count needs and nothing that names a voter.

`count_file.parse` reads the text, `CountFile.as_text` writes it. The keys are explained in the format's description.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from votes.rules.contest import Contest
from votes.rules.majority import Threshold
from votes.rules.method_keys import keys_of
from votes.rules.terms import AbsentPolicy, Abstention, Base, Carry, CollegeTie

FORMAT = "scic-count/1"
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class College:
    """A voting college: its weight, and how many of its members are entitled and present (None: not stated)."""

    id: str
    weight: Fraction
    entitled: int | None = None
    present: int | None = None


class BallotLine(NamedTuple):
    """`number` equal ballots of one college; `choice` is the JSON value that the method reads."""

    college: str | None
    number: int
    choice: object


@dataclass(frozen=True)
class CountFile:
    """A count file that was found valid; a policy is None where the file does not state it."""

    title: str
    method: str
    ballots: tuple[BallotLine, ...]
    entitled: int | None = None
    present: int | None = None
    colleges: tuple[College, ...] = ()
    carry: Carry | None = None
    block_threshold: Fraction = HALF
    college_tie: CollegeTie | None = None
    empty_college: AbsentPolicy | None = None
    silent_college: AbsentPolicy | None = None
    base: Base | None = None
    abstention: Abstention | None = None
    majority: Threshold | None = None
    contest: Contest | None = None

    def as_text(self) -> str:
        """The file as JSON text, ready to be downloaded and recounted; what is not stated is left out."""
        return json.dumps(self._document(), ensure_ascii=False, indent=1) + "\n"

    def _document(self) -> dict[str, object]:
        document: dict[str, object] = {"format": FORMAT, "title": self.title, "method": self.method}
        document |= _stated(entitled=self.entitled, present=self.present)
        if self.colleges:
            document["colleges"] = [_college(college) for college in self.colleges]
            document |= _stated(carry=self.carry)
            if "block_threshold" in keys_of(self.method):
                document |= _stated(college_tie=self.college_tie) | {"block_threshold": str(self.block_threshold)}
            document |= _stated(empty_college=self.empty_college, silent_college=self.silent_college)
        document |= _stated(base=self.base, abstention=self.abstention)
        if self.majority is not None:
            document["majority"] = self.majority.as_json()
        if self.contest is not None:
            document |= self.contest.as_json(keys_of(self.method))
        document["ballots"] = [_ballot(line) for line in self.ballots]
        return document


def _stated(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _college(college: College) -> dict[str, object]:
    counts = _stated(entitled=college.entitled, present=college.present)
    return {"id": college.id, "weight": str(college.weight)} | counts


def _ballot(line: BallotLine) -> dict[str, object]:
    return _stated(college=line.college) | {"count": line.number, "choice": line.choice}
