"""A request to join sent online by somebody whom nobody has checked yet.

The answer never says who is on record: whoever is known already is written to at the address on record, and nothing is
recorded twice. What is typed never changes a record: it waits beside it until somebody takes it over.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.mailing.services import queue_mail
from membership.models.applications import Application
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.queries.applications import open_application_of
from membership.queries.merges import member_of
from membership.queries.people import organisation_of_number, similar_organisations, similar_people
from membership.rules.events import MembershipTag
from membership.rules.numbers import checked_rna, checked_siren, checked_siret
from membership.rules.standing import Standing, standing_on
from membership.services.appending import facts_of, take_turn
from membership.services.applying import Terms, submit
from membership.services.letters import first_name
from membership.services.people import add_organisation, add_person, amend_organisation, amend_person
from membership.services.representation import appoint_representative
from membership.services.writing import OrganisationDetails, PersonDetails

ONLINE = Actor(None, "Formulaire d’adhésion en ligne")


@dataclass(frozen=True)
class Speaker:
    """Who speaks for an organisation that asks to join."""

    first_names: str
    last_name: str
    role: str = ""


def ask_as_person(details: PersonDetails, terms: Terms, *, at: datetime) -> Application | None:
    """A person asks to join; None where a membership or a request of the same person stands already."""
    take_turn(f"online:{sort_key(details.last_name)} {sort_key(details.first_names)}")
    similar = similar_people(details.first_names, details.last_name, details.born_on, details.email)
    same = next((one for one in similar if _is_same(one, details)), None)
    if same is None:
        person = add_person(details, actor=ONLINE, at=at, even_if_similar=True)
        double = similar[0].id if similar else None
        return _submitted(person, terms, None, double, at=at)
    if _is_known(same, at):
        _set_aside(same, at=at)
        return None
    return _submitted(same, terms, _typed(details, same), None, at=at)


def ask_as_organisation(
    details: OrganisationDetails, speaker: Speaker, terms: Terms, *, at: datetime
) -> Application | None:
    """An organisation asks to join through its speaker; None where it is known already.

    Refused: a SIREN, SIRET or RNA that is wrong by its key.
    """
    take_turn(f"online:{sort_key(details.name)}")
    siret = checked_siret(details.siret)
    siren = checked_siren(details.siren) or (siret[:9] if siret else None)
    same = organisation_of_number(siren, checked_rna(details.rna))
    if same is None:
        named = similar_organisations(details.name)
        same = next((one for one in named if one.email and one.email == details.email.strip().lower()), None)
    if same is None:
        organisation = add_organisation(details, actor=ONLINE, at=at, even_if_similar=True)
        _speak(organisation, speaker, details.email, at=at)
        return _submitted(organisation, terms, None, None, at=at)
    if _is_known(same, at):
        _set_aside(same, at=at)
        return None
    typed = (_typed(details, same) or {}) | {"speaker": asdict(speaker)}
    return _submitted(same, terms, typed, None, at=at)


def take_over(application: Application, *, actor: Actor, at: datetime) -> None:
    """What was typed online becomes what is on record; the trail keeps which details changed."""
    typed = {name: value for name, value in (application.typed or {}).items() if name != "speaker"}
    party = application.party
    if isinstance(party, Person):
        kept = {name: getattr(party, name) for name in PersonDetails.__dataclass_fields__}
        amend_person(party.id, PersonDetails(**kept | typed), actor=actor, at=at)
    else:
        known = {name: getattr(party, name) for name in OrganisationDetails.__dataclass_fields__}
        blank = {name: value or "" for name, value in known.items() if name in ("siren", "siret", "rna")}
        amend_organisation(party.id, OrganisationDetails(**known | blank | typed), actor=actor, at=at)
    set_typed_aside(application)


def set_typed_aside(application: Application) -> None:
    """Forget what was typed: the record stays as it is."""
    application.typed = None
    db.session.flush()


def _is_same(person: Person, details: PersonDetails) -> bool:
    """The same names, and the same e-mail: a name alone may be another's, an e-mail alone may be shared."""
    key = f"{sort_key(details.last_name)} {sort_key(details.first_names)}"
    return person.double_key == key and bool(person.email) and person.email == details.email.strip().lower()


def _is_known(party: Person | Organisation, at: datetime) -> bool:
    member = member_of(party)
    stands = member is not None and standing_on(facts_of(member, MembershipFact), day_of(at)) is Standing.MEMBER
    return stands or open_application_of(party) is not None


def _set_aside(party: Person | Organisation, *, at: datetime) -> None:
    """Nothing is recorded twice; whoever is on record is told, at the address on record and once a day at most."""
    kind = "person" if isinstance(party, Person) else "organisation"
    subject = f"{kind}:{party.id}"
    audit.record(MembershipTag.APPLICATION_SET_ASIDE, subject, actor=ONLINE, at=at)
    if party.email:
        queue_mail(
            "application-known",
            to=party.email,
            name=party.name,
            language=party.language,
            context={"party_name": party.name, "first_name": first_name(party)},
            event="membership:letter:application-known",
            subject_ref=subject,
            dedupe=f"application-known:{subject}:{day_of(at)}",
            at=at,
        )


def _submitted(
    party: Person | Organisation,
    terms: Terms,
    typed: dict[str, Any] | None,
    double_of_id: int | None,
    *,
    at: datetime,
) -> Application:
    return submit(
        party, terms, day_of(at), channel="online", typed=typed or None, double_of_id=double_of_id, actor=ONLINE, at=at
    )


def _typed(details: PersonDetails | OrganisationDetails, party: Person | Organisation) -> dict[str, Any] | None:
    """Of what was typed, what the record does not say already; an empty field says nothing. Birth dates are not kept here."""
    said = {name: value for name, value in asdict(details).items() if value not in ("", None) and name != "born_on"}
    told = {name: value for name, value in said.items() if isinstance(value, str | int)}
    return {name: value for name, value in told.items() if getattr(party, name) != value} or None


def _speak(organisation: Organisation, speaker: Speaker, email: str, *, at: datetime) -> None:
    details = PersonDetails(first_names=speaker.first_names, last_name=speaker.last_name, email=email)
    found = [
        one for one in similar_people(speaker.first_names, speaker.last_name, None, email) if _is_same(one, details)
    ]
    person = found[0] if found else add_person(details, actor=ONLINE, at=at, even_if_similar=True)
    appoint_representative(
        organisation.id, person.id, day_of(at), role=speaker.role, paper="Déclaré en ligne", actor=ONLINE, at=at
    )
