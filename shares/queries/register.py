"""The register of a day, for all holders at once: who, where, how many shares, how much money. One statement, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import CategoryFact, CollegeFact
from membership.models.identity import Organisation, Person, RegisterIdentity
from membership.models.members import Member
from membership.queries.archived import register_names
from membership.queries.ruling import ruling_id
from membership.rules.names import PersonName, formal_name
from shares.queries.positions import positions_statement
from shares.rules.positions import AMOUNTS, Position

HELD = AMOUNTS[:5]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One holder of the register; `category` and `college` are identifiers of the statutes."""

    member_id: int
    number: int
    name: str
    category: str | None
    college: str | None
    position: Position


def register_statement(on: date, known_at: datetime | None = None) -> Select[Any]:
    """Every holder of shares, and whoever is still owed or has paid ahead, in the order of the numbers."""
    held = positions_statement(on, known_at).subquery("held")
    category, college = aliased(CategoryFact), aliased(CollegeFact)
    return (
        select(
            Member.id,
            Member.number,
            *register_names(),
            Organisation.name.label("organisation"),
            category.category,
            college.college,
            *(held.c[name] for name in AMOUNTS),
        )
        .select_from(held)
        .join(Member, Member.id == held.c.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(category, category.id == ruling_id(CategoryFact, {"member_id": Member.id}, on, known_at))
        .outerjoin(college, college.id == ruling_id(CollegeFact, {"member_id": Member.id, "rank": 1}, on, known_at))
        .where(or_(*(held.c[name] != 0 for name in AMOUNTS)))
        .order_by(Member.number)
    )


def register_rows(on: date, known_at: datetime | None = None) -> Iterator[RegisterRow]:
    """The register, streamed: memory does not grow with the number of holders."""
    statement = register_statement(on, known_at).execution_options(yield_per=1000)
    with db.session.execute(statement) as rows:
        for row in rows:
            yield RegisterRow(row[0], row[1], _name(row), row[7], row[8], Position(*map(int, row[9:])))


def _name(row: Any) -> str:
    return str(row[6]) if row[3] is None else formal_name(PersonName(*row[2:6]))
