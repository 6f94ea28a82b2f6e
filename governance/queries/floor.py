"""The floor at a moment: who is entitled, who takes part and how, and the quorum; in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Assembly, AttendanceFact, Proxy, ProxyRevocation
from governance.queries.ruling import Ruling, ruling_of
from governance.rules.kinds import QuestionKind
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
from membership.queries.roll import MemberOn, members_on
from shares.queries import holdings_on


@dataclass(frozen=True)
class Floor:
    """Everything about presence at one moment. Keys are member ids."""

    roll: Roll
    members: dict[int, MemberOn]
    standings: dict[int, Standing]
    proxies: dict[int, ProxySeen]
    ruling: Ruling

    @property
    def taking_part(self) -> list[Candidate]:
        """Entitled members present, remote or represented, in order of name."""
        return [one for one in self.roll.entitled if self.standings[one.member_id].counts]

    def held_by(self, member_id: int) -> list[Candidate]:
        """Principals whose proxy this member holds (in force, whether the holder is there or not)."""
        held = {proxy.principal_id for proxy in self.proxies.values() if proxy.holder_id == member_id}
        return [one for one in self.roll.entitled if one.member_id in held]

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
    roll = draw_up((_candidate(member, shares) for member in members.values()), ruling.college_terms)
    proxies = active_proxies(proxies_of(assembly), moment)
    room = in_the_room(attendance_of(assembly), moment)
    entitled = [one.member_id for one in roll.entitled]
    return Floor(roll, members, standings(entitled, room, proxies), proxies, ruling)


def attendance_of(assembly: Assembly) -> list[AttendanceFactSeen]:
    """The door's facts of an assembly."""
    rows = db.session.execute(
        select(AttendanceFact).where(AttendanceFact.assembly_id == assembly.id).order_by(AttendanceFact.id)
    ).scalars()
    return [AttendanceFactSeen(row.member_id, AttendanceKind(row.kind), Mode(row.mode), row.at, row.id) for row in rows]


def proxies_of(assembly: Assembly) -> list[ProxySeen]:
    """All proxies of an assembly, revoked ones included."""
    rows = db.session.execute(
        select(Proxy, ProxyRevocation.at)
        .outerjoin(ProxyRevocation, ProxyRevocation.proxy_id == Proxy.id)
        .where(Proxy.assembly_id == assembly.id)
    )
    return [
        ProxySeen(proxy.id, proxy.principal_member_id, proxy.holder_member_id, proxy.received_at, revoked_at)
        for proxy, revoked_at in rows
    ]


def _candidate(member: MemberOn, shares: dict[int, int]) -> Candidate:
    return Candidate(
        member_id=member.member_id,
        number=member.number,
        name=member.name,
        sort_key=member.sort_key,
        college=member.college,
        shares=shares.get(member.member_id, 0),
        account_ids=member.account_ids,
    )
