"""Records that may be one person or one organisation: while one is typed, and as a queue to review."""

from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.merges import DistinctFact
from membership.rules.likeness import Likeness, Reason, Traits, core_name, folded_names, likeness

SHOWN = 5
QUEUE = 100
PREFIX = 4
LOOKED_AT = 3000
WORTH_SAYING = frozenset({Reason.EMAIL, Reason.PHONE, Reason.SIREN, Reason.RNA})

_PERSON = (
    *("id", "first_names", "last_name", "usual_first_name", "usage_name", "double_key", "sort_key"),
    *("born_on", "email", "phone", "town"),
)
_Row = namedtuple("_Row", _PERSON)  # type: ignore[misc]  # noqa: PYI024 - the columns above are its fields
_ORGANISATION = ("id", "name", "siren", "rna", "email", "phone", "town")


@dataclass(frozen=True)
class Lookalike:
    """A record that looks like what is asked about; `number` where it is or was a member."""

    kind: str
    id: int
    name: str
    town: str
    number: int | None
    likeness: Likeness


@dataclass(frozen=True)
class Pair:
    """Two records to compare, the older one first."""

    kind: str
    first_id: int
    first_name: str
    second_id: int
    second_name: str
    likeness: Likeness


def like_person(traits: Traits, last_name: str, *, beside: int | None = None) -> list[Lookalike]:
    """The records that may be this person, the likest first; one statement at any size. `beside`: not this record."""
    keys: list[ColumnElement[bool]] = [Person.email.in_(traits.emails), Person.phone.in_(traits.phones)]
    start = sort_key(last_name)[:PREFIX]
    if len(start) > 1:
        keys.append(Person.double_key.startswith(start, autoescape=True))
    if traits.born_on is not None:
        keys.append(Person.born_on == traits.born_on)
    statement = (
        select(*(getattr(Person, name) for name in _PERSON), Member.number)
        .outerjoin(Member, Member.person_id == Person.id)
        .where(or_(*keys), Person.merged_into_id.is_(None), Person.id != (beside or 0))
    )
    return _likest("person", statement, traits)


def like_organisation(traits: Traits, *, beside: int | None = None) -> list[Lookalike]:
    """The records that may be this organisation, the likest first; one statement at any size."""
    keys: list[ColumnElement[bool]] = [Organisation.email.in_(traits.emails), Organisation.phone.in_(traits.phones)]
    keys += [Organisation.siren == traits.siren] if traits.siren else []
    keys += [Organisation.rna == traits.rna] if traits.rna else []
    keys += [Organisation.search_key.contains(word, autoescape=True) for word in _telling_words(traits)]
    statement = (
        select(*(getattr(Organisation, name) for name in _ORGANISATION), Member.number)
        .outerjoin(Member, Member.organisation_id == Organisation.id)
        .where(or_(*keys), Organisation.merged_into_id.is_(None), Organisation.id != (beside or 0))
    )
    return _likest("organisation", statement, traits)


def _telling_words(traits: Traits) -> list[str]:
    """The two longest words of a name: those by which it is found, however it is written."""
    words = {word for name in traits.names for word in name.split() if len(word) >= PREFIX}
    return sorted(words, key=lambda word: (-len(word), word))[:2]


def _likest(kind: str, statement: Select[Any], traits: Traits) -> list[Lookalike]:
    read = person_traits if kind == "person" else organisation_traits
    name = _person_name if kind == "person" else _organisation_name
    found = [
        Lookalike(kind, row.id, name(row), row.town, row.number, likeness(traits, read(row)))
        for row in db.session.execute(statement.limit(LOOKED_AT))
    ]
    kept = [one for one in found if one.likeness.enough or WORTH_SAYING.intersection(one.likeness.reasons)]
    return sorted(kept, key=lambda one: (-one.likeness.score, one.id))[:SHOWN]


def queue() -> list[Pair]:
    """The pairs to review, the likest first; those said to be two are left out. Two statements at any size."""
    return sorted([*_people_pairs(), *_organisation_pairs()], key=lambda pair: (-pair.likeness.score, pair.first_id))[
        :QUEUE
    ]


