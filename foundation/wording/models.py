"""The texts of our own, version after version, and which letters are switched off; both are facts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class WordingVersion(AppendOnly, Model):
    """One version of one text in one language; `parts` None: back to the supplied text. The last one counts."""

    __tablename__ = "wording_version"
    __table_args__ = (
        Index("ix_wording_version_last", "wording", "language", "id"),
        CheckConstraint("language IN ('fr', 'en')", name="known_language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wording: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    parts: Mapped[dict[str, str] | None] = mapped_column(JsonText)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class WordingSwitch(AppendOnly, Model):
    """One turn of one switch; the last one counts, and a letter that was never switched leaves."""

    __tablename__ = "wording_switch"
    __table_args__ = (Index("ix_wording_switch_last", "wording", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wording: Mapped[str] = mapped_column(String(60))
    leaves: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
