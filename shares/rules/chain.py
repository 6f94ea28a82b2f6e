"""The chain of the journal: each movement is sealed with its operation and with the seal of the movement before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

GENESIS = "0" * 64

OPERATION_FIELDS = (
    "id", "kind", "effective_on", "decided_on", "decision", "motive", "document", "means", "payer", "recorded_at",
    "actor_id", "actor_name", "reverses_id", "about_id", "claim_id", "claim_step", "batch_id",
)  # fmt: skip
MOVEMENT_FIELDS = (
    "number", "operation_id", "kind", "member_id", "application_id", "shares", "nominal_cents", "subscribed_cents",
    "called_cents", "paid_cents", "owed_cents", "advance_cents", "effective_on", "recorded_at", "acquired_on",
    "reverses_id",
)  # fmt: skip


@dataclass(frozen=True)
class BrokenLink:
    """The first movement that does not hold, and why (`why` is a code: gap, chain or content)."""

    number: int
    why: str


def plain(value: object) -> object:
    """A value as JSON knows it: days and moments as ISO text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def seal(previous: str, movement: Iterable[object], operation: Iterable[object]) -> str:
    """SHA-256 over the previous seal, the movement and its operation, in the order of the two lists of fields.

    Source: C. com. art. R228-9 (a chronological register with order numbers); the seal is our choice.
    Example: one cent changed in the first movement changes every seal after it.

    >>> seal(GENESIS, [1], ["a"]) == seal(GENESIS, [1], ["b"])
    False
    """
    content = [previous, [plain(value) for value in movement], [plain(value) for value in operation]]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(rows: Iterable[tuple[int, str, str, str]]) -> BrokenLink | None:
    """Walk (number, previous seal, seal, seal recomputed) from the first row; None where the chain holds whole.

    >>> first_broken([(1, GENESIS, "a", "a"), (3, "a", "b", "b")])
    BrokenLink(number=2, why='gap')
    """
    expected, previous = 1, GENESIS
    for number, prev_hash, stored, computed in rows:
        if number != expected:
            return BrokenLink(expected, "gap")
        if prev_hash != previous:
            return BrokenLink(number, "chain")
        if stored != computed:
            return BrokenLink(number, "content")
        expected, previous = expected + 1, stored
    return None