def _people_pairs() -> list[Pair]:
    one, other = aliased(Person), aliased(Person)
    letter = func.substr(one.sort_key, 1, 2) == func.substr(other.sort_key, 1, 2)
    alike = (
        one.double_key == other.double_key,
        and_(one.email == other.email, one.email != ""),
        and_(one.phone == other.phone, one.phone != ""),
        and_(one.born_on == other.born_on, letter),
    )
    apart = and_(one.id < other.id, one.merged_into_id.is_(None), other.merged_into_id.is_(None))
    pairs = union(*(select(one.id.label("a"), other.id.label("b")).join(other, and_(how, apart)) for how in alike))
    found = pairs.subquery()
    first, second = aliased(Person), aliased(Person)
    columns = [
        getattr(side, name).label(f"{at}_{name}") for at, side in (("a", first), ("b", second)) for name in _PERSON
    ]
    statement = (
        select(*columns)
        .select_from(found)
        .join(first, first.id == found.c.a)
        .join(second, second.id == found.c.b)
        .where(~_said_distinct("person", first.id, second.id))
    )
    width = len(_PERSON)
    rows = [(_Row._make(row[:width]), _Row._make(row[width:])) for row in db.session.execute(statement)]
    return _judged("person", rows)


def _organisation_pairs() -> list[Pair]:
    """Compared inside blocks of names that begin alike, and of equal numbers: organisations are few."""
    statement = select(*(getattr(Organisation, name) for name in _ORGANISATION)).where(
        Organisation.merged_into_id.is_(None)
    )
    blocks: dict[str, list[Any]] = {}
    for row in db.session.execute(statement.order_by(Organisation.id)):
        for word in set(_telling_words(organisation_traits(row))) | {row.email} - {""}:
            blocks.setdefault(word, []).append(row)
    rows = {(a.id, b.id): (a, b) for block in blocks.values() if len(block) <= QUEUE for a, b in combinations(block, 2)}
    pairs = _judged("organisation", rows.values())
    distinct = _distinct_pairs("organisation")
    return [pair for pair in pairs if (pair.first_id, pair.second_id) not in distinct]


def _distinct_pairs(kind: str) -> set[tuple[int, int]]:
    statement = select(DistinctFact.first_id, DistinctFact.second_id).where(DistinctFact.kind == kind)
    return {(row.first_id, row.second_id) for row in db.session.execute(statement)}


def _said_distinct(kind: str, first: Any, second: Any) -> ColumnElement[bool]:
    pair = (DistinctFact.kind == kind, DistinctFact.first_id == first, DistinctFact.second_id == second)
    return exists().where(*pair)


def _judged(kind: str, rows: Iterable[tuple[Any, Any]]) -> list[Pair]:
    read = person_traits if kind == "person" else organisation_traits
    name = _person_name if kind == "person" else _organisation_name
    pairs = (Pair(kind, a.id, name(a), b.id, name(b), likeness(read(a), read(b))) for a, b in rows)
    return [pair for pair in pairs if pair.likeness.enough]


def person_traits(person: Any) -> Traits:
    """What is compared of a person on record, or of a row with the same names."""
    names = tuple(dict.fromkeys((person.double_key, person.sort_key)))
    return Traits(names, person.born_on, frozenset({person.email} - {""}), frozenset({person.phone} - {""}))


def organisation_traits(organisation: Any) -> Traits:
    """What is compared of an organisation on record, or of a row with the same names."""
    return Traits(
        folded_names(core_name(organisation.name)),
        None,
        frozenset({organisation.email} - {""}),
        frozenset({organisation.phone} - {""}),
        organisation.siren,
        organisation.rna,
    )


def _person_name(row: Any) -> str:
    return f"{row.usual_first_name or row.first_names} {row.usage_name or row.last_name}"


def _organisation_name(row: Any) -> str:
    return str(row.name)


def typed_traits(names: Iterable[str], born_on: date | None, emails: Iterable[str], phones: Iterable[str]) -> Traits:
    """What is compared of somebody who is being typed."""
    return Traits(folded_names(*names), born_on, frozenset(emails) - {""}, frozenset(phones) - {""})
