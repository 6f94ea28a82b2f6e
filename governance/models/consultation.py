"""Consultations between assemblies: questions put to members, to colleges or to a list, and what came of them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly

ASKED_WITH = ("title", "text", "audience", "opens_at", "closes_at", "zone", "held_back")
QUESTION = ("position", "kind", "title", "text", "ballot")
_OPENED = "EXISTS (SELECT 1 FROM consultation WHERE consultation.id = OLD.consultation_id AND consultation.opened_at IS NOT NULL)"


class Consultation(Model):
    """One or more questions asked together. Its state follows from the moments that happened and from its facts.

    `audience`: {"to": "all" | "colleges" | "members", "colleges": [...], "members": [numbers]}. `closes_at` only moves to
    a later moment once it is open.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("opens_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("withdrawn_at IS NULL OR opened_at IS NULL", name="withdrawn_before_opening"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "created_at", "created_by_id", "created_by_name")),
            Freeze(("title", "text", "audience", "zone", "held_back"), since="OLD.opened_at IS NOT NULL"),
            Freeze(("closes_at",), since="OLD.opened_at IS NOT NULL AND NEW.closes_at < OLD.closes_at"),
            *write_once("opened_at", "withdrawn_at"),
        ),
        kept="OLD.opened_at IS NOT NULL",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[dict[str, Any]] = mapped_column(JsonText)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    held_back: Mapped[bool] = mapped_column(default=False)
    remind_days: Mapped[int] = mapped_column(default=2)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None]
    created_by_name: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    questions: Mapped[list["ConsultationQuestion"]] = relationship(
        back_populates="consultation", order_by="ConsultationQuestion.position", cascade="all, delete-orphan"
    )

    @property
    def subject(self) -> str:
        """How the audit trail and the outbox name it."""
        return f"consultation:{self.id}"

    @property
    def local_close(self) -> datetime:
        """The moment it closes, on the clock of its place."""
        return self.closes_at.astimezone(ZoneInfo(self.zone))


class ConsultationQuestion(Model):
    """One question of a consultation; `ballot` is its plan (`votes.rules.plans`), `box_id` its vote once it is open."""

    __tablename__ = "consultation_question"
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint("kind IN ('opinion', 'priorities', 'date', 'place', 'consent')", name="kind_known"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "consultation_id")),
            Freeze(QUESTION, since=_OPENED),
            *write_once("box_id"),
        ),
        kept=_OPENED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    ballot: Mapped[dict[str, Any]] = mapped_column(JsonText)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("votes_box.id"), unique=True)

    consultation: Mapped[Consultation] = relationship(back_populates="questions")


class ConsultationFact(AppendOnly, Model):
    """What was done about a consultation: members told, reminded, what was decided after it (the last one stands)."""

    __tablename__ = "consultation_fact"
    __table_args__ = (CheckConstraint("kind IN ('told', 'reminded', 'extended', 'outcome')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
