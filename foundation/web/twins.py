"""The same form sent twice at once makes one thing: the second sending is led to what the first one made."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, text

from foundation.kernel.audit import Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_

AT_ONCE = timedelta(minutes=1)
_WRITTEN = N_(
    "You wrote this a moment ago: it is kept, and nothing was written a second time. If it is another one, wait a minute "
    "and send it again."
)


class WrittenTwice(StateMoved):
    """The account wrote the same a moment ago; `address` is the page of what it made."""

    def __init__(self, address: str) -> None:
        super().__init__("written-twice", _WRITTEN)
        self.address = address


def refuse_twin(
    event: StrEnum,
    told: Mapping[str, object],
    page: Callable[[int], str],
    *,
    about: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Raise WrittenTwice where `actor` made the same within the last minute; called in the transaction that makes it.

    `event` and `told`: the tag, and among the details what names the thing, under which the audit trail keeps its making.
    `page`: the address of what was made, from the id in the subject of that fact. `about`: the one subject to look at,
    where many things are told of one.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"twin:{actor.account_id}"})
    made = (
        select(AuditEntry.subject, AuditEntry.details)
        .where(AuditEntry.tag == str(event), AuditEntry.actor_id == actor.account_id, AuditEntry.at > at - AT_ONCE)
        .order_by(AuditEntry.id.desc())
    )
    if about:
        made = made.where(AuditEntry.subject == about)
    for subject, details in db.session.execute(made):
        if told.items() <= details.items():
            raise WrittenTwice(page(int(subject.rpartition(":")[2])))
