"""Consents of a member: what holds on a day, and every one ever given or withdrawn."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from membership.models.facts import ConsentFact
from membership.queries.roll import MemberOn
from membership.rules.facts import fact_on


@dataclass(frozen=True)
class Consents:
    """One member: whether it agrees on the day, and the history, the last one recorded first."""

    member: MemberOn
    agreed: bool
    history: tuple[ConsentFact, ...]


def consents_of(members: list[MemberOn], on: date) -> list[Consents]:
    """The consents of some members; one statement."""
    ids = [one.member_id for one in members]
    rows = db.session.execute(select(ConsentFact).where(ConsentFact.member_id.in_(ids)).order_by(ConsentFact.id))
    by_member: dict[int, list[ConsentFact]] = {one: [] for one in ids}
    for fact in rows.scalars():
        by_member[fact.member_id].append(fact)
    found = []
    for one in members:
        facts = by_member[one.member_id]
        ruling = fact_on(facts, on)
        found.append(Consents(one, bool(ruling and ruling.agreed), tuple(reversed(facts))))
    return found
