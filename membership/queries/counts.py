"""How many members there are on a day, by college and by category: one statement, kept while no fact is added."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db, shared_database
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.members import Member
from membership.queries.register import register
from membership.queries.ruling import ruling_id
from membership.rules.standing import MembershipEvent

DAYS_KEPT = 32
_FACTS = (MembershipFact, CategoryFact, CollegeFact)


@dataclass(frozen=True)
class Composition:
    """The members of a day. In `colleges` the key None counts the members of no college (rule 7)."""

    members: int
    colleges: dict[str | None, int]
    categories: dict[str | None, int]


_kept: dict[tuple[str, date], tuple[Any, Composition]] = {}


def composition_on(on: date) -> Composition:
    """The members of a day; one short statement as long as no fact was added since it was last counted.

    Facts are never changed or removed: as many facts as before, the latest of them included, are the same facts.
    """
    database = shared_database()
    if database is None:
        return _counted(on)
    state = tuple(db.session.execute(_state()).one())
    found = _kept.get((database, on))
    if found is not None and found[0] == state:
        return found[1]
    composition = _counted(on)
    if len(_kept) >= DAYS_KEPT:
        _kept.clear()
    _kept[database, on] = (state, composition)
    return composition


def composition_known(on: date, known_at: datetime) -> Composition:
    """The members of a day as they were known at a moment; one statement, counted anew each time."""
    members = register(on, known_at).members().subquery()
    groups = (members.c.college, members.c.category)
    statement = select(*groups, func.count())
    colleges: Counter[str | None] = Counter()
    categories: Counter[str | None] = Counter()
    for row in db.session.execute(statement.group_by(*groups)):
        colleges[row[0]] += row[2]
        categories[row[1]] += row[2]
    return Composition(colleges.total(), dict(colleges), dict(categories))


def college_counts(on: date) -> dict[str | None, int]:
    """Members by college; the key None counts the members of no college (rule 7)."""
    return composition_on(on).colleges


def category_counts(on: date) -> dict[str | None, int]:
    """Members by category."""
    return composition_on(on).categories


def _counted(on: date) -> Composition:
    colleges: Counter[str | None] = Counter()
    categories: Counter[str | None] = Counter()
    for college, category, number in db.session.execute(_groups(), {"day": on}):
        colleges[college] += number
        categories[category] += number
    return Composition(colleges.total(), dict(colleges), dict(categories))


@cache
def _groups() -> Select[str | None, str, int]:
    life, category, college = aliased(MembershipFact), aliased(CategoryFact), aliased(CollegeFact)
    of_member: dict[str, Any] = {"member_id": Member.id}
    day: Any = bindparam("day")
    return (
        select(college.college, category.category, func.count())
        .select_from(Member)
        .join(life, life.id == ruling_id(MembershipFact, of_member, day, None))
        .outerjoin(category, category.id == ruling_id(CategoryFact, of_member, day, None))
        .outerjoin(college, college.id == ruling_id(CollegeFact, {**of_member, "rank": 1}, day, None))
        .where(life.event == MembershipEvent.ADMITTED)
        .group_by(college.college, category.category)
    )


@cache
def _state() -> Select[Any]:
    """How many facts there are of each kind, and the number and the moment of the latest."""
    measures: list[Any] = []
    for model in _FACTS:
        measures.append(select(func.count()).select_from(model).scalar_subquery())
        measures += [
            select(column).order_by(model.id.desc()).limit(1).scalar_subquery()
            for column in (model.id, model.recorded_at)
        ]
    return select(*measures)
