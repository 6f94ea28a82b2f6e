"""One member's card: who it is, what holds on a day, its whole dated history; a constant number of statements."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, select, union_all

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
from membership.queries.access import ActsFor, acts_for, runs
from membership.queries.merges import now_person
from membership.queries.ruling import ruling_id
from membership.rules.facts import fact_on, standing_facts
from membership.rules.mandates import MandateKind, acting_kinds
from membership.rules.standing import MembershipEvent, Standing, standing_on

FACTS: tuple[type[Any], ...] = (MembershipFact, CategoryFact, CollegeFact, ConsentFact, RepresentativeFact)


@dataclass(frozen=True)
class HistoryEntry:
    """One fact of the history. `kind` and `what` are codes; `person` names a representative, `mandate` and `paper` its
    mandate.

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
    mandate: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Mandate:
    """Who speaks for the organisation on the day, and as what (`rules/mandates.py`)."""

    person: Person
    role: str
    since: date
    until_on: date | None
    kind: MandateKind
    paper: str


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
    mandates: tuple[Mandate, ...]
    represents: tuple[Organisation, ...]
    acts: tuple[ActsFor, ...]
    history: tuple[HistoryEntry, ...]

    @property
    def party(self) -> Person | Organisation:
        """Whoever the member is."""
        return self.member.party

    @property
    def excluded(self) -> bool:
        """Whether the last entry of the membership that holds is an exclusion: who was excluded may appeal."""
        life = (entry.what for entry in self.history if entry.kind == "membership" and entry.holds)
        return next(life, "") == MembershipEvent.EXCLUDED


def member_card(member: Member, on: date, known_at: datetime | None = None) -> MemberCard:
    """The card of `member` as of `on`; three statements, four for a person, whatever the length of its history."""
    life, categories, colleges, consents, given = _facts_of(member)
    people = _people({fact.person_id for fact in given if fact.person_id})
    ruling, category = fact_on(life, on, known_at), fact_on(categories, on, known_at)
    consent = fact_on(consents, on, known_at)
    mandates = _running(given, people, on, known_at)
    acting = acts_for(on, member_ids=[member.id]).get(member.id, [])
    facts: list[Dated] = [*life, *categories, *colleges, *consents, *given]
    return MemberCard(
        member=member,
        on=on,
        standing=standing_on(life, on, known_at),
        since=ruling.effective_on if ruling else None,
        category=category.category if category else None,
        colleges=_colleges(colleges, on, known_at),
        email_agreed=bool(consent and consent.agreed),
        mandate=_speaks(mandates),
        mandates=mandates,
        represents=organisations_represented(member.person_id, on) if member.person_id else (),
        acts=tuple(acting),
        history=_history(facts, people, known_at),
    )


def entry_of(card: MemberCard, kind: str, fact_id: int) -> HistoryEntry:
    """One entry of a card's history; raises NotFound."""
    for entry in card.history:
        if entry.kind == kind and entry.fact_id == fact_id:
            return entry
    raise NotFound("no-fact", N_("This entry is not in the history. Open the member's card again."))


def organisations_represented(person_id: int, on: date) -> tuple[Organisation, ...]:
    """The organisations that a person speaks for on a day, by any mandate but that of a contact; one statement."""
    return tuple(dict.fromkeys(organisation for organisation, fact in mandates_held(person_id, on) if _acts(fact)))


def mandates_held(person_id: int, on: date) -> list[tuple[Organisation, RepresentativeFact]]:
    """The mandates that a person holds on a day, with the organisation of each, by its name; one statement."""
    owners = {"organisation_id": RepresentativeFact.organisation_id, "kind": RepresentativeFact.kind}
    statement = (
        select(Organisation, RepresentativeFact)
        .join(RepresentativeFact, RepresentativeFact.organisation_id == Organisation.id)
        .where(
            RepresentativeFact.person_id.in_(select(Person.id).where(now_person(Person) == person_id)),
            runs(RepresentativeFact, on),
            RepresentativeFact.id == ruling_id(RepresentativeFact, owners, on, None),
        )
        .order_by(Organisation.sort_key, Organisation.id, RepresentativeFact.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def _acts(fact: RepresentativeFact) -> bool:
    return fact.kind != MandateKind.CONTACT


def _facts_of(member: Member) -> list[list[Any]]:
    """The facts of a member, one list a table of `FACTS`, in the order they were written; one statement."""
    owned: list[ColumnElement[bool]] = [model.member_id == member.id for model in FACTS[:-1]]
    owned.append(RepresentativeFact.organisation_id == member.organisation_id)
    named = union_all(
        *(
            select(literal(rank).label("place"), model.id.label("fact_id")).where(mine)
            for rank, (model, mine) in enumerate(zip(FACTS, owned, strict=True))
        )
    ).subquery("named")
    statement = select(*FACTS).select_from(named).order_by(named.c.place, named.c.fact_id)
    for rank, model in enumerate(FACTS):
        statement = statement.outerjoin(model, and_(named.c.place == rank, model.id == named.c.fact_id))
    rows = db.session.execute(statement).all()
    return [[row[rank] for row in rows if row[rank] is not None] for rank in range(len(FACTS))]


def _people(ids: set[int]) -> dict[int, Person]:
    if not ids:
        return {}
    return {person.id: person for person in db.session.execute(select(Person).where(Person.id.in_(ids))).scalars()}


def _running(
    facts: list[RepresentativeFact], people: dict[int, Person], on: date, known_at: datetime | None
) -> tuple[Mandate, ...]:
    """The mandates that run on the day, in the order of their kinds."""
    ruling = [fact_on([fact for fact in facts if fact.kind == kind], on, known_at) for kind in MandateKind]
    return tuple(
        Mandate(people[fact.person_id], fact.role, fact.effective_on, fact.until_on, MandateKind(fact.kind), fact.paper)
        for fact in ruling
        if fact is not None and fact.person_id is not None and (fact.until_on is None or fact.until_on >= on)
    )


def _speaks(mandates: tuple[Mandate, ...]) -> Mandate | None:
    """The mandate of who votes first."""
    kinds = acting_kinds(mandate.kind for mandate in mandates)
    return next((mandate for mandate in mandates if mandate.kind == kinds[0]), None) if kinds else None


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
        mandate=mandate.kind if mandate else "",
        paper=mandate.paper if mandate else "",
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
