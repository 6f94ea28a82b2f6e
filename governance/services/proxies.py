"""Register and revoke proxies: what law and statutes allow, until the hour they allow (rules 33 and 34)."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import Assembly, Proxy, ProxyRevocation
from governance.queries.floor import Floor, floor_at
from governance.queries.notices import day_of
from governance.rules.events import Event
from governance.rules.outside_holders import Relation
from governance.rules.proxies import OutsideParty, Party, ProxyAsked, check_proxy
from governance.rules.proxy_hours import check_given_in_time, check_revoked_in_time
from governance.services.outside_holders import OutsideDraft, known_or_new, refuse_member
from governance.services.presence import floor_for_the_door, require_before_closing

NOBODY = N_("nobody named (blank: the chair)")
ONLINE = "online"


@dataclass(frozen=True)
class ProxyDraft:
    """A proxy as written: held by a member, by somebody `outside`, or blank. Ids are member ids.

    `paper` says what was handed over where a proxy is registered at the desk.
    """

    principal_id: int
    holder_id: int | None
    signed_on: date
    origin: str = "paper"
    outside: OutsideDraft | None = None
    paper: str = ""


def register_proxy(assembly: Assembly, draft: ProxyDraft, *, actor: Actor, at: datetime) -> Proxy:
    """Register a proxy that law and statutes allow; the same one again is the one already there.

    Raises Refused (rules 33 and 34; online, once the hour has passed), StateMoved (closed), NotFound (no such member).
    """
    floor = floor_for_the_door(assembly, at)
    if _repeated(floor, draft):
        return db.session.get_one(Proxy, floor.proxies[draft.principal_id].proxy_id)
    if draft.origin == ONLINE:
        check_given_in_time(floor.ruling.electronic_cutoff(assembly), at)
    asked = _asked(assembly, floor, draft, at)
    held = [one.member_id for one in _held(floor, draft)]
    check_proxy(asked, floor.ruling.proxy_terms(), held, already_given=draft.principal_id in floor.proxies)
    proxy = _store(assembly, draft, actor=actor, at=at)
    names = {"principal": asked.principal.name, "holder": asked.holder.name if asked.holder else NOBODY}
    audit.record(Event.PROXY_REGISTERED, assembly.subject, actor=actor, at=at, details=names)
    return proxy


def revoke_proxy(assembly: Assembly, principal_id: int, *, actor: Actor, at: datetime) -> None:
    """End the proxy of a principal; without one in force nothing changes.

    One given online is irrevocable once its hour has passed (R225-80): the member comes, and then votes himself.
    """
    require_before_closing(assembly)
    floor = floor_at(assembly, at)
    proxy = floor.proxies.get(principal_id)
    if proxy is None:
        return
    if db.session.get_one(Proxy, proxy.proxy_id).origin == ONLINE:
        check_revoked_in_time(floor.ruling.electronic_cutoff(assembly), at)
    db.session.add(ProxyRevocation(proxy_id=proxy.proxy_id, at=at, recorded_by=actor.name))
    db.session.flush()
    details = {"principal": _party(floor, principal_id).name}
    audit.record(Event.PROXY_REVOKED, assembly.subject, actor=actor, at=at, details=details)


def _asked(assembly: Assembly, floor: Floor, draft: ProxyDraft, at: datetime) -> ProxyAsked:
    holder: Party | OutsideParty | None = None
    if draft.outside is not None:
        refuse_member(floor, draft.outside.name)
        holder = OutsideParty(draft.outside.name, Relation(draft.outside.relation))
    elif draft.holder_id is not None:
        holder = _party(floor, draft.holder_id)
    return ProxyAsked(
        principal=_party(floor, draft.principal_id),
        holder=holder,
        signed_on=draft.signed_on,
        convened_on=day_of(assembly, assembly.convened_at) if assembly.convened_at else None,
        today=day_of(assembly, at),
    )


def _held(floor: Floor, draft: ProxyDraft) -> list[Party]:
    """The principals for whom the holder already stands at this assembly."""
    if draft.outside is None:
        found = [] if draft.holder_id is None else floor.held_by(draft.holder_id)
    else:
        key = sort_key(draft.outside.name)
        found = [one for name, held in floor.outside.values() if sort_key(name) == key for one in held]
    return [_party(floor, one.member_id) for one in found]


def _store(assembly: Assembly, draft: ProxyDraft, *, actor: Actor, at: datetime) -> Proxy:
    outside = known_or_new(assembly, draft.outside, actor=actor, at=at) if draft.outside else None
    proxy = Proxy(
        assembly_id=assembly.id,
        principal_member_id=draft.principal_id,
        holder_member_id=None if outside else draft.holder_id,
        outside_holder_id=outside.id if outside else None,
        relation=draft.outside.relation if draft.outside else "",
        paper=draft.paper,
        signed_on=draft.signed_on,
        origin=draft.origin,
        received_at=at,
        recorded_by=actor.name,
    )
    db.session.add(proxy)
    db.session.flush()
    return proxy


def _party(floor: Floor, member_id: int) -> Party:
    member = floor.members.get(member_id)
    if member is None:
        raise NotFound("not-on-roll", N_("This person is not a member on the record date of the assembly."))
    return Party(member_id, member.name, member.college, member_id in floor.standings, member.kind == "person")


def _repeated(floor: Floor, draft: ProxyDraft) -> bool:
    current = floor.proxies.get(draft.principal_id)
    if current is None:
        return False
    if draft.outside is None or current.outside is None:
        return draft.outside is current.outside and current.holder_id == draft.holder_id
    same_name = sort_key(current.outside.name) == sort_key(draft.outside.name)
    return same_name and current.outside.relation == draft.outside.relation
