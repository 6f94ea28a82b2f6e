"""Who exists: one person or organisation, the likely doubles of a name, people to choose from."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from foundation.kernel.collation import by_code_point
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.identity import Organisation, Person
from membership.models.members import Member


def person_by_id(person_id: int) -> Person:
    """The person of that identifier; raises NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound("no-person", N_("This person is not in the register. Search by name on the members page."))
    return person


def organisation_by_id(organisation_id: int) -> Organisation:
    """The organisation of that identifier; raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(
            "no-organisation", N_("This organisation is not in the register. Search by name on the members page.")
        )
    return organisation


def member_by_number(number: int) -> Member:
    """The member of that number, present or former; raises NotFound."""
    member = db.session.execute(select(Member).where(Member.number == number)).scalar_one_or_none()
    if member is None:
        raise NotFound(
            "no-member", N_("There is no member no. %(number)s. Search by name on the members page."), number=number
        )
    return member


def member_by_id(member_id: int) -> Member:
    """The member of that identifier; raises NotFound."""
    member = db.session.get(Member, member_id)
    if member is None:
        raise NotFound("no-such-member", N_("This member is not in the register. Search by name on the members page."))
    return member


def members_by_id(member_ids: Collection[int]) -> list[Member]:
    """Some members, in the order of their numbers; one statement."""
    statement = select(Member).where(Member.id.in_(member_ids)).order_by(Member.number)
    return list(db.session.execute(statement).scalars())


def similar_people(first_names: str, last_name: str, born_on: date | None, email: str) -> list[Person]:
    """People who may be this one, in one statement.

    The same names once accents are folded, or the same e-mail; not those known to be born another day.
    """
    person_key = f"{sort_key(last_name)} {sort_key(first_names)}"
    keys = [Person.double_key == person_key]
    if email.strip():
        keys.append(Person.email == email.strip().lower())
    statement = select(Person).where(or_(*keys), Person.merged_into_id.is_(None)).order_by(Person.id)
    found = db.session.execute(statement.limit(20)).scalars()
    return [person for person in found if not (born_on and person.born_on and person.born_on != born_on)]


def organisation_of_number(siren: str | None, rna: str | None) -> Organisation | None:
    """The organisation that bears one of these numbers already."""
    keys = [column == value for column, value in ((Organisation.siren, siren), (Organisation.rna, rna)) if value]
    if not keys:
        return None
    return db.session.execute(select(Organisation).where(or_(*keys)).limit(1)).scalar_one_or_none()


def similar_organisations(name: str) -> list[Organisation]:
    """Organisations of the same name once accents are folded; one statement."""
    statement = select(Organisation).where(
        Organisation.sort_key == sort_key(name), Organisation.merged_into_id.is_(None)
    )
    return list(db.session.execute(statement).scalars())


def people_to_choose(text: str, limit: int = 200) -> list[Person]:
    """People whose names, e-mail or phone mention every word of `text`, in the order of their names; one statement."""
    statement = select(Person).where(Person.merged_into_id.is_(None), Person.deceased_on.is_(None))
    for word in sort_key(text).split()[:8]:
        statement = statement.where(Person.search_key.contains(word, autoescape=True))
    order = (by_code_point(Person.sort_key), Person.id)
    return list(db.session.execute(statement.order_by(*order).limit(limit)).scalars())


def member_of_organisation(organisation_id: int) -> Member:
    """The membership, present or past, of an organisation; raises NotFound."""
    statement = select(Member).where(Member.organisation_id == organisation_by_id(organisation_id).id)
    member = db.session.execute(statement).scalar_one_or_none()
    if member is None:
        raise NotFound(
            "never-admitted", N_("This organisation was never a member. Search by name on the members page.")
        )
    return member


def member_of_person(person_id: int) -> Member | None:
    """The membership, present or past, of a person; None for who was never admitted."""
    return db.session.execute(select(Member).where(Member.person_id == person_id)).scalar_one_or_none()
