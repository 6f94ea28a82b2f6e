"""The register as a sheet: one statement for the members of a day; and everybody on record, for what comes back in."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.contacts import ContactPoint
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.ordering import EVERYBODY, FORMER
from membership.queries.register import register
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent

CONTACT_COLUMNS = ("street", "postcode", "town", "country", "email", "phone", "language")
PERSON_COLUMNS = (
    "first_names", "last_name", "usual_first_name", "usage_name", "filed_under", "pronouns", "born_on",
    "emancipated_on", *CONTACT_COLUMNS,
)  # fmt: skip
ORGANISATION_COLUMNS = ("name", "legal_form", "siren", "siret", "rna", "ess_level", "size", *CONTACT_COLUMNS)
AT_ONCE = 500


@lru_cache(maxsize=32)
def sheet_statement(on: date, whom: str = EVERYBODY, known_at: datetime | None = None) -> Select[Any]:
    """A row a member as of `on`, as known at a moment, with the admission behind the state of the day; present,
    former, or everybody.
    """
    chosen = register(on, known_at)
    statement = {FORMER: chosen.former, EVERYBODY: lambda: chosen.everyone}.get(whom, chosen.members)()
    admission = aliased(MembershipFact)
    owners = {"member_id": Member.id, "event": MembershipEvent.ADMITTED.value}
    return (
        statement.outerjoin(admission, admission.id == ruling_id(MembershipFact, owners, on, known_at))
        .add_columns(
            Person.born_on,
            *(getattr(Organisation, name) for name in ("siren", "siret", "rna", "size")),
            admission.effective_on.label("admitted_on"),
            admission.decision.label("decision"),
        )
        .order_by(Member.number)
    )


def sheet_rows(on: date, whom: str = EVERYBODY, known_at: datetime | None = None) -> Iterable[Row[Any]]:
    """The rows of `sheet_statement`, read as they are asked for."""
    return db.session.execute(sheet_statement(on, whom, known_at).execution_options(yield_per=AT_ONCE))


def everybody() -> tuple[list[Row[Any]], list[Row[Any]]]:
    """All people and all organisations that stand for themselves, with their member number; two statements."""
    found = []
    for model, names, owner in (
        (Person, PERSON_COLUMNS, Member.person_id),
        (Organisation, ORGANISATION_COLUMNS, Member.organisation_id),
    ):
        columns = (model.id, *(getattr(model, name) for name in names), Member.id.label("member_id"), Member.number)
        statement = select(*columns).outerjoin(Member, owner == model.id).where(model.merged_into_id.is_(None))
        found.append(list(db.session.execute(statement)))
    return found[0], found[1]


def numbers_given() -> set[int]:
    """Every member number ever given, records merged into another included."""
    return set(db.session.execute(select(Member.number)).scalars())


def parties_with_points(
    model: type[Any], ids: list[int]
) -> dict[int, tuple[Person | Organisation, list[ContactPoint]]]:
    """The records of these identifiers with their contact points; two statements for each `AT_ONCE` of them."""
    found: dict[int, tuple[Person | Organisation, list[ContactPoint]]] = {}
    owner = ContactPoint.person_id if model is Person else ContactPoint.organisation_id
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        same = {row.id: row.merged_into_id or row.id for row in db.session.execute(
            select(model.id, model.merged_into_id).where(model.id.in_(some) | model.merged_into_id.in_(some))
        )}  # fmt: skip
        for party in db.session.execute(select(model).where(model.id.in_(some))).scalars():
            found[party.id] = (party, [])
        for point in db.session.execute(select(ContactPoint).where(owner.in_(list(same)))).scalars():
            found[same[point.person_id or point.organisation_id or 0]][1].append(point)
    return found
