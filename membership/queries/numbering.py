"""The numbers of the register: how far they go, which are missing and why, which belong to nobody any longer."""

from dataclasses import dataclass

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.facts import MembershipFact
from membership.models.keeping import NumberNote
from membership.models.members import Member
from membership.rules.facts import standing_facts
from membership.rules.gaps import Gap, covers, gaps_in


@dataclass(frozen=True)
class ExplainedGap:
    """Numbers never given here, with the last explanation that covers them all."""

    gap: Gap
    note: NumberNote | None


@dataclass(frozen=True)
class VoidNumber:
    """A number that was given by an admission taken back since: it stays given, to nobody. `reason` of the taking back."""

    number: int
    name: str
    reason: str


@dataclass(frozen=True)
class Numbering:
    """The numbers as they stand. `next_one` is what the next member gets."""

    given: int
    highest: int
    gaps: list[ExplainedGap]
    void: list[VoidNumber]

    @property
    def next_one(self) -> int:
        """The highest plus one, whatever became of it."""
        return self.highest + 1

    @property
    def unexplained(self) -> list[Gap]:
        """The holes without a reason."""
        return [one.gap for one in self.gaps if one.note is None]


def numbering() -> Numbering:
    """All numbers; four statements at most."""
    numbers = list(db.session.execute(select(Member.number)).scalars())
    notes = list(db.session.execute(select(NumberNote).order_by(NumberNote.id.desc())).scalars())
    gaps = [
        ExplainedGap(gap, next((note for note in notes if covers(note.first, note.last, gap)), None))
        for gap in gaps_in(numbers)
    ]
    return Numbering(len(numbers), max(numbers, default=0), gaps, _void())


def _void() -> list[VoidNumber]:
    """Members none of whose admissions stands; only those with something taken back are looked at."""
    touched = select(MembershipFact.member_id).where(MembershipFact.reverses_id.is_not(None))
    statement = select(MembershipFact).where(MembershipFact.member_id.in_(touched)).order_by(MembershipFact.id)
    stories: dict[int, list[MembershipFact]] = {}
    for fact in db.session.execute(statement).scalars():
        stories.setdefault(fact.member_id, []).append(fact)
    empty = {member: facts[-1].motive for member, facts in stories.items() if not standing_facts(facts)}
    if not empty:
        return []
    found = db.session.execute(select(Member).where(Member.id.in_(empty)).order_by(Member.number)).scalars()
    return [VoidNumber(one.number, one.name, empty[one.id]) for one in found]
