"""What the board declares for the compliance checks, where nothing else records it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class ComplianceDeclaration(AppendOnly, Model):
    """A value of `rules/compliance/declared.py` from a day on, as text (cents, a count or 2026-12-31); empty takes it back.

    Of one key, the declaration with the latest day counts, then the last one recorded.
    """

    __tablename__ = "compliance_declaration"
    __table_args__ = (Index(None, "effective_on"), CheckConstraint("key <> ''", name="names_what"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(40))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
