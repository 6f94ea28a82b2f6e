"""Who waits at the door of the demonstration: requests to join of the last days, and the losses of the last year (none)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS
from membership.services.applying import Terms, submit
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person
from shares.services import record_losses


def receive_candidates(today: date) -> None:
    """A volunteer ready to be decided, a neighbour without address, an association without representative."""
    _person(today - timedelta(days=9), "Nolwenn", "Tréouergat", "benevoles", 2, street="4 venelle du Puits")
    _person(today - timedelta(days=4), "Ewen", "Kerlostrec", "", 1)
    received = today - timedelta(days=2)
    at = _morning(received)
    details = OrganisationDetails(
        name="La Ruche aux outils",
        legal_form="association",
        street="12 quai des Tanneurs",
        postcode="35000",
        town="Rennes",
    )
    body = add_organisation(details, actor=SYSTEM, at=at)
    submit(body, Terms(category="structures", shares=5), received, channel="online", actor=SYSTEM, at=at)


def approve_last_year(today: date) -> None:
    """The accounts of the last closed year, approved without loss: its refunds can be decided."""
    record_losses(
        date(today.year - 1, 12, 31),
        0,
        decided_on=today - timedelta(days=150),
        decision="Assemblée générale, comptes approuvés",
        actor=SYSTEM,
        at=_morning(today - timedelta(days=149)),
    )


def _person(received: date, first: str, last: str, category: str, shares: int, *, street: str = "") -> None:
    at = _morning(received)
    postcode, town = ("35000", "Rennes") if street else ("", "")
    details = PersonDetails(first_names=first, last_name=last, street=street, postcode=postcode, town=town)
    person = add_person(details, actor=SYSTEM, at=at)
    terms = Terms(category=category, shares=shares, message="Rencontrés à l’atelier d’automne.")
    submit(person, terms, received, actor=SYSTEM, at=at)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), ZoneInfo(PARIS))
