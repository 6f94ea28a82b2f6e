"""One person who asks: by what they are tied to the cooperative, what may go on request, what stays until when and why.

Source: GDPR art. 17: what is no longer needed goes on request (17(1)(a)); what a law asks to keep, or a claim may need,
stays (17(3)(b) and (e)). A duration that is our own choice gives way to a request; one that the law fixes does not.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Row

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.identity import Person
from membership.models.members import Member
from membership.queries.search import as_number, mentions, search_words
from privacy.queries.attached import TIES, ties_of
from privacy.queries.people import Subject, candidates_refused, former_members, has_contact, people_around
from privacy.rules.retention import CLASSES, DataClass, Key
from shares.rules.paying import later_month

SHOWN = 50


@dataclass(frozen=True)
class Wanted:
    """What a request for erasure meets on a day.

    `ties`: why nothing may go at all (sentences); `held`: what is still owed; `goes`: the kind of data that may go now;
    `kept`: the kind that a law keeps until the day `until`, its last one.
    """

    person: Person
    on: date
    subject: Subject | None
    ties: tuple[str, ...] = ()
    held: str = ""
    goes: Key | None = None
    kept: Key | None = None
    until: date | None = None

    @property
    def kept_kind(self) -> DataClass | None:
        """The kind of data that stays."""
        return CLASSES[self.kept] if self.kept else None


def person_asking(person_id: int) -> Person:
    """The record of somebody, followed to the one it was merged into; raises NotFound."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise NotFound("no-person", N_("There is no such person on record."))
    return db.session.get_one(Person, found.merged_into_id) if found.merged_into_id else found


def find_people(typed: str) -> list[Row[tuple[Person, int | None]]]:
    """(record, member number) of those whom what was typed finds, whoever they are; one statement."""
    words = search_words(typed)
    if not words:
        return []
    statement = select(Person, func.min(Member.number)).outerjoin(Member, Member.person_id == Person.id)
    statement = statement.where(Person.merged_into_id.is_(None), Person.erased_on.is_(None)).group_by(Person.id)
    number = as_number(words)
    if number is not None:
        statement = statement.where(Member.number == number)
    else:
        statement = statement.where(*(mentions(Person.search_key, word) for word in words))
    return list(db.session.execute(statement.order_by(Person.sort_key, Person.id).limit(SHOWN)))


def wanted_of(person: Person, on: date) -> Wanted:
    """What may go, what stays, and why."""
    ties = tuple(TIES[one] for one in ties_of(person.id, on))
    if ties:
        return Wanted(person, on, None, ties=ties)
    key, subject = _place(person.id, on)
    if subject is None:
        return Wanted(person, on, None)
    if subject.held:
        return Wanted(person, on, subject, held=subject.held)
    until = _kept_until(key, subject)
    if until is None or until < on:
        return Wanted(person, on, subject, goes=key)
    reachable = db.session.execute(select(Person.id).where(Person.id == person.id, has_contact(Person))).first()
    return Wanted(person, on, subject, goes=Key.CONTACTS if reachable else None, kept=key, until=until)


def _place(person_id: int, on: date) -> tuple[Key, Subject | None]:
    """Which kind of data the record of somebody is, who is nothing else today."""
    for key, found in (
        (Key.IDENTITY, lambda: former_members(date.max, on, with_contacts=False, only=person_id)),
        (Key.APPLICATIONS, lambda: candidates_refused(date.max, on, only=person_id)),
        (Key.AROUND, lambda: people_around(date.max, on, only=person_id)),
    ):
        if subjects := found():
            return key, subjects[0]
    return Key.AROUND, None


def _kept_until(key: Key, subject: Subject) -> date | None:
    """The last day on which a law, not our own choice, keeps the record; None where none does."""
    months = CLASSES[key].months if subject.signed else None
    return None if months is None else later_month(subject.since, months)
