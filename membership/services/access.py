"""Which account may act for which person. What the person represents follows by itself."""

from datetime import datetime

from foundation.accounts.queries import account_by_id
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from membership.models.facts import AccessFact
from membership.queries.access import accounts_of_person
from membership.queries.people import person_by_id
from membership.rules.events import MembershipTag


def give_access(person_id: int, account_id: int, *, actor: Actor, at: datetime) -> None:
    """The account acts for the person, and for the organisations that the person represents; twice changes nothing."""
    if account_id not in accounts_of_person(person_by_id(person_id).id):
        _append(person_id, account_by_id(account_id).id, given=True, actor=actor, at=at)


def withdraw_access(person_id: int, account_id: int, *, actor: Actor, at: datetime) -> None:
    """The account no longer acts for the person; twice changes nothing."""
    if account_id in accounts_of_person(person_id):
        _append(person_id, account_id, given=False, actor=actor, at=at)


def _append(person_id: int, account_id: int, *, given: bool, actor: Actor, at: datetime) -> None:
    db.session.add(
        AccessFact(
            person_id=person_id,
            account_id=account_id,
            given=given,
            recorded_at=at,
            actor_id=actor.account_id,
            actor_name=actor.name,
        )
    )
    db.session.flush()
    tag = MembershipTag.ACCESS_GIVEN if given else MembershipTag.ACCESS_WITHDRAWN
    told = {"person": person_id, "account": account_id}
    audit.record(tag, f"person:{person_id}", actor=actor, at=at, details=told)
