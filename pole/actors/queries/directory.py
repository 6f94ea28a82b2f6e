"""The directory: actors with the name and the membership of their record; links of today, of every kind; a few statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.queries.ruling import ruling_value
from membership.rules.standing import MembershipEvent
from pole.actors.models import Actor, ActorLink, Protocol, ProtocolParty
from pole.actors.rules.words import ActorType, LinkKind

THE_POLE = 0


@dataclass(frozen=True)
class ActorNow:
    """An actor as it is known today: its name, and the number of the member that it is, if it is one."""

    actor: Actor
    name: str
    member_number: int | None = None

    @property
    def id(self) -> int:
        """The id of the actor, for what points to it."""
        return self.actor.id

    @property
    def kind(self) -> ActorType:
        """What it is for the pole."""
        return ActorType(self.actor.type)


@dataclass(frozen=True)
class Tie:
    """Two actors that work together, by their ids (THE_POLE for the pole itself), how, since when, and where it is kept."""

    one: int
    other: int
    kind: LinkKind
    text: str = ""
    since: date | None = None
    link_id: int | None = None
    protocol_id: int | None = None


def actors(
    on: date, query: str = "", kind: str = "", level: int | None = None, *, closed: bool = False
) -> list[ActorNow]:
    """The actors that are still in the directory (or those `closed`) whose words hold every word of `query`, by name."""
    wanted = _named(on).where(Actor.closed_at.is_not(None) if closed else Actor.closed_at.is_(None))
    for word in sort_key(query).split()[:8]:
        wanted = wanted.where(Actor.search_key.contains(word, autoescape=True))
    if kind:
        wanted = wanted.where(Actor.type == kind)
    if level is not None:
        wanted = wanted.where(Actor.ess_level == level)
    return [_now(row) for row in db.session.execute(wanted.order_by(Actor.sort_key, Actor.id))]


def actor_or_404(actor_id: int) -> Actor:
    """The actor; NotFound where there is none."""
    found = db.session.get(Actor, actor_id)
    if found is None:
        raise NotFound("actor", N_("This actor is not in the directory. Search it by name."))
    return found


def actor_now(actor_id: int, on: date) -> ActorNow:
    """One actor with its name and membership of a day; NotFound where there is none."""
    row = db.session.execute(_named(on).where(Actor.id == actor_id)).first()
    return _now(row) if row is not None else ActorNow(actor_or_404(actor_id), "")


def names_of(actor_ids: Collection[int | None]) -> dict[int, str]:
    """The names of some actors, by id; one statement."""
    wanted = [one for one in actor_ids if one]
    if not wanted:
        return {}
    named = select(Actor.id, func.coalesce(Organisation.name, Actor.name))
    named = named.outerjoin(Organisation, Organisation.id == Actor.organisation_id).where(Actor.id.in_(wanted))
    return {row[0]: row[1] for row in db.session.execute(named)}


def counted(on: date) -> dict[tuple[str, int | None], int]:
    """How many actors there are of each type and level, and how many of them are members under (type, -1)."""
    found: dict[tuple[str, int | None], int] = {}
    for one in actors(on):
        for key in ((one.actor.type, one.actor.ess_level), *([(one.actor.type, -1)] if one.member_number else [])):
            found[key] = found.get(key, 0) + 1
    return found


def ties_on(on: date, actor_id: int | None = None) -> list[Tie]:
    """Who works with whom on a day: written links, protocols in force, members; of one actor, or all. Three statements."""
    links = select(ActorLink).where(ActorLink.starts_on <= on, or_(ActorLink.ends_on.is_(None), ActorLink.ends_on > on))
    if actor_id is not None:
        links = links.where(or_(ActorLink.actor_id == actor_id, ActorLink.other_id == actor_id))
    found = [
        Tie(one.actor_id, one.other_id or THE_POLE, LinkKind(one.kind), one.text, one.starts_on, link_id=one.id)
        for one in db.session.execute(links.order_by(ActorLink.id)).scalars()
    ]
    return found + _protocols(on, actor_id) + _members(on, actor_id)


def _protocols(on: date, actor_id: int | None) -> list[Tie]:
    stands = and_(
        Protocol.signed_on.is_not(None),
        Protocol.starts_on <= on,
        or_(Protocol.ends_on.is_(None), Protocol.ends_on >= on),
        or_(Protocol.stopped_on.is_(None), Protocol.stopped_on > on),
    )
    wanted = select(ProtocolParty.actor_id, Protocol).join(Protocol, Protocol.id == ProtocolParty.protocol_id)
    wanted = wanted.where(stands)
    if actor_id is not None:
        wanted = wanted.where(ProtocolParty.actor_id == actor_id)
    return [
        Tie(party, THE_POLE, LinkKind.PROTOCOL, one.title, one.starts_on, protocol_id=one.id)
        for party, one in db.session.execute(wanted.order_by(Protocol.id, ProtocolParty.id))
    ]


def _members(on: date, actor_id: int | None) -> list[Tie]:
    wanted = _named(on).where(Actor.closed_at.is_(None), Actor.organisation_id.is_not(None))
    if actor_id is not None:
        wanted = wanted.where(Actor.id == actor_id)
    rows = [_now(row) for row in db.session.execute(wanted.order_by(Actor.id))]
    return [Tie(one.id, THE_POLE, LinkKind.MEMBER) for one in rows if one.member_number]


def link_or_404(actor: Actor, link_id: int) -> ActorLink:
    """One link of an actor; NotFound where it is another's."""
    found = db.session.get(ActorLink, link_id)
    if found is None or actor.id not in {found.actor_id, found.other_id}:
        raise NotFound("actor-link", N_("This actor has no such link. See its page."))
    return found


def organisations_without_actor() -> list[tuple[int, str]]:
    """Organisations on record that no actor stands for yet, by name; one statement."""
    taken = select(Actor.organisation_id).where(Actor.organisation_id.is_not(None))
    wanted = select(Organisation.id, Organisation.name).where(
        Organisation.id.not_in(taken), Organisation.merged_into_id.is_(None)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted.order_by(Organisation.sort_key, Organisation.id))]


def _named(on: date) -> Select[Any]:
    event = ruling_value(MembershipFact, "event", {"member_id": Member.id}, (on, None))
    return (
        select(Actor, Organisation.name, Member.number, event.label("event"))
        .outerjoin(Organisation, Organisation.id == Actor.organisation_id)
        .outerjoin(Member, Member.organisation_id == func.coalesce(Organisation.merged_into_id, Actor.organisation_id))
    )


def _now(row: Any) -> ActorNow:
    actor, name, number, event = row
    return ActorNow(actor, name or actor.name, number if event == MembershipEvent.ADMITTED else None)
