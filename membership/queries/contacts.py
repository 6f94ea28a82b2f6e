"""Further ways to reach someone, and what is known of their e-mail addresses."""

from collections.abc import Iterable

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.contacts import ContactPoint, EmailState
from membership.models.identity import Organisation, Person
from membership.queries.merges import same_as


def points_of(party: Person | Organisation) -> list[ContactPoint]:
    """The further addresses, e-mails and phones of one record and of its doubles, by kind; one statement."""
    owner = ContactPoint.person_id if isinstance(party, Person) else ContactPoint.organisation_id
    statement = select(ContactPoint).where(owner.in_(same_as(party))).order_by(ContactPoint.kind, ContactPoint.id)
    return list(db.session.execute(statement).scalars())


def point_by_id(point_id: int) -> ContactPoint:
    """The contact point of that identifier; raises NotFound."""
    found = db.session.get(ContactPoint, point_id)
    if found is None:
        raise NotFound("no-contact-point", N_("This way to reach them is no longer on record. Open the card again."))
    return found


def owner_of(point: ContactPoint) -> Person | Organisation:
    """Whose contact point it is."""
    if point.person_id is not None:
        return db.session.get_one(Person, point.person_id)
    return db.session.get_one(Organisation, point.organisation_id)


def states_of(addresses: Iterable[str]) -> dict[str, EmailState]:
    """What is known of these e-mail addresses; those never heard of are left out. One statement."""
    wanted = {address.strip().lower() for address in addresses if address}
    if not wanted:
        return {}
    found = db.session.execute(select(EmailState).where(EmailState.address.in_(wanted))).scalars()
    return {state.address: state for state in found}
