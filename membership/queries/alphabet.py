"""The register in the order of names, a page at a time: the index of names gives the order, and only the members of the
page are put together. Persons and organisations have an index each; the two are merged.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
        """The members of a slice, found by a statement of their own: both engines then put together these and no others."""
        return Member.id.in_(list(db.session.execute(_page(self.on, self.whom, wanted)).scalars()))


@lru_cache(maxsize=256)
def _page(on: date, whom: str, wanted: Slice) -> Select[int]:
    """The ids of a slice, one of the second half reached from the end. Kept: writing it takes longer than running it."""
    first, backwards = wanted.first, False
    if wanted.first > wanted.total // 2:
        first, backwards = wanted.total - wanted.first - wanted.count, True
    order = (wanted.descending != backwards, backwards)
    ends = [
        _standing(_named(party, tie), on, whom).order_by(*_ordered(_key(party), Member.number, order))
        for party, tie in ((Person, Member.person_id), (Organisation, Member.organisation_id))
    ]
    merged = union_all(*(select(one.limit(first + wanted.count).subquery()) for one in ends)).subquery()
    ordered = select(merged.c.id).order_by(*_ordered(merged.c.key, merged.c.number, order))
    return ordered.limit(wanted.count).offset(first)


def _key(party: Any) -> ColumnElement[str]:
    return by_code_point(party.sort_key)


def _named(party: Any, tie: Any) -> Select[Any]:
    columns: list[Any] = [Member.id, _key(party).label("key"), Member.number]
    return select(*columns).select_from(party).join(Member, tie == party.id)


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
