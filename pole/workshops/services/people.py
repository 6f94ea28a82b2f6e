"""Who takes part: people with their commitment, their allowance and their hours; organisations; sign-up by members."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.documents.deposits import Upload, deposit
from foundation.documents.file_kinds import FileKind
from foundation.documents.models import Deposit
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.roll import members_represented_by
from pole.actors.models import Actor as Organisation
from pole.workshops.models import Workshop, WorkshopOrganisation, WorkshopPerson
from pole.workshops.rules.events import Event
from pole.workshops.rules.kinds import PART_NAMES

_NO_NAME = N_("Write the name of the person.")
_UNKNOWN = N_("This organisation is not in the directory: add it there first.")
_MEMBERS_ONLY = N_("Signing up is for members: ask the office to write you in.")
_FULL = N_("This workshop is full: %(places)s places are taken. Ask the facilitator to be told of the next one.")
_NO_SIGN_UP = N_("This workshop takes no sign-up on the site: ask its facilitator.")


@dataclass(frozen=True, kw_only=True)
class PersonDraft:
    """What is written of a person in a workshop; the allowance in cents, the hours in minutes."""

    name: str
    role: str = "participant"
    actor_id: int | None = None
    contact: str = ""
    signed_on: date | None = None
    allowance_cents: int = 0
    valued_minutes: int = 0


def add_person(workshop: Workshop, draft: PersonDraft, *, on: date, actor: Actor, at: datetime) -> WorkshopPerson:
    """Somebody takes part from a day on."""
    _require_name(draft)
    made = WorkshopPerson(workshop_id=workshop.id, **asdict(draft), joined_on=on)
    db.session.add(made)
    db.session.flush()
    _told(Event.PERSON_WRITTEN, made, actor=actor, at=at)
    return made


def change_person(person: WorkshopPerson, draft: PersonDraft, *, actor: Actor, at: datetime) -> None:
    """Write a person's line again."""
    _require_name(draft)
    for name, value in asdict(draft).items():
        setattr(person, name, value)
    _told(Event.PERSON_WRITTEN, person, actor=actor, at=at)


def keep_signed_paper(
    person: WorkshopPerson, upload: Upload, *, signed_on: date, actor: Actor, at: datetime
) -> Deposit:
    """The commitment as it was signed, photographed or scanned."""
    kinds = {FileKind.PDF, FileKind.PICTURE}
    kept = deposit(upload, about=person.subject, title=person.name, kinds=kinds, actor=actor, at=at)
    person.signed_on = signed_on
    return kept


def leave(person: WorkshopPerson, *, on: date, actor: Actor, at: datetime) -> None:
    """No longer takes part; the sessions attended, the hours and the allowance stay."""
    if person.left_on is not None:
        raise StateMoved("person-left", N_("This person no longer takes part already."))
    person.left_on = on
    _told(Event.PERSON_LEFT, person, actor=actor, at=at)


def sign_up(workshop: Workshop, account_id: int, *, on: date, actor: Actor, at: datetime) -> WorkshopPerson:
    """A member takes a place, for the organisation that the member is or represents; twice is once.

    Refused where the workshop is closed, takes no sign-up or is full, and of an account that acts for no member.
    """
    held = _locked(workshop.id)
    if held.closed_on is not None or not held.takes_sign_up:
        raise StateMoved("workshop-no-sign-up", _NO_SIGN_UP)
    kept = signed_up(held.id, account_id)
    if kept is not None and kept.left_on is None:
        return kept
    members = members_represented_by(account_id, on)
    if not members:
        raise Refused("workshop-members", _MEMBERS_ONLY)
    _require_place(held)
    if kept is None:
        kept = WorkshopPerson(workshop_id=held.id, account_id=account_id, name=actor.name, joined_on=on)
        db.session.add(kept)
    kept.left_on = None
    kept.member_id, kept.actor_id = members[0].member_id, _actor_of([one.member_id for one in members])
    db.session.flush()
    _told(Event.PERSON_WRITTEN, kept, actor=actor, at=at)
    return kept


def sign_off(workshop: Workshop, account_id: int, *, on: date, actor: Actor, at: datetime) -> None:
    """Give the place back; nothing happens where there is none."""
    kept = signed_up(workshop.id, account_id)
    if kept is not None and kept.left_on is None:
        leave(kept, on=on, actor=actor, at=at)


def signed_up(workshop_id: int, account_id: int) -> WorkshopPerson | None:
    """The line of an account in a workshop, left or not."""
    wanted = select(WorkshopPerson).where(
        WorkshopPerson.workshop_id == workshop_id, WorkshopPerson.account_id == account_id
    )
    return db.session.execute(wanted).scalar_one_or_none()


def add_organisation(workshop: Workshop, actor_id: int, part: str, *, actor: Actor, at: datetime) -> None:
    """An organisation of the directory stands in the workshop; said twice, it stands once."""
    if part not in PART_NAMES or db.session.get(Organisation, actor_id) is None:
        raise NotFound("workshop-organisation", _UNKNOWN)
    if _organisation(workshop, actor_id, part) is None:
        db.session.add(WorkshopOrganisation(workshop_id=workshop.id, actor_id=actor_id, part=part, added_at=at))
        db.session.flush()
        _organisations(workshop, actor_id, part, actor=actor, at=at)


def remove_organisation(workshop: Workshop, actor_id: int, part: str, *, actor: Actor, at: datetime) -> None:
    """It no longer does; nothing happens where it did not."""
    found = _organisation(workshop, actor_id, part)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        _organisations(workshop, actor_id, part, actor=actor, at=at)


def _organisation(workshop: Workshop, actor_id: int, part: str) -> WorkshopOrganisation | None:
    wanted = select(WorkshopOrganisation).filter_by(workshop_id=workshop.id, actor_id=actor_id, part=part)
    return db.session.execute(wanted).scalar_one_or_none()


def _organisations(workshop: Workshop, actor_id: int, part: str, *, actor: Actor, at: datetime) -> None:
    details = {"organisation": actor_id, "part": part}
    audit.record(Event.ORGANISATIONS, workshop.subject, actor=actor, at=at, details=details)


def _locked(workshop_id: int) -> Workshop:
    """Two members who take the last place come one after the other."""
    wanted = select(Workshop).where(Workshop.id == workshop_id).with_for_update()
    return db.session.execute(wanted.execution_options(populate_existing=True)).scalar_one()


def _require_place(workshop: Workshop) -> None:
    if workshop.places is None:
        return
    taken = select(func.count()).where(
        WorkshopPerson.workshop_id == workshop.id,
        WorkshopPerson.role == "participant",
        WorkshopPerson.left_on.is_(None),
    )
    if db.session.execute(taken).scalar_one() >= workshop.places:
        raise Refused("workshop-full", _FULL, places=workshop.places)


def _actor_of(member_ids: list[int]) -> int | None:
    """The organisation of the directory that one of these members is."""
    wanted = select(Organisation.id).join(Member, Member.organisation_id == Organisation.organisation_id)
    return db.session.execute(wanted.where(Member.id.in_(member_ids)).order_by(Organisation.id).limit(1)).scalar()


def _require_name(draft: PersonDraft) -> None:
    if not draft.name.strip():
        raise Refused("person-name", _NO_NAME)


def _told(tag: Event, person: WorkshopPerson, *, actor: Actor, at: datetime) -> None:
    subject = f"workshop:{person.workshop_id}"
    audit.record(tag, subject, actor=actor, at=at, details={"person": person.id})
