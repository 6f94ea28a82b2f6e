"""The members page: filtered, searched without accents, sorted, in pages; a constant number of statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from membership.models.members import Member
from membership.queries.register import SEARCH_KEY, SORT_KEY, Delegate, RegisterSelect, register
from membership.queries.roll import MemberOn, read_members
from membership.rules.standing import MembershipEvent

PAGE_SIZE = 50
SORTS = ("name", "number", "category", "college", "since")
LARGEST_NUMBER = 2_000_000_000


@dataclass(frozen=True)
class MembersFilter:
    """What the page asks for; an empty text filters nothing. `standing`: "members", "former" or "all"."""

    text: str = ""
    college: str = ""
    category: str = ""
    kind: str = ""
    standing: str = "members"
    sort: str = "name"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True)
class MembersPage:
    """One page of members, and how many match in all."""

    rows: list[MemberOn]
    total: int
    page: int
    pages: int


def members_page(wanted: MembersFilter, on: date) -> MembersPage:
    """The page asked for (the last one where there are fewer), as of `on`; four statements at most."""
    chosen = register(on)
    narrowed = _narrowed(chosen, wanted)
    total = db.session.execute(select(func.count()).select_from(narrowed.subquery())).scalar_one()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    ordered = narrowed.order_by(*_order(chosen, wanted)).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return MembersPage(read_members(ordered, on), total, page, pages)


def members_matching(wanted: MembersFilter, on: date) -> list[MemberOn]:
    """All rows of the filter, without pages (for an export); three statements."""
    chosen = register(on)
    return read_members(_narrowed(chosen, wanted).order_by(*_order(chosen, wanted)), on)


def college_counts(on: date) -> dict[str | None, int]:
    """How many members each college has on the day (key None: members of no college); one statement."""
    return _counts(register(on), "college")


def category_counts(on: date) -> dict[str | None, int]:
    """How many members each category has on the day; one statement."""
    return _counts(register(on), "category")


def _counts(chosen: RegisterSelect, column: str) -> dict[str | None, int]:
    members = chosen.members().subquery()
    statement = select(members.c[column], func.count()).group_by(members.c[column])
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _narrowed(chosen: RegisterSelect, wanted: MembersFilter) -> Select[Any]:
    statement = chosen.everyone
    if wanted.standing == "members":
        statement = statement.where(chosen.life.c.event == MembershipEvent.ADMITTED)
    elif wanted.standing == "former":
        statement = statement.where(chosen.life.c.event != MembershipEvent.ADMITTED)
    if wanted.college:
        statement = statement.where(chosen.college.c.college == wanted.college)
    if wanted.category:
        statement = statement.where(chosen.category.c.category == wanted.category)
    if wanted.kind:
        persons = Member.person_id.is_not(None)
        statement = statement.where(persons if wanted.kind == "person" else ~persons)
    for word in sort_key(wanted.text).split()[:8]:
        statement = statement.where(_mentions(word))
    return statement


def _mentions(word: str) -> Any:
    keys = (SEARCH_KEY, Delegate.search_key)
    found = [key.contains(word, autoescape=True) for key in keys]
    if word.isdecimal() and int(word) <= LARGEST_NUMBER:
        found.append(Member.number == int(word))
    return or_(*found)


def _order(chosen: RegisterSelect, wanted: MembersFilter) -> list[Any]:
    columns = {
        "name": SORT_KEY,
        "number": Member.number,
        "category": chosen.category.c.category,
        "college": chosen.college.c.college,
        "since": chosen.life.c.effective_on,
    }
    first = columns.get(wanted.sort, SORT_KEY)
    return [first.desc() if wanted.descending else first.asc(), SORT_KEY, Member.number]
