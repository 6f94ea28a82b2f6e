"""The one select behind every list of members: number, names, contact, and what rules on the day, one row a member."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.collation import by_code_point
from membership.models.facts import CategoryFact, CollegeFact, ConsentFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.access import runs
from membership.queries.merges import hidden_members, now_person
from membership.queries.ruling import ruling_id
from membership.rules.mandates import MandateKind
from membership.rules.standing import MembershipEvent

Delegate = aliased(Person, name="delegate")

_SHARED = ("street", "postcode", "town", "country", "post_returned_on", "email", "phone", "language", "sort_key")
_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")

SORT_KEY = by_code_point(func.coalesce(Person.sort_key, Organisation.sort_key))
SEARCH_KEY = func.coalesce(Person.search_key, Organisation.search_key)

IDENTITY_COLUMNS = (
    Member.id.label("member_id"),
    Member.number,
    Member.person_id,
    *(func.coalesce(getattr(Person, name), getattr(Organisation, name)).label(name) for name in _SHARED),
    *(getattr(Person, name) for name in _NAMES),
    Organisation.name.label("organisation_name"),
    Organisation.legal_form,
    Organisation.ess_level,
    Delegate.id.label("delegate_id"),
    Delegate.email.label("delegate_email"),
    *(getattr(Delegate, name).label(f"delegate_{name}") for name in _NAMES),
)


@dataclass(frozen=True)
class RegisterSelect:
    """The select and the facts by which it is narrowed (aliases of their models)."""

    everyone: Select[Any]
    life: Any
    category: Any
    college: Any

    def members(self) -> Select[Any]:
        """Those whose membership stands on the day."""
        return self._members

    @cached_property
    def _members(self) -> Select[Any]:
        return self.everyone.where(self.life.event == MembershipEvent.ADMITTED)

    def former(self) -> Select[Any]:
        """Those whose membership had ended on the day."""
        return self.everyone.where(self.life.event != MembershipEvent.ADMITTED)


@lru_cache(maxsize=32)
def register(on: date, known_at: datetime | None = None) -> RegisterSelect:
    """The register as of `on`, as known at `known_at` (None: as known now).

    Kept, since writing so large a select takes longer than running it: it holds no row, and nobody can change it.
    """
    life, category, college = aliased(MembershipFact), aliased(CategoryFact), aliased(CollegeFact)
    consent = aliased(ConsentFact)
    of_member = {"member_id": Member.id}
    voter, legal = (_mandate(kind, on, known_at) for kind in (MandateKind.VOTER, MandateKind.LEGAL))
    holder = aliased(Person)
    role = func.coalesce(voter[0].role, legal[0].role).label("role")
    dated = (life.event, life.effective_on.label("since"), category.category, college.college)
    agreement = (consent.agreed, consent.effective_on.label("agreed_on"))
    everyone = (
        select(*IDENTITY_COLUMNS, *dated, *agreement, role)
        .select_from(Member)
        .join(life, life.id == ruling_id(MembershipFact, of_member, on, known_at))
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(category, category.id == ruling_id(CategoryFact, of_member, on, known_at))
        .outerjoin(college, college.id == ruling_id(CollegeFact, {**of_member, "rank": 1}, on, known_at))
        .outerjoin(consent, consent.id == ruling_id(ConsentFact, of_member, on, known_at))
        .outerjoin(*voter)
        .outerjoin(*legal)
        .outerjoin(holder, holder.id == func.coalesce(voter[0].person_id, legal[0].person_id))
        .outerjoin(Delegate, and_(Delegate.id == now_person(holder), alive(Delegate, on)))
        .where(Member.id.not_in(hidden_members(on, known_at)))
    )
    return RegisterSelect(everyone, life, category, college)


def _mandate(kind: MandateKind, on: date, known_at: datetime | None) -> tuple[Any, Any]:
    """The mandate of a kind that runs on the day, and the condition that joins it to the member."""
    mandate = aliased(RepresentativeFact)
    owners = {"organisation_id": Member.organisation_id, "kind": kind.value}
    ruling = case(
        (Member.organisation_id.is_not(None), ruling_id(RepresentativeFact, owners, on, known_at)), else_=None
    )
    return mandate, and_(mandate.id == ruling, mandate.person_id.is_not(None), runs(mandate, on))


def alive(person: Any, on: date) -> Any:
    """SQL: not known to have died before the day."""
    return or_(person.deceased_on.is_(None), person.deceased_on >= on)
