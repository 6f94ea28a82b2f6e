"""What a box is opened with: the question, the rules of the statutes of that day, the colleges and the frozen roll.

Opening copies all of it: a later change of college, of statutes or of proxy touches no vote that was opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from votes.rules.contest import Contest
from votes.rules.majority import Threshold
from votes.rules.method_keys import keys_of
from votes.rules.roll_reasons import Exclusion, Inclusion
from votes.rules.secrecy import NO_TERMS, Secrecy, SmallGroupTerms
from votes.rules.terms import AbsentPolicy, Abstention, Base, Carry, CollegeTie

MERGE = "merge"
CONTESTABLE_DAYS = 15  # our own: no law gives a delay for contesting a vote inside a cooperative
CONTESTABLE = (2, 90)  # the least and the most that may be chosen


class Via(StrEnum):
    """In whose hand a right is: the member's own, a proxy holder's, or nobody's (absent and not represented)."""

    SELF = "self"
    PROXY = "proxy"
    NONE = "none"


@dataclass(frozen=True)
class RollLine:
    """One right to vote. `college` is an id, None where there are no colleges; `kind` is the mode of presence.

    `accounts`: those that may cast its one ballot, for a member may be served by several. `why`: for which reason it is
    on the roll.
    """

    member_number: int
    name: str
    college: str | None = None
    present: bool = True
    accounts: tuple[int, ...] = ()
    holder_name: str | None = None
    via: Via = Via.SELF
    kind: str = ""
    why: Inclusion = Inclusion.MEMBER


@dataclass(frozen=True)
class LeftOutLine:
    """A member whom the roll leaves out, and why."""

    member_number: int
    name: str
    why: Exclusion


@dataclass(frozen=True)
class BoxCollege:
    """A college as it weighs in one box, after any merging of colleges too small to form."""

    id: str
    name: str
    weight: Fraction


@dataclass(frozen=True)
class VotingRulesSnapshot:
    """The rules of one version of the statutes for one kind of assembly; None: the statutes do not say.

    `empty_college` may be "merge": colleges were then merged when the roll was drawn, and none may be empty here.
    """

    statutes_version: str
    majority: Threshold | None
    base: Base | None
    abstention: Abstention | None
    carry: Carry | None = None
    block_threshold: Fraction = Fraction(1, 2)
    college_tie: CollegeTie | None = None
    empty_college: AbsentPolicy | str | None = None
    silent_college: AbsentPolicy | None = None

    def as_json(self) -> dict[str, Any]:
        """The rules as plain JSON values, to be frozen with the box."""
        return {
            "statutes_version": self.statutes_version,
            "majority": self.majority.as_json() if self.majority else None,
            "base": self.base,
            "abstention": self.abstention,
            "carry": self.carry,
            "block_threshold": str(self.block_threshold),
            "college_tie": self.college_tie,
            "empty_college": self.empty_college,
            "silent_college": self.silent_college,
        }


def rules_from_texts(statutes_version: str, texts: Mapping[str, Any]) -> VotingRulesSnapshot:
    """The rules from the words of a statutes file or of `as_json`; a missing key or None is a policy not stated.

    Raises ValueError on a word that is none of the format's.

    >>> rules_from_texts("2026", {"base": "expressed", "majority": {"over": "1/2"}}).majority
    Threshold(strict=True, value=Fraction(1, 2))
    """
    empty = texts.get("empty_college")
    return VotingRulesSnapshot(
        statutes_version=statutes_version,
        majority=_threshold(texts.get("majority")),
        base=_word(Base, texts.get("base")),
        abstention=_word(Abstention, texts.get("abstention")),
        carry=_word(Carry, texts.get("carry")),
        block_threshold=Fraction(texts.get("block_threshold") or "1/2"),
        college_tie=_word(CollegeTie, texts.get("college_tie")),
        empty_college=MERGE if empty == MERGE else _word(AbsentPolicy, empty),
        silent_college=_word(AbsentPolicy, texts.get("silent_college")),
    )


def _word(words: Any, text: str | None) -> Any:
    return None if text is None else words(text)


def _threshold(written: Mapping[str, str] | None) -> Threshold | None:
    if not written:
        return None
    strict = "over" in written
    return Threshold(strict, Fraction(written["over" if strict else "at_least"]))


@dataclass(frozen=True)
class BoxDraft:
    """A box about to open.

    `replaceable`: a ballot may be changed until closing, else it is final; a secret one is always final. `contest`:
    what is chosen among, None for a resolution. `paper`: what the ballot shows besides, as `Box.paper`. `secrecy`:
    None for an open vote; `group_terms`: what the statutes say of groups too small to be secret. `advisory`: it
    decides nothing. `held_back`: its result waits for an act of publication. `rehearsal`: with invented voters, and
    wiped afterwards. `previous_box_id`: the first round that this one follows. `subject`: what puts the question
    ("item:12", "question:3"), whose rehearsals go when the vote opens. `contestable_days`: as `Box` keeps it.
    """

    title: str
    question: str
    rules: VotingRulesSnapshot
    colleges: tuple[BoxCollege, ...] = ()
    method: str = "resolution"
    replaceable: bool = True
    closes_at: datetime | None = None
    contest: Contest | None = None
    paper: Mapping[str, Any] = field(default_factory=dict)
    secrecy: Secrecy | None = None
    group_terms: SmallGroupTerms = NO_TERMS
    advisory: bool = False
    rehearsal: bool = False
    held_back: bool = False
    previous_box_id: int | None = None
    round: int = 1
    subject: str = ""
    contestable_days: int = CONTESTABLE_DAYS

    def contest_json(self) -> dict[str, object]:
        """The contest in the keys of the count file; empty for a resolution."""
        return {} if self.contest is None else self.contest.as_json(keys_of(self.method))
