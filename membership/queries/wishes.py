"""The identity details that members say are wrong: what waits for the office, what became of the last ones."""

from collections.abc import Collection

from sqlalchemy import or_, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.wishes import DetailsWish


def wish_by_id(wish_id: int) -> DetailsWish:
    """The wish of that identifier; raises NotFound."""
    found = db.session.get(DetailsWish, wish_id)
    if found is None:
        raise NotFound("no-wish", N_("There is no such correction. Open the list again."))
    return found


def wish_of_once(once: str) -> DetailsWish | None:
    """The wish that came from this page already, if it did."""
    return db.session.execute(select(DetailsWish).where(DetailsWish.once == once)).scalar_one_or_none()


def wishes_of(members: Collection[Member]) -> list[DetailsWish]:
    """What was proposed for these members, newest first; one statement."""
    people = [one.person_id for one in members if one.person_id]
    bodies = [one.organisation_id for one in members if one.organisation_id]
    statement = select(DetailsWish).where(
        or_(DetailsWish.person_id.in_(people), DetailsWish.organisation_id.in_(bodies))
    )
    return list(db.session.execute(statement.order_by(DetailsWish.id.desc())).scalars())


def wishes_waiting() -> list[tuple[DetailsWish, Member]]:
    """What waits for the office, with its member, oldest first; one statement."""
    statement = (
        select(DetailsWish, Member)
        .join(
            Member,
            or_(Member.person_id == DetailsWish.person_id, Member.organisation_id == DetailsWish.organisation_id),
        )
        .where(DetailsWish.state == "waiting")
        .order_by(DetailsWish.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def party_of(wish: DetailsWish) -> Person | Organisation:
    """Whose details."""
    if wish.person_id is not None:
        return db.session.get_one(Person, wish.person_id)
    return db.session.get_one(Organisation, wish.organisation_id)
