"""Days of birth, asked only where a rule orders members by age."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.identity import Person
from membership.models.members import Member


def births_of(numbers: Collection[int]) -> dict[int, date]:
    """By number of member, the day of birth; organisations, and persons of whom it was never noted, are not there."""
    wanted = select(Member.number, Person.born_on).join(Person, Person.id == Member.person_id)
    rows = db.session.execute(wanted.where(Member.number.in_(numbers), Person.born_on.is_not(None)))
    return {number: born_on for number, born_on in rows if born_on is not None}
