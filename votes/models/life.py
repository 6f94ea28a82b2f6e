"""What happened to a box after it opened: acts on it, late additions to its roll, rights taken back, objections."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from votes.models.boxes import OF_REHEARSAL

ACTS = (
    *("extended", "ended", "confirmed_small", "recounted", "cancelled"),
    *("published", "contested", "settled", "annulled", "archived"),
)


class BoxAct(AppendOnly, Model):
    """One act on a box, with who did it and why: the state of a box follows from these and from its moments."""

    __tablename__ = "votes_act"
    __table_args__ = (
        CheckConstraint(f"kind IN {ACTS}", name="kind_known"),
        Index(None, "box_id", "kind"),
    )
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AdditionAsked(AppendOnly, Model):
    """Somebody asked that a right be added to a roll that was frozen; `line` is the line of the roll to be."""

    __tablename__ = "votes_addition_asked"
    __table_args__ = (Index(None, "box_id"),)
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    line: Mapped[dict[str, Any]] = mapped_column(JsonText)
    reason: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AdditionMade(AppendOnly, Model):
    """The answer to a late addition: the right it made (None: refused); for a secret vote, by a second person."""

    __tablename__ = "votes_addition_made"
    __table_args__ = (UniqueConstraint("asked_id"), UniqueConstraint("right_id"), Index(None, "box_id"))
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("votes_addition_asked.id"))
    right_id: Mapped[int | None] = mapped_column(ForeignKey("votes_right.id"))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RightEnd(AppendOnly, Model):
    """A right was taken back before it was used, with the reason: it casts nothing and counts nowhere."""

    __tablename__ = "votes_right_end"
    __table_args__ = (UniqueConstraint("right_id"), Index(None, "box_id"))
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    reason: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Objection(AppendOnly, Model):
    """The reason given with a ballot against a proposal put to consent; the last one of a right stands (empty: lifted)."""

    __tablename__ = "votes_objection"
    __table_args__ = (Index(None, "box_id", "right_id"),)
    __wiped_when__ = OF_REHEARSAL

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("votes_right.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
