"""Which accounts may act for which people, as of now."""

from sqlalchemy import func, select

from foundation.kernel.db import db
from membership.models.facts import AccessFact

LAST_FACTS = select(func.max(AccessFact.id)).group_by(AccessFact.person_id, AccessFact.account_id)
PAIRS = (
    select(AccessFact.person_id, AccessFact.account_id)
    .where(AccessFact.id.in_(LAST_FACTS), AccessFact.given)
    .order_by(AccessFact.person_id, AccessFact.account_id)
)


def access_pairs() -> list[tuple[int, int]]:
    """All pairs (person, account) where the account may act for the person now; one statement."""
    return [(row.person_id, row.account_id) for row in db.session.execute(PAIRS)]


def accounts_of_person(person_id: int) -> list[int]:
    """The accounts that may act for one person now; one statement."""
    last = select(func.max(AccessFact.id)).where(AccessFact.person_id == person_id).group_by(AccessFact.account_id)
    statement = select(AccessFact.account_id).where(AccessFact.id.in_(last), AccessFact.given)
    return sorted(db.session.execute(statement).scalars())
