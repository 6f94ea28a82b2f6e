"""People and organisations: adding them with a look at possible doubles, amending their details."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.identity import Contact, Organisation, Person
from membership.queries.people import (
    organisation_by_id,
    organisation_of_number,
    person_by_id,
    similar_organisations,
    similar_people,
)
from membership.rules.events import MembershipTag
from membership.rules.legal_forms import ESS_LEVELS, LEGAL_FORMS
from membership.rules.names import person_sort_key, search_key
from membership.rules.numbers import checked_rna, checked_siren
from membership.rules.writing import required, tidy, tidy_lines


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """How to reach someone; all of it may be empty."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "FR"
    email: str = ""
    phone: str = ""
    language: str = "fr"


@dataclass(frozen=True, kw_only=True)
class PersonDetails(ContactDetails):
    """Civil names; `usual_first_name` and `usage_name` where they differ; `filed_under`: a preferred place in lists."""

    first_names: str
    last_name: str
    usual_first_name: str = ""
    usage_name: str = ""
    filed_under: str = ""
    born_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails(ContactDetails):
    """`legal_form` is a code of `rules/legal_forms.py`; `siren` and `rna` are checked; `ess_level` 0, 1, 2 or None."""

    name: str
    legal_form: str
    siren: str = ""
    rna: str = ""
    ess_level: int | None = None


def add_person(details: PersonDetails, *, actor: Actor, at: datetime, even_if_similar: bool = False) -> Person:
    """A new person. Refused where one of the same name or e-mail exists, unless `even_if_similar`."""
    person = Person()
    _write_person(person, details)
    if not even_if_similar:
        _refuse_double_person(person)
    db.session.add(person)
    db.session.flush()
    audit.record(MembershipTag.PERSON_ADDED, f"person:{person.id}", actor=actor, at=at, details={"person": person.id})
    return person


def amend_person(person_id: int, details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Correct a person's details. The trail keeps which fields changed, not their values."""
    person = person_by_id(person_id)
    _write_person(person, details)
    fields = _changed_fields(person)
    db.session.flush()
    if fields:
        told = {"person": person.id, "fields": ", ".join(fields)}
        audit.record(MembershipTag.PERSON_AMENDED, f"person:{person.id}", actor=actor, at=at, details=told)
    return person


def add_organisation(
    details: OrganisationDetails, *, actor: Actor, at: datetime, even_if_similar: bool = False
) -> Organisation:
    """A new organisation. Its numbers may belong to no other; a like name is refused unless `even_if_similar`."""
    organisation = Organisation()
    _write_organisation(organisation, details)
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
    """Correct an organisation's details. The trail keeps which fields changed, not their values."""
    organisation = organisation_by_id(organisation_id)
    with db.session.no_autoflush:
        _write_organisation(organisation, details)
        _refuse_known_number(organisation)
    fields = _changed_fields(organisation)
    db.session.flush()
    if fields:
        subject = f"organisation:{organisation.id}"
        told = {"organisation": organisation.id, "fields": ", ".join(fields)}
        audit.record(MembershipTag.ORGANISATION_AMENDED, subject, actor=actor, at=at, details=told)
    return organisation


def _write_person(person: Person, details: PersonDetails) -> None:
    person.first_names = required(tidy(details.first_names), N_("Write the first names, as on the identity card."))
    person.last_name = required(tidy(details.last_name), N_("Write the birth name, as on the identity card."))
    person.usual_first_name = tidy(details.usual_first_name)
    person.usage_name = tidy(details.usage_name)
    person.filed_under = tidy(details.filed_under, 200)
    person.born_on = details.born_on
    _write_contact(person, details)
    person.sort_key = sort_key(person.filed_under) or person_sort_key(person.names)
    person.double_key = f"{sort_key(person.last_name)} {sort_key(person.first_names)}"
    names = (person.first_names, person.last_name, person.usual_first_name, person.usage_name)
    person.search_key = search_key(*names, person.email, person.phone, person.filed_under)


def _write_organisation(organisation: Organisation, details: OrganisationDetails) -> None:
    if details.legal_form not in LEGAL_FORMS or details.ess_level not in (None, *ESS_LEVELS):
        raise Refused(
            "unknown-form", N_("This legal form or ESS level is not in the list. Choose one of those on the page.")
        )
    organisation.name = required(tidy(details.name, 200), N_("Write the name of the organisation."))
    organisation.legal_form = details.legal_form
    organisation.siren = checked_siren(details.siren)
    organisation.rna = checked_rna(details.rna)
    organisation.ess_level = details.ess_level
    _write_contact(organisation, details)
    organisation.sort_key = sort_key(organisation.name)
    keys = (organisation.name, organisation.siren, organisation.rna, organisation.email, organisation.phone)
    organisation.search_key = search_key(*keys)


def _write_contact(party: Contact, details: ContactDetails) -> None:
    party.street = tidy_lines(details.street)
    party.postcode = tidy(details.postcode, 12)
    party.town = tidy(details.town)
    party.country = (tidy(details.country, 2) or "FR").upper()
    party.email = tidy(details.email, 254).lower()
    party.phone = tidy(details.phone, 40)
    party.language = details.language


def _changed_fields(party: Person | Organisation) -> list[str]:
    derived = {"sort_key", "search_key", "double_key"}
    state = db.inspect(party)
    return sorted(
        attribute.key for attribute in state.attrs if attribute.history.has_changes() and attribute.key not in derived
    )


def _refuse_double_person(person: Person) -> None:
    doubles = similar_people(person.first_names, person.last_name, person.born_on, person.email)
    if doubles:
        raise Refused(
            "similar-person",
            N_(
                "%(name)s may be in the register already (%(found)s has the same name or the same e-mail). Open that "
                "record if it is the same person; if it is another, tick the box that says so."
            ),
            name=person.name,
            found=doubles[0].name,
            person_id=doubles[0].id,
        )


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
    doubles = similar_organisations(organisation.name)
    if doubles:
        raise Refused(
            "similar-organisation",
            N_(
                "An organisation called %(found)s is in the register already. Open that record if it is the same; if "
                "it is another of the same name, tick the box that says so."
            ),
            found=doubles[0].name,
            organisation_id=doubles[0].id,
        )
