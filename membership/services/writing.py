"""The details of people and organisations, from what was typed to what is kept, with the keys derived from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.contacts import ContactPoint
from membership.models.identity import Contact, Organisation, Person
from membership.queries.contacts import points_of
from membership.rules.legal_forms import ESS_LEVELS, LEGAL_FORMS
from membership.rules.names import person_sort_key, search_key
from membership.rules.numbers import checked_rna, checked_siren, checked_siret
from membership.rules.reach import checked_email, checked_phone, phone_words
from membership.rules.writing import required, tidy, tidy_lines

DERIVED = frozenset({"sort_key", "search_key", "double_key"})


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
    """Civil names; `usual_first_name` and `usage_name` where they differ; `filed_under`: a preferred place in lists.

    `emancipated_on`: a minor who acts as an adult from that day.
    """

    first_names: str
    last_name: str
    usual_first_name: str = ""
    usage_name: str = ""
    filed_under: str = ""
    pronouns: str = ""
    born_on: date | None = None
    emancipated_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails(ContactDetails):
    """`legal_form` is a code of `rules/legal_forms.py`; SIREN, SIRET and RNA are checked; `ess_level` 0, 1, 2 or None.

    A SIRET without SIREN gives it.
    """

    name: str
    legal_form: str
    siren: str = ""
    siret: str = ""
    rna: str = ""
    ess_level: int | None = None
    size: int | None = None


def write_person(person: Person, details: PersonDetails) -> None:
    """Put the details on the record, tidied and checked."""
    person.first_names = required(tidy(details.first_names), N_("Write the first names, as on the identity card."))
    person.last_name = required(tidy(details.last_name), N_("Write the birth name, as on the identity card."))
    person.usual_first_name = tidy(details.usual_first_name)
    person.usage_name = tidy(details.usage_name)
    person.filed_under = tidy(details.filed_under, 200)
    person.pronouns = tidy(details.pronouns, 40)
    person.born_on = details.born_on
    person.emancipated_on = details.emancipated_on
    _write_contact(person, details)
    write_keys(person)


def write_organisation(organisation: Organisation, details: OrganisationDetails) -> None:
    """Put the details on the record, tidied and checked."""
    form = LEGAL_FORMS.get(details.legal_form)
    if form is None or details.ess_level not in (None, *ESS_LEVELS):
        raise Refused(
            "unknown-form", N_("This legal form or ESS level is not in the list. Choose one of those on the page.")
        )
    siren = checked_siren(details.siren)
    siret = checked_siret(details.siret, siren)
    if not form.numbered and (siret or siren):
        raise Refused(
            "joint-without-number",
            N_("Joint holders have no SIREN of their own. Leave it empty, or choose the form of the organisation."),
        )
    organisation.name = required(tidy(details.name, 200), N_("Write the name of the organisation."))
    organisation.legal_form = details.legal_form
    organisation.siren, organisation.siret = siren or (siret[:9] if siret else None), siret
    organisation.rna = checked_rna(details.rna)
    organisation.ess_level = details.ess_level
    organisation.size = details.size
    _write_contact(organisation, details)
    write_keys(organisation)


def _write_contact(party: Contact, details: ContactDetails) -> None:
    before = (party.street, party.postcode, party.town)
    party.street = tidy_lines(details.street)
    party.postcode = tidy(details.postcode, 12)
    party.town = tidy(details.town)
    party.country = (tidy(details.country, 2) or "FR").upper()
    if (party.street, party.postcode, party.town) != before:
        party.post_returned_on = None
    party.email = checked_email(tidy(details.email, 254))
    party.phone = checked_phone(tidy(details.phone, 40), party.country)
    party.language = details.language


def write_keys(party: Person | Organisation, further: Iterable[ContactPoint] | None = None) -> None:
    """The keys by which a record is sorted, searched and compared, its further e-mails and phones included.

    `further`: its contact points where they were read already.
    """
    if further is None:
        further = points_of(party) if party.id is not None else ()
    points = [point.value for point in further if point.value]
    phones = [word for one in (party.phone, *points) for word in phone_words(one) if one and "@" not in one]
    reached = [party.email, *(one for one in points if "@" in one), *phones]
    if isinstance(party, Person):
        names = (party.first_names, party.last_name, party.usual_first_name, party.usage_name, party.filed_under)
        party.sort_key = sort_key(party.filed_under) or person_sort_key(party.names)
        party.double_key = f"{sort_key(party.last_name)} {sort_key(party.first_names)}"
        party.search_key = search_key(*names, *reached)[:3000]
    else:
        party.sort_key = sort_key(party.name)
        party.search_key = search_key(party.name, party.siret or party.siren, party.rna, *reached)[:3000]


def changes_of(party: Person | Organisation) -> dict[str, tuple[object, object]]:
    """The details that changed since they were read, each as it was and as it is, keys apart."""
    found: dict[str, tuple[object, object]] = {}
    for attribute in db.inspect(party).attrs:
        before, after = attribute.history.deleted, attribute.history.added
        if attribute.history.has_changes() and attribute.key not in DERIVED:
            found[attribute.key] = (before[0] if before else None, after[0] if after else None)
    return found
