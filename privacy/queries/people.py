"""People whose time has come: former members, those around members, candidates; and why somebody is held back.

Whoever is still something to the cooperative (a member, a representative, a guardian, an employee, a candidate under way)
is never on these lists, whatever membership has ended.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.audit import AuditEntry
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.applications import Application
from membership.models.contacts import ContactPoint
from membership.models.facts import BondFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.keeping import EmploymentFact
from membership.models.members import Member
from membership.queries.ruling import ruling_id, standing
from membership.rules.events import MembershipTag
from membership.rules.standing import MembershipEvent
from privacy.queries.attached import last_steps, unattached, without_role
from shares.models import ShareMovement

OWED = N_("shares or money are still to be refunded")
ENDED_STEPS = ("refused", "withdrawn")


@dataclass(frozen=True)
class Subject:
    """Somebody whose data has reached its time; `held`: why it stays all the same (a sentence), "" where nothing does.

    `signed`: something was signed that may be disputed (a mandate, a bond, a contract); not where the record is all.
    """

    kind: str
    id: int
    number: int | None
    since: date
    held: str = ""
    signed: bool = True


def former_members(before: date, on: date, *, with_contacts: bool, only: int | None = None) -> list[Subject]:
    """Members who left before a day and are nothing else today; three statements.

    `with_contacts`: those of whom a contact is left (organisations too); else those not pseudonymised yet. `only`: of
    this person.
    """
    people = unattached(on).where(has_contact(Person) if with_contacts else Person.erased_on.is_(None), *_only(only))
    left = _left(before, on)
    rows = db.session.execute(left.where(Member.person_id.in_(people))).all()
    found = [("person", row) for row in rows]
    if with_contacts and only is None:
        bodies = select(Organisation.id).where(has_contact(Organisation))
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


def people_around(before: date, on: date, only: int | None = None) -> list[Subject]:
    """People who never were members, and whose last mandate, bond or contract ended before a day; five statements.

    Of whom there is nothing but the record (no mandate, no request), the day on which it was made counts.
    """
    ids = set(db.session.execute(_never_members(on, only)).scalars())
    last: dict[int, date] = {}
    for statement in _ends(on):
        for person, ended in db.session.execute(statement):
            if person in ids and ended is not None:
                last[person] = max(ended, last.get(person, ended))
    found = [Subject("person", one, None, ended) for one, ended in last.items()]
    found += [Subject("person", *one, signed=False) for one in _recorded(on, only) if one[0] not in last]
    return sorted((one for one in found if one.since < before), key=lambda one: one.id)


def _never_members(on: date, only: int | None) -> Any:
    never = ~exists().where(Member.person_id == Person.id)
    return unattached(on).where(never, Person.erased_on.is_(None), *_only(only))


def _only(person_id: int | None) -> list[Any]:
    return [] if person_id is None else [Person.id == person_id]


def _recorded(on: date, only: int | None) -> list[tuple[int, None, date]]:
    """The people who never asked to join and hold no role, with the day on which their record was made."""
    asked = exists().where(Application.person_id == Person.id)
    wanted = _never_members(on, only).where(~asked, without_role()).add_columns(func.min(AuditEntry.at))
    added = AuditEntry.subject == literal("person:") + cast(Person.id, String)
    statement = wanted.join(AuditEntry, added & (AuditEntry.tag == str(MembershipTag.PERSON_ADDED))).group_by(Person.id)
    return [(person, None, day_of(at)) for person, at in db.session.execute(statement)]


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


def candidates_refused(before: date, on: date, only: int | None = None) -> list[Subject]:
    """People whose last request was refused or withdrawn before a day, and who are nothing else; one statement."""
    ended = last_steps().subquery()
    people = _never_members(on, only)
    statement = (
        select(Application.person_id, func.max(ended.c.effective_on))
        .join(ended, ended.c.application_id == Application.id)
        .where(ended.c.event.in_(ENDED_STEPS), Application.person_id.in_(people))
        .group_by(Application.person_id)
        .having(func.max(ended.c.effective_on) < before)
        .order_by(Application.person_id)
    )
    return [Subject("person", person, None, day) for person, day in db.session.execute(statement)]


def has_contact(party: Any) -> Any:
    """SQL: a person or organisation that can still be reached."""
    side = ContactPoint.person_id if party is Person else ContactPoint.organisation_id
    own = [party.email != "", party.phone != ""]
    if party is Person:
        own.append(party.pronouns != "")
    return or_(*own, exists().where(side == party.id))
