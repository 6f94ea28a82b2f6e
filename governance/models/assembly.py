"""An assembly, its agenda and its officers."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly
from governance.rules.kinds import AssemblyKind, AssemblyState, QuestionKind
from votes.rules.plans import BallotPlan, plan_from_json

CONVENED = (
    *("title", "kind", "convening", "first_assembly_id", "starts_at", "zone", "place", "remote_access"),
    *("questions_email", "late_notice_reason"),
)
ON_THE_AGENDA = ("position", "title", "text", "question", "supported_by_board", "replaceable", "ballot")
_ITS_ASSEMBLY = "EXISTS (SELECT 1 FROM assembly WHERE assembly.id = OLD.assembly_id AND assembly.{moment} IS NOT NULL)"


class Assembly(Model):
    """One general assembly. Its state is derived from the moments that happened."""

    __tablename__ = "assembly"
    __table_args__ = (
        CheckConstraint("kind IN ('ordinary', 'extraordinary', 'mixed')", name="kind"),
        CheckConstraint("convening IN (1, 2)", name="convening"),
        CheckConstraint("convening = 1 OR first_assembly_id IS NOT NULL", name="second_names_first"),
        CheckConstraint("opened_at IS NULL OR convened_at IS NOT NULL", name="opened_after_convened"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="closed_after_opened"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "created_at")),
            Freeze(CONVENED, since="OLD.convened_at IS NOT NULL"),
            *write_once("convened_at", "statutes_id", "opened_at", "closed_at"),
            Freeze(since="OLD.closed_at IS NOT NULL"),
        ),
        kept="OLD.convened_at IS NOT NULL",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    convening: Mapped[int] = mapped_column(default=1)
    first_assembly_id: Mapped[int | None] = mapped_column(ForeignKey("assembly.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    place: Mapped[str] = mapped_column(String(300), default="")
    remote_access: Mapped[str] = mapped_column(String(300), default="")
    questions_email: Mapped[str] = mapped_column(String(254), default="")
    statutes_id: Mapped[int | None] = mapped_column(ForeignKey("statutes_version.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    convened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_notice_reason: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="assembly", order_by="AgendaItem.position", lazy="selectin"
    )

    @property
    def state(self) -> AssemblyState:
        """Draft, convened, open or closed."""
        if self.closed_at:
            return AssemblyState.CLOSED
        if self.opened_at:
            return AssemblyState.OPEN
        return AssemblyState.CONVENED if self.convened_at else AssemblyState.DRAFT

    @property
    def assembly_kind(self) -> AssemblyKind:
        """The kind as a word of the rules."""
        return AssemblyKind(self.kind)

    @property
    def local_start(self) -> datetime:
        """The moment it starts, on the clock of its place."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def meets_on(self) -> date:
        """The day it meets, where it meets."""
        return self.local_start.date()

    @property
    def subject(self) -> str:
        """How the audit trail, the outbox and the archive name it."""
        return f"assembly:{self.id}"


class AgendaItem(Model):
    """One point of the agenda; with a `question` it is put to the vote, by the plan in `ballot` (`votes.rules.plans`)."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("assembly_id", "position"),
        CheckConstraint("question IN ('', 'ordinary', 'extraordinary')", name="question"),
        CheckConstraint("box_id IS NULL OR question <> ''", name="only_questions_have_a_box"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "assembly_id")),
            Freeze(ON_THE_AGENDA, since=_ITS_ASSEMBLY.format(moment="convened_at")),
            *write_once("box_id", "dealt_with_at"),
            Freeze(since=_ITS_ASSEMBLY.format(moment="closed_at")),
        ),
        kept=_ITS_ASSEMBLY.format(moment="convened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(String(20), default="")
    supported_by_board: Mapped[bool] = mapped_column(default=True)
    replaceable: Mapped[bool] = mapped_column(default=False)
    ballot: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("votes_box.id"), unique=True)
    dealt_with_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    assembly: Mapped[Assembly] = relationship(back_populates="items")

    @property
    def plan(self) -> BallotPlan:
        """How it is put to the vote."""
        return plan_from_json(self.ballot or {})

    @property
    def question_kind(self) -> QuestionKind | None:
        """By which rules it is decided; None for a point without a vote."""
        return QuestionKind(self.question) if self.question else None


class OfficerFact(AppendOnly, Model):
    """Someone was named to the officers (bureau); the last fact of each seat stands."""

    __tablename__ = "officer_fact"
    __table_args__ = (CheckConstraint("seat IN ('chair', 'secretary', 'teller_1', 'teller_2')", name="seat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    seat: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[str] = mapped_column(String(200), default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
