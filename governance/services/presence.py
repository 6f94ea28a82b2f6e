"""The door, and the officers."""

from datetime import datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Assembly, AttendanceFact, OfficerFact
from governance.queries.floor import Floor, floor_at
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState
from governance.rules.presence import AttendanceKind, Mode, Way
from membership.queries.roll import MemberOn


def check_in(assembly: Assembly, member_id: int, *, mode: Mode, actor: Actor, at: datetime) -> None:
    """Note that a member arrived; noting it again changes nothing."""
    floor = floor_for_the_door(assembly, at)
    if floor.standings[_entitled(floor, member_id).member_id].way in (Way.PRESENT, Way.REMOTE):
        return
    _note(assembly, floor.members[member_id], AttendanceKind.ARRIVED, mode=mode, actor=actor, at=at)


def check_out(assembly: Assembly, member_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that a member left; who is not there cannot leave, and nothing changes."""
    floor = floor_for_the_door(assembly, at)
    way = floor.standings[_entitled(floor, member_id).member_id].way
    if way in (Way.PRESENT, Way.REMOTE):
        mode = Mode.REMOTE if way is Way.REMOTE else Mode.IN_PERSON
        _note(assembly, floor.members[member_id], AttendanceKind.LEFT, mode=mode, actor=actor, at=at)


def name_officer(
    assembly: Assembly, seat: str, name: str, *, capacity: str, member_id: int | None, actor: Actor, at: datetime
) -> None:
    """Name someone to the officers; the secretary may be no member (R225-101). The same name again changes nothing."""
    require_before_closing(assembly)
    last = db.session.execute(
        select(OfficerFact)
        .where(OfficerFact.assembly_id == assembly.id, OfficerFact.seat == seat)
        .order_by(OfficerFact.id.desc())
        .limit(1)
    ).scalar()
    if last is not None and (last.name, last.capacity) == (name, capacity):
        return
    db.session.add(
        OfficerFact(assembly_id=assembly.id, seat=seat, name=name, capacity=capacity, member_id=member_id, at=at)
    )
    audit.record(Event.OFFICER_NAMED, assembly.subject, actor=actor, at=at, details={"name": name, "role": seat})


def require_before_closing(assembly: Assembly) -> None:
    """Refuse once the session is over."""
    if assembly.state is AssemblyState.CLOSED:
        raise StateMoved(
            "assembly-closed", N_("The session is closed: presence, proxies and officers no longer change.")
        )


def floor_for_the_door(assembly: Assembly, at: datetime) -> Floor:
    """The floor, for an act that its convening allows and its closing ends."""
    require_before_closing(assembly)
    if assembly.state is AssemblyState.DRAFT:
        raise StateMoved("not-convened", N_("This assembly has not been convened: send the notice first."))
    return floor_at(assembly, at)


def _entitled(floor: Floor, member_id: int) -> MemberOn:
    if member_id in floor.standings:
        return floor.members[member_id]
    for left_out in floor.roll.excluded:
        if left_out.candidate.member_id == member_id:
            raise Refused(
                "not-entitled",
                N_("%(name)s may enter but not vote: no share on the record date. Check the share register."),
                name=left_out.candidate.name,
            )
    raise NotFound("not-on-roll", N_("This person is not a member on the record date of the assembly."))


def _note(
    assembly: Assembly, member: MemberOn, kind: AttendanceKind, *, mode: Mode, actor: Actor, at: datetime
) -> None:
    fact = AttendanceFact(
        assembly_id=assembly.id,
        member_id=member.member_id,
        kind=kind,
        mode=mode,
        represented_by=member.representative_name or "",
        at=at,
        recorded_by=actor.name,
    )
    db.session.add(fact)
    db.session.flush()
    event = Event.MEMBER_ARRIVED if kind is AttendanceKind.ARRIVED else Event.MEMBER_LEFT
    audit.record(event, assembly.subject, actor=actor, at=at, details={"name": member.name})
