"""Many operations at once, as an import brings them: written table by table, numbered and sealed in memory.

Each row is what `append` would have written: the same numbers without gap, the same chain of seals, one fact of the
audit trail for each operation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.kernel import audit
from foundation.kernel.audit import Actor, Told
from foundation.kernel.bulk import insert_many, insert_numbered
from foundation.kernel.db import table_of
from membership.rules.writing import tidy
from shares.models import ShareMovement, ShareOperation
from shares.queries.sheet import last_claim_steps
from shares.rules.chain import MOVEMENT_FIELDS, OPERATION_FIELDS, seal
from shares.rules.events import SharesTag
from shares.rules.kinds import Kind
from shares.rules.legs import Leg
from shares.services.appending import Tied, end_of_journal, lock_journal

_LENGTHS = {"decision": 200, "motive": 500, "document": 200, "means": 40, "payer": 200}


@dataclass(frozen=True)
class ToAppend:
    """One operation before it is written."""

    kind: Kind
    effective_on: date
    legs: Sequence[Leg]
    tied: Tied = field(default_factory=Tied)
    papers: Mapping[str, Any] = field(default_factory=dict)


def append_all(wanted: Sequence[ToAppend], *, actor: Actor, at: datetime, batch_id: int | None = None) -> list[int]:
    """Append operations in their order; their identifiers. Whoever calls has judged what the accounts become."""
    lock_journal()
    number, previous, moment = end_of_journal(at)
    common = {"recorded_at": moment, "actor_id": actor.account_id, "actor_name": actor.name, "batch_id": batch_id}
    operations = [row | common for row in _operation_rows(wanted)]
    insert_numbered(table_of(ShareOperation), operations)
    movements: list[dict[str, Any]] = []
    told: list[Told] = []
    for one, operation in zip(wanted, operations, strict=True):
        sealed = [operation[name] for name in OPERATION_FIELDS]
        first = len(movements)
        for leg in one.legs:
            number += 1
            row = _movement_row(leg, operation, number)
            row["prev_hash"] = previous
            row["hash"] = previous = seal(previous, [row[name] for name in MOVEMENT_FIELDS], sealed)
            movements.append(row)
        told += _told(operation, movements[first:])
    insert_many(table_of(ShareMovement), movements)
    audit.record_all(told, actor=actor, at=moment)
    return [operation["id"] for operation in operations]


def _operation_rows(wanted: Sequence[ToAppend]) -> Iterator[dict[str, Any]]:
    steps = last_claim_steps({one.tied.claim_id for one in wanted if one.tied.claim_id is not None})
    for one in wanted:
        claim = one.tied.claim_id
        if claim is not None:
            steps[claim] = steps.get(claim, 0) + 1
        yield {
            "kind": str(one.kind),
            "effective_on": one.effective_on,
            "decided_on": one.papers.get("decided_on"),
            **{name: tidy(str(one.papers.get(name) or ""), most) for name, most in _LENGTHS.items()},
            "reverses_id": one.tied.reverses_id,
            "about_id": one.tied.about_id,
            "claim_id": claim,
            "claim_step": steps[claim] if claim is not None else None,
        }


def _movement_row(leg: Leg, operation: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        "number": number,
        "operation_id": operation["id"],
        "kind": str(leg.kind),
        "member_id": leg.member_id,
        "application_id": leg.application_id,
        "shares": leg.shares,
        "nominal_cents": leg.nominal_cents,
        "subscribed_cents": leg.subscribed_cents,
        "called_cents": leg.called_cents,
        "paid_cents": leg.paid_cents,
        "owed_cents": leg.owed_cents,
        "advance_cents": leg.advance_cents,
        "effective_on": operation["effective_on"],
        "recorded_at": operation["recorded_at"],
        "acquired_on": leg.acquired_on,
        "reverses_id": leg.reverses_id,
    }


def _told(operation: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Iterable[Told]:
    details = {
        "operation": operation["id"],
        "kind": operation["kind"],
        "effective_on": str(operation["effective_on"]),
        "first": rows[0]["number"],
        "last": rows[-1]["number"],
        "shares": sum(row["shares"] for row in rows),
        "seal": rows[-1]["hash"],
    }
    holders = sorted(
        {f"member:{r['member_id']}" if r["member_id"] else f"application:{r['application_id']}" for r in rows}
    )
    subjects = holders if len(holders) <= len(("giver", "taker")) else [f"share-operation:{operation['id']}"]
    return [Told(SharesTag.OPERATION_RECORDED, subject, details) for subject in subjects]
