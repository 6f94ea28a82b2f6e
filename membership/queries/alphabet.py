"""The register in the order of names, a page at a time: the index of names gives the order, and only the members of the
page are put together. Persons and organisations have an index each; the two are merged.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import aliased

from foundation.kernel.collation import by_code_point
from foundation.kernel.db import db
from foundation.web.tables import Slice
from membership.models.facts import MembershipFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent

FORMER, EVERYBODY = "anciens", "tous"


@dataclass(frozen=True)
class Alphabetical:
    """The quick way to a page of members sorted by name; `whom` as the address says it, `members` counted already."""

    on: date
    whom: str
    members: int
    sorted_by = "name"

    def total(self) -> int:
        """How many there are."""
        if self.whom not in (FORMER, EVERYBODY):
            return self.members
        statement = _standing(select(func.count()).select_from(Member), self.on, self.whom)
        return db.session.execute(statement).scalar_one()

    def rows(self, wanted: Slice) -> ColumnElement[bool]:
        """The members of a slice; a slice of the second half is reached from the end."""
        first, backwards = wanted.first, False
        if wanted.first > wanted.total // 2:
            first, backwards = wanted.total - wanted.first - wanted.count, True
        ends = [
            self._of(party, tie, upto=first + wanted.count, order=(wanted.descending != backwards, backwards))
            for party, tie in ((Person, Member.person_id), (Organisation, Member.organisation_id))
        ]
        merged = union_all(*(select(one.subquery()) for one in ends)).subquery()
        order = _ordered(merged.c.key, merged.c.number, (wanted.descending != backwards, backwards))
        return Member.id.in_(select(merged.c.id).order_by(*order).limit(wanted.count).offset(first))

    def _of(self, party: Any, tie: Any, *, upto: int, order: tuple[bool, bool]) -> Select[Any]:
        key = by_code_point(party.sort_key)
        columns: list[Any] = [Member.id, key.label("key"), Member.number]
        statement = select(*columns).select_from(party).join(Member, tie == party.id)
        return _standing(statement, self.on, self.whom).order_by(*_ordered(key, Member.number, order)).limit(upto)


def _ordered(key: Any, number: Any, descending: tuple[bool, bool]) -> list[ColumnElement[Any]]:
    return [one.desc() if down else one.asc() for one, down in zip((key, number), descending, strict=True)]


def _standing(statement: Select[Any], on: date, whom: str) -> Select[Any]:
    """Of the members known on that day, those asked for."""
    life = aliased(MembershipFact)
    known = statement.join(life, life.id == ruling_id(MembershipFact, {"member_id": Member.id}, on, None))
    if whom == EVERYBODY:
        return known
    stands = life.event == MembershipEvent.ADMITTED
    return known.where(~stands if whom == FORMER else stands)
