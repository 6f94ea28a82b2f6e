"""Money of candidates: it waits as an advance, and may be what makes them members."""

from datetime import date, datetime

from foundation.kernel.audit import Actor


def member_of_candidate(application_id: int | None) -> int | None:
    """The member that a candidate became; None before that."""
    return None


def settle_if_due(application_id: int, on: date, *, actor: Actor, at: datetime) -> None:
    """Admit the candidate whose money is enough, where the statutes make members by payment."""
