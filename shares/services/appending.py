"""What every service of the journal does: take the lock, append one operation with its movements, check the accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.rules.writing import tidy
from membership.services.appending import EARLIEST
from shares.models import ShareMovement, ShareOperation
from shares.queries.journal import entries
from shares.rules.ceilings import Warned
from shares.rules.chain import GENESIS, MOVEMENT_FIELDS, OPERATION_FIELDS, seal
from shares.rules.events import SharesTag
from shares.rules.kinds import Kind
from shares.rules.legs import Leg
from shares.rules.positions import check_accounts
from shares.services.letters import write_letters

MOST_SHARES = 10_000_000
MOST_CENTS = 100_000_000_000


class Papers(TypedDict, total=False):
    """What may accompany any operation: decision and its day, reason, document, means, who paid, the import batch."""

    decided_on: date | None
    decision: str
    motive: str
    document: str
    means: str
    payer: str
    batch_id: int | None


@dataclass(frozen=True, kw_only=True)
class Tied:
    """What an operation is about: the claim it executes, the operation it answers, the operation it takes back."""

    claim_id: int | None = None
    about_id: int | None = None
    reverses_id: int | None = None


@dataclass(frozen=True)
class Recorded:
    """An operation in the journal, and what it brings about that nothing may stop."""

    operation: ShareOperation
    movements: Sequence[ShareMovement]
    warnings: Sequence[Warned] = field(default_factory=tuple)

    @property
    def number(self) -> int:
        """The order number of its first movement."""
        return self.movements[0].number


UNTIED = Tied()


def lock_journal() -> None:
    """Others who write to the journal wait for our transaction: what we read before appending stays true.

    On SQLite a writing transaction is alone by itself.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('ShareMovement.number'))"))


def append(
    kind: Kind,
    effective_on: date,
    legs: Iterable[Leg],
    *,
    tied: Tied = UNTIED,
    actor: Actor,
    at: datetime,
    papers: Papers | None = None,
) -> Recorded:
    """Append one operation; Refused where an account would be impossible on any day.

    The moment of an entry is never before that of the entry before it: what was known on a day can be told again.
    """
    lock_journal()
    number, previous, moment = end_of_journal(at)
    operation = _operation(kind, effective_on, tied, papers or {}, actor=actor, at=moment)
    sealed_operation = [getattr(operation, name) for name in OPERATION_FIELDS]
    rows: list[ShareMovement] = []
    for leg in legs:
        number += 1
        movement = _movement(leg, operation, number)
        movement.prev_hash = previous
        movement.hash = seal(previous, [getattr(movement, name) for name in MOVEMENT_FIELDS], sealed_operation)
        previous = movement.hash
        rows.append(movement)
    db.session.add_all(rows)
    db.session.flush()
    _check_touched(rows)
    _tell(operation, rows, actor, moment)
    write_letters(operation, rows, at=moment)
    return Recorded(operation, rows)


def check_operation(shares: int, effective_on: date, at: datetime) -> None:
    """Refuse a number of shares or a day that cannot be meant."""
    check_count(shares)
    check_day(effective_on, at)


def check_count(shares: int) -> None:
    """Refuse a number of shares that cannot be meant."""
    if type(shares) is not int or not 0 < shares <= MOST_SHARES:
        raise Refused("bad-count", N_("A number of shares is a whole number, from 1 to %(most)s."), most=MOST_SHARES)


def check_amount(cents: int, effective_on: date, at: datetime) -> None:
    """Refuse an amount or a day that cannot be meant."""
    if type(cents) is not int or not 0 < cents <= MOST_CENTS:
        raise Refused("bad-amount", N_("An amount is more than nothing, in whole cents. Write it as 1 234,50."))
    check_day(effective_on, at)


