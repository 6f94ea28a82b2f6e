"""The attendance sheet: who took part in the session, how, from when to when; and what changed on the way (R225-95).

Derived from the facts of the door and the proxies alone, for a window of time: the session.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Change:
    """Arrivals or departures of one minute, and how many members take part after them."""

    at: datetime
    kind: AttendanceKind
    member_ids: tuple[int, ...]
    taking_part: int


ABSENT = Seat("absent")


def seats(
    entitled: Iterable[int], facts: Sequence[AttendanceFactSeen], proxies: Sequence[ProxySeen], session: Session
) -> dict[int, Seat]:
    """How each entitled member took part in the session; who came at any moment of it is present, whatever his proxy.

    Source: C. com. art. R225-95 (those present, represented, and the proxy holders).
    """
    room = _passages(facts, session)
    given = _proxies_of_the_session(proxies, room, session)
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
    proxies: Iterable[ProxySeen], room: Mapping[int, Seat], session: Session
) -> dict[int, Seat]:
    found = {}
    for proxy in sorted(proxies, key=lambda proxy: (proxy.received_at, proxy.proxy_id)):
        in_time = proxy.received_at <= session.closed_at
        stood = proxy.revoked_at is None or proxy.revoked_at > session.opened_at
        if in_time and stood and (proxy.holder_id is None or proxy.holder_id in room):
            found[proxy.principal_id] = Seat("represented", proxy.holder_id, blank_proxy=proxy.holder_id is None)
    return found


def changes(
    entitled: Sequence[int], facts: Sequence[AttendanceFactSeen], proxies: Sequence[ProxySeen], session: Session
) -> list[Change]:
    """Arrivals and departures in session, those of one minute together, with what they leave of the assembly."""
    counted = set(entitled)
    groups: list[list[AttendanceFactSeen]] = []
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.order)):
        if not session.opened_at < fact.at <= session.closed_at or fact.member_id not in counted:
            continue
        if groups and _together(groups[-1][0], fact):
            groups[-1].append(fact)
        else:
            groups.append([fact])
    return [_change(group, entitled, facts, proxies) for group in groups]


def _together(first: AttendanceFactSeen, fact: AttendanceFactSeen) -> bool:
    same_minute = first.at.replace(second=0, microsecond=0) == fact.at.replace(second=0, microsecond=0)
    return first.kind is fact.kind and same_minute


def _change(
    group: Sequence[AttendanceFactSeen],
    entitled: Sequence[int],
    facts: Sequence[AttendanceFactSeen],
    proxies: Sequence[ProxySeen],
) -> Change:
    at = group[-1].at
    now = standings(entitled, in_the_room(facts, at), active_proxies(proxies, at))
    taking_part = sum(1 for standing in now.values() if standing.counts)
    return Change(group[0].at, group[0].kind, tuple(fact.member_id for fact in group), taking_part)
