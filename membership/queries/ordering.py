"""A page of the register in any order, filtered or searched: its members are found first, and put together alone.

Three ways, by what is asked: names and numbers have an index that is walked until the page is full; the other orders
gather all members by their facts, once until a fact is added; a search reads the search keys of everybody. Statements
are kept: writing one takes longer than running it.
"""

from array import array
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all

from foundation.kernel.collation import by_code_point
from foundation.kernel.db import db, shared_database
from foundation.web.rules.paging import pages_for
from foundation.web.tables import Found, Table
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.counts import Composition, state_of_facts
from membership.queries.narrowing import Narrowing
from membership.queries.search import found_by

FORMER, EVERYBODY = "anciens", "tous"
WALKED = ("name", "number")
WALK = 4  # a step along an index costs as much as gathering so many members
ORDERS_KEPT = 32

_kept: dict[tuple[Any, ...], tuple[Any, "array[int]"]] = {}


@dataclass(frozen=True)
class RegisterOrder:
    """Finds the members of a page of `Table`; `whom` as the address says it, `composition` of the same day and moment."""

    on: date
    whom: str
    composition: Composition
    known_at: datetime | None = None

    def __call__(self, table: Table) -> Found:
        """The members of the page asked for, how many there are in all, and which page it is; three statements at most."""
        asked = _Asked(
            self.on, self.known_at, self.whom, tuple(table.chosen.items()), table.sorted_by, table.descending
        )
        size = table.spec.page_size
        if table.query:
            return _searched(asked, table, size)
        total, everybody = self._count(asked), self._count(asked.unfiltered)
        page = min(table.wanted_page, pages_for(total, size))
        first = (max(1, page) - 1) * size
        count = min(size, total - first)
        steps = min(first, total - first - count) + count
        if asked.sort in WALKED and WALK * steps * everybody <= total * total:
            kinds = tuple(one for one in (True, False) if self.composition.count(**{"is_person": one} | asked.groups))
            ids = _ids(_walk(asked, kinds, (first, count, total))) if total else []
        else:
            ids = list(_gathered(asked)[first : first + count])
        return Found(Member.id.in_(ids), total, max(1, page))

    def _count(self, asked: "_Asked") -> int:
        return self.composition.count(**asked.groups)


@dataclass(frozen=True)
class _Asked:
    """What a page was asked for, without its number."""

    on: date
    known_at: datetime | None
    whom: str
    chosen: tuple[tuple[str, str], ...]
    sort: str
    descending: bool

    @property
    def unfiltered(self) -> "_Asked":
        """The same without filters."""
        return _Asked(self.on, self.known_at, self.whom, (), self.sort, self.descending)

    @property
    def groups(self) -> dict[str, object]:
        """The filters as groups of the composition."""
        chosen = dict(self.chosen)
        found: dict[str, object] = {} if self.whom == EVERYBODY else {"stands": self.whom != FORMER}
        if "college" in chosen:
            found["college"] = chosen["college"]
        if "categorie" in chosen:
            found["category"] = chosen["categorie"]
        if "nature" in chosen:
            found["is_person"] = chosen["nature"] == "personne"
        return found

    def narrowing(self, *, at_once: bool) -> Narrowing:
        """The same as conditions of a statement."""
        return Narrowing(self.on, self.known_at, self.groups, at_once=at_once)


def _ids(statement: Select[Any]) -> list[int]:
    return list(db.session.execute(statement).scalars())


