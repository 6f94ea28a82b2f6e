"""How many members there are on a day, by college, category and kind: one statement, kept while no fact is added."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db, shared_database
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact
from membership.models.members import Member
from membership.models.merges import MergeFact
from membership.queries.merges import hidden_members
from membership.queries.ruling import rules
from membership.rules.standing import MembershipEvent

DAYS_KEPT = 32
_FACTS = (MembershipFact, CategoryFact, CollegeFact, MergeFact)


class Group(NamedTuple):
    """Members and former members that are counted together; `college` None: of no college (rule 7)."""

    stands: bool
    college: str | None
    category: str | None
    is_person: bool


@dataclass(frozen=True)
class Composition:
    """The register of a day in numbers: how many of each group."""

    groups: Mapping[Group, int]

    @cached_property
    def members(self) -> int:
        """Those whose membership stands."""
        return sum(self.colleges.values())

    @cached_property
    def colleges(self) -> dict[str | None, int]:
        """Members by college; the key None counts the members of no college (rule 7)."""
        return self._standing_by("college")

    @cached_property
    def categories(self) -> dict[str | None, int]:
        """Members by category."""
        return self._standing_by("category")

    def count(self, **wanted: object) -> int:
        """How many there are of the groups with these values, former members included."""
        return sum(
            number
            for group, number in self.groups.items()
            if all(getattr(group, name) == value for name, value in wanted.items())
        )

    def _standing_by(self, name: str) -> dict[str | None, int]:
        found: Counter[str | None] = Counter()
        for group, number in self.groups.items():
            if group.stands:
                found[getattr(group, name)] += number
        return dict(found)


_kept: dict[tuple[str, date], tuple[Any, Composition]] = {}


def composition_on(on: date) -> Composition:
    """The members of a day; one short statement as long as no fact was added since it was last counted."""
    database = shared_database()
    if database is None:
        return _counted(on, None)
    state = state_of_facts()
    found = _kept.get((database, on))
    if found is not None and found[0] == state:
        return found[1]
    composition = _counted(on, None)
    if len(_kept) >= DAYS_KEPT:
        _kept.clear()
    _kept[database, on] = (state, composition)
    return composition


def composition_known(on: date, known_at: datetime) -> Composition:
    """The members of a day as they were known at a moment; one statement, counted anew each time."""
    return _counted(on, known_at)


def college_counts(on: date) -> dict[str | None, int]:
    """Members by college; the key None counts the members of no college (rule 7)."""
    return composition_on(on).colleges


def category_counts(on: date) -> dict[str | None, int]:
    """Members by category."""
    return composition_on(on).categories


def state_of_facts() -> tuple[Any, ...]:
    """What changes whenever a fact of the register is added; one short statement.

    Facts are never changed or removed: as many facts as before, the latest of them included, are the same facts.
    """
    return tuple(db.session.execute(_state()).one())


def _counted(on: date, known_at: datetime | None) -> Composition:
    rows = db.session.execute(_groups(on, known_at))
    return Composition({Group(bool(row[0]), row[1], row[2], bool(row[3])): row[4] for row in rows})


@lru_cache(maxsize=32)
def _groups(on: date, known_at: datetime | None) -> Select[Any]:
    life, category, college = aliased(MembershipFact), aliased(CategoryFact), aliased(CollegeFact)
    stands = (life.event == MembershipEvent.ADMITTED).label("stands")
    groups: list[Any] = [stands, college.college, category.category, Member.person_id.is_not(None).label("is_person")]
    first = rules(college, CollegeFact, on, known_at, rank=1)
    return (
        select(*groups, func.count())
        .select_from(life)
        .join(Member, Member.id == life.member_id)
        .outerjoin(category, and_(category.member_id == Member.id, *rules(category, CategoryFact, on, known_at)))
        .outerjoin(college, and_(college.member_id == Member.id, *first))
        .where(*rules(life, MembershipFact, on, known_at), Member.id.not_in(hidden_members(on, known_at)))
        .group_by(*groups)
    )


@lru_cache(maxsize=1)
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
