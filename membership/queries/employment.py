"""Who is employed by the cooperative, since when and until when."""

from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.identity import Person
from membership.models.keeping import EmploymentFact
from membership.queries.merges import same_as
from membership.rules.facts import fact_on, standing_facts


def contracts_of(person: Person) -> list[EmploymentFact]:
    """Every entry about somebody's employment, the first one first; one statement."""
    statement = select(EmploymentFact).where(EmploymentFact.person_id.in_(same_as(person)))
    return list(db.session.execute(statement.order_by(EmploymentFact.id)).scalars())


def contract_on(person: Person, on: date) -> EmploymentFact | None:
    """The contract that rules on a day, ended or not; None where none was recorded."""
    return fact_on(contracts_of(person), on)


def employed_on(fact: EmploymentFact | None, on: date) -> bool:
    """Whether a contract runs on a day; the last day is included."""
    return fact is not None and (fact.until_on is None or fact.until_on >= on)


def contracts_on(on: date) -> dict[int, EmploymentFact]:
    """By person, the contract that rules on a day; one statement (the cooperative's employees, present and former)."""
    grouped: dict[int, list[EmploymentFact]] = {}
    for fact in db.session.execute(select(EmploymentFact).order_by(EmploymentFact.id)).scalars():
        grouped.setdefault(fact.person_id, []).append(fact)
    ruling = {person: fact_on(standing_facts(facts), on) for person, facts in grouped.items()}
    return {person: fact for person, fact in ruling.items() if fact is not None}