@lru_cache(maxsize=256)
def _walk(asked: _Asked, kinds: tuple[bool, ...], wanted: tuple[int, int, int]) -> Select[Any]:
    """The ids of a slice (first, count, total) along an index; one of the second half is reached from the end."""
    first, count, total = wanted
    backwards = first > total // 2
    if backwards:
        first = total - first - count
    narrowing = asked.narrowing(at_once=False)
    down = asked.descending != backwards
    if asked.sort == "number":
        numbers: list[Any] = [Member.id, Member.number.label("key"), Member.number]
        statement = narrowing.apply(select(*numbers).select_from(Member))
        ends = [statement.order_by(Member.number.desc() if down else Member.number)]
    else:
        parties: list[Any] = [(Person, Member.person_id), (Organisation, Member.organisation_id)]
        ends = [
            narrowing.apply(_named(*parties[0 if is_person else 1])).order_by(
                *_ordered(_key(parties[0 if is_person else 1][0]), Member.number, (down, backwards))
            )
            for is_person in kinds
        ]
    merged = union_all(*(select(one.limit(first + count).subquery()) for one in ends)).subquery()
    ordered = select(merged.c.id).order_by(*_ordered(merged.c.key, merged.c.number, (down, backwards)))
    return ordered.limit(count).offset(first)


def _gathered(asked: _Asked) -> "array[int] | list[int]":
    """All ids in the order asked for; kept while no fact is added, but for names, which may be corrected."""
    database = shared_database()
    if asked.sort == "name" or database is None:
        return _ids(_gathering(asked))
    state, key = state_of_facts(), (database, asked)
    found = _kept.get(key)
    if found is not None and found[0] == state:
        return found[1]
    ids = array("q", _ids(_gathering(asked)))
    if len(_kept) >= ORDERS_KEPT:
        _kept.clear()
    _kept[key] = (state, ids)
    return ids


@lru_cache(maxsize=64)
def _gathering(asked: _Asked) -> Select[Any]:
    narrowing = asked.narrowing(at_once=True)
    statement = narrowing.apply(select(Member.id).select_from(Member), sort=asked.sort)
    if asked.sort == "name":
        statement = statement.outerjoin(Person, Person.id == Member.person_id).outerjoin(
            Organisation, Organisation.id == Member.organisation_id
        )
        key: Any = by_code_point(func.coalesce(Person.sort_key, Organisation.sort_key))
    else:
        key = Member.number if asked.sort == "number" else narrowing.column(asked.sort)
    return statement.order_by(key.desc() if asked.descending else key.asc(), Member.number)


def _searched(asked: _Asked, table: Table, size: int) -> Found:
    """The matches of one page with the number of all matches; again where the page asked for is beyond the last."""
    first = (max(1, table.wanted_page) - 1) * size
    rows = db.session.execute(_matches(asked, table.query).limit(size).offset(first)).all()
    if rows or first == 0:
        return Found(Member.id.in_([row[0] for row in rows]), rows[0][1] if rows else 0, max(1, table.wanted_page))
    total = len(_ids(_matches(asked, table.query)))
    last = pages_for(total, size)
    ids = _ids(_matches(asked, table.query).limit(size).offset((last - 1) * size))
    return Found(Member.id.in_(ids), total, last)


@lru_cache(maxsize=64)
def _matches(asked: _Asked, typed: str) -> Select[Any]:
    found = found_by(typed, asked.on, asked.known_at)
    narrowing = asked.narrowing(at_once=False)
    columns: list[Any] = [Member.id, func.count().over()]
    statement = narrowing.apply(select(*columns).join(found, found.c.id == Member.id), sort=asked.sort)
    key: Any = {"name": found.c.key, "number": Member.number}.get(asked.sort)
    if key is None:
        key = narrowing.column(asked.sort)
    return statement.order_by(key.desc() if asked.descending else key.asc(), Member.number)


def _key(party: Any) -> ColumnElement[str]:
    return by_code_point(party.sort_key)


def _named(party: Any, tie: Any) -> Select[Any]:
    """Members in the order of the index of names.

    Adding nothing hides that the identifier has an index too: an engine that knows its tables well would take that one,
    and sort everybody.
    """
    columns: list[Any] = [Member.id, _key(party).label("key"), Member.number]
    return select(*columns).select_from(party).join(Member, tie == party.id + 0)


def _ordered(key: Any, number: Any, descending: tuple[bool, bool]) -> list[ColumnElement[Any]]:
    return [one.desc() if down else one.asc() for one, down in zip((key, number), descending, strict=True)]
