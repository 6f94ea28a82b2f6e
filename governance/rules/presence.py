"""Who is in the room, who is represented, by whom: derived at any moment from what was noted at the door.

Attendance facts (arrived, left) and proxies are appended; this module alone says what they amount to. A member who is
present votes for himself, whatever proxy he gave; when he leaves, his proxy serves again (R225-79 keeps it valid for
the whole assembly unless revoked).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from governance.rules.outside_holders import Outside


class AttendanceKind(StrEnum):
    """What the door notes."""

    ARRIVED = "arrived"
    LEFT = "left"


class Mode(StrEnum):
    """How a member takes part."""

    IN_PERSON = "in_person"
    REMOTE = "remote"


class Way(StrEnum):
    """How a right takes part at a moment."""

    PRESENT = "present"
    REMOTE = "remote"
    REPRESENTED = "represented"
    BLANK_PROXY = "blank_proxy"
    ABSENT = "absent"


@dataclass(frozen=True)
class AttendanceFactSeen:
    """One line of the door: `order` settles two facts of the same instant.

    For the passages of holders who are not members, `member_id` is the number of that holder.
    """

    member_id: int
    kind: AttendanceKind
    mode: Mode
    at: datetime
    order: int


@dataclass(frozen=True)
class ProxySeen:
    """A proxy in force from `received_at` until `revoked_at`, held by a member or by somebody `outside`; else blank."""

    proxy_id: int
    principal_id: int
    holder_id: int | None
    received_at: datetime
    revoked_at: datetime | None
    outside: Outside | None = None

    @property
    def is_blank(self) -> bool:
        """Without a name: the chair votes as the law says."""
        return self.holder_id is None and self.outside is None


@dataclass(frozen=True)
class Standing:
    """How one member takes part: himself, by a holder who is there, or not at all."""

    way: Way
    holder_id: int | None = None
    outside: Outside | None = None

    @property
    def counts(self) -> bool:
        """Counted present or represented, for the quorum and for the vote."""
        return self.way is not Way.ABSENT


def in_the_room(facts: Iterable[AttendanceFactSeen], at: datetime) -> dict[int, Mode]:
    """Members there at `at`, with their mode: the last fact of each up to that moment decides.

    Source: L225-114, L223-24 (who attended). Example: arrived at six, left at seven, nobody is there at eight.

    >>> six, seven, eight = (datetime(2026, 6, 12, hour) for hour in (18, 19, 20))
    >>> came = AttendanceFactSeen(1, AttendanceKind.ARRIVED, Mode.IN_PERSON, six, 1)
    >>> went = AttendanceFactSeen(1, AttendanceKind.LEFT, Mode.IN_PERSON, seven, 2)
    >>> in_the_room([came, went], six), in_the_room([came, went], eight)
    ({1: <Mode.IN_PERSON: 'in_person'>}, {})
    """
    last: dict[int, AttendanceFactSeen] = {}
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.order)):
        if fact.at <= at:
            last[fact.member_id] = fact
    return {member: fact.mode for member, fact in last.items() if fact.kind is AttendanceKind.ARRIVED}


def active_proxies(proxies: Iterable[ProxySeen], at: datetime) -> dict[int, ProxySeen]:
    """The proxy of each principal in force at `at` (the last one received stands).

    Source: R225-79 (valid for the whole assembly unless revoked). Example: a later proxy replaces the former one.

    >>> six, seven = datetime(2026, 6, 12, 18), datetime(2026, 6, 12, 19)
    >>> first, second = ProxySeen(1, 7, 8, six, None), ProxySeen(2, 7, 9, seven, None)
    >>> [active_proxies([first, second], at)[7].holder_id for at in (six, seven)]
    [8, 9]
    """
    active: dict[int, ProxySeen] = {}
    for proxy in sorted(proxies, key=lambda proxy: (proxy.received_at, proxy.proxy_id)):
        if proxy.received_at <= at and (proxy.revoked_at is None or proxy.revoked_at > at):
            active[proxy.principal_id] = proxy
    return active


def standings(
    entitled: Iterable[int],
    room: Mapping[int, Mode],
    proxies: Mapping[int, ProxySeen],
    outside_there: Container[int] = (),
) -> dict[int, Standing]:
    """How each entitled member takes part. A holder who has left represents nobody while away.

    `outside_there`: the holders who are not members and are in the room.

    >>> standings([1, 2], {1: Mode.IN_PERSON}, {2: ProxySeen(9, 2, 1, datetime.min, None)})[2]
    Standing(way=<Way.REPRESENTED: 'represented'>, holder_id=1, outside=None)
    """
    return {member: _standing(member, room, proxies.get(member), outside_there) for member in entitled}


def _standing(
    member: int, room: Mapping[int, Mode], proxy: ProxySeen | None, outside_there: Container[int]
) -> Standing:
    if member in room:
        return Standing(Way.REMOTE if room[member] is Mode.REMOTE else Way.PRESENT, member)
    if proxy is None:
        return Standing(Way.ABSENT)
    if proxy.is_blank:
        return Standing(Way.BLANK_PROXY)
    there = proxy.holder_id in room if proxy.outside is None else proxy.outside.holder_id in outside_there
    return Standing(Way.REPRESENTED, proxy.holder_id, proxy.outside) if there else Standing(Way.ABSENT)
