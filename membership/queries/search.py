"""Finding members among sixty thousand: one pass over the search keys, before anything dated is looked at."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, exists, or_, select, union_all
from sqlalchemy.orm import aliased

from foundation.kernel.collation import by_code_point
from foundation.kernel.sorting import sort_key
from membership.models.facts import RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.access import runs
from membership.queries.merges import now_person
from membership.queries.ruling import ruling_id
from membership.rules.mandates import MandateKind

LONGEST_NUMBER = 5
MOST_WORDS = 8


def search_words(typed: str) -> list[str]:
    """The words looked for, folded; figures written in groups (a phone, a SIREN) are one word.

    >>> search_words("Évrard  RENNES"), search_words("123 456 782"), search_words("02.99.12.34.56")
    (['evrard', 'rennes'], ['123456782'], ['0299123456'])
    """
    compact = "".join(char for char in typed if char not in " .\u00a0\u202f")
    if compact.isdecimal() and compact.isascii() and len(compact) > LONGEST_NUMBER:
        return [compact]
    return sort_key(typed).split()[:MOST_WORDS]


def as_number(words: list[str]) -> int | None:
    """The member number that is looked for, where nothing but a short number was typed."""
    if len(words) == 1 and words[0].isdecimal() and words[0].isascii() and len(words[0]) <= LONGEST_NUMBER:
        return int(words[0])
    return None


def members_mentioning(typed: str, on: date, known_at: datetime | None = None) -> Select[Any]:
    """The identifiers of the members whom what was typed finds on a day."""
    found = found_by(typed, on, known_at)
    return select(found.c.id)


def found_by(typed: str, on: date, known_at: datetime | None = None) -> Subquery:
    """(id, key of their name) of members whose names, numbers, e-mails or phones mention every word typed.

    An organisation is also found by who represents it on the day. A short number alone is the number of a member.
    """
    words = search_words(typed)
    number = as_number(words)
    halves = []
    for party, tie in ((Person, Member.person_id), (Organisation, Member.organisation_id)):
        columns: list[Any] = [Member.id, by_code_point(party.sort_key).label("key")]
        half = select(*columns).select_from(party).join(Member, tie == party.id)
        if number is not None:
            halves.append(half.where(Member.number == number))
            continue
        for word in words:
            said = mentions(party.search_key, word)
            if party is Organisation:
                said = or_(said, Organisation.id.in_(_spoken_for_by(word, on, known_at)))
            half = half.where(said)
        halves.append(half)
    return union_all(*halves).subquery("found")


def _spoken_for_by(word: str, on: date, known_at: datetime | None) -> CompoundSelect[Any]:
    """The organisations represented on the day by somebody whom the word finds: who votes, else the legal one."""
    kinds = (MandateKind.VOTER, MandateKind.LEGAL)
    return union_all(*(_represented_by(word, kind, on, known_at) for kind in kinds))


def _represented_by(word: str, kind: MandateKind, on: date, known_at: datetime | None) -> Select[Any]:
    mandate, first = aliased(RepresentativeFact), aliased(RepresentativeFact)
    holder, delegate = aliased(Person), aliased(Person)
    statement = (
        select(mandate.organisation_id)
        .join(holder, holder.id == mandate.person_id)
        .join(delegate, delegate.id == now_person(holder))
        .where(
            mentions(delegate.search_key, word),
            or_(delegate.deceased_on.is_(None), delegate.deceased_on >= on),
            *_rules(mandate, mandate.organisation_id, kind, (on, known_at)),
        )
    )
    if kind is MandateKind.VOTER:
        return statement
    voter = _rules(first, mandate.organisation_id, MandateKind.VOTER, (on, known_at))
    return statement.where(~exists().where(first.person_id.is_not(None), *voter))


def _rules(
    mandate: Any, organisation: Any, kind: MandateKind, day: tuple[date, datetime | None]
) -> list[ColumnElement[bool]]:
    """The mandate of that kind that runs for the organisation on the day."""
    owners = {"organisation_id": organisation, "kind": kind.value}
    ruling = mandate.id == ruling_id(RepresentativeFact, owners, *day)
    return [mandate.organisation_id == organisation, mandate.kind == kind.value, runs(mandate, day[0]), ruling]


def mentions(key: Any, word: str) -> ColumnElement[bool]:
    """SQL: the search key holds the word, which is folded as the key is."""
    return cast("ColumnElement[bool]", key.contains(word, autoescape=True))
