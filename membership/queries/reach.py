"""Members whom a mail or a letter does not reach, to be put right before an assembly."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from foundation.kernel.db import db
from membership.models.contacts import EmailState
from membership.models.identity import Organisation, Person
from membership.queries.register import register
from membership.queries.roll import MemberOn, read_members
from membership.rules.reach import EmailCondition


@dataclass(frozen=True)
class Unreached:
    """A member whom no e-mail reaches: `condition` None where none is on record, else why the one there fails."""

    member: MemberOn
    condition: EmailCondition | None
    cause: str
    since: datetime | None

    @property
    def by_post(self) -> bool:
        """Whether a letter would still arrive."""
        return bool(self.member.address) and not self.member.post_returned

    @property
    def lost(self) -> bool:
        """Whether neither a mail nor a letter arrives: nobody can convene this member."""
        return not self.by_post


def failing_addresses() -> dict[str, EmailState]:
    """The e-mail addresses that do not work, by address; one statement."""
    statement = select(EmailState).where(EmailState.state != EmailCondition.WORKING.value)
    return {state.address: state for state in db.session.execute(statement).scalars()}


def unreachable_members(on: date) -> list[Unreached]:
    """The members of a day whom no e-mail reaches, those whom no letter reaches either first; four statements.

    The e-mail is the one notices go to: the representative's or the guardian's where the member has none.
    """
    failing = failing_addresses()
    own = func.coalesce(Person.email, Organisation.email)
    looked_at = register(on).members().where(or_(own == "", own.in_(list(failing))))
    members = read_members(looked_at, on)
    found = [_unreached(one, failing.get(one.email)) for one in members if not one.email or one.email in failing]
    return sorted(found, key=lambda one: (not one.lost, one.member.sort_key, one.member.number))


def _unreached(member: MemberOn, state: EmailState | None) -> Unreached:
    if state is None:
        return Unreached(member, None, "", None)
    return Unreached(member, EmailCondition(state.state), state.cause, state.since)
