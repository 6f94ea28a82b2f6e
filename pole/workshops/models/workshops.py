"""A workshop or a dialogue: its record, its sessions, and what the pole has done for it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.clock import day_of
from foundation.kernel.db import Model, UtcDateTime


class Workshop(Model):
    """One record; what it says may be corrected at any time, and the audit trail tells by whom.

    `question`: what is to be solved; compulsory for a seasonal workshop. `practice`: the practices exchanged. `aim`: what is
    to be produced, or the scheme to be changed. `answer`: what the question came to. `diagnosis`: shared by those of a
    dialogue. `places`: how many may sign up, empty for no limit. `action_id`: the action of the programme it serves.
    """

    __tablename__ = "pole_workshop"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("kind IN ('seasonal', 'dialogue', 'other')", name="kind_known"),
        CheckConstraint("kind <> 'seasonal' OR question <> ''", name="seasonal_has_question"),
        CheckConstraint("places IS NULL OR places > 0", name="places_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(120), default="")
    question: Mapped[str] = mapped_column(Text, default="")
    practice: Mapped[str] = mapped_column(Text, default="")
    aim: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    diagnosis: Mapped[str] = mapped_column(Text, default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    territory: Mapped[str] = mapped_column(String(120), default="")
    facilitator: Mapped[str] = mapped_column(String(200), default="")
    action_id: Mapped[int | None] = mapped_column(ForeignKey("pole_action.id"), index=True)
    takes_sign_up: Mapped[bool] = mapped_column(default=True)
    places: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))
    closed_on: Mapped[date | None] = mapped_column(index=True)
    search_key: Mapped[str] = mapped_column(Text)

    sessions: Mapped[list["WorkshopSession"]] = relationship(
        back_populates="workshop", order_by="(WorkshopSession.starts_at, WorkshopSession.id)"
    )

    @property
    def subject(self) -> str:
        """How the audit trail, the files, the evaluations and the decisions name it."""
        return f"workshop:{self.id}"


class WorkshopSession(Model):
    """One meeting: where, when, what was said. `others`: heads present that no name is kept of.

    `is_public`: it stands in the public calendar. A session that does not take place is called off, never deleted.
    """

    __tablename__ = "pole_workshop_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("others >= 0", name="others_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    place: Mapped[str] = mapped_column(String(300), default="")
    territory: Mapped[str] = mapped_column(String(120), default="")
    is_public: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")
    others: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    called_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    workshop: Mapped[Workshop] = relationship(back_populates="sessions")

    @property
    def held_on(self) -> date:
        """Its day where the cooperative lives."""
        return day_of(self.starts_at)


class WorkshopStep(Model):
    """A line of the checklist that was done: a task of the pole, or a step of a dialogue."""

    __tablename__ = "pole_workshop_step"
    __table_args__ = (UniqueConstraint("workshop_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"))
    step: Mapped[str] = mapped_column(String(40))
    done_on: Mapped[date]
    done_by: Mapped[str] = mapped_column(String(200))
