"""People whose time has come: former members, those around members, candidates; and why somebody is held back.

Whoever is still something to the cooperative (a member, a representative, a guardian, an employee, a candidate under way)
is never on these lists, whatever membership has ended.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.applications import Application, ApplicationFact
from membership.models.contacts import ContactPoint
from membership.models.facts import BondFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.keeping import EmploymentFact
from membership.models.members import Member
from membership.queries.access import runs
from membership.queries.merges import now_person
from membership.queries.ruling import ruling_id, standing
from membership.rules.standing import MembershipEvent
from shares.models import ShareMovement

OWED = N_("shares or money are still to be refunded")
OPEN_STEPS = ("submitted", "completed", "reviewed", "accepted")
ENDED_STEPS = ("refused", "withdrawn")


@dataclass(frozen=True)
class Subject:
    """Somebody whose data has reached its time; `held`: why it stays all the same (a sentence), "" where nothing does."""

    kind: str
    id: int
    number: int | None
    since: date
    held: str = ""


def former_members(before: date, on: date, *, with_contacts: bool) -> list[Subject]:
    """Members who left before a day and are nothing else today; three statements.

    `with_contacts`: those of whom a contact is left (organisations too); else those not pseudonymised yet.
    """
    people = _unattached(on).where(_has_contact(Person) if with_contacts else Person.erased_on.is_(None))
    left = _left(before, on)
    rows = db.session.execute(left.where(Member.person_id.in_(people))).all()
    found = [("person", row) for row in rows]
    if with_contacts:
        bodies = select(Organisation.id).where(_has_contact(Organisation))
        found += [("organisation", row) for row in db.session.execute(left.where(Member.organisation_id.in_(bodies)))]
    owed = _with_something_owed()
    return [
        Subject(kind, row.person_id or row.organisation_id, row.number, row.effective_on, OWED * (row.id in owed))
        for kind, row in found
    ]


def _left(before: date, on: date) -> Any:
    life = aliased(MembershipFact)
    found: Any = (
        select(Member.id, Member.number, Member.person_id, Member.organisation_id, life.effective_on)
        .join(life, life.id == ruling_id(MembershipFact, {"member_id": Member.id}, on, None))
        .where(life.event != MembershipEvent.ADMITTED, life.effective_on < before)
        .order_by(Member.number)
    )
    return found


def _with_something_owed() -> set[int]:
    """The members who hold shares or to whom money is owed, whatever the day."""
    sums = [
        func.sum(column) for column in (ShareMovement.shares, ShareMovement.owed_cents, ShareMovement.advance_cents)
    ]
    owed = (
        select(ShareMovement.member_id)
        .where(ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having(or_(*(one != 0 for one in sums)))
    )
    return {member for member in db.session.execute(owed).scalars() if member is not None}


def people_around(before: date, on: date) -> list[Subject]:
    """People who never were members, and whose last mandate, bond or contract ended before a day; four statements."""
    never = ~exists().where(Member.person_id == Person.id)
    ids = set(db.session.execute(_unattached(on).where(never, Person.erased_on.is_(None))).scalars())
    last: dict[int, date] = {}
    for statement in _ends(on):
        for person, ended in db.session.execute(statement):
            if person in ids and ended is not None:
                last[person] = max(ended, last.get(person, ended))
    return [Subject("person", one, None, ended) for one, ended in sorted(last.items()) if ended < before]


def _ends(on: date) -> list[Any]:
    """By person, the last day on which a mandate, a bond or a contract is known to have run."""
    mandate, after = aliased(RepresentativeFact), aliased(RepresentativeFact)
    replaced = (
        select(func.min(after.effective_on))
        .where(
            after.organisation_id == mandate.organisation_id,
            after.kind == mandate.kind,
            after.effective_on > mandate.effective_on,
            after.effective_on <= on,
            *standing(after, RepresentativeFact, None),
        )
        .scalar_subquery()
    )
    ended = func.coalesce(mandate.until_on, replaced)
    mandates: Any = (
        select(mandate.person_id, func.max(ended))
        .where(mandate.person_id.is_not(None), *standing(mandate, RepresentativeFact, None))
        .group_by(mandate.person_id)
    )
    bonds: Any = select(BondFact.other_id, func.max(func.coalesce(BondFact.until_on, BondFact.effective_on)))
    work: Any = select(EmploymentFact.person_id, func.max(EmploymentFact.until_on))
    return [mandates, bonds.group_by(BondFact.other_id), work.group_by(EmploymentFact.person_id)]


def candidates_refused(before: date, on: date) -> list[Subject]:
    """People whose last request was refused or withdrawn before a day, and who are nothing else; one statement."""
    ended = _last_steps().subquery()
    people = _unattached(on).where(Person.erased_on.is_(None), ~exists().where(Member.person_id == Person.id))
    statement = (
        select(Application.person_id, func.max(ended.c.effective_on))
        .join(ended, ended.c.application_id == Application.id)
        .where(ended.c.event.in_(ENDED_STEPS), Application.person_id.in_(people))
        .group_by(Application.person_id)
        .having(func.max(ended.c.effective_on) < before)
        .order_by(Application.person_id)
    )
    return [Subject("person", person, None, day) for person, day in db.session.execute(statement)]


def _last_steps() -> Any:
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


def _unattached(on: date) -> Any:
    """The people who are nothing to the cooperative on a day: no member, mandate, bond, contract or request that runs."""
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
    steps = _last_steps().subquery()
    asks = (
        select(Application.person_id)
        .join(steps, steps.c.application_id == Application.id)
        .where(Application.person_id.is_not(None), steps.c.event.in_(OPEN_STEPS))
    )
    doubles = aliased(Person)
    busy: list[Any] = [member, coming, mandates, bonds, jobs, asks]
    merged = select(doubles.id).where(doubles.merged_into_id.is_not(None))
    nothing = and_(*(Person.id.not_in(one.where(_not_null(one))) for one in busy), Person.id.not_in(merged))
    return select(Person.id).where(nothing, now_person(Person) == Person.id)


def _not_null(statement: Any) -> Any:
    return next(iter(statement.selected_columns)).is_not(None)


def _ended(bond: Any, tied: dict[str, Any], on: date) -> Any:
    """A later fact of the same bond ends it by the day."""
    end = aliased(BondFact)
    same = [getattr(end, name).is_not_distinct_from(value) for name, value in tied.items()]
    return exists().where(*same, ~end.stands, end.effective_on <= on, end.id > bond.id, end.reverses_id.is_(None))


def _has_contact(party: Any) -> Any:
    side = ContactPoint.person_id if party is Person else ContactPoint.organisation_id
    own = [party.email != "", party.phone != ""]
    if party is Person:
        own.append(party.pronouns != "")
    return or_(*own, exists().where(side == party.id))
