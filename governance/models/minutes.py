"""What remains of an assembly: decisions in a gapless register, minutes as revisions and as issued documents."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from governance.models.assembly import AgendaItem, Assembly
from governance.models.bodies import BodyMeeting


class Origin(NamedTuple):
    """Where an assembly decided: its point of the agenda, and the vote that decided it."""

    assembly: Assembly
    item: AgendaItem
    box_id: int


class Decision(AppendOnly, Model):
    """What was decided, by an assembly or by a body, under a number that has no gap.

    Of an assembly, `box_id` is the vote that decided it, the last round of one. A vote annulled afterwards leaves its
    decision in the register; the new vote on the same point makes another one, under its own number. Of a body,
    `verdict` says what it did with what was put to it, `motives` why. `subject`: what it is about, as the audit trail
    names it ("action:12"); empty where it is about nothing that we keep.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("box_id"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("(assembly_id IS NULL) = (agenda_item_id IS NULL)", name="point_of_an_assembly"),
        CheckConstraint("(assembly_id IS NULL) = (box_id IS NULL)", name="assembly_votes"),
        CheckConstraint("(assembly_id IS NULL) = (body_meeting_id IS NOT NULL)", name="assembly_or_body"),
        CheckConstraint("(body_meeting_id IS NULL) = (verdict = '')", name="body_gives_verdict"),
        CheckConstraint("verdict IN ('', 'validated', 'amended', 'refused')", name="verdict_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    assembly_id: Mapped[int | None] = mapped_column(ForeignKey("assembly.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("votes_box.id"))
    body_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("body_meeting.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20), default="")
    motives: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(80), default="", index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    adopted: Mapped[bool]
    decided_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    assembly: Mapped[Assembly | None] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    meeting: Mapped[BodyMeeting | None] = relationship()

    @property
    def origin(self) -> Origin:
        """The point of the assembly and its vote; only of a decision of an assembly (LookupError of a body's)."""
        if self.assembly is None or self.item is None or self.box_id is None:
            raise LookupError("a decision of a body has no vote")
        return Origin(self.assembly, self.item, self.box_id)


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
