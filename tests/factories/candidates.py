"""Requests to join for tests, invented."""

from datetime import date

from foundation.kernel.audit import SYSTEM
from membership.models.identity import Organisation, Person
from membership.queries.applications import ApplicationView, application_by_id
from membership.services.applying import Terms, submit
from membership.services.deciding import Decision, accept
from statutes.models import StatutesVersion
from statutes.services import adopt
from tests.factories.membership import RECORDED, STATUTES, make_person

BY = {"actor": SYSTEM, "at": RECORDED}
RECEIVED, DECIDED = date(2026, 5, 2), date(2026, 5, 20)
BOARD = "Conseil coopératif du 20 mai 2026, point 4"
HOME = {"street": "3 rue des Halles", "postcode": "35000", "town": "Rennes"}


def statutes_that(effective: str = "decision", *, form: str = "SAS", **shares: object) -> StatutesVersion:
    """The statutes of tests, with the moment of admission and clauses of shares (exits)."""
    text = STATUTES.format(form=form, minimum=0, exclusion="true")
    clauses = "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in shares.items())
    text = text.replace('floor_fraction = "1/4"', f'floor_fraction = "1/4"\n{clauses}')
    return adopt(f'{text}\n[admission]\ndecided_by = "board"\neffective = "{effective}"\n', SYSTEM, RECORDED)


def make_candidate(first: str = "Maël", last: str = "Riou", **details: object) -> Person:
    """A person with an address and an e-mail, not a member."""
    written = {**HOME, "email": f"{first.lower()}@exemple.fr", **details}
    return make_person(first, last, **written)


def request_of(party: Person | Organisation | None = None, **terms: object) -> ApplicationView:
    """A request to join, two shares as a user unless said otherwise."""
    asked = {"category": "usagers", "shares": 2, **terms}
    return application_by_id(submit(party or make_candidate(), Terms(**asked), RECEIVED, **BY).id)


def accepted(view: ApplicationView, on: date = DECIDED) -> ApplicationView:
    """The same, accepted by the board."""
    return accept(view.id, Decision(decided_on=on, text=BOARD), **BY)
