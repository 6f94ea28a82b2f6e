"""The journal as a sheet: everybody who may be named, what stands already, and every movement for the export."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import CategoryFact, CollegeFact
from membership.models.identity import Organisation, Person, RegisterIdentity
from membership.models.members import Member
from membership.queries.archived import NAMES, register_names
from membership.queries.ruling import ruling_id
from membership.rules.names import PersonName, display_name, formal_name
from shares.models import RefundRequest, ShareMovement, ShareOperation
from shares.queries.positions import known
from shares.rules.positions import Entry
from shares.rules.sheet_books import OpenClaim
from shares.rules.sheet_fields import PAPERS
from shares.rules.sheet_lines import Holder
from shares.rules.sheet_standing import Standing, papers_of

AT_ONCE = 500
MOST_NAMED = 1_000
"""Above so many members, the whole journal is read: one scan is quicker than so many look-ups."""

_ENTRY = tuple(Entry.__dataclass_fields__)
_OPERATION = ("kind", "effective_on", "claim_id", "reverses_id", *PAPERS)


def holders(today: date) -> Iterator[Holder]:
    """Everybody with a member number, with the category and college of the day; one statement."""
    category, college = aliased(CategoryFact), aliased(CollegeFact)
    of_member = {"member_id": Member.id}
    statement = (
        select(
            Member.id,
            Member.number,
            *register_names(),
            Organisation.name.label("organisation"),
            Organisation.siren,
            category.category,
            college.college,
            func.coalesce(Person.merged_into_id, Organisation.merged_into_id).label("merged"),
        )
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(category, category.id == ruling_id(CategoryFact, of_member, today, None))
        .outerjoin(college, college.id == ruling_id(CollegeFact, {**of_member, "rank": 1}, today, None))
    )
    return (_holder(row) for row in db.session.execute(statement))


def _holder(row: Row[Any]) -> Holder:
    groups = (row.category or "", row.college or "", row.merged is not None)
    if row.last_name is None:
        return Holder(row.id, row.number, row.organisation, (row.organisation,), row.siren or "", *groups)
    person = PersonName(*(getattr(row, name) for name in NAMES))
    firsts = {row.first_names, row.first_names.split()[0] if row.first_names else "", row.usual_first_name or ""}
    lasts = {row.last_name, row.usage_name or ""} - {""}
    names = tuple(f"{first} {last}" for first in firsts if first or len(firsts) == 1 for last in lasts)
    return Holder(
        row.id, row.number, display_name(person), (*names, display_name(person), formal_name(person)), "", *groups
    )


def standing_operations(member_ids: Collection[int], numbers: Collection[int]) -> list[Standing]:
    """The operations with a movement of these members, or within these order numbers; one statement."""
    statement = _joined().order_by(ShareMovement.number)
    if len(member_ids) <= MOST_NAMED:
        named = select(ShareMovement.operation_id).where(ShareMovement.member_id.in_(member_ids))
        wanted = [ShareMovement.operation_id.in_(named)]
        if numbers:
            wanted.append(ShareMovement.number.between(min(numbers), max(numbers)))
        statement = statement.where(or_(*wanted))
    found: dict[int, Standing] = {}
    for row in db.session.execute(statement):
        entry = Entry(*row[: len(_ENTRY)])
        operation = found.get(entry.operation_id)
        if operation is None:
            operation = found[entry.operation_id] = _standing(entry.operation_id, row._mapping)  # noqa: SLF001
        operation.entries.append(entry)
    for row_id in _taken_back():
        if row_id in found:
            found[row_id].holds = False
    return list(found.values())


def _joined() -> Select[Any]:
    columns = [getattr(ShareMovement, name) for name in _ENTRY]
    wrapping = [getattr(ShareOperation, name).label(f"operation_{name}") for name in _OPERATION]
    return select(*columns, *wrapping).join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)


def _standing(operation_id: int, row: Any) -> Standing:
    return Standing(
        operation_id,
        row["operation_kind"],
        row["operation_effective_on"],
        papers_of({name: row[f"operation_{name}"] for name in PAPERS}),
        row["operation_claim_id"],
        holds=row["operation_reverses_id"] is None,
    )


def _taken_back() -> Iterator[int]:
    statement = select(ShareOperation.reverses_id).where(ShareOperation.reverses_id.is_not(None))
    return (one for one in db.session.execute(statement).scalars() if one is not None)


def open_claims(member_ids: Collection[int], operations: Collection[Standing]) -> dict[int, list[OpenClaim]]:
    """The refunds of these members with what the operations say of each; one statement."""
    statement = select(RefundRequest.id, RefundRequest.member_id, RefundRequest.rank_on)
    if len(member_ids) <= MOST_NAMED:
        statement = statement.where(RefundRequest.member_id.in_(member_ids))
    found: dict[int, list[OpenClaim]] = {}
    by_id: dict[int, OpenClaim] = {}
    for row in db.session.execute(statement):
        by_id[row.id] = OpenClaim(row.id, (row.rank_on, row.id))
        found.setdefault(row.member_id, []).append(by_id[row.id])
    for operation in operations:
        claim = by_id.get(operation.claim_id or 0)
        if claim is not None:
            claim.changes += [(one.effective_on, one.owed_cents) for one in operation.entries if one.owed_cents]
    return found


def movement_rows(on: date = date.max, known_at: datetime | None = None) -> Iterator[tuple[list[Any], list[Entry]]]:
    """The journal of a state (the whole one without a day), operation by operation: (rows, the same as values), streamed in the
    order of the numbers.
    """
    statement = (
        _joined()
        .add_columns(ShareMovement.hash, ShareOperation.actor_name, Member.number.label("member_number"))
        .add_columns(*register_names(), Organisation.name.label("organisation"))
        .outerjoin(Member, Member.id == ShareMovement.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .where(known(on, known_at))
        .order_by(ShareMovement.number)
        .execution_options(yield_per=1000)
    )
    with db.session.execute(statement) as rows:
        for _operation, group in groupby(rows, key=lambda row: row.operation_id):
            mine = list(group)
            yield mine, [Entry(*row[: len(_ENTRY)]) for row in mine]


def last_steps(member_ids: Collection[int]) -> dict[int, int]:
    """How many refunds each member has asked for."""
    return _grouped(RefundRequest.member_id, func.max(RefundRequest.step), member_ids)


def last_claim_steps(claim_ids: Collection[int]) -> dict[int, int]:
    """How many operations each refund has."""
    return _grouped(ShareOperation.claim_id, func.max(ShareOperation.claim_step), claim_ids)


def _grouped(owner: Any, value: Any, ids: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    listed = sorted(ids)
    for start in range(0, len(listed), AT_ONCE):
        statement = select(owner, value).where(owner.in_(listed[start : start + AT_ONCE])).group_by(owner)
        found |= {row[0]: int(row[1] or 0) for row in db.session.execute(statement)}
    return found
