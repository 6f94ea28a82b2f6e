"""The floor at a moment: who is entitled, who takes part and how, and the quorum; in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Assembly, AttendanceFact, HolderPassage, OutsideHolder, Proxy, ProxyRevocation
from governance.queries.ruling import Ruling, ruling_of
from governance.rules.kinds import QuestionKind
from governance.rules.outside_holders import Outside
from governance.rules.presence import (
    AttendanceFactSeen,
    AttendanceKind,
    Mode,
    ProxySeen,
    Standing,
    Way,
    active_proxies,
    in_the_room,
    standings,
)
from governance.rules.quorum import QuorumResult, presence_of, quorum
from governance.rules.roll import Candidate, Roll, draw_up, record_date
from governance.rules.sheet import Door, Seat
from membership.queries.roll import MemberOn, members_on
from shares.queries import holdings_on
from shares.queries.arrears import arrears_on


@dataclass(frozen=True)
class Floor:
    """Everything about presence at one moment. Keys are member ids; `outside_there` are holders who are not members."""

    roll: Roll
    members: dict[int, MemberOn]
    standings: dict[int, Standing]
    proxies: dict[int, ProxySeen]
    ruling: Ruling
    outside_there: frozenset[int] = frozenset()

    @property
    def taking_part(self) -> list[Candidate]:
        """Entitled members present, remote or represented, in order of name."""
        return [one for one in self.roll.entitled if self.standings[one.member_id].counts]

    def held_by(self, member_id: int) -> list[Candidate]:
        """Principals whose proxy this member holds (in force, whether the holder is there or not)."""
        held = {proxy.principal_id for proxy in self.proxies.values() if proxy.holder_id == member_id}
        return [one for one in self.roll.entitled if one.member_id in held]

    @property
    def outside(self) -> dict[int, tuple[str, list[Candidate]]]:
        """Holders who are not members and have a proxy in force: by number, the name and the principals."""
        found: dict[int, tuple[str, list[Candidate]]] = {}
        for one in self.roll.entitled:
            proxy = self.proxies.get(one.member_id)
            if proxy is not None and proxy.outside is not None:
                found.setdefault(proxy.outside.holder_id, (proxy.outside.name, []))[1].append(one)
        return found

    def holder_name(self, held: ProxySeen | Standing | Seat) -> str:
        """Who holds a proxy, member or not; empty where nobody is named."""
        if held.outside is not None:
            return held.outside.name
        return self.members[held.holder_id].name if held.holder_id is not None else ""

    def colleges_of(self, one: Candidate) -> list[str | None]:
        """The colleges in which a member votes: one, or several where the statutes give one vote in each (rule 7)."""
        others = self.members[one.member_id].other_colleges if self.ruling.statutes.one_vote_per_college else ()
        merged = [self.roll.merged.get(college, college) for college in others]
        return list(dict.fromkeys([one.college, *merged]))

    def count(self, *ways: Way) -> int:
        """How many entitled members take part in one of these ways."""
        return sum(1 for one in self.roll.entitled if self.standings[one.member_id].way in ways)

    def quorum_for(self, kind: QuestionKind) -> QuorumResult:
        """The quorum that a question of this kind needs."""
        terms = self.ruling.quorum_terms(kind)
        colleges = {
            college.id: (college.weight, presence_of(self._lines(self.roll.by_college()[college.id])))
            for college in self.roll.colleges
        }
        return quorum(terms.required, terms.basis, presence_of(self._lines(self.roll.entitled)), colleges)

    def _lines(self, candidates: Iterable[Candidate]) -> list[tuple[bool, int]]:
        return [(self.standings[one.member_id].counts, one.shares) for one in candidates]


def floor_at(assembly: Assembly, at: datetime) -> Floor:
    """The floor of an assembly at `at`; once closed, as it was then, with what was known then."""
    moment = min(at, assembly.closed_at) if assembly.closed_at else at
    ruling = ruling_of(assembly)
    read_on = record_date(assembly.meets_on, ruling.record_date_business_days)
    members = {member.member_id: member for member in members_on(read_on, assembly.closed_at)}
    shares = holdings_on(read_on, assembly.closed_at)
    owing = arrears_on(read_on, ruling.statutes.legal_form, assembly.closed_at)
    unpaid = {member_id for member_id, found in owing.items() if found.vote_is_lost(read_on)}
    roll = draw_up((_candidate(member, shares, unpaid) for member in members.values()), ruling.college_terms)
    received = proxies_of(assembly)
    proxies, door = active_proxies(received, moment), door_of(assembly, received)
    room, outside = in_the_room(door.members, moment), in_the_room(door.outside, moment)
    entitled = [one.member_id for one in roll.entitled]
    return Floor(roll, members, standings(entitled, room, proxies, outside), proxies, ruling, frozenset(outside))


def door_of(assembly: Assembly, received: Iterable[ProxySeen]) -> Door:
    """What the door noted; holders who are not members are looked for only where a proxy names one."""
    named = any(proxy.outside is not None for proxy in received)
    return Door(attendance_of(assembly), _outside_passages(assembly) if named else [])


def _outside_passages(assembly: Assembly) -> list[AttendanceFactSeen]:
    rows = db.session.execute(
        select(HolderPassage).where(HolderPassage.assembly_id == assembly.id).order_by(HolderPassage.id)
    ).scalars()
    return [AttendanceFactSeen(row.holder_id, AttendanceKind(row.kind), Mode.IN_PERSON, row.at, row.id) for row in rows]


def attendance_of(assembly: Assembly) -> list[AttendanceFactSeen]:
    """The passages of members."""
    rows = db.session.execute(
        select(AttendanceFact).where(AttendanceFact.assembly_id == assembly.id).order_by(AttendanceFact.id)
    ).scalars()
    return [AttendanceFactSeen(row.member_id, AttendanceKind(row.kind), Mode(row.mode), row.at, row.id) for row in rows]


def proxies_of(assembly: Assembly) -> list[ProxySeen]:
    """All proxies of an assembly, revoked ones included."""
    rows = db.session.execute(
        select(Proxy, ProxyRevocation.at, OutsideHolder.name)
        .outerjoin(ProxyRevocation, ProxyRevocation.proxy_id == Proxy.id)
        .outerjoin(OutsideHolder, OutsideHolder.id == Proxy.outside_holder_id)
        .where(Proxy.assembly_id == assembly.id)
    )
    return [_proxy_seen(proxy, revoked_at, name) for proxy, revoked_at, name in rows]


def _proxy_seen(proxy: Proxy, revoked_at: datetime | None, name: str | None) -> ProxySeen:
    outside = None
    if proxy.outside_holder_id is not None:
        outside = Outside(proxy.outside_holder_id, name or "", proxy.relation)
    holder = proxy.holder_member_id
    return ProxySeen(proxy.id, proxy.principal_member_id, holder, proxy.received_at, revoked_at, outside)


def _candidate(member: MemberOn, shares: dict[int, int], unpaid: set[int]) -> Candidate:
    return Candidate(
        member_id=member.member_id,
        number=member.number,
        name=member.name,
        sort_key=member.sort_key,
        college=member.college,
        shares=shares.get(member.member_id, 0),
        account_ids=member.account_ids,
        unpaid=member.member_id in unpaid,
    )
