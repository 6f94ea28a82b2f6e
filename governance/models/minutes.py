"""What remains of an assembly: decisions in a gapless register, minutes as revisions and as issued documents."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from governance.models.assembly import AgendaItem, Assembly


class Decision(AppendOnly, Model):
    """One closed resolution, adopted or rejected, under a number that has no gap.

    `box_id`: the vote that decided it, the last round of one. A vote annulled afterwards leaves its decision in the
    register; the new vote on the same point makes another one, under its own number.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("box_id"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("votes_box.id"))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    adopted: Mapped[bool]
    decided_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    assembly: Mapped[Assembly] = relationship()
    item: Mapped[AgendaItem] = relationship()


class IncidentFact(AppendOnly, Model):
    """Something that disturbed the session: it goes into the minutes (R225-99, R223-24)."""

    __tablename__ = "incident_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class MinutesRevision(AppendOnly, Model):
    """One writing of the minutes' free texts; the figures come from the assembly itself, never from here."""

    __tablename__ = "minutes_revision"
    __table_args__ = (UniqueConstraint("assembly_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    revision: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))


class MinutesIssue(AppendOnly, Model):
    """The minutes as issued: a number without gap, and the archived document."""

    __tablename__ = "minutes_issue"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("assembly_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    sheet_document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_revision.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
