"""Write the directory and who works with whom; what ends is ended, nothing is deleted."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from foundation.kernel import audit
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.identity import Organisation
from pole.actors.models import Actor, ActorLink
from pole.actors.queries.directory import names_of
from pole.actors.rules.events import Event
from pole.actors.rules.words import ActorType, LinkKind, has_level

_NAMELESS = N_("Write the name of the actor, or choose its record.")
_LEVEL = N_("Only actors of the social economy have a level: choose another type, or no level.")
_TAKEN = N_("“%(name)s” is in the directory already: change its page rather than write it twice.")
_ITSELF = N_("An actor does not work with itself: choose another one.")
_LINKED = N_("“%(name)s” and “%(other)s” are linked in this way already: end that link first.")
_ENDED = N_("This link has ended already.")
_BEFORE = N_("This link began on %(day)s: it ends on that day or later.")
POLE = N_("the pole")


@dataclass(frozen=True)
class ActorDraft:
    """What a person writes of an actor; with `organisation_id` its name is read in the register of members."""

    name: str
    type: ActorType
    ess_level: int | None = None
    organisation_id: int | None = None
    territory: str = ""
    purpose: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class LinkDraft:
    """Who works with whom: `other_id` None is the pole itself."""

    other_id: int | None
    kind: LinkKind
    starts_on: date
    text: str = ""


def write_actor(draft: ActorDraft, actor_row: Actor | None = None, *, actor: audit.Actor, at: datetime) -> Actor:
    """A new actor, or the one given as it is from now on. Refused: without a name, a level where there is none, twice."""
    columns = _columns(draft)
    _refuse_twice(draft, str(columns["name"]), actor_row)
    made = actor_row or Actor(created_at=at)
    for name, value in columns.items():
        setattr(made, name, value)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.ACTOR_WRITTEN, made.subject, actor=actor, at=at, details={"name": made.name})
    return made


def close_actor(row: Actor, *, actor: audit.Actor, at: datetime) -> None:
    """It no longer is an actor of the territory; its page and what it did stay. Twice changes nothing."""
    if row.closed_at is None:
        row.closed_at = at
        audit.record(Event.ACTOR_CLOSED, row.subject, actor=actor, at=at, details={"name": row.name})


def reopen_actor(row: Actor, *, actor: audit.Actor, at: datetime) -> None:
    """It is an actor of the territory again."""
    if row.closed_at is not None:
        row.closed_at = None
        audit.record(Event.ACTOR_WRITTEN, row.subject, actor=actor, at=at, details={"name": row.name})


def link(row: Actor, draft: LinkDraft, *, actor: audit.Actor, at: datetime) -> ActorLink:
    """Two actors work together from a day on. Refused: with itself, or twice in the same way."""
    if draft.other_id == row.id:
        raise Refused("link-itself", _ITSELF)
    names = _names(row.id, draft.other_id)
    same = [ActorLink.kind == draft.kind.value, ActorLink.ends_on.is_(None)]
    pair = (ActorLink.actor_id == row.id) & (ActorLink.other_id == draft.other_id)
    back = (ActorLink.actor_id == draft.other_id) & (ActorLink.other_id == row.id)
    if db.session.execute(select(ActorLink.id).where(*same, or_(pair, back))).first() is not None:
        raise Refused("linked-twice", _LINKED, name=names["name"], other=names["other"])
    made = ActorLink(actor_id=row.id, **vars(draft) | {"kind": draft.kind.value}, created_at=at)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.LINK_WRITTEN, row.subject, actor=actor, at=at, details=names)
    return made


def end_link(row: ActorLink, on: date, *, actor: audit.Actor, at: datetime) -> None:
    """They no longer work together from that day on; on its first day, the link was a mistake."""
    if row.ends_on is not None:
        raise StateMoved("link-ended", _ENDED)
    if on < row.starts_on:
        raise Refused("link-ends-first", _BEFORE, day=row.starts_on)
    row.ends_on = on
    names = _names(row.actor_id, row.other_id)
    audit.record(Event.LINK_ENDED, f"actor:{row.actor_id}", actor=actor, at=at, details=names)


def _columns(draft: ActorDraft) -> dict[str, object]:
    record = db.session.get(Organisation, draft.organisation_id) if draft.organisation_id else None
    name = record.name if record else draft.name.strip()
    if not name:
        raise Refused("actor-nameless", _NAMELESS)
    if draft.ess_level is not None and not has_level(draft.type):
        raise Refused("actor-level", _LEVEL)
    said = f"{name} {draft.territory} {draft.purpose}"
    return vars(draft) | {
        "name": name,
        "type": draft.type.value,
        "organisation_id": record.id if record else None,
        "sort_key": sort_key(name)[:300],
        "search_key": sort_key(said)[:1000],
    }


def _refuse_twice(draft: ActorDraft, name: str, row: Actor | None) -> None:
    same = Actor.sort_key == sort_key(name)[:300]
    if draft.organisation_id:
        same = or_(same, Actor.organisation_id == draft.organisation_id)
    taken = select(Actor.id).where(same)
    if row is not None:
        taken = taken.where(Actor.id != row.id)
    if db.session.execute(taken.limit(1)).first() is not None:
        raise Refused("actor-twice", _TAKEN, name=name)


def _names(one: int, other: int | None) -> dict[str, str]:
    named = names_of([one, other])
    return {"name": named.get(one, ""), "other": named.get(other or 0, POLE)}
