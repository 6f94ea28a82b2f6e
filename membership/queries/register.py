"""The one select behind every list of members: number, names, contact, and what rules on the day, one row a member."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import aliased

from foundation.kernel.collation import by_code_point
from membership.models.facts import CategoryFact, CollegeFact, ConsentFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.ruling import ruling_facts
from membership.rules.standing import MembershipEvent

Delegate = aliased(Person, name="delegate")

_SHARED = ("street", "postcode", "town", "country", "email", "language", "sort_key")
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
    """The select and the columns by which it is narrowed."""

    everyone: Select[Any]
    life: Subquery
    category: Subquery
    college: Subquery

    def members(self) -> Select[Any]:
        """Those whose membership stands on the day."""
        return self.everyone.where(self.life.c.event == MembershipEvent.ADMITTED)

    def former(self) -> Select[Any]:
        """Those whose membership had ended on the day."""
        return self.everyone.where(self.life.c.event != MembershipEvent.ADMITTED)


@lru_cache(maxsize=64)
def register(on: date, known_at: datetime | None = None) -> RegisterSelect:
    """The register as of `on`, as known at `known_at` (None: as known now).

    Kept, since writing so large a select takes longer than running it; it holds no row and never changes.
    """
    life = ruling_facts(MembershipFact, on, known_at, (MembershipFact.member_id,))
    category = ruling_facts(CategoryFact, on, known_at, (CategoryFact.member_id,))
    college = ruling_facts(CollegeFact, on, known_at, (CollegeFact.member_id, CollegeFact.rank))
    consent = ruling_facts(ConsentFact, on, known_at, (ConsentFact.member_id,))
    mandate = ruling_facts(RepresentativeFact, on, known_at, (RepresentativeFact.organisation_id,))
    runs = or_(mandate.c.until_on.is_(None), mandate.c.until_on >= on)
    dated = (life.c.event, life.c.effective_on.label("since"), category.c.category, college.c.college)
    everyone = (
        select(*IDENTITY_COLUMNS, *dated, consent.c.agreed, mandate.c.role)
        .select_from(Member)
        .join(life, life.c.member_id == Member.id)
        .outerjoin(Person, Person.id == Member.person_id)
        .outerjoin(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(category, category.c.member_id == Member.id)
        .outerjoin(college, and_(college.c.member_id == Member.id, college.c.rank == 1))
        .outerjoin(consent, consent.c.member_id == Member.id)
        .outerjoin(mandate, and_(mandate.c.organisation_id == Member.organisation_id, runs))
        .outerjoin(Delegate, Delegate.id == mandate.c.person_id)
    )
    return RegisterSelect(everyone, life, category, college)
