"""Proposals: versions with their actions in their priority, each put to a body that decides on it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen
from foundation.kernel.ledger import AppendOnly
from governance.models import BodyMeeting
from pole.programme.models.actions import Action, ActionRevision

_FROZEN = "OLD.frozen_at IS NOT NULL"
_OF_FROZEN = (
    "EXISTS (SELECT 1 FROM pole_proposal_version "
    "WHERE pole_proposal_version.id = OLD.version_id AND pole_proposal_version.frozen_at IS NOT NULL)"
)


class Proposal(Model):
    """Something proposed, from its first version to the one that is carried out; what it is about never changes its id."""

    __tablename__ = "pole_proposal"
    __table_args__ = (CheckConstraint("title <> ''", name="has_title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    @property
    def subject(self) -> str:
        """How the audit trail, the decisions and who follows it name it."""
        return f"proposal:{self.id}"


class ProposalVersion(Model):
    """One version (V1, V2...): written while it is a draft, and word for word the same from the moment it is put to a body."""

    __tablename__ = "pole_proposal_version"
    __table_args__ = (
        UniqueConstraint("proposal_id", "version"),
        CheckConstraint("version > 0", name="version_positive"),
    )
    __frozen__ = Frozen((Freeze(("id", "proposal_id", "version")), Freeze((), _FROZEN)), kept=_FROZEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("pole_proposal.id"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    proposal: Mapped[Proposal] = relationship()


class ProposalItem(Model):
    """One action of a version, as it was written then, under its axis; `priority` 1 to 3, the first one first, 0 for none."""

    __tablename__ = "pole_proposal_item"
    __table_args__ = (
        UniqueConstraint("version_id", "action_id"),
        CheckConstraint("priority BETWEEN 0 AND 3", name="priority_known"),
    )
    __frozen__ = Frozen((Freeze((), _OF_FROZEN),), kept=_OF_FROZEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("pole_proposal_version.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("pole_action.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pole_action_revision.id"))
    axis_code: Mapped[str] = mapped_column(String(10))
    axis_label: Mapped[str] = mapped_column(String(200))
    priority: Mapped[int] = mapped_column(default=0)
    position: Mapped[int]

    action: Mapped[Action] = relationship()
    revision: Mapped[ActionRevision] = relationship()


class ProposalPut(AppendOnly, Model):
    """A version was put before a body, at a meeting of it; or that was taken back before the body said anything.

    The body's verdict is its decision in the register: the one of that meeting about the proposal.
    """

    __tablename__ = "pole_proposal_put"
    __table_args__ = (
        UniqueConstraint("takes_back_id"),
        CheckConstraint("(event = 'taken_back') = (takes_back_id IS NOT NULL)", name="takes_one_back"),
        CheckConstraint("event IN ('put', 'taken_back')", name="event_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("pole_proposal_version.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("body_meeting.id"), index=True)
    event: Mapped[str] = mapped_column(String(20), default="put")
    takes_back_id: Mapped[int | None] = mapped_column(ForeignKey("pole_proposal_put.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))

    version: Mapped[ProposalVersion] = relationship()
    meeting: Mapped[BodyMeeting] = relationship()
