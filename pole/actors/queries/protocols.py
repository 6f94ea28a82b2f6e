"""Cooperation protocols as they stand on a day, with their parties and reviews; a few statements at any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from foundation.accounts.models import Account
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from pole.actors.models import Protocol, ProtocolReminder, ProtocolReview
from pole.actors.queries.directory import names_of
from pole.actors.rules.protocols import IN_FORCE, Due, ProtocolState, Term, next_review, reminders


@dataclass(frozen=True)
class ProtocolOn:
    """A protocol on a day: where it stands, when it is reviewed next, with whom it is made (names by id, in order)."""

    protocol: Protocol
    term: Term
    state: ProtocolState
    review_on: date | None
    parties: dict[int, str]
    reviews: tuple[ProtocolReview, ...]
    day: date

    @property
    def is_late(self) -> bool:
        """Whether its review is past its day."""
        return self.state in IN_FORCE and self.review_on is not None and self.review_on < self.day

    @property
    def due(self) -> list[tuple[Due, date]]:
        """Of what one is to be reminded."""
        return reminders(self.term, self.review_on, self.day)


def protocols_on(day: date) -> list[ProtocolOn]:
    """Every protocol: those in force first, by their next review, then the others."""
    found = _read(select(Protocol), day)
    return sorted(found, key=lambda one: (one.state not in IN_FORCE, one.review_on or date.max, one.protocol.title))


def protocol_on(protocol_id: int, day: date) -> ProtocolOn:
    """One protocol; NotFound where there is none."""
    found = _read(select(Protocol).where(Protocol.id == protocol_id), day)
    if not found:
        raise NotFound("protocol", N_("This protocol does not exist. See the list of protocols."))
    return found[0]


def protocols_due(day: date) -> list[ProtocolOn]:
    """Those of which one is to be reminded on a day, the nearest first: for the front page and for the mails."""
    found = [one for one in protocols_on(day) if one.due]
    return sorted(found, key=lambda one: min(on for _what, on in one.due))


def reminded(protocol_ids: Sequence[int]) -> set[tuple[int, str, date]]:
    """What was told already: (protocol, kind, day); one statement."""
    wanted = select(ProtocolReminder).where(ProtocolReminder.protocol_id.in_(protocol_ids))
    return {(one.protocol_id, one.kind, one.due_on) for one in db.session.execute(wanted).scalars()}


def owners_to_choose() -> list[tuple[int, str]]:
    """The accounts with a role, who may answer for a protocol, by name; two statements."""
    standing = select(Account).where(Account.disabled_at.is_(None)).order_by(Account.name, Account.id)
    rows = db.session.execute(standing.options(selectinload(Account.role_facts))).scalars()
    return [(one.id, one.name) for one in rows if one.roles]


def _read(wanted: Select[Protocol], day: date) -> list[ProtocolOn]:
    loaded = wanted.options(selectinload(Protocol.parties), selectinload(Protocol.reviews)).order_by(Protocol.id)
    rows = list(db.session.execute(loaded.execution_options(populate_existing=True)).scalars())
    names = names_of([party.actor_id for row in rows for party in row.parties])
    return [_on(row, names, day) for row in rows]


def _on(row: Protocol, names: dict[int, str], day: date) -> ProtocolOn:
    term = Term(row.signed_on, row.starts_on, row.ends_on, row.stopped_on)
    return ProtocolOn(
        row,
        term,
        term.state(day),
        next_review(term, [one.reviewed_on for one in row.reviews], row.review_months),
        {party.actor_id: names[party.actor_id] for party in row.parties},
        tuple(reversed(row.reviews)),
        day,
    )
