"""About whom something is held: the people behind an account or a name, the members they stand for, their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from foundation.accounts.models import Account
from foundation.kernel.db import db
from membership.models.contacts import ContactPoint
from membership.models.facts import (
    AccessFact,
)
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.card import organisations_represented
from membership.queries.roll import members_represented_by
from privacy.queries.of_people import own_accounts, with_doubles


@dataclass(frozen=True)
class Whose:
    """About whom: the accounts, the people and the members they stand for, their organisations, their e-mails."""

    accounts: tuple[int, ...]
    people: tuple[int, ...]
    members: tuple[int, ...]
    numbers: tuple[int, ...]
    organisations: tuple[int, ...]
    emails: tuple[str, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """How the archive names what is about these members."""
        return tuple(f"member:{one}" for one in self.numbers)


def whose(account: Account, on: date) -> Whose:
    """Whom an account may ask about: its person, and the members it represents on the day."""
    facts = select(AccessFact.person_id, AccessFact.given).where(AccessFact.account_id == account.id)
    given: dict[int, bool] = {row[0]: row[1] for row in db.session.execute(facts.order_by(AccessFact.id))}
    represented = [one.member_id for one in members_represented_by(account.id, on)]
    own = [person for person, stands in given.items() if stands]
    return _about([account], own, or_(Member.id.in_(represented), Member.person_id.in_(own)))


def whose_person(person: Person, on: date) -> Whose:
    """The same about a person on record, with an account or without: its memberships, those it represents on the day.

    An account is theirs where it acts for nobody else.
    """
    people = with_doubles([person.id])
    bodies = [one.id for one in organisations_represented(person.id, on)]
    return _about(own_accounts(people), people, or_(Member.organisation_id.in_(bodies), Member.person_id.in_(people)))


def _about(accounts: Sequence[Account], own: Sequence[int], wanted: Any) -> Whose:
    members = list(db.session.execute(select(Member).where(wanted).order_by(Member.number)).scalars())
    people = with_doubles([*own, *(one.person_id for one in members if one.person_id is not None)])
    bodies = [one.organisation_id for one in members if one.organisation_id is not None]
    return Whose(
        tuple(one.id for one in accounts),
        tuple(people),
        tuple(one.id for one in members),
        tuple(one.number for one in members),
        tuple(bodies),
        _emails({one.email for one in accounts}, people, bodies),
    )


def _emails(signing_in: set[str], people: Sequence[int], bodies: Sequence[int]) -> tuple[str, ...]:
    """The addresses of these accounts and of these people that nobody else has on record."""
    mine = set(db.session.execute(select(Person.email).where(Person.id.in_(people))).scalars())
    points = select(ContactPoint.value).where(ContactPoint.kind == "email", ContactPoint.person_id.in_(people))
    mine |= set(db.session.execute(points).scalars()) | signing_in
    theirs = set(db.session.execute(select(Organisation.email).where(Organisation.id.in_(bodies))).scalars())
    mine |= theirs
    others = select(Person.email).where(Person.email.in_(mine), Person.id.not_in(people))
    shared = set(db.session.execute(others).scalars()) - signing_in
    return tuple(sorted(one for one in mine - shared if one))
