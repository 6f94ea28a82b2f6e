"""Write a protocol, review it, stop it, remind of what falls: each review and term is told once."""

from dataclasses import dataclass, field
from datetime import date, datetime

from flask import current_app

from foundation.accounts.models import Account
from foundation.kernel import audit
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.kernel.settings import get_settings
from foundation.mailing.services import queue_mail
from foundation.wording.queries import leaves
from pole.actors.models import Protocol, ProtocolParty, ProtocolReminder, ProtocolReview
from pole.actors.queries.protocols import ProtocolOn, protocols_due, reminded
from pole.actors.rules.events import Event
from pole.actors.rules.protocols import (
    Due,
    ReviewOutcome,
    require_order,
    require_parties,
    require_reviewable,
)

TEMPLATE = "protocol-due"
FALLS: dict[Due, str] = {
    Due.REVIEW: N_("its review is due on %(day)s"),
    Due.TERM: N_("its term is reached on %(day)s"),
}
_UNTITLED = N_("Write the title of the protocol.")
_UNFOUND = N_("Write what the review found: it is what the partners read.")
_STOPPED = N_("This protocol is stopped already.")
_WHY = N_("Write why it is stopped.")
_STOPS_FIRST = N_("It begins on %(day)s: it stops on that day or later.")
_REVIEWED = N_("A review of %(day)s is written already: choose another day.")


@dataclass(frozen=True)
class ProtocolDraft:
    """What a person writes of a protocol; `parties` are the ids of actors."""

    title: str
    starts_on: date
    parties: tuple[int, ...] = field(default=())
    about: str = ""
    rules: str = ""
    signed_on: date | None = None
    ends_on: date | None = None
    review_months: int = 12
    owner_account_id: int | None = None
    owner_name: str = ""


@dataclass(frozen=True)
class ReviewDraft:
    """What a review found, and what follows."""

    on: date
    found: str
    outcome: ReviewOutcome
    present: str = ""


def write_protocol(
    draft: ProtocolDraft, protocol: Protocol | None = None, *, actor: audit.Actor, at: datetime
) -> Protocol:
    """A new protocol, or the one given as it is from now on. Refused: without title, alone, ending before it begins."""
    if not draft.title.strip():
        raise Refused("protocol-untitled", _UNTITLED)
    require_parties(draft.parties)
    require_order(draft.starts_on, draft.ends_on)
    made = protocol or Protocol(created_at=at)
    for name, value in vars(draft).items():
        if name != "parties":
            setattr(made, name, value)
    made.title = draft.title.strip()
    kept = {one.actor_id: one for one in made.parties}
    made.parties = [kept.get(one) or ProtocolParty(actor_id=one) for one in dict.fromkeys(draft.parties)]
    db.session.add(made)
    db.session.flush()
    _record(Event.PROTOCOL_WRITTEN, made, actor=actor, at=at)
    return made


def review(standing: ProtocolOn, draft: ReviewDraft, *, actor: audit.Actor, at: datetime) -> ProtocolReview:
    """Write a review. Refused: unsigned, to come, before the protocol, without a word. StateMoved: the same day twice."""
    if not draft.found.strip():
        raise Refused("review-empty", _UNFOUND)
    require_reviewable(standing.protocol.title, standing.term, draft.on, day_of(at))
    if draft.on in {one.reviewed_on for one in standing.reviews}:
        raise StateMoved("reviewed-twice", _REVIEWED, day=draft.on)
    made = ProtocolReview(
        protocol_id=standing.protocol.id,
        reviewed_on=draft.on,
        found=draft.found.strip(),
        present=draft.present.strip(),
        outcome=draft.outcome.value,
        recorded_at=at,
        recorded_by=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    _record(Event.PROTOCOL_REVIEWED, standing.protocol, actor=actor, at=at)
    return made


def stop(protocol: Protocol, on: date, why: str, *, actor: audit.Actor, at: datetime) -> None:
    """Stop it before its term, from that day on, with the reason."""
    if protocol.stopped_on is not None:
        raise StateMoved("protocol-stopped", _STOPPED)
    if not why.strip():
        raise Refused("stop-why", _WHY)
    if on < protocol.starts_on:
        raise Refused("stops-first", _STOPS_FIRST, day=protocol.starts_on)
    protocol.stopped_on, protocol.stopped_why = on, why.strip()
    _record(Event.PROTOCOL_STOPPED, protocol, actor=actor, at=at)


def remind_of_protocols(day: date, *, at: datetime) -> int:
    """Write to who answers for each protocol of which something falls within a month; how many mails. Safe to run again."""
    found = protocols_due(day)
    told = reminded([one.protocol.id for one in found])
    return sum(
        _remind(one, what, on, at=at)
        for one in found
        for what, on in one.due
        if (one.protocol.id, what.value, on) not in told
    )


def _remind(standing: ProtocolOn, what: Due, on: date, *, at: datetime) -> int:
    protocol = standing.protocol
    db.session.add(ProtocolReminder(protocol_id=protocol.id, kind=what.value, due_on=on, reminded_at=at))
    db.session.flush()
    details = {"title": protocol.title, "day": on.isoformat()}
    audit.record(Event.PROTOCOL_REMINDED, protocol.subject, actor=audit.SYSTEM, at=at, details=details)
    owner = db.session.get(Account, protocol.owner_account_id) if protocol.owner_account_id else None
    to, name, language = (owner.email, owner.name, owner.language) if owner else (get_settings().email, "", "fr")
    if not to or not leaves(TEMPLATE):
        return 0
    path = f"/protocoles/{protocol.id}"
    context: dict[str, object] = {
        "title": protocol.title,
        "falls": sentence(language, FALLS[what], {"day": on}),
        "parties": ", ".join(standing.parties.values()),
        "path": path,
        "protocol_url": f"{current_app.config['PUBLIC_URL']}{path}",
    }
    queue_mail(
        TEMPLATE,
        to=to,
        name=name or get_settings().name,
        language=language,
        context=context,
        event=Event.PROTOCOL_REMINDED,
        subject_ref=protocol.subject,
        at=at,
        dedupe=f"protocol:{protocol.id}:{what.value}:{on.isoformat()}",
    )
    return 1


def _record(event: Event, protocol: Protocol, *, actor: audit.Actor, at: datetime) -> None:
    audit.record(event, protocol.subject, actor=actor, at=at, details={"title": protocol.title})
