"""Who waits at the door of the demonstration: requests to join of the last days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS
from membership.services.applying import Terms, submit
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person


def receive_candidates(today: date) -> None:
    """A volunteer ready to be decided, a neighbour without address, an association without representative."""
    ready = Terms(category="benevoles", shares=2, message="Rencontrée à l’atelier d’automne.")
    _person(today - timedelta(days=9), "Nolwenn", "Tréouergat", ready, street="4 venelle du Puits")
    _person(today - timedelta(days=4), "Ewen", "Kerlostrec", Terms(shares=1, message="Voisin de la recyclerie."))
    received = today - timedelta(days=2)
    at = _morning(received)
    details = OrganisationDetails(
        name="La Ruche aux outils",
        legal_form="association",
        siren="098765431",
        street="12 quai des Tanneurs",
        postcode="35000",
        town="Rennes",
    )
    body = add_organisation(details, actor=SYSTEM, at=at)
    submit(body, Terms(category="structures", shares=5), received, channel="online", actor=SYSTEM, at=at)


def _person(received: date, first: str, last: str, terms: Terms, *, street: str = "") -> None:
    at = _morning(received)
    postcode, town = ("35000", "Rennes") if street else ("", "")
    details = PersonDetails(first_names=first, last_name=last, street=street, postcode=postcode, town=town)
    person = add_person(details, actor=SYSTEM, at=at)
    submit(person, terms, received, actor=SYSTEM, at=at)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), ZoneInfo(PARIS))
