"""Admission: a person or an organisation becomes member number so-and-so, in a category and a college, from a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.numbering import next_number
from foundation.kernel.sentences import N_
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.roll import count_members_on
from membership.rules.composition import check_room
from membership.rules.eligibility import category_named, check_open, college_for
from membership.rules.events import MembershipTag
from membership.rules.standing import MembershipEvent, check_life
from membership.services.appending import fact_columns, facts_of, take_turn
from statutes.rules import law
from statutes.rules.clauses.members import Category
from statutes.services import statutes_on


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What was decided: category, college, from when, by whom (`decision`: body, date, minutes) and why.

    Both are identifiers of the statutes; `college` None is the only one open. `override`: why a full SARL admits.
    """

    category: str
    effective_on: date
    college: str | None = None
    decision: str = ""
    motive: str = ""
    override: str = ""


def admit(candidate: Person | Organisation, admission: Admission, *, actor: Actor, at: datetime) -> Member:
    """Make `candidate` a member and give the number; who comes back keeps the old one.

    Refused: unknown category (rule 1), no college or one that does not take the category (rule 7), a full SARL
    (rule 10), a member already, a day to come. Source: loi 47-1775 art. 7 and 19 septies.
    """
    _refuse_day_to_come(admission.effective_on, at)
    statutes = statutes_on(admission.effective_on).statutes
    category = category_named(statutes, admission.category)
    check_party(category, candidate)
    college = college_for(statutes, category.id, admission.college)
    check_room(statutes, count_members_on(admission.effective_on), admission.override)
    take_turn(f"candidate:{type(candidate).__name__}:{candidate.id}")
    member = _member_of(candidate)
    take_turn(f"member:{member.id}")
    columns = fact_columns(
        admission.effective_on,
        actor=actor,
        at=at,
        motive=admission.override or admission.motive,
        decision=admission.decision,
    )
    db.session.add(MembershipFact(member_id=member.id, event=MembershipEvent.ADMITTED, **columns))
    db.session.add(CategoryFact(member_id=member.id, category=category.id, **columns))
    if college is not None:
        db.session.add(CollegeFact(member_id=member.id, college=college, **columns))
    db.session.flush()
    check_life(facts_of(member, MembershipFact))
    told = {
        "number": member.number,
        "effective_on": str(admission.effective_on),
        "category": category.id,
        "college": college,
    }
    audit.record(MembershipTag.MEMBER_ADMITTED, f"member:{member.id}", actor=actor, at=at, details=told)
    return member


def check_party(category: Category, party: Person | Organisation) -> None:
    """Refuse who is not of the kind that the category takes (persons, organisations, public bodies)."""
    is_person = isinstance(party, Person)
    check_open(category, is_person=is_person, public=isinstance(party, Organisation) and party.form.public)


def _member_of(candidate: Person | Organisation) -> Member:
    """The candidate's row in the register: the old one, or a new one with the next number."""
    is_person = isinstance(candidate, Person)
    column = Member.person_id if is_person else Member.organisation_id
    found = db.session.execute(select(Member).where(column == candidate.id)).scalar_one_or_none()
    if found is not None:
        return found
    member = Member(
        number=next_number(Member.number),
        person_id=candidate.id if is_person else None,
        organisation_id=None if is_person else candidate.id,
    )
    db.session.add(member)
    db.session.flush()
    return member


def _refuse_day_to_come(effective_on: date, at: datetime) -> None:
    if effective_on > day_of(at):
        raise Refused(
            "admission-to-come",
            N_(
                "The admission would take effect on %(day)s, which is still to come. A number is given when the "
                "admission takes effect: record it on that day."
            ),
            day=effective_on,
            source=law.ART_ADMISSION,
        )
