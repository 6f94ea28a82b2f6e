"""The door and the proxies."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from governance.models import Assembly, AttendanceFact, OfficerFact, Proxy, ProxyRevocation
from governance.queries.floor import Floor, floor_at
from governance.rules.events import Event
from governance.rules.kinds import AssemblyState
from governance.rules.presence import AttendanceKind, Mode, Way
from governance.rules.proxies import Party, ProxyAsked, check_proxy
from membership.queries.roll import MemberOn

NOBODY = N_("nobody named (blank: the chair)")


@dataclass(frozen=True)
class ProxyDraft:
    """A proxy as written; `holder_id` None is a blank proxy. Ids are member ids."""

    principal_id: int
    holder_id: int | None
    signed_on: date
    origin: str = "paper"


def check_in(assembly: Assembly, member_id: int, *, mode: Mode, actor: Actor, at: datetime) -> None:
    """Note that a member arrived; noting it again changes nothing."""
    floor = _floor_for_the_door(assembly, at)
    if floor.standings[_entitled(floor, member_id).member_id].way in (Way.PRESENT, Way.REMOTE):
        return
    _note(assembly, floor.members[member_id], AttendanceKind.ARRIVED, mode=mode, actor=actor, at=at)


def check_out(assembly: Assembly, member_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that a member left; who is not there cannot leave, and nothing changes."""
    floor = _floor_for_the_door(assembly, at)
    way = floor.standings[_entitled(floor, member_id).member_id].way
    if way in (Way.PRESENT, Way.REMOTE):
        mode = Mode.REMOTE if way is Way.REMOTE else Mode.IN_PERSON
        _note(assembly, floor.members[member_id], AttendanceKind.LEFT, mode=mode, actor=actor, at=at)


def register_proxy(assembly: Assembly, draft: ProxyDraft, *, actor: Actor, at: datetime) -> Proxy:
    """Register a written proxy that law and statutes allow (rules 33 and 34)."""
    floor = _floor_for_the_door(assembly, at)
    if _repeated(floor, draft):
        return db.session.get_one(Proxy, floor.proxies[draft.principal_id].proxy_id)
    asked = ProxyAsked(
        principal=_party(floor, draft.principal_id),
        holder=None if draft.holder_id is None else _party(floor, draft.holder_id),
        signed_on=draft.signed_on,
        convened_on=assembly.convened_at.date() if assembly.convened_at else None,
        today=at.astimezone(ZoneInfo(assembly.zone)).date(),
    )
    held = [] if draft.holder_id is None else [one.member_id for one in floor.held_by(draft.holder_id)]
    check_proxy(asked, floor.ruling.proxy_terms(), held, already_given=draft.principal_id in floor.proxies)
    proxy = Proxy(
        assembly_id=assembly.id,
        principal_member_id=draft.principal_id,
        holder_member_id=draft.holder_id,
        signed_on=draft.signed_on,
        origin=draft.origin,
        received_at=at,
        recorded_by=actor.name,
    )
    db.session.add(proxy)
    db.session.flush()
    names = {"principal": asked.principal.name, "holder": asked.holder.name if asked.holder else NOBODY}
    audit.record(Event.PROXY_REGISTERED, assembly.subject, actor=actor, at=at, details=names)
    return proxy


def revoke_proxy(assembly: Assembly, principal_id: int, *, actor: Actor, at: datetime) -> None:
    """End the proxy of a principal; without one in force nothing changes."""
    require_before_closing(assembly)
    floor = floor_at(assembly, at)
    proxy = floor.proxies.get(principal_id)
    if proxy is None:
        return
    db.session.add(ProxyRevocation(proxy_id=proxy.proxy_id, at=at, recorded_by=actor.name))
    db.session.flush()
    details = {"principal": _party(floor, principal_id).name}
    audit.record(Event.PROXY_REVOKED, assembly.subject, actor=actor, at=at, details=details)


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


def _floor_for_the_door(assembly: Assembly, at: datetime) -> Floor:
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


def _party(floor: Floor, member_id: int) -> Party:
    member = floor.members.get(member_id)
    if member is None:
        raise NotFound("not-on-roll", N_("This person is not a member on the record date of the assembly."))
    return Party(member_id, member.name, member.college, member_id in floor.standings)


def _repeated(floor: Floor, draft: ProxyDraft) -> bool:
    current = floor.proxies.get(draft.principal_id)
    return current is not None and current.holder_id == draft.holder_id


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
