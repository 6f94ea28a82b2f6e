"""Which records are doubles of which, and which members are therefore not counted on a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.merges import MergeFact
from membership.queries.ruling import ruling_id, standing
from membership.rules.standing import MembershipEvent


def now_person(person: Any) -> Any:
    """SQL: the record that stands for this person (itself, unless it was merged into another)."""
    return func.coalesce(person.merged_into_id, person.id)


def same_as(party: Person | Organisation) -> Select[Any]:
    """The identifiers of this record and of its doubles."""
    model = type(party)
    return select(model.id).where(or_(model.id == party.id, model.merged_into_id == party.id))


def hidden_members(on: date | ColumnElement[date], known_at: datetime | None = None) -> Select[Any]:
    """The members that are not listed on a day since the record they are a double of is.

    Nobody is counted twice on any day, and a membership that only the double had stays in the register under its number.
    """
    merge, kept, dropped = aliased(MergeFact), aliased(Member), aliased(Member)
    kept_life, dropped_life = aliased(MembershipFact), aliased(MembershipFact)
    return (
        select(dropped.id)
        .select_from(merge)
        .join(dropped, _is(dropped, merge.dropped_person_id, merge.dropped_organisation_id))
        .join(kept, _is(kept, merge.kept_person_id, merge.kept_organisation_id))
        .join(kept_life, kept_life.id == ruling_id(MembershipFact, {"member_id": kept.id}, on, known_at))
        .join(dropped_life, dropped_life.id == ruling_id(MembershipFact, {"member_id": dropped.id}, on, known_at))
        .where(
            *standing(merge, MergeFact, known_at),
            or_(kept_life.event == MembershipEvent.ADMITTED, dropped_life.event != MembershipEvent.ADMITTED),
        )
    )


def _is(member: Any, person_id: Any, organisation_id: Any) -> Any:
    return or_(member.person_id == person_id, member.organisation_id == organisation_id)


def merge_by_id(merge_id: int) -> MergeFact:
    """The merge of that identifier; raises NotFound."""
    found = db.session.get(MergeFact, merge_id)
    if found is None or found.reverses_id is not None:
        raise NotFound("no-merge", N_("This merge is not on record. Open the list of doubles again."))
    return found


def merges_into(party: Person | Organisation) -> list[MergeFact]:
    """The merges that stand and by which other records became this one; one statement."""
    column = MergeFact.kept_person_id if isinstance(party, Person) else MergeFact.kept_organisation_id
    statement = (
        select(MergeFact).where(column == party.id, *standing(MergeFact, MergeFact, None)).order_by(MergeFact.id)
    )
    return list(db.session.execute(statement).scalars())


def merge_of(party: Person | Organisation) -> MergeFact | None:
    """The merge by which this record is a double of another, None where it stands for itself; one statement."""
    column = MergeFact.dropped_person_id if isinstance(party, Person) else MergeFact.dropped_organisation_id
    statement = select(MergeFact).where(column == party.id, *standing(MergeFact, MergeFact, None))
    return db.session.execute(statement).scalar_one_or_none()


def last_merges(limit: int = 50) -> list[MergeFact]:
    """The last merges that stand, newest first; one statement."""
    statement = select(MergeFact).where(*standing(MergeFact, MergeFact, None)).order_by(MergeFact.id.desc())
    return list(db.session.execute(statement.limit(limit)).scalars())


def parties_of(merge: MergeFact) -> tuple[Person | Organisation, Person | Organisation]:
    """The record kept and its double."""
    if merge.kept_person_id is not None:
        return db.session.get_one(Person, merge.kept_person_id), db.session.get_one(Person, merge.dropped_person_id)
    return (
        db.session.get_one(Organisation, merge.kept_organisation_id),
        db.session.get_one(Organisation, merge.dropped_organisation_id),
    )


def member_of(party: Person | Organisation) -> Member | None:
    """The membership of a record, present or past; one statement."""
    column = Member.person_id if isinstance(party, Person) else Member.organisation_id
    return db.session.execute(select(Member).where(column == party.id)).scalar_one_or_none()
