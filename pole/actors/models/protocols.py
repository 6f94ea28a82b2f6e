"""Cooperation protocols: with whom, about what, until when; their yearly reviews, and who was reminded of them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from pole.actors.models.directory import Actor


class Protocol(Model):
    """An agreement to work together. A draft until it is signed; its signed paper is a deposit about `subject`.

    `ends_on`: its last day, empty where it has no term. `stopped_on`: the first day without it, where it stopped before.
    `review_months`: how often it is reviewed. `owner_account_id`: who is reminded; the cooperative itself where empty.
    """

    __tablename__ = "pole_protocol"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("review_months BETWEEN 1 AND 60", name="review_months_within_five_years"),
        CheckConstraint("(stopped_on IS NULL) = (stopped_why = '')", name="stops_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[str] = mapped_column(Text, default="")
    signed_on: Mapped[date | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    review_months: Mapped[int] = mapped_column(default=12)
    owner_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    stopped_on: Mapped[date | None]
    stopped_why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    parties: Mapped[list["ProtocolParty"]] = relationship(cascade="all, delete-orphan", order_by="ProtocolParty.id")
    reviews: Mapped[list["ProtocolReview"]] = relationship(order_by="ProtocolReview.reviewed_on", viewonly=True)

    @property
    def subject(self) -> str:
        """How the audit trail, the decisions and the files name it."""
        return f"protocol:{self.id}"


class ProtocolParty(Model):
    """An actor with whom a protocol is made."""

    __tablename__ = "pole_protocol_party"
    __table_args__ = (UniqueConstraint("protocol_id", "actor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("pole_protocol.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("pole_actor.id"), index=True)

    actor: Mapped[Actor] = relationship()


class ProtocolReview(AppendOnly, Model):
    """One review of a protocol: what was found, who was there, and what follows (continue, adapt, stop)."""

    __tablename__ = "pole_protocol_review"
    __table_args__ = (
        CheckConstraint("outcome IN ('continue', 'adapt', 'stop')", name="outcome_known"),
        CheckConstraint("found <> ''", name="says_what_was_found"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("pole_protocol.id"), index=True)
    reviewed_on: Mapped[date]
    found: Mapped[str] = mapped_column(Text)
    present: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(20))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class ProtocolReminder(AppendOnly, Model):
    """Somebody was reminded of a review or of the term of a protocol that falls on a day; once each."""

    __tablename__ = "pole_protocol_reminder"
    __table_args__ = (
        UniqueConstraint("protocol_id", "kind", "due_on"),
        CheckConstraint("kind IN ('review', 'term')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("pole_protocol.id"))
    kind: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date]
    reminded_at: Mapped[datetime] = mapped_column(UtcDateTime)
