"""Durations chosen, erasures done, and the last look at what is due."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class RetentionChoice(AppendOnly, Model):
    """How long the cooperative keeps a kind of data where the law leaves it open; the last row of a kind rules."""

    __tablename__ = "retention_choice"
    __table_args__ = (CheckConstraint("months >= 0", name="months_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), index=True)
    months: Mapped[int]
    decision: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class ErasureAct(AppendOnly, Model):
    """One erasure and its report: what went and how much of it, what stays and why. It names records by number only."""

    __tablename__ = "erasure_act"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("document_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(30))
    on_day: Mapped[date]
    motive: Mapped[str] = mapped_column(String(500))
    report: Mapped[dict[str, Any]] = mapped_column(JsonText)
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class RetentionWatch(Model):
    """What the last night found of one kind: due, and held back for a reason. A proposal: nothing is erased by it."""

    __tablename__ = "retention_watch"

    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    due: Mapped[int]
    held: Mapped[int]
    looked_on: Mapped[date]
