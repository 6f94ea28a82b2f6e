"""The statutory register of movements, line by line: order number, day, old and new holder with domicile, nominal, category.

A movement is a line of one account; the other party of a transfer is read from the other leg of its operation. The
register is read by slices of order numbers, each in two statements, so that 300,000 movements need no more memory than
a thousand. Source: C. com. art. R228-8, R228-9.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import CategoryFact
from membership.models.identity import Organisation, Person, RegisterIdentity, one_line_address
from membership.models.members import Member
from membership.queries.archived import NAMES, PLACE, register_names, register_places
from membership.queries.ruling import ruling_id
from membership.rules.names import PersonName, formal_name
from shares.models import ShareMovement, ShareOperation
from shares.queries.positions import known
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import AMOUNTS, Position

SLICE = 1000


@dataclass(frozen=True, slots=True)
class Holder:
    """A party of a movement: name and domicile as on record today, number; a candidate has no number."""

    name: str
    address: str
    number: int | None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One movement. `before` and `after`: who gave the shares and who received them; both the same where none moved."""

    number: int
    effective_on: date
    recorded_at: datetime
    kind: str
    operation_id: int
    decision: str
    document: str
    member_id: int | None
    before: Holder | None
    after: Holder | None
    nominal_cents: int
    category: str | None
    change: Position
    hash: str

    @property
    def words(self) -> str:
        """What it is, in the words of the register."""
        return KIND_WORDS[self.kind]


def movement_count(on: date, known_at: datetime | None = None) -> int:
    """How many movements are effective by a day and known by a moment."""
    return int(
        db.session.execute(select(func.count()).select_from(ShareMovement).where(known(on, known_at))).scalar_one()
    )


def last_number_of(on: date, known_at: datetime | None, count: int) -> int:
    """The order number of the last of the first `count` movements of that state; 0 for none of them."""
    if not count:
        return 0
    numbers = select(ShareMovement.number).where(known(on, known_at)).order_by(ShareMovement.number)
    return int(db.session.execute(numbers.offset(count - 1).limit(1)).scalar_one())


def sums_until(on: date, known_at: datetime | None, number: int) -> Position:
    """What the movements of that state up to an order number add up to."""
    sums = (func.coalesce(func.sum(getattr(ShareMovement, name)), 0) for name in AMOUNTS)
    row = db.session.execute(select(*sums).where(known(on, known_at), ShareMovement.number <= number)).one()
    return Position(*map(int, row))


def register_lines(on: date, known_at: datetime | None = None, *, after: int = 0) -> Iterator[RegisterLine]:
    """The register as of a day, in the order of the numbers, those above `after`; read by slices."""
    while lines := slice_of_register(on, known_at, after=after):
        yield from lines
        after = lines[-1].number


def slice_of_register(
    on: date, known_at: datetime | None = None, *, after: int = 0, size: int = SLICE
) -> list[RegisterLine]:
    """The next `size` lines above an order number; two statements."""
    rows = db.session.execute(_slice(on, known_at, after, size)).mappings().all()
    if not rows:
        return []
    parties = _parties({row["operation_id"] for row in rows if row["shares"]})
    return [_line(row, parties.get(row["operation_id"], [])) for row in rows]


def _slice(on: date, known_at: datetime | None, after: int, size: int) -> Select[Any]:
    category = aliased(CategoryFact)
    ruling = ruling_id(CategoryFact, {"member_id": Member.id}, ShareMovement.effective_on, known_at)  # type: ignore[arg-type]
    columns = ("number", "kind", "operation_id", "member_id", "application_id", "nominal_cents", "hash", *AMOUNTS)
    return (
        select(
            *(getattr(ShareMovement, name) for name in columns),
            ShareMovement.effective_on,
            ShareMovement.recorded_at,
            ShareOperation.decision,
            ShareOperation.document,
            category.category,
            *_identity(),
        )
        .join(ShareOperation, ShareOperation.id == ShareMovement.operation_id)
        .outerjoin(Member, Member.id == ShareMovement.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(category, category.id == ruling)
        .where(known(on, known_at), ShareMovement.number > after)
        .order_by(ShareMovement.number)
        .limit(size)
    )


def _identity() -> list[Any]:
    return [
        Member.number.label("member_number"),
        *register_names(),
        Organisation.name.label("organisation"),
        *register_places(),
    ]


def _parties(operation_ids: set[int]) -> dict[int, list[tuple[int, int, Holder]]]:
    """(member, shares, holder) of each leg that moves shares, by operation."""
    if not operation_ids:
        return {}
    ends = and_(ShareMovement.operation_id >= min(operation_ids), ShareMovement.operation_id <= max(operation_ids))
    statement = (
        select(ShareMovement.operation_id, ShareMovement.member_id, ShareMovement.shares, *_identity())
        .join(Member, Member.id == ShareMovement.member_id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(RegisterIdentity, RegisterIdentity.person_id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .where(ends, or_(ShareMovement.shares > 0, ShareMovement.shares < 0))
    )
    found: dict[int, list[tuple[int, int, Holder]]] = {}
    for row in db.session.execute(statement).mappings():
        leg = (row["member_id"], row["shares"], _holder(row))
        found.setdefault(row["operation_id"], []).append(leg)
    return found


def _line(row: Mapping[Any, Any], legs: list[tuple[int, int, Holder]]) -> RegisterLine:
    mine, moved = _holder(row), row["shares"]
    other = next((who for member, shares, who in legs if member != row["member_id"] and shares * moved < 0), None)
    before = mine if moved <= 0 else other
    after = mine if moved >= 0 else other
    return RegisterLine(
        number=row["number"],
        effective_on=row["effective_on"],
        recorded_at=row["recorded_at"],
        kind=row["kind"],
        operation_id=row["operation_id"],
        decision=row["decision"],
        document=row["document"],
        member_id=row["member_id"],
        before=before,
        after=after,
        nominal_cents=row["nominal_cents"],
        category=row["category"],
        change=Position(*(int(row[name]) for name in AMOUNTS)),
        hash=row["hash"],
    )


def _holder(row: Mapping[Any, Any]) -> Holder:
    if row.get("member_number") is None:
        return Holder(f"Candidature n° {row['application_id']}", "", None)
    name = row["organisation"] if row["last_name"] is None else formal_name(PersonName(*(row[n] for n in NAMES)))
    return Holder(str(name), one_line_address(*(row[part] for part in PLACE)), row["member_number"])
