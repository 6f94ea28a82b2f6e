"""All that is on record of a member, and what it changes in the curves: as it is, and as if it were simple."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from membership.rules.facts import standing_facts
from shares.rules.curves import Change, Story, changes_of, counted_once


class Lived(NamedTuple):
    """A membership begun or ended, or the taking back of one."""

    id: int
    effective_on: date
    recorded_at: datetime
    reverses_id: int | None
    begins: bool


class Entered(NamedTuple):
    """A college entered, or the taking back of that."""

    id: int
    effective_on: date
    recorded_at: datetime
    reverses_id: int | None
    college: str


class Moved(NamedTuple):
    """A movement of the capital: cents subscribed and paid."""

    id: int
    effective_on: date
    recorded_at: datetime
    subscribed_cents: int
    paid_cents: int


@dataclass(frozen=True)
class Record:
    """One member: every fact and movement, in any order."""

    lives: list[Lived]
    places: list[Entered]
    moves: list[Moved]

    def upto(self, lives: int, places: int, moves: int) -> "Record":
        """What it was when these were the last identifiers."""
        return Record(
            [one for one in self.lives if one.id <= lives],
            [one for one in self.places if one.id <= places],
            [one for one in self.moves if one.id <= moves],
        )

    @property
    def begun(self) -> list[tuple[date, bool]]:
        """The memberships that stand, begun and ended."""
        return [(one.effective_on, one.begins) for one in standing_facts(self.lives)]


class Merge(Protocol):
    """Two members said to be one, or (with `reverses_id`) two again."""

    @property
    def id(self) -> int: ...
    @property
    def reverses_id(self) -> int | None: ...
    @property
    def kept(self) -> int: ...
    @property
    def double(self) -> int: ...


def pairs_of(merges: Iterable[Merge], upto: int | None = None) -> dict[int, int]:
    """Double -> kept, of the merges that stand (when `upto` was the last identifier)."""
    known = [one for one in merges if upto is None or one.id <= upto]
    undone = {one.reverses_id for one in known}
    return {one.double: one.kept for one in known if one.reverses_id is None and one.id not in undone}


def real(records: Mapping[int, Record], doubles: Mapping[int, int]) -> list[Change]:
    """What these members change; a double counts as a member only while the record kept is none."""
    nothing = Record([], [], [])
    found: list[Change] = []
    for member, record in records.items():
        lives = record.begun
        if member in doubles:
            lives = counted_once(lives, records.get(doubles[member], nothing).begun)
        places = [(one.effective_on, one.college) for one in standing_facts(record.places)]
        moves = [(one.effective_on, one.subscribed_cents, one.paid_cents) for one in record.moves]
        found += changes_of(Story(lives, places, moves))
    return found


def as_if_simple(record: Record, sign: int = 1) -> list[Change]:
    """What a plain sum by day and college counts for a member: each entry once in each college ever written down.

    `sign` -1 takes that out again.
    """
    found: list[Change] = []
    places: list[tuple[date, str | None]] = [(one.effective_on, one.college) for one in record.places]
    entries = [(one.effective_on, (sign if one.begins else -sign, 0, 0)) for one in record.lives]
    entries += [(one.effective_on, (0, sign * one.subscribed_cents, sign * one.paid_cents)) for one in record.moves]
    for day, amounts in entries:
        for entered, college in places or [(day, None)]:
            found.append(Change(day, college if entered <= day else None, *amounts))
            if entered > day:
                found.append(Change(entered, None, *(-one for one in amounts)))
                found.append(Change(entered, college, *amounts))
    return found
