"""People, organisations and members for tests, invented."""

import itertools
from datetime import UTC, date, datetime

from foundation.kernel.audit import SYSTEM
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.services.admission import Admission, admit
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person
from membership.services.representation import appoint_representative
from statutes.models import StatutesVersion
from statutes.services import adopt

RECORDED = datetime(2026, 6, 1, 9, tzinfo=UTC)
ADMITTED = date(2024, 3, 1)

STATUTES = """
format = "scic-statutes/1"
name = "Coopérative du Vallon"
legal_form = "{form}"
effective_on = 2020-01-01
year_end = "12-31"

[shares]
nominal_cents = 2000
minimum_capital_cents = {minimum}
floor_fraction = "1/4"

[[categories]]
id = "salaries"
name = "Salariés"
kind = "employees"
max_shares = 100
[[categories]]
id = "usagers"
name = "Usagers"
kind = "beneficiaries"
min_shares = 2
[[categories]]
id = "collectivites"
name = "Collectivités"
kind = "public_bodies"
[[categories]]
id = "benevoles"
name = "Bénévoles"
kind = "volunteers"

[voting]
colleges = true
carry = "proportional"
empty_college = "proportional"
silent_college = "void"
base = "expressed"

[[colleges]]
id = "salaries"
name = "Collège des salariés"
weight = "1/5"
categories = ["salaries"]
[[colleges]]
id = "usagers"
name = "Collège des usagers"
weight = "1/2"
categories = ["usagers", "benevoles"]
[[colleges]]
id = "soutiens"
name = "Collège des soutiens"
weight = "3/10"
categories = ["collectivites", "benevoles"]

[exclusion]
allowed = {exclusion}
"""

_numbers = itertools.count(1)


def make_statutes(form: str = "SAS", *, minimum: int = 0, exclusion: bool = True) -> StatutesVersion:
    """Statutes of four categories in three colleges ("benevoles" may enter two of them), in force since 2020."""
    text = STATUTES.format(form=form, minimum=minimum, exclusion=str(exclusion).lower())
    return adopt(text, SYSTEM, RECORDED)


def make_person(first: str = "Désirée", last: str = "Évrard", *, at: datetime = RECORDED, **details: object) -> Person:
    """A person on record."""
    written = PersonDetails(first_names=first, last_name=last, **details)
    return add_person(written, actor=SYSTEM, at=at, even_if_similar=True)


def make_organisation(
    name: str = "Atelier du Pont", form: str = "association", *, at: datetime = RECORDED, **details: object
) -> Organisation:
    """An organisation on record."""
    written = OrganisationDetails(name=name, legal_form=form, **details)
    return add_organisation(written, actor=SYSTEM, at=at, even_if_similar=True)


def make_member(
    party: Person | Organisation | str | None = None,
    category: str = "usagers",
    *,
    college: str | None = None,
    on: date = ADMITTED,
    at: datetime = RECORDED,
) -> Member:
    """A member; a text is "First Last" of a new person."""
    if party is None:
        party = f"Personne Numéro{next(_numbers)}"
    if isinstance(party, str):
        first, _space, last = party.partition(" ")
        party = make_person(first, last, at=at)
    decided = Admission(category=category, college=college, effective_on=on)
    return admit(party, decided, actor=SYSTEM, at=at)


def represent(organisation: Organisation, person: Person, *, on: date = ADMITTED, until: date | None = None) -> None:
    """`person` represents `organisation` from `on`."""
    appoint_representative(organisation.id, person.id, on, role="Présidente", until_on=until, actor=SYSTEM, at=RECORDED)
