"""People and organisations: adding them with a look at possible doubles, amending their details."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.queries.doubles import like_organisation, like_person, organisation_traits, person_traits
from membership.queries.people import (
    organisation_by_id,
    organisation_of_number,
    person_by_id,
    similar_organisations,
    similar_people,
)
from membership.rules.events import MembershipTag
from membership.services.trailing import amendment
from membership.services.writing import (
    ContactDetails,
    OrganisationDetails,
    PersonDetails,
    changes_of,
    write_organisation,
    write_person,
)

__all__ = [
    "ContactDetails",
    "OrganisationDetails",
    "PersonDetails",
    "add_organisation",
    "add_person",
    "amend_organisation",
    "amend_person",
]


def add_person(details: PersonDetails, *, actor: Actor, at: datetime, even_if_similar: bool = False) -> Person:
    """A new person. Refused where one of the same name or e-mail exists, unless `even_if_similar`."""
    person = Person()
    write_person(person, details)
    if not even_if_similar:
        _refuse_double_person(person)
    db.session.add(person)
    db.session.flush()
    audit.record(MembershipTag.PERSON_ADDED, f"person:{person.id}", actor=actor, at=at, details={"person": person.id})
    return person


def amend_person(person_id: int, details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Correct a person's details. The trail keeps each that changed as it was and as it is, a birth date masked."""
    person = person_by_id(person_id)
    with db.session.no_autoflush:
        write_person(person, details)
    changes = changes_of(person)
    db.session.flush()
    if changes:
        audit.record_all(amendment("person", person.id, changes), actor=actor, at=at)
    return person


def add_organisation(
    details: OrganisationDetails, *, actor: Actor, at: datetime, even_if_similar: bool = False
) -> Organisation:
    """A new organisation. Its numbers may belong to no other; a like name is refused unless `even_if_similar`."""
    organisation = Organisation()
    write_organisation(organisation, details)
    _refuse_known_number(organisation)
    if not even_if_similar:
        _refuse_double_organisation(organisation)
    db.session.add(organisation)
    db.session.flush()
    told = {"organisation": organisation.id}
    audit.record(MembershipTag.ORGANISATION_ADDED, f"organisation:{organisation.id}", actor=actor, at=at, details=told)
    return organisation


def amend_organisation(
    organisation_id: int, details: OrganisationDetails, *, actor: Actor, at: datetime
) -> Organisation:
    """Correct an organisation's details. The trail keeps each that changed as it was and as it is."""
    organisation = organisation_by_id(organisation_id)
    with db.session.no_autoflush:
        write_organisation(organisation, details)
        _refuse_known_number(organisation)
    changes = changes_of(organisation)
    db.session.flush()
    if changes:
        audit.record_all(amendment("organisation", organisation.id, changes), actor=actor, at=at)
    return organisation


def _refuse_double_person(person: Person) -> None:
    doubles = [(one.id, one.name) for one in _same_name_or_email(person)]
    doubles += [
        (one.id, one.name) for one in like_person(person_traits(person), person.last_name) if one.likeness.enough
    ]
    if doubles:
        raise Refused(
            "similar-person",
            N_(
                "%(name)s may be in the register already (%(found)s looks like the same: name, birth date, e-mail or "
                "phone). Open that record if it is the same person; if it is another, tick the box that says so."
            ),
            name=person.name,
            found=doubles[0][1],
            person_id=doubles[0][0],
        )


def _same_name_or_email(person: Person) -> list[Person]:
    return similar_people(person.first_names, person.last_name, person.born_on, person.email)


def _refuse_known_number(organisation: Organisation) -> None:
    found = organisation_of_number(organisation.siren, organisation.rna)
    if found is not None and found is not organisation:
        raise Refused(
            "number-taken",
            N_(
                "%(found)s has this SIREN or RNA number already, and a number belongs to one organisation only. Open "
                "that record, or correct the number."
            ),
            found=found.name,
            organisation_id=found.id,
        )


def _refuse_double_organisation(organisation: Organisation) -> None:
    doubles = [(one.id, one.name) for one in similar_organisations(organisation.name)]
    alike = like_organisation(organisation_traits(organisation))
    doubles += [(one.id, one.name) for one in alike if one.likeness.enough]
    if doubles:
        raise Refused(
            "similar-organisation",
            N_(
                "%(found)s is in the register already and looks like this organisation. Open that record if it is the "
                "same; if it is another, tick the box that says so."
            ),
            found=doubles[0][1],
            organisation_id=doubles[0][0],
        )
