"""The yearly vote on priorities: what it asks, of which actions as they were written then, and what was decided after it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly

_OPENED = "EXISTS (SELECT 1 FROM pole_priority_vote WHERE id = OLD.vote_id AND opened_at IS NOT NULL)"


class PriorityVote(Model):
    """One vote on priorities. Prepared at leisure, it opens as a consultation of every college and then stands still.

    `terms`: how it is answered and how many actions it keeps (`rules.ballots.Terms`). Where it stands follows from its
    consultation and the box of its one question; `closes_at` is what was announced: the box may be given more time.
    """

    __tablename__ = "pole_priority_vote"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("year BETWEEN 1900 AND 2999", name="year_known"),
        CheckConstraint("(opened_at IS NULL) = (consultation_id IS NULL)", name="opens_as_consultation"),
        CheckConstraint("withdrawn_at IS NULL OR opened_at IS NULL", name="withdrawn_before_opening"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "created_at", "created_by")),
            Freeze(("year", "title", "text", "terms", "closes_at"), since="OLD.opened_at IS NOT NULL"),
            *write_once("opened_at", "withdrawn_at", "consultation_id"),
        ),
        kept="OLD.opened_at IS NOT NULL",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[dict[str, Any]] = mapped_column(JsonText)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    items: Mapped[list["PriorityItem"]] = relationship(
        back_populates="vote", order_by="PriorityItem.position", cascade="all, delete-orphan"
    )

    @property
    def subject(self) -> str:
        """How the audit trail and the decisions name it."""
        return f"priorities:{self.id}"


class PriorityItem(Model):
    """One action put to the vote, and the writing of it that voters read; frozen when the vote opens."""

    __tablename__ = "pole_priority_item"
    __table_args__ = (UniqueConstraint("vote_id", "action_id"),)
    __frozen__ = Frozen((Freeze(since=_OPENED),), kept=_OPENED)

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("pole_priority_vote.id"), index=True)
    position: Mapped[int]
    action_id: Mapped[int] = mapped_column(ForeignKey("pole_action.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pole_action_revision.id"))

    vote: Mapped[PriorityVote] = relationship(back_populates="items")


class PriorityChoice(AppendOnly, Model):
    """What a decision made of one action after a vote: the state that it took. Its motives stand in the decision."""

    __tablename__ = "pole_priority_choice"
    __table_args__ = (UniqueConstraint("decision_id", "action_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("pole_priority_vote.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("pole_action.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("on_day")
