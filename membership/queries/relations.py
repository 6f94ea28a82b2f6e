"""Everything around one record: how to reach it, who is tied to it, for whom it speaks, which records it took in."""

from dataclasses import dataclass
from datetime import date

from membership.models.contacts import ContactPoint, EmailState
from membership.models.facts import RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.merges import MergeFact
from membership.queries.bonds import BondOn, bonds_of
from membership.queries.card import mandates_held
from membership.queries.contacts import points_of, states_of
from membership.queries.merges import member_of, merge_of, merges_into, parties_of
from membership.rules.bonds import is_minor, votes_alone


@dataclass(frozen=True)
class Relations:
    """One record as of a day, with all that surrounds it. `alone`: acts and votes without anybody else."""

    party: Person | Organisation
    member: Member | None
    on: date
    points: list[ContactPoint]
    states: dict[str, EmailState]
    bonds: list[BondOn]
    speaks_for: list[tuple[Organisation, RepresentativeFact]]
    took_in: list[tuple[MergeFact, Person | Organisation]]
    double_of: tuple[MergeFact, Person | Organisation] | None
    minor: bool
    alone: bool

    @property
    def kind(self) -> str:
        """As addresses say it: personnes or organisations."""
        return "personnes" if isinstance(self.party, Person) else "organisations"


def relations_of(party: Person | Organisation, on: date) -> Relations:
    """What surrounds a record on a day; a constant number of statements, one more for each record it took in."""
    points = points_of(party)
    bonds = bonds_of(party, on)
    person = party if isinstance(party, Person) else None
    minor = person is not None and is_minor(person.born_on, on, person.emancipated_on)
    merge = merge_of(party)
    return Relations(
        party=party,
        member=member_of(party),
        on=on,
        points=points,
        states=states_of([party.email, *(point.value for point in points)]),
        bonds=bonds,
        speaks_for=mandates_held(person.id, on) if person else [],
        took_in=[(fact, parties_of(fact)[1]) for fact in merges_into(party)],
        double_of=(merge, parties_of(merge)[0]) if merge else None,
        minor=minor,
        alone=votes_alone(minor=minor, kinds=[one.bond.kind for one in bonds if one.runs and not one.turned]),
    )
