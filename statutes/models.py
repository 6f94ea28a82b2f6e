"""The versions of the statutes: facts, recorded once."""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import CheckConstraint, Date, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from statutes.rules.parse import parse
from statutes.rules.tree import Statutes


class StatutesVersion(AppendOnly, Model):
    """One version, word for word as it was adopted; in force from `effective_on` until the next one is."""

    __tablename__ = "statutes_version"
    __table_args__ = (
        UniqueConstraint("effective_on"),
        CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    effective_on: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(Text)
    adopted_by: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def statutes(self) -> Statutes:
        """The version as data."""
        return _read(self.text)


@lru_cache(maxsize=64)
def _read(text: str) -> Statutes:
    return parse(text)
