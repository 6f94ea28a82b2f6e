"""What every paper says of the company, from the statutes, the settings and the journal (R225-66, L231-2)."""

from datetime import date, datetime
from typing import Any

from foundation.kernel.errors import StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_, sentence
from foundation.kernel.settings import get_settings, picture
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from shares.queries.positions import capital_on
from statutes.queries import version_on
from statutes.rules.tree import Statutes


def company_data(statutes: Statutes, on: date) -> dict[str, Any]:
    """The `cooperative` of a document (templates/documents/_charte.typ), its capital as of `on`."""
    settings = get_settings()
    logo = picture("logo") if settings.has_logo else None
    capital = capital_on(on)
    minimum = statutes.shares.minimum_capital_cents
    return {
        "name": statutes.name,
        "acronym": settings.short_name if settings.short_name != statutes.name else "",
        "legal_form": statutes.legal_form,
        "office": statutes.company.registered_office or "",
        "siren": spaced(statutes.company.siren),
        "registry": statutes.company.registry or "",
        "capital": capital if capital.cents else None,
        "capital_on": on if capital.cents else None,
        "minimum_capital": Money(minimum) if minimum else None,
        "email": settings.email,
        "website": "",
        "colour": settings.brand_colour,
        "logo": logo.data if logo else None,
    }


def statutes_for_paper(on: date) -> Statutes:
    """The statutes in force on a day; StateMoved where none were adopted: a paper must name the company."""
    version = version_on(on)
    if version is None:
        raise StateMoved(
            "papers-without-statutes",
            N_("No statutes are in force on %(day)s, and every paper names the company by them: adopt them first."),
            day=on,
        )
    return version.statutes


def seal_data(number: int, seal: str, on: date, known_at: datetime | None) -> dict[str, Any]:
    """What a paper says of the state it was printed from: day of state, moment of knowledge, end of the journal."""
    return {"as_of": on, "known_at": known_at, "last_movement": number, "hash": seal}


def party_data(member: Member) -> dict[str, Any]:
    """A member as a paper names it: name of the civil register, address, SIREN, who speaks for it is left to the caller."""
    return {"number": member.number, **named(member.party)}


def named(party: Person | Organisation) -> dict[str, Any]:
    """A person or an organisation as a paper names it."""
    address = party.register_address if isinstance(party, Person) else party.address
    return {
        "name": party.register_name if isinstance(party, Person) else party.name,
        "is_person": isinstance(party, Person),
        "form": "" if isinstance(party, Person) else sentence("fr", party.form.name),
        "siren": None if isinstance(party, Person) else spaced(party.siren),
        "rna": None if isinstance(party, Person) else party.rna,
        "address": address,
        "lines": [line for line in address.split(", ") if line],
        "email": party.email,
        "phone": party.phone,
    }


def spaced(siren: str | None) -> str | None:
    """Nine figures in three groups, as they are read."""
    return None if siren is None else "\u00a0".join((siren[:3], siren[3:6], siren[6:]))


def category_words(statutes: Statutes, category: str | None) -> str:
    """The name of a category by the statutes, else its code."""
    names = {one.id: one.name or one.id for one in statutes.categories}
    return names.get(category, category) if category else ""


def college_words(statutes: Statutes, college: str | None) -> str:
    """The name of a college by the statutes, else its code."""
    names = {one.id: one.name or one.id for one in statutes.colleges}
    return names.get(college, college) if college else ""
