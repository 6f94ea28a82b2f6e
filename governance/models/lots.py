"""Lots that are drawn in public: what was published before the seed was known, and the one drawing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class DrawAnnouncement(AppendOnly, Model):
    """A list put into the hat before its seed was known. Of members it holds numbers alone; `sha256` covers all of it."""

    __tablename__ = "draw_announcement"
    __table_args__ = (CheckConstraint("kind IN ('panel', 'order')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    known_on: Mapped[date]
    quotas: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    tickets: Mapped[list[list[str]]] = mapped_column(JsonText)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))

    made: Mapped["DrawMade | None"] = relationship(viewonly=True, uselist=False)

    @property
    def subject(self) -> str:
        """As the audit trail names it."""
        return f"draw:{self.id}"


class DrawMade(AppendOnly, Model):
    """The drawing, once: the seed and who came out, `[group, name]` in the order of the lot."""

    __tablename__ = "draw_made"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("draw_announcement.id"), unique=True)
    seed: Mapped[str] = mapped_column(String(200))
    drawn: Mapped[list[list[str]]] = mapped_column(JsonText)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
