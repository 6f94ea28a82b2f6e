"""The rows that every service of the treasury writes: who and when, and what was made of money."""

from datetime import date, datetime
from typing import Any

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from treasury.models import Settlement
from treasury.rules.settling import SettlementKind


def recorded(actor: Actor, at: datetime) -> dict[str, Any]:
    """The columns of moment and author."""
    return {"recorded_at": at, "actor_id": actor.account_id, "actor_name": actor.name}


def in_euros(cents: int) -> str:
    """An amount as the audit trail keeps it, in no language.

    >>> in_euros(-123456)
    '-1234.56 EUR'
    """
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d} EUR"


def settle(kind: SettlementKind, cents: int, on: date, *, actor: Actor, at: datetime, **about: Any) -> Settlement:
    """Write what a part of a line, or money that came otherwise, is."""
    row = Settlement(kind=str(kind), cents=cents, on_day=on, **about, **recorded(actor, at))
    db.session.add(row)
    db.session.flush()
    return row
