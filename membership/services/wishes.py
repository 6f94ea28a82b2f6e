"""Members keep their own details right: how to reach them at once, who they are as a difference that the office accepts.

The trail names the fields, never their values.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.wishes import DetailsWish
from membership.queries.wishes import party_of, wish_by_id, wish_of_once
from membership.rules.events import MembershipTag
from membership.rules.wishes import IDENTITY_OF_ORGANISATION, IDENTITY_OF_PERSON, differences
from membership.rules.writing import tidy
from membership.services.appending import take_turn
from membership.services.people import amend_organisation, amend_person
from membership.services.writing import ContactDetails, OrganisationDetails, PersonDetails


def details_of(party: Person | Organisation) -> PersonDetails | OrganisationDetails:
    """The details on record, as the services of people take them."""
    if isinstance(party, Person):
        return PersonDetails(**{name: getattr(party, name) for name in PersonDetails.__dataclass_fields__})
    kept: dict[str, Any] = {name: getattr(party, name) for name in OrganisationDetails.__dataclass_fields__}
    kept |= {name: kept[name] or "" for name in _TEXTS}
    return OrganisationDetails(**kept)


_TEXTS = ("siren", "siret", "rna")


def change_contact(member: Member, contact: ContactDetails, *, actor: Actor, at: datetime) -> list[str]:
    """A member says how to be reached: in force at once, logged; nothing else of the record moves."""
    party = member.party
    changes = {name: getattr(contact, name) for name in ContactDetails.__dataclass_fields__}
    return _amended(party, changes, actor=actor, at=at)


def identity_of(party: Person | Organisation) -> dict[str, str]:
    """Who a record says it is, as text; the birth date is masked, hence left out."""
    names = IDENTITY_OF_PERSON if isinstance(party, Person) else IDENTITY_OF_ORGANISATION
    return {name: "" if name == "born_on" else str(getattr(party, name) or "") for name in names}


def propose(
    member: Member, wished: Mapping[str, str], *, once: str, words: str = "", actor: Actor, at: datetime
) -> DetailsWish:
    """A member says that who they are is recorded wrongly. Refused: nothing differs. One waits at a time; the same page

    sent twice is one proposal.
    """
    take_turn(f"member:{member.id}")
    before = wish_of_once(once)
    if before is not None:
        return before
    party = member.party
    changes = differences(identity_of(party), wished)
    if not changes:
        raise Refused("nothing-differs", N_("Nothing differs from what is on record: there is nothing to correct."))
    row = DetailsWish(
        once=once,
        person_id=member.person_id,
        organisation_id=member.organisation_id,
        changes=changes,
        words=tidy(words, 500),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _told(row, MembershipTag.DETAILS_WISHED, changes, actor=actor, at=at)
    return row


def accept_wish(wish_id: int, *, actor: Actor, at: datetime) -> DetailsWish:
    """Take a correction over; all that is checked of details typed by the desk is checked again."""
    row = _waiting(wish_id)
    changes: dict[str, Any] = {name: pair[1] for name, pair in row.changes.items()}
    if "born_on" in changes:
        changes["born_on"] = date.fromisoformat(changes["born_on"])
    _amended(party_of(row), changes, actor=actor, at=at)
    return _answered(row, "accepted", "", actor=actor, at=at)


def refuse_wish(wish_id: int, reason: str, *, actor: Actor, at: datetime) -> DetailsWish:
    """Leave the record as it is, for a reason that the member reads."""
    if not reason.strip():
        raise Refused("no-reason", N_("Write why the request is refused: the member reads the reason."))
    return _answered(_waiting(wish_id), "refused", reason, actor=actor, at=at)


def _amended(party: Person | Organisation, changes: Mapping[str, Any], *, actor: Actor, at: datetime) -> list[str]:
    details = details_of(party)
    if isinstance(details, PersonDetails):
        amend_person(party.id, replace(details, **changes), actor=actor, at=at)
    else:
        amend_organisation(party.id, replace(details, **changes), actor=actor, at=at)
    return sorted(changes)


def _waiting(wish_id: int) -> DetailsWish:
    take_turn(f"wish:{wish_id}")
    row = wish_by_id(wish_id)
    db.session.refresh(row)
    if row.state != "waiting":
        raise StateMoved("answered-already", N_("This request was answered already: read the page again."))
    return row


def _answered(row: DetailsWish, state: str, reason: str, *, actor: Actor, at: datetime) -> DetailsWish:
    """Write the answer and forget the values: the record holds the right ones."""
    fields = list(row.changes)
    row.state, row.reason = state, tidy(reason, 500)
    row.changes = {name: ["", ""] for name in fields}
    row.answered_at, row.answered_by = at, actor.name
    db.session.flush()
    _told(row, MembershipTag.DETAILS_ANSWERED, fields, actor=actor, at=at, state=state)
    return row


def _told(row: DetailsWish, tag: MembershipTag, fields: Any, *, actor: Actor, at: datetime, **more: str) -> None:
    subject = f"person:{row.person_id}" if row.person_id else f"organisation:{row.organisation_id}"
    audit.record(tag, subject, actor=actor, at=at, details={"wish": row.id, "fields": ", ".join(fields), **more})
