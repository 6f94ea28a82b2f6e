"""Finding members among sixty thousand: one pass over the search keys, before anything dated is looked at."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.sorting import sort_key
from membership.models.facts import RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member

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


def members_mentioning(typed: str) -> Select[Any]:
    """The identifiers of members whose names, numbers, e-mails or phones mention every word typed.

    An organisation is found by whoever ever represented it; the list then keeps those who do on its day.
    """
    words = search_words(typed)
    number = as_number(words)
    statement = (
        select(Member.id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
    )
    if number is not None:
        return statement.where(Member.number == number)
    key = func.coalesce(Person.search_key, Organisation.search_key)
    for word in words:
        statement = statement.where(or_(key.contains(word, autoescape=True), _spoken_for_by(word)))
    return statement


def _spoken_for_by(word: str) -> Any:
    holder = aliased(Person)
    organisations = (
        select(RepresentativeFact.organisation_id)
        .join(holder, holder.id == RepresentativeFact.person_id)
        .where(holder.search_key.contains(word, autoescape=True))
    )
    return Member.organisation_id.in_(organisations)
