"""Who opens the mails of a consultation: one a person and address, whatever the number of members they answer for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from membership.queries.dispatches import refused_addresses
from membership.queries.reach import failing_addresses
from membership.queries.roll import members_on


@dataclass(frozen=True)
class Reader:
    """A person at an address, and the members for whom they answer."""

    email: str
    name: str
    language: str
    key: int
    members: tuple[str, ...]

    @property
    def is_alone(self) -> bool:
        """Whether they answer for themselves alone."""
        return self.members == (self.name,)


@dataclass(frozen=True)
class Reach:
    """How many of the members asked are reached by a mail, and the names of those who are not."""

    reached: int
    unreached: tuple[str, ...]


def readers_of(numbers: Sequence[int], at: datetime, zone: str, *, news: bool = False) -> list[Reader]:
    """The readers for these members, in the order of names; `news`: without those who want none.

    A constant number of statements.
    """
    wanted = set(numbers)
    members = [one for one in members_on(at.astimezone(ZoneInfo(zone)).date()) if one.number in wanted and one.email]
    refusing = refused_addresses() if news else set()
    found: dict[tuple[str, str], Reader] = {}
    for one in members:
        name = one.representative_name or one.name
        key = (one.email.lower(), name)
        if key[0] in refusing:
            continue
        known = found.get(key)
        names = (*known.members, one.name) if known else (one.name,)
        number = known.key if known else one.number
        found[key] = Reader(one.email, name, one.language, number, names)
    return list(found.values())


def reach_of(numbers: Sequence[int], at: datetime, zone: str) -> Reach:
    """Which of these members no mail reaches: no address on record, or one that fails."""
    wanted, failing = set(numbers), failing_addresses()
    asked = [one for one in members_on(at.astimezone(ZoneInfo(zone)).date()) if one.number in wanted]
    without = tuple(one.name for one in asked if not one.email or one.email.lower() in failing)
    return Reach(len(asked) - len(without), without)
