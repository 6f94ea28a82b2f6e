"""The audit trail: who did what to what, when; rows chained by hash so that a later change shows.

What a row tells (who, and the details) is covered by a seal of its own, mixed with chance (`salt`), and the chain
covers the seal: personal data can be erased from a row, with its salt, while the chain still holds and the erasure shows.

Services call `record` inside the transaction of the act itself. Details are facts, untranslated; each package words its
own tags in `rules/events.py`.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from blinker import Signal
from sqlalchemy import String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.bulk import insert_many
from foundation.kernel.db import JsonText, Model, UtcDateTime, canonical_json, db, table_of
from foundation.kernel.ledger import AppendOnly

GENESIS = "0" * 64
CHAIN_LOCK = 7_281_901
# sent in the transaction of the act, with the facts just written and their moment: what follows stands or falls with them
recorded = Signal("facts that were written in the audit trail")


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the system itself (no account)."""

    account_id: int | None
    name: str


SYSTEM = Actor(None, "scic")


class AuditEntry(AppendOnly, Model):
    """One fact of the trail; `hash` covers the row and the hash before it. Once erased, it has no `salt`."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("number"),)
    __erasable__ = {"actor_name": "", "details": {}, "salt": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    tag: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any]] = mapped_column(JsonText)
    salt: Mapped[str] = mapped_column(String(32))
    sealed: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


LAST_ENTRY = select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)


@dataclass(frozen=True)
class BrokenEntry:
    """The first row of the trail that does not hold, and why (`why` is a code: gap, chain or content)."""

    number: int
    why: str


@dataclass(frozen=True)
class Told:
    """One fact to append with others: what `record` takes."""

    tag: StrEnum | str
    subject: str
    details: dict[str, Any]


def record(
    tag: StrEnum | str, subject: str, *, actor: Actor, at: datetime, details: dict[str, Any] | None = None
) -> AuditEntry:
    """Append one fact. `subject` is "kind:id" ("assembly:12"); `details` are plain JSON values."""
    told = Told(tag, subject, details or {})
    entry = AuditEntry(**_chained([told], actor, at)[0])
    db.session.add(entry)
    db.session.flush()
    recorded.send((told,), at=at)
    return entry


def record_all(facts: Iterable[Told], *, actor: Actor, at: datetime) -> None:
    """Append many facts of one act, in their order, in as many statements as one; what an import tells."""
    told = tuple(facts)
    insert_many(table_of(AuditEntry), _chained(told, actor, at))
    recorded.send(told, at=at)


def _chained(facts: Iterable[Told], actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """The rows of facts, each with its seal, its number and the hash before it; others wait until we commit."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    last = db.session.execute(LAST_ENTRY).first()
    first, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    rows: list[dict[str, Any]] = []
    for number, fact in enumerate(facts, start=first):
        row = {
            "number": number,
            "tag": str(fact.tag),
            "subject": fact.subject,
            "actor_id": actor.account_id,
            "actor_name": actor.name,
            "at": at,
            "details": fact.details,
            "salt": secrets.token_hex(16),
            "previous_hash": previous,
        }
        row["sealed"] = _sealed(row["salt"], row["actor_name"], row["details"])
        row["hash"] = previous = _hashed([row[name] for name in CHAINED])
        rows.append(row)
    return rows


CHAINED = ("number", "tag", "subject", "actor_id", "at", "sealed", "previous_hash")


def seal_of(entry: AuditEntry) -> str:
    """SHA-256 over what the row tells, with its salt: without the salt, nobody can try names until one fits."""
    return _sealed(entry.salt, entry.actor_name, entry.details)


def _sealed(salt: object, actor_name: object, details: object) -> str:
    return hashlib.sha256(canonical_json([salt, actor_name, details]).encode()).hexdigest()


def is_erased(entry: AuditEntry) -> bool:
    """Whether what the row told was erased; its number, tag, subject, author's number and moment stay."""
    return not (entry.salt or entry.actor_name or entry.details)


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the canonical JSON of the row, what it tells standing by its seal, and the previous hash."""
    return _hashed([getattr(entry, name) for name in CHAINED])


def _hashed(values: Sequence[Any]) -> str:
    content = [
        value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
        for value in values
    ]
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def first_broken_entry() -> BrokenEntry | None:
    """Walk the chain from its first row; None when it holds whole."""
    expected, previous = 1, GENESIS
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000))
    with closing(rows):
        for entry in rows:
            if entry.number != expected:
                return BrokenEntry(expected, "gap")
            if entry.previous_hash != previous:
                return BrokenEntry(entry.number, "chain")
            if entry.hash != entry_hash(entry) or not (is_erased(entry) or entry.sealed == seal_of(entry)):
                return BrokenEntry(entry.number, "content")
            expected, previous = expected + 1, entry.hash
    return None


def history(subject: str) -> list[AuditEntry]:
    """All facts about one subject, oldest first."""
    return list(
        db.session.execute(
            select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.number)
        ).scalars()
    )