def check_day(effective_on: date, at: datetime) -> None:
    """Refuse a day to come, or one before any cooperative."""
    if effective_on > day_of(at):
        raise Refused(
            "movement-to-come",
            N_("The movement would take effect on %(day)s, which is still to come. Record it on that day."),
            day=effective_on,
        )
    if effective_on < EARLIEST:
        raise Refused(
            "unlikely-day",
            N_("%(day)s cannot be meant: write a day between %(first)s and the year %(last)s."),
            day=effective_on,
            first=EARLIEST,
            last=day_of(at).year,
        )


def flush_or_moved() -> None:
    """Flush; a row that another wrote at the same moment makes a 409 in a sentence (the transaction is undone)."""
    try:
        db.session.flush()
    except IntegrityError:
        raise StateMoved(
            "done-meanwhile",
            N_("Someone did this at the same moment. Nothing was written twice: read the page again."),
        ) from None


def end_of_journal(at: datetime) -> tuple[int, str, datetime]:
    last = db.session.execute(
        select(ShareMovement.number, ShareMovement.hash, ShareMovement.recorded_at)
        .order_by(ShareMovement.number.desc())
        .limit(1)
    ).first()
    return (last[0], last[1], max(last[2], at)) if last else (0, GENESIS, at)


def _operation(
    kind: Kind, effective_on: date, tied: Tied, papers: Papers, *, actor: Actor, at: datetime
) -> ShareOperation:
    operation = ShareOperation(
        kind=str(kind),
        effective_on=effective_on,
        decided_on=papers.get("decided_on"),
        decision=tidy(papers.get("decision", ""), 200),
        motive=tidy(papers.get("motive", ""), 500),
        document=tidy(papers.get("document", ""), 200),
        means=tidy(papers.get("means", ""), 40),
        payer=tidy(papers.get("payer", ""), 200),
        recorded_at=at,
        actor_id=actor.account_id,
        actor_name=actor.name,
        reverses_id=tied.reverses_id,
        about_id=tied.about_id,
        claim_id=tied.claim_id,
        claim_step=_next_step(tied.claim_id),
        batch_id=papers.get("batch_id"),
    )
    db.session.add(operation)
    flush_or_moved()
    return operation


def _next_step(claim_id: int | None) -> int | None:
    if claim_id is None:
        return None
    steps = select(ShareOperation.claim_step).where(ShareOperation.claim_id == claim_id)
    return max((step or 0 for step in db.session.execute(steps).scalars()), default=0) + 1


def _movement(leg: Leg, operation: ShareOperation, number: int) -> ShareMovement:
    return ShareMovement(
        number=number,
        operation_id=operation.id,
        kind=str(leg.kind),
        member_id=leg.member_id,
        application_id=leg.application_id,
        shares=leg.shares,
        nominal_cents=leg.nominal_cents,
        subscribed_cents=leg.shares * leg.nominal_cents,
        called_cents=leg.called_cents,
        paid_cents=leg.paid_cents,
        owed_cents=leg.owed_cents,
        advance_cents=leg.advance_cents,
        effective_on=operation.effective_on,
        recorded_at=operation.recorded_at,
        acquired_on=leg.acquired_on,
        reverses_id=leg.reverses_id,
    )


def _check_touched(rows: Sequence[ShareMovement]) -> None:
    members = {row.member_id for row in rows if row.member_id is not None}
    if members:
        check_accounts(entries(members))
    for application in {row.application_id for row in rows if row.application_id is not None}:
        check_accounts(entries(application_id=application))


def _tell(operation: ShareOperation, rows: Sequence[ShareMovement], actor: Actor, at: datetime) -> None:
    told = {
        "operation": operation.id,
        "kind": operation.kind,
        "effective_on": str(operation.effective_on),
        "first": rows[0].number,
        "last": rows[-1].number,
        "shares": sum(row.shares for row in rows),
        "seal": rows[-1].hash,
    }
    holders = {f"member:{row.member_id}" if row.member_id else f"application:{row.application_id}" for row in rows}
    subjects = sorted(holders) if len(holders) <= len(("giver", "taker")) else [f"share-operation:{operation.id}"]
    for subject in subjects:
        audit.record(SharesTag.OPERATION_RECORDED, subject, actor=actor, at=at, details=told)
