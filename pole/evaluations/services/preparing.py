"""What is prepared for those who answer: the fact sheet of the owner, the people from outside who are invited."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.mailing.rules.addresses import parse_address
from pole.evaluations.models import CampaignSubject, EvaluationMark, FactSheet, Guest
from pole.evaluations.queries.campaigns import state_at
from pole.evaluations.rules.campaigns import MOST_GUESTS, CampaignState
from pole.evaluations.rules.events import Event
from pole.evaluations.services.mails import Told, tell

_OVER = N_("This evaluation is over: what was read by those who answered no longer changes.")
_EMPTY = N_("Write one thing at least: what was planned, what was done, or a figure.")
_BAD = N_("“%(address)s” is no e-mail address: correct this line. Nobody was invited.")
_NONE = N_("Write at least one e-mail address, one a line.")
_MANY = N_("%(most)s people from outside at most for one action.")
_ANSWERED = N_("This person has answered already: their answer is counted and their link opens nothing any more.")


@dataclass(frozen=True)
class SheetDraft:
    """What the owner writes; money in cents, hours of volunteers."""

    planned: str = ""
    done: str = ""
    people_reached: int | None = None
    spent_cents: int | None = None
    volunteer_hours: int | None = None


def write_sheet(subject: CampaignSubject, draft: SheetDraft, *, actor: Actor, at: datetime) -> FactSheet:
    """The owner says what was planned and done; written again until the closing, the last one is read."""
    _require_not_over(subject, at)
    given = vars(draft) | {"planned": draft.planned.strip(), "done": draft.done.strip()}
    if not any(value not in ("", None) for value in given.values()):
        raise Refused("sheet-empty", _EMPTY)
    made = FactSheet(subject_id=subject.id, **given, written_at=at, written_by=actor.name)
    db.session.add(made)
    db.session.flush()
    _record(Event.SHEET_WRITTEN, subject, actor=actor, at=at)
    return made


def invite_guests(subject: CampaignSubject, addresses: Sequence[str], *, actor: Actor, at: datetime) -> list[Guest]:
    """Invite people from outside to evaluate one action; those invited before are left as they are.

    Their links leave when the campaign opens, or at once where it is open. Refused: an address that is none, too many.
    """
    _require_not_over(subject, at)
    keys = _keys(addresses)
    known = set(db.session.execute(select(Guest.email_key).where(Guest.subject_id == subject.id)).scalars())
    total = db.session.execute(
        select(func.count()).select_from(Guest).where(Guest.subject_id == subject.id)
    ).scalar_one()
    fresh = [(key, address) for key, address in keys.items() if key not in known]
    if total + len(fresh) > MOST_GUESTS:
        raise Refused("guests-many", _MANY, most=MOST_GUESTS)
    made = [
        Guest(
            subject_id=subject.id,
            email=address,
            email_key=key,
            nonce=secrets.token_urlsafe(16),
            invited_at=at,
            invited_by=actor.name,
        )
        for key, address in fresh
    ]
    db.session.add_all(made)
    db.session.flush()
    if made:
        _record(Event.GUESTS_INVITED, subject, actor=actor, at=at, people=len(made))
        if state_at(subject.campaign, at) is CampaignState.OPEN:
            tell(subject.campaign, Told.LINK, actor=actor, at=at)
    return made


def take_link_back(guest: Guest, *, at: datetime) -> None:
    """A link sent to the wrong person opens nothing any more; one that has answered is counted and stays."""
    subject = db.session.get_one(CampaignSubject, guest.subject_id)
    _require_not_over(subject, at)
    if db.session.execute(select(EvaluationMark.id).where(EvaluationMark.guest_id == guest.id)).first():
        raise StateMoved("guest-answered", _ANSWERED)
    db.session.delete(guest)
    db.session.flush()


def _keys(addresses: Sequence[str]) -> dict[str, str]:
    keys = {}
    for address in filter(None, (one.strip() for one in addresses)):
        try:
            parse_address(address)
        except ValueError as error:
            raise Refused("guest-address", _BAD, address=address[:100]) from error
        keys[address.lower()] = address
    if not keys:
        raise Refused("guests-none", _NONE)
    return keys


def _require_not_over(subject: CampaignSubject, at: datetime) -> None:
    if state_at(subject.campaign, at) not in (CampaignState.DRAFT, CampaignState.OPEN):
        raise StateMoved("campaign-over", _OVER)


def _record(event: Event, subject: CampaignSubject, *, actor: Actor, at: datetime, **more: object) -> None:
    details = {"title": subject.campaign.title, "subject": subject.title, **more}
    audit.record(event, subject.campaign.subject, actor=actor, at=at, details=details)
