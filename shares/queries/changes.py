"""What changed in members and capital, day by day, by college: a constant number of statements whatever the size.

The database counts everyone as if each were admitted once, into one college. Whoever changed college, came back, is or
has a double, or has an entry that was taken back is put right one by one from all that is on record: they are few.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_, select, true, union
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import CollegeFact, MembershipFact
from membership.models.identity import Organisation
from membership.models.members import Member
from membership.models.merges import MergeFact
from membership.rules.legal_forms import LOCAL_PUBLIC_FORMS
from membership.rules.standing import MembershipEvent
from shares.models import ShareMovement
from shares.rules.curves import Change, summed
from shares.rules.records import Entered, Lived, Moved, Record, as_if_simple, pairs_of, real

NAMED_AT_MOST = 10_000
IS_ADMISSION = MembershipFact.event == MembershipEvent.ADMITTED
LIFE_DAY, DAY = MembershipFact.effective_on, ShareMovement.effective_on
SUBSCRIBED, PAID = func.sum(ShareMovement.subscribed_cents), func.sum(ShareMovement.paid_cents)


class Merged(NamedTuple):
    """A merge, or the undoing of one, with the members it is about."""

    id: int
    reverses_id: int | None
    kept: int
    double: int


def all_changes(known_at: datetime | None = None) -> list[Change]:
    """Every change on record by a moment (None: now), days to come included, summed by day and college; seven statements."""
    merges = merged(known_at)
    changes = [*_members(known_at), *_capital(known_at)]
    several = set(db.session.execute(_tangled(known_at)).scalars())
    several |= {member for merge in merges for member in (merge.kept, merge.double)}
    found = records(several if len(several) <= NAMED_AT_MOST else _tangled(known_at), known_at)
    for record in found.values():
        changes += as_if_simple(record, -1)
    changes += real(found, pairs_of(merges))
    return summed(changes)


def public_changes(known_at: datetime | None = None) -> list[Change]:
    """What changed in the capital of local public bodies (rule 14), by day; one statement."""
    public = (
        select(Member.id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(Organisation.legal_form.in_(LOCAL_PUBLIC_FORMS))
    )
    statement = select(DAY, SUBSCRIBED).where(_by(ShareMovement, known_at), ShareMovement.member_id.in_(public))
    rows = db.session.execute(statement.group_by(DAY))
    return [Change(row[0], None, public_cents=int(row[1])) for row in rows if row[1]]


def records(members: Any, known_at: datetime | None = None) -> dict[int, Record]:
    """All that is on record of some members (identifiers, or a statement that selects them); three statements."""
    found: dict[int, Record] = defaultdict(lambda: Record([], [], []))
    if isinstance(members, Collection) and not members:
        return found
    for row in _rows(MembershipFact, (MembershipFact.reverses_id, IS_ADMISSION), members, known_at):
        found[row[0]].lives.append(Lived(row[1], row[2], row[3], row[4], bool(row[5])))
    for row in _rows(CollegeFact, (CollegeFact.reverses_id, CollegeFact.college), members, known_at):
        found[row[0]].places.append(Entered(*row[1:]))
    amounts = (ShareMovement.subscribed_cents, ShareMovement.paid_cents)
    for row in _rows(ShareMovement, amounts, members, known_at):
        found[row[0]].moves.append(Moved(*row[1:]))
    return found


def _rows(model: Any, more: tuple[Any, ...], members: Any, known_at: datetime | None) -> Iterable[Any]:
    columns = (model.member_id, model.id, model.effective_on, model.recorded_at, *more)
    statement = select(*columns).where(model.member_id.in_(members), _by(model, known_at))
    return db.session.execute(statement.where(CollegeFact.rank == 1) if model is CollegeFact else statement)


def merged(known_at: datetime | None = None) -> list[Merged]:
    """Every merge and undoing on record, with the two members; one statement."""
    kept, double = aliased(Member), aliased(Member)
    columns = (MergeFact.id, MergeFact.reverses_id, kept.id, double.id)
    statement = (
        select(*columns)
        .join(kept, _is(kept, MergeFact.kept_person_id, MergeFact.kept_organisation_id))
        .join(double, _is(double, MergeFact.dropped_person_id, MergeFact.dropped_organisation_id))
        .where(_by(MergeFact, known_at))
    )
    return [Merged(*row) for row in db.session.execute(statement)]


def _is(member: Any, person_id: Any, organisation_id: Any) -> Any:
    return or_(member.person_id == person_id, member.organisation_id == organisation_id)


def _by(model: Any, known_at: datetime | None) -> Any:
    return model.recorded_at <= known_at if known_at else true()


def _tangled(known_at: datetime | None) -> Any:
    """The members whom a sum cannot tell."""
    begun = func.count(case((IS_ADMISSION, 1)))
    first, last = func.min(case((IS_ADMISSION, LIFE_DAY))), func.max(case((~IS_ADMISSION, LIFE_DAY)))
    lives = (
        select(MembershipFact.member_id)
        .where(_by(MembershipFact, known_at))
        .group_by(MembershipFact.member_id)
        .having(or_(begun != 1, func.count() > 2, func.count(MembershipFact.reverses_id) > 0, last <= first))
    )
    colleges = (
        select(CollegeFact.member_id)
        .where(CollegeFact.rank == 1, _by(CollegeFact, known_at))
        .group_by(CollegeFact.member_id)
        .having(or_(func.count() > 1, func.count(CollegeFact.reverses_id) > 0))
    )
    return union(lives, colleges)


def _members(known_at: datetime | None) -> list[Change]:
    late = case((CollegeFact.effective_on > LIFE_DAY, CollegeFact.effective_on))
    groups = (LIFE_DAY, CollegeFact.college, late)
    statement = (
        select(*groups, func.sum(case((IS_ADMISSION, 1), else_=-1)))
        .outerjoin(CollegeFact, _of_college(MembershipFact, known_at))
        .where(_by(MembershipFact, known_at))
        .group_by(*groups)
    )
    return [one for row in db.session.execute(statement) for one in _placed(row, int(row[3]))]


def _capital(known_at: datetime | None) -> list[Change]:
    late = case((CollegeFact.effective_on > DAY, CollegeFact.effective_on))
    groups = (DAY, CollegeFact.college, late)
    statement = (
        select(*groups, SUBSCRIBED, PAID)
        .outerjoin(CollegeFact, _of_college(ShareMovement, known_at))
        .where(_by(ShareMovement, known_at), ShareMovement.member_id.is_not(None))
        .group_by(*groups)
    )
    return [one for row in db.session.execute(statement) for one in _placed(row, 0, int(row[3]), int(row[4]))]


def _of_college(model: Any, known_at: datetime | None) -> Any:
    return and_(CollegeFact.member_id == model.member_id, CollegeFact.rank == 1, _by(CollegeFact, known_at))


def _placed(row: Any, *amounts: int) -> list[Change]:
    """One change, in no college until the member's college takes effect."""
    day, college, late = row[:3]
    if late is None:
        return [Change(day, college, *amounts)]
    back = [-one for one in amounts]
    return [Change(day, None, *amounts), Change(late, None, *back), Change(late, college, *amounts)]
