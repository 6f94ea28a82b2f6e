"""The attendance sheet: who took part in the session, how, from when to when; and what changed on the way (R225-95).

Derived from the facts of the door and the proxies alone, for a window of time: the session.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from governance.rules.outside_holders import Outside
from governance.rules.presence import (
    AttendanceFactSeen,
    AttendanceKind,
    Mode,
    ProxySeen,
    active_proxies,
    in_the_room,
    standings,
)


@dataclass(frozen=True)
class Session:
    """From the opening to the closing."""

    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True)
class Seat:
    """One line: `mode` is present, remote, represented or absent; `holder_id` None with a proxy is a blank one.

    `arrival` is the fact's `order`, from which the words of the door are found again.
    """

    mode: str
    holder_id: int | None = None
    blank_proxy: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    arrival: int | None = None
    outside: Outside | None = None


@dataclass(frozen=True)
class Change:
    """Arrivals or departures of one minute, and how many members take part after them.

    `member_ids` are members; `holder_ids` holders who are not members.
    """

    at: datetime
    kind: AttendanceKind
    member_ids: tuple[int, ...]
    taking_part: int
    holder_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Door:
    """All that the door noted: the passages of members, and those of proxy holders who are not members."""

    members: Sequence[AttendanceFactSeen]
    outside: Sequence[AttendanceFactSeen] = ()


ABSENT = Seat("absent")


def seats(entitled: Iterable[int], door: Door, proxies: Sequence[ProxySeen], session: Session) -> dict[int, Seat]:
    """How each entitled member took part in the session; who came at any moment of it is present, whatever his proxy.

    Source: C. com. art. R225-95 (those present, represented, and the proxy holders).

    Example: one member came, holds the proxy of a second, and the third did neither.

    >>> from datetime import UTC, timedelta
    >>> six = datetime(2026, 6, 12, 18, tzinfo=UTC)
    >>> came = AttendanceFactSeen(1, AttendanceKind.ARRIVED, Mode.IN_PERSON, six, 1)
    >>> proxy = ProxySeen(9, 2, 1, six - timedelta(days=1), None)
    >>> sheet = seats([1, 2, 3], Door([came]), [proxy], Session(six, six + timedelta(hours=2)))
    >>> [seat.mode for seat in sheet.values()]
    ['present', 'represented', 'absent']
    """
    room = _passages(door.members, session)
    given = _proxies_of_the_session(proxies, room, _passages(door.outside, session), session)
    return {member: room.get(member) or given.get(member) or ABSENT for member in entitled}


def _passages(facts: Iterable[AttendanceFactSeen], session: Session) -> dict[int, Seat]:
    found: dict[int, Seat] = {}
    inside: dict[int, AttendanceFactSeen] = {}
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.order)):
        if fact.at > session.closed_at:
            break
        if fact.kind is AttendanceKind.ARRIVED:
            inside[fact.member_id] = fact
            continue
        came = inside.pop(fact.member_id, None)
        if came is not None and fact.at > session.opened_at:
            found[fact.member_id] = _seat(found.get(fact.member_id), came, fact.at)
    for member, came in inside.items():
        found[member] = _seat(found.get(member), came, None)
    return found


def _seat(before: Seat | None, came: AttendanceFactSeen, left_at: datetime | None) -> Seat:
    """A member who came back keeps the first arrival and the last departure."""
    mode = "remote" if came.mode is Mode.REMOTE else "present"
    if before is None:
        return Seat(mode, arrived_at=came.at, left_at=left_at, arrival=came.order)
    return Seat(mode, arrived_at=before.arrived_at, left_at=left_at, arrival=before.arrival)


def _proxies_of_the_session(
    proxies: Iterable[ProxySeen], room: Mapping[int, Seat], outside: Mapping[int, Seat], session: Session
) -> dict[int, Seat]:
    found = {}
    for proxy in sorted(proxies, key=lambda proxy: (proxy.received_at, proxy.proxy_id)):
        in_time = proxy.received_at <= session.closed_at
        stood = proxy.revoked_at is None or proxy.revoked_at > session.opened_at
        there = proxy.holder_id in room if proxy.outside is None else proxy.outside.holder_id in outside
        if in_time and stood and (proxy.is_blank or there):
            found[proxy.principal_id] = seat_by_proxy(proxy)
    return found


def seat_by_proxy(proxy: ProxySeen) -> Seat:
    """The line of a member whom this proxy represents.

    Source: C. com. art. R225-95. Example: member 2 is represented by member 1.

    >>> seat_by_proxy(ProxySeen(9, 2, 1, datetime.min, None)).holder_id
    1
    """
    return Seat("represented", proxy.holder_id, blank_proxy=proxy.is_blank, outside=proxy.outside)


def changes(entitled: Sequence[int], door: Door, proxies: Sequence[ProxySeen], session: Session) -> list[Change]:
    """Arrivals and departures in session, those of one minute together, with what they leave of the assembly.

    Source: C. com. art. R225-95. Example: of two who came before the opening, one leaves after an hour.

    >>> from datetime import UTC, timedelta
    >>> six, hour = datetime(2026, 6, 12, 18, tzinfo=UTC), timedelta(hours=1)
    >>> came = [AttendanceFactSeen(n, AttendanceKind.ARRIVED, Mode.IN_PERSON, six, n) for n in (1, 2)]
    >>> left = AttendanceFactSeen(2, AttendanceKind.LEFT, Mode.IN_PERSON, six + hour, 3)
    >>> [one.taking_part for one in changes([1, 2], Door([*came, left]), [], Session(six, six + 2 * hour))]
    [1]
    """
    counted = set(entitled)
    passages = [_Passage(fact, outside=False) for fact in door.members if fact.member_id in counted]
    passages += [_Passage(fact, outside=True) for fact in door.outside]
    groups: list[list[_Passage]] = []
    for one in sorted(passages, key=lambda one: (one.fact.at, one.outside, one.fact.order)):
        if not session.opened_at < one.fact.at <= session.closed_at:
            continue
        if groups and _together(groups[-1][0].fact, one.fact):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_change(group, entitled, door, proxies) for group in groups]


@dataclass(frozen=True)
class _Passage:
    fact: AttendanceFactSeen
    outside: bool


def _together(first: AttendanceFactSeen, fact: AttendanceFactSeen) -> bool:
    same_minute = first.at.replace(second=0, microsecond=0) == fact.at.replace(second=0, microsecond=0)
    return first.kind is fact.kind and same_minute


def _change(group: Sequence[_Passage], entitled: Sequence[int], door: Door, proxies: Sequence[ProxySeen]) -> Change:
    first, at = group[0].fact, group[-1].fact.at
    here, outside = in_the_room(door.members, at), in_the_room(door.outside, at)
    now = standings(entitled, here, active_proxies(proxies, at), outside)
    return Change(
        first.at,
        first.kind,
        tuple(one.fact.member_id for one in group if not one.outside),
        sum(1 for standing in now.values() if standing.counts),
        tuple(one.fact.member_id for one in group if one.outside),
    )
