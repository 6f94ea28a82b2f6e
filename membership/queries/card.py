"""One member's card: who it is, what holds on a day, its whole dated history; a constant number of statements."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.facts import (
    CategoryFact,
    CollegeFact,
    ConsentFact,
    Dated,
    MembershipFact,
    RepresentativeFact,
)
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.access import accounts_of_person
from membership.rules.facts import fact_on, standing_facts
from membership.rules.standing import Standing, standing_on


@dataclass(frozen=True)
class HistoryEntry:
    """One fact of the history. `kind` and `what` are codes; `person` names a representative.

    `holds` is false for what was taken back and for the entry that did so (`takes_back`).
    """

    kind: str
    fact_id: int
    what: str
    rank: int
    person: Person | None
    effective_on: date
    until_on: date | None
    recorded_at: datetime
    actor_name: str
    motive: str
    decision: str
    holds: bool
    takes_back: bool


@dataclass(frozen=True)
class Mandate:
    """Who represents the organisation on the day."""

    person: Person
    role: str
    since: date
    until_on: date | None


@dataclass(frozen=True)
class MemberCard:
    """A member as of a day, and everything recorded about it, newest first."""

    member: Member
    on: date
    standing: Standing
    since: date | None
    category: str | None
    colleges: tuple[str, ...]
    email_agreed: bool
    mandate: Mandate | None
    represents: tuple[Organisation, ...]
    account_ids: tuple[int, ...]
    history: tuple[HistoryEntry, ...]

    @property
    def party(self) -> Person | Organisation:
        """Whoever the member is."""
        return self.member.party


def member_card(member: Member, on: date, known_at: datetime | None = None) -> MemberCard:
    """The card of `member` as of `on`; nine statements at most, whatever the length of its history."""
    life = _about(MembershipFact, member)
    categories = _about(CategoryFact, member)
    colleges = _about(CollegeFact, member)
    consents = _about(ConsentFact, member)
    mandates = _mandates_of(member)
    people = _people({fact.person_id for fact in mandates if fact.person_id})
    ruling, category = fact_on(life, on, known_at), fact_on(categories, on, known_at)
    consent = fact_on(consents, on, known_at)
    mandate = _mandate(fact_on(mandates, on, known_at), people, on)
    acting = member.person_id or (mandate.person.id if mandate else None)
    facts: list[Dated] = [*life, *categories, *colleges, *consents, *mandates]
    return MemberCard(
        member=member,
        on=on,
        standing=standing_on(life, on, known_at),
        since=ruling.effective_on if ruling else None,
        category=category.category if category else None,
        colleges=_colleges(colleges, on, known_at),
        email_agreed=bool(consent and consent.agreed),
        mandate=mandate,
        represents=organisations_represented(member.person_id, on) if member.person_id else (),
        account_ids=tuple(accounts_of_person(acting)) if acting else (),
        history=_history(facts, people, known_at),
    )


def entry_of(card: MemberCard, kind: str, fact_id: int) -> HistoryEntry:
    """One entry of a card's history; raises NotFound."""
    for entry in card.history:
        if entry.kind == kind and entry.fact_id == fact_id:
            return entry
    raise NotFound("no-fact", N_("This entry is not in the history. Open the member's card again."))


def organisations_represented(person_id: int, on: date) -> tuple[Organisation, ...]:
    """The organisations that a person represents on a day; two statements."""
    touched = select(RepresentativeFact.organisation_id).where(RepresentativeFact.person_id == person_id)
    statement = select(RepresentativeFact).where(RepresentativeFact.organisation_id.in_(touched))
    by_organisation: dict[int, list[RepresentativeFact]] = {}
    for fact in db.session.execute(statement.order_by(RepresentativeFact.id)).scalars():
        by_organisation.setdefault(fact.organisation_id, []).append(fact)
    ruling = {key: fact_on(facts, on) for key, facts in by_organisation.items()}
    held = [key for key, fact in ruling.items() if fact and fact.person_id == person_id and _runs(fact, on)]
    if not held:
        return ()
    found = select(Organisation).where(Organisation.id.in_(held)).order_by(Organisation.sort_key, Organisation.id)
    return tuple(db.session.execute(found).scalars())


def _about(model: type[Any], member: Member) -> list[Any]:
    return list(db.session.execute(select(model).where(model.member_id == member.id).order_by(model.id)).scalars())


def _mandates_of(member: Member) -> list[RepresentativeFact]:
    if member.organisation_id is None:
        return []
    statement = select(RepresentativeFact).where(RepresentativeFact.organisation_id == member.organisation_id)
    return list(db.session.execute(statement.order_by(RepresentativeFact.id)).scalars())


def _people(ids: set[int]) -> dict[int, Person]:
    if not ids:
        return {}
    return {person.id: person for person in db.session.execute(select(Person).where(Person.id.in_(ids))).scalars()}


def _runs(fact: RepresentativeFact, on: date) -> bool:
    return fact.until_on is None or fact.until_on >= on


def _mandate(fact: RepresentativeFact | None, people: dict[int, Person], on: date) -> Mandate | None:
    if fact is None or fact.person_id is None or not _runs(fact, on):
        return None
    return Mandate(people[fact.person_id], fact.role, fact.effective_on, fact.until_on)


def _colleges(facts: list[CollegeFact], on: date, known_at: datetime | None) -> tuple[str, ...]:
    ranks = sorted({fact.rank for fact in facts})
    ruling = [fact_on([fact for fact in facts if fact.rank == rank], on, known_at) for rank in ranks]
    return tuple(fact.college for fact in ruling if fact is not None and fact.college is not None)


def _history(facts: list[Dated], people: dict[int, Person], known_at: datetime | None) -> tuple[HistoryEntry, ...]:
    known = [fact for fact in facts if known_at is None or fact.recorded_at <= known_at]
    holding = {
        (type(fact), fact.id)
        for model in {type(fact) for fact in known}
        for fact in standing_facts([one for one in known if type(one) is model])
    }
    ordered = sorted(known, key=lambda fact: (fact.effective_on, fact.recorded_at), reverse=True)
    return tuple(_entry(fact, people, holds=(type(fact), fact.id) in holding) for fact in ordered)


def _entry(fact: Dated, people: dict[int, Person], *, holds: bool) -> HistoryEntry:
    kind, what = _said_by(fact)
    mandate = fact if isinstance(fact, RepresentativeFact) else None
    return HistoryEntry(
        kind=kind,
        fact_id=fact.id,
        what=what,
        rank=fact.rank if isinstance(fact, CollegeFact) else 1,
        person=people.get(mandate.person_id or 0) if mandate else None,
        effective_on=fact.effective_on,
        until_on=mandate.until_on if mandate else None,
        recorded_at=fact.recorded_at,
        actor_name=fact.actor_name,
        motive=fact.motive,
        decision=fact.decision,
        holds=holds,
        takes_back=fact.reverses_id is not None,
    )


def _said_by(fact: Dated) -> tuple[str, str]:
    """The kind of a fact and the code of what it says."""
    if isinstance(fact, MembershipFact):
        return "membership", fact.event
    if isinstance(fact, CategoryFact):
        return "category", fact.category
    if isinstance(fact, CollegeFact):
        return "college", fact.college or ""
    if isinstance(fact, ConsentFact):
        return "consent", "agreed" if fact.agreed else "withdrawn"
    if isinstance(fact, RepresentativeFact):
        return "representative", fact.role
    raise TypeError(type(fact).__name__)
