"""The bonds of a person or of a joint holding, as of a day and with their history."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from membership.models.facts import BondFact
from membership.models.identity import Organisation, Person
from membership.queries.merges import same_as
from membership.rules.bonds import BONDS, Bond, BondKind
from membership.rules.facts import fact_on, standing_facts


@dataclass(frozen=True)
class BondOn:
    """One bond as of a day. `turned`: seen from the other side (this person is the parent, the tutor, the co-holder)."""

    fact: BondFact
    bond: Bond
    party: Person | Organisation
    turned: bool
    runs: bool


def bonds_of(party: Person | Organisation, on: date) -> list[BondOn]:
    """The bonds of someone, both ways, those that run on the day first; three statements at most."""
    groups: dict[tuple[object, ...], list[BondFact]] = {}
    for fact in bond_facts(party):
        groups.setdefault((fact.person_id, fact.organisation_id, fact.other_id, fact.kind), []).append(fact)
    parties = _parties([fact for facts in groups.values() for fact in facts])
    found = [one for facts in groups.values() for one in _bond_on(facts, party, on, parties)]
    return sorted(
        found, key=lambda one: (not one.runs, one.turned, list(BONDS).index(one.bond.kind), one.party.sort_key)
    )


def bond_facts(party: Person | Organisation) -> list[BondFact]:
    """All that was recorded about the bonds of someone, both ways; one statement."""
    ids = same_as(party)
    mine: ColumnElement[bool] = BondFact.organisation_id.in_(ids)
    if isinstance(party, Person):
        mine = or_(BondFact.person_id.in_(ids), BondFact.other_id.in_(ids))
    return list(db.session.execute(select(BondFact).where(mine).order_by(BondFact.id)).scalars())


def bond_by_id(fact_id: int) -> BondFact:
    """The bond fact of that identifier; raises NotFound."""
    found = db.session.get(BondFact, fact_id)
    if found is None:
        raise NotFound("no-bond", N_("This bond is not on record. Open the card again."))
    return found


def _bond_on(
    facts: list[BondFact], party: Person | Organisation, on: date, parties: dict[tuple[str, int], Person | Organisation]
) -> list[BondOn]:
    """The bond as it stands on the day, else the last one that did; none where all was taken back."""
    said = [fact for fact in standing_facts(facts) if fact.stands]
    if not said:
        return []
    ruling = fact_on(facts, on)
    running = ruling is not None and ruling.stands and (ruling.until_on is None or ruling.until_on >= on)
    fact = ruling if running and ruling is not None else said[-1]
    turned = isinstance(party, Person) and fact.other_id == party.id
    beyond = _other_side(fact) if turned else ("person", fact.other_id)
    return [BondOn(fact, BONDS[BondKind(fact.kind)], parties[beyond], turned, running)]


def _other_side(fact: BondFact) -> tuple[str, int]:
    if fact.person_id is not None:
        return ("person", fact.person_id)
    return ("organisation", fact.organisation_id or 0)


def _parties(facts: list[BondFact]) -> dict[tuple[str, int], Person | Organisation]:
    people = {one for fact in facts for one in (fact.person_id, fact.other_id) if one is not None}
    holdings = {fact.organisation_id for fact in facts if fact.organisation_id is not None}
    found: dict[tuple[str, int], Person | Organisation] = {}
    if people:
        rows = db.session.execute(select(Person).where(Person.id.in_(people))).scalars()
        found |= {("person", one.id): one for one in rows}
    if holdings:
        held = db.session.execute(select(Organisation).where(Organisation.id.in_(holdings))).scalars()
        found |= {("organisation", one.id): one for one in held}
    return found
