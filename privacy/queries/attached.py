"""Who is still something to the cooperative on a day, and by what: of these nothing is ever erased."""

from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from foundation.accounts.models import RoleFact
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.applications import Application, ApplicationFact
from membership.models.facts import AccessFact, BondFact, MembershipFact, RepresentativeFact
from membership.models.identity import Person
from membership.models.keeping import EmploymentFact
from membership.models.members import Member
from membership.queries.access import runs
from membership.queries.merges import now_person
from membership.queries.ruling import ruling_id, standing
from membership.rules.standing import MembershipEvent

OPEN_STEPS = ("submitted", "completed", "reviewed", "accepted")
TIES: dict[str, str] = {
    "member": N_(
        "This person is a member: the cooperative keeps what the membership and its register ask for as long as it lasts "
        "(GDPR art. 6(1)(b) and (c), 17(3)(b); C. com. art. R228-8). Record the exit first."
    ),
    "coming": N_(
        "This person is about to be a member, on a day that is recorded: what the membership asks for is kept (GDPR "
        "art. 6(1)(b) and 17(3)(b))."
    ),
    "mandate": N_(
        "This person represents an organisation that is a member: assemblies need to know who votes (GDPR art. 6(1)(f)). "
        "End the mandate first."
    ),
    "bond": N_(
        "This person acts for a member (guardian, heir, joint holder): assemblies need to know who votes (GDPR "
        "art. 6(1)(f)). End the bond first."
    ),
    "contract": N_(
        "This person has a contract of employment that runs: it decides on a category (GDPR art. 6(1)(b)). Record its end "
        "first."
    ),
    "request": N_(
        "This person has a request to join under way (GDPR art. 6(1)(b)). Have it withdrawn first, then what was typed "
        "can go."
    ),
    "role": N_(
        "This person signs in with a role in the cooperative: what is done in its name is proved by it (GDPR art. 5(2)). "
        "Take the role back first."
    ),
}
"""Why nothing of somebody may be erased, by what ties them to the cooperative."""


def unattached(on: date) -> Any:
    """The people who are nothing to the cooperative on a day: no member, mandate, bond, contract or request that runs."""
    doubles = aliased(Person)
    merged = select(doubles.id).where(doubles.merged_into_id.is_not(None))
    busy = [one for name, one in _busy(on).items() if name != "role"]
    nothing = and_(*(Person.id.not_in(one.where(_owner(one).is_not(None))) for one in busy), Person.id.not_in(merged))
    return select(Person.id).where(nothing, now_person(Person) == Person.id)


def ties_of(person_id: int, on: date) -> list[str]:
    """By what somebody is tied to the cooperative on a day (a key of `TIES`); one statement a tie."""
    same = or_(Person.id == person_id, Person.merged_into_id == person_id)
    records = list(db.session.execute(select(Person.id).where(same)).scalars())
    return [
        name
        for name, one in _busy(on).items()
        if db.session.execute(one.where(_owner(one).in_(records)).limit(1)).first() is not None
    ]


def without_role() -> Any:
    """SQL: nobody signs in for this person with a role."""
    roles = _roles()
    return Person.id.not_in(roles.where(_owner(roles).is_not(None)))


def last_steps() -> Any:
    """The last standing step of each request."""
    step = aliased(ApplicationFact)
    last = (
        select(func.max(step.id).label("id"))
        .where(*standing(step, ApplicationFact, None))
        .group_by(step.application_id)
        .subquery()
    )
    found: Any = select(ApplicationFact.application_id, ApplicationFact.event, ApplicationFact.effective_on)
    return found.join(last, last.c.id == ApplicationFact.id)


def _busy(on: date) -> dict[str, Any]:
    """By tie, the people who have it, as selects."""
    life, own = aliased(MembershipFact), aliased(Member)
    mandate, bond, work = aliased(RepresentativeFact), aliased(BondFact), aliased(EmploymentFact)
    ruling = ruling_id(MembershipFact, {"member_id": own.id}, on, None)
    member = (
        select(own.person_id)
        .join(life, life.id == ruling)
        .where(own.person_id.is_not(None), life.event == MembershipEvent.ADMITTED)
    )
    coming = select(own.person_id).join(life, life.member_id == own.id).where(life.effective_on > on)
    held = {"organisation_id": mandate.organisation_id, "kind": mandate.kind}
    mandates = select(mandate.person_id).where(
        mandate.person_id.is_not(None),
        runs(mandate, on),
        or_(mandate.id == ruling_id(RepresentativeFact, held, on, None), mandate.effective_on > on),
    )
    tied = {name: getattr(bond, name) for name in ("person_id", "organisation_id", "other_id", "kind")}
    bonds = select(bond.other_id).where(
        bond.stands, runs(bond, on), *standing(bond, BondFact, None), ~_ended(bond, tied, on)
    )
    jobs = select(work.person_id).where(runs(work, on), *standing(work, EmploymentFact, None))
    steps = last_steps().subquery()
    asks = (
        select(Application.person_id)
        .join(steps, steps.c.application_id == Application.id)
        .where(Application.person_id.is_not(None), steps.c.event.in_(OPEN_STEPS))
    )
    return {
        "member": member,
        "coming": coming,
        "mandate": mandates,
        "bond": bonds,
        "contract": jobs,
        "request": asks,
        "role": _roles(),
    }


def _roles() -> Any:
    """The people whose account holds a role."""
    last = select(func.max(RoleFact.id)).group_by(RoleFact.account_id, RoleFact.role)
    held = select(RoleFact.account_id).where(RoleFact.id.in_(last), RoleFact.granted)
    return select(AccessFact.person_id).where(AccessFact.account_id.in_(held), AccessFact.given)


def _owner(statement: Any) -> Any:
    return next(iter(statement.selected_columns))


def _ended(bond: Any, tied: dict[str, Any], on: date) -> Any:
    """A later fact of the same bond ends it by the day."""
    end = aliased(BondFact)
    same = [getattr(end, name).is_not_distinct_from(value) for name, value in tied.items()]
    return exists().where(*same, ~end.stands, end.effective_on <= on, end.id > bond.id, end.reverses_id.is_(None))
