"""Proxy holders who are not members: who they are, and their passages at the door (rule 33)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import Assembly, HolderPassage, OutsideHolder
from governance.queries.floor import Floor
from governance.rules.events import Event
from governance.rules.presence import AttendanceKind
from governance.services.presence import floor_for_the_door


@dataclass(frozen=True)
class OutsideDraft:
    """A holder who is not a member, as written; `relation` is a word of `Relation`."""

    name: str
    relation: str
    email: str = ""


def check_in_holder(assembly: Assembly, holder_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that a holder who is not a member arrived; noting it again changes nothing."""
    floor, name = _holder(assembly, holder_id, at)
    if holder_id not in floor.outside_there:
        _note(assembly, holder_id, name, AttendanceKind.ARRIVED, actor=actor, at=at)


def check_out_holder(assembly: Assembly, holder_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that such a holder left; who is not there cannot leave, and nothing changes."""
    floor, name = _holder(assembly, holder_id, at)
    if holder_id in floor.outside_there:
        _note(assembly, holder_id, name, AttendanceKind.LEFT, actor=actor, at=at)


def known_or_new(assembly: Assembly, draft: OutsideDraft, *, actor: Actor, at: datetime) -> OutsideHolder:
    """The holder of that name at this assembly: one person, whoever entrusts a vote to him."""
    wanted = select(OutsideHolder).where(OutsideHolder.assembly_id == assembly.id)
    for known in db.session.execute(wanted).scalars():
        if sort_key(known.name) == sort_key(draft.name):
            return known
    made = OutsideHolder(assembly_id=assembly.id, name=draft.name, email=draft.email, at=at, recorded_by=actor.name)
    db.session.add(made)
    db.session.flush()
    return made


def refuse_member(floor: Floor, name: str) -> None:
    """Refuse, as a holder from outside, the name of a member: his proxies are counted together."""
    key = sort_key(name)
    for member in floor.members.values():
        if sort_key(member.name) == key:
            message = N_(
                "%(name)s is a member: choose that name in the list of members, so that proxies are counted together."
            )
            raise Refused("proxy-holder-is-member", message, rule=33, name=member.name)


def _holder(assembly: Assembly, holder_id: int, at: datetime) -> tuple[Floor, str]:
    floor = floor_for_the_door(assembly, at)
    found = db.session.get(OutsideHolder, holder_id)
    if found is None or found.assembly_id != assembly.id:
        raise NotFound("no-holder", N_("Nobody from outside holds a proxy under this number. See the attendance list."))
    return floor, found.name


def _note(assembly: Assembly, holder_id: int, name: str, kind: AttendanceKind, *, actor: Actor, at: datetime) -> None:
    passage = HolderPassage(assembly_id=assembly.id, holder_id=holder_id, kind=kind, at=at, recorded_by=actor.name)
    db.session.add(passage)
    db.session.flush()
    event = Event.HOLDER_ARRIVED if kind is AttendanceKind.ARRIVED else Event.HOLDER_LEFT
    audit.record(event, assembly.subject, actor=actor, at=at, details={"name": name})
