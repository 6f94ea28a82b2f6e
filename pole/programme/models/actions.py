"""Axes and actions. What an action says is written again, never over; what happens to it is told, fact after fact."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once
from pole.actors.models import Actor


class Axis(Model):
    """One axis of the programme, in its place; closed rather than deleted."""

    __tablename__ = "pole_axis"
    __table_args__ = (UniqueConstraint("code"), CheckConstraint("code <> '' AND label <> ''", name="has_label"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Action(Model):
    """One action: a number for life, without gap. What it says now is its last revision; where it stands, its facts."""

    __tablename__ = "pole_action"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("number > 0", name="number_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    revisions: Mapped[list["ActionRevision"]] = relationship(
        back_populates="action", order_by="ActionRevision.revision"
    )

    @property
    def subject(self) -> str:
        """How the audit trail and the decisions name it."""
        return f"action:{self.id}"


class ActionRevision(AppendOnly, Model):
    """One writing of an action: the last one is what it says.

    `owner_actor_id`: the actor that carries it; `owner_name`: who answers for it, in words. `college`: the id of the
    college that proposed it, empty for none. `themes`, `needs`: short labels. Planned money in cents, planned hours of
    volunteers and employees together.
    """

    __tablename__ = "pole_action_revision"
    __table_args__ = (
        UniqueConstraint("action_id", "revision"),
        CheckConstraint("planned_cents >= 0", name="planned_cents_not_negative"),
        CheckConstraint("planned_hours >= 0", name="planned_hours_not_negative"),
        CheckConstraint("title <> ''", name="has_title"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("pole_action.id"))
    revision: Mapped[int]
    axis_id: Mapped[int] = mapped_column(ForeignKey("pole_axis.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    target_public: Mapped[str] = mapped_column(String(300), default="")
    themes: Mapped[list[str]] = mapped_column(JsonText, default=list)
    needs: Mapped[list[str]] = mapped_column(JsonText, default=list)
    owner_actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    college: Mapped[str] = mapped_column(String(60), default="")
    planned_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    planned_hours: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))

    action: Mapped[Action] = relationship(back_populates="revisions")
    owner_actor: Mapped[Actor | None] = relationship()

    @property
    def owner(self) -> str:
        """Who carries it, in words: the actor of the directory, else the name that was written; both where both are."""
        actor = self.owner_actor.name if self.owner_actor else ""
        return " · ".join(dict.fromkeys(one for one in (actor, self.owner_name) if one))


class ActionFact(AppendOnly, Model):
    """Something that happened to an action, on a day: a change of state, money or hours spent, a piece of evidence, a merge.

    `kind`: "state" (details: state), "spent" (details: cents, hours), "evidence" (text, and details: file or address),
    "merged" (details: into, the number of the action that takes it over), "note". A mistake is taken back by a fact that
    names it (`reverses_id`).
    """

    __tablename__ = "pole_action_fact"
    __table_args__ = (
        taken_back_once(),
        CheckConstraint("kind IN ('state', 'spent', 'evidence', 'merged', 'note', 'reversal')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("pole_action.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("on_day", index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("pole_action_fact.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))
