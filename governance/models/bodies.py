"""Bodies that meet and decide besides the assemblies: board, steering group, follow-up group; who sits there, and when it met."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen
from foundation.kernel.ledger import AppendOnly

_DECIDED = "EXISTS (SELECT 1 FROM decision WHERE decision.body_meeting_id = OLD.id)"


class Body(Model):
    """A body of the cooperative, in existence from one day to another."""

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("kind IN ('board', 'steering', 'follow_up', 'committee', 'other')", name="kind_known"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"body:{self.id}"


class BodySeatFact(AppendOnly, Model):
    """Somebody took a seat in a body, or left it, on a day. `name` is kept as it was, for who has no record of ours.

    A seat is the line by which it was taken; `seat_id` of the leaving names that line.
    """

    __tablename__ = "body_seat_fact"
    __erasable__ = {"name": "", "standing_for": ""}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("(event = 'left') = (seat_id IS NOT NULL)", name="leaves_a_seat"),
        CheckConstraint("event IN ('took', 'left')", name="event_known"),
        CheckConstraint("role IN ('chair', 'member', 'guest')", name="role_known"),
        UniqueConstraint("seat_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    standing_for: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20), default="member")
    event: Mapped[str] = mapped_column(String(10))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("body_seat_fact.id"))
    on: Mapped[date] = mapped_column("on_day")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class BodyMeeting(Model):
    """A body met, or will meet, on a day. `present`, `excused`: the names, one a line. Its decisions stand in the register."""

    __tablename__ = "body_meeting"
    __frozen__ = Frozen(
        (Freeze(("id", "body_id", "created_at", "created_by")), Freeze(("held_on",), since=_DECIDED)), kept=_DECIDED
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    present: Mapped[str] = mapped_column(Text, default="")
    excused: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    body: Mapped[Body] = relationship()

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"body-meeting:{self.id}"
