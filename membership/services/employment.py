"""The employment on which a category may rest: begun, ended. What follows from its end is proposed, never done."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.keeping import EmploymentFact
from membership.queries.people import person_by_id
from membership.rules.events import MembershipTag
from membership.rules.writing import tidy
from membership.services.appending import fact_columns


def record_employment(
    person_id: int,
    effective_on: date,
    until_on: date | None = None,
    *,
    role: str = "",
    motive: str = "",
    actor: Actor,
    at: datetime,
) -> EmploymentFact:
    """The cooperative employs somebody from a day; `until_on` is the last day of the contract.

    The end of a contract is recorded as the same contract with its last day.
    """
    person = person_by_id(person_id)
    if until_on is not None and until_on < effective_on:
        raise Refused(
            "contract-backwards",
            N_("The contract would end on %(end)s, before it begins on %(start)s. Correct one of the two days."),
            end=until_on,
            start=effective_on,
        )
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive)
    fact = EmploymentFact(person_id=person.id, role=tidy(role), until_on=until_on, **columns)
    db.session.add(fact)
    db.session.flush()
    told = {"person": person.id, "effective_on": str(effective_on), "until_on": str(until_on or "–")}
    audit.record(MembershipTag.EMPLOYMENT_RECORDED, f"person:{person.id}", actor=actor, at=at, details=told)
    return fact
