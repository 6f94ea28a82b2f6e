"""What a decision asks to be done, how that goes, and who wants to be told of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from governance.models.minutes import Decision


class DecisionTask(Model):
    """Something to be done after a decision: one step of it, with who answers for it and until when.

    `subject`: what it is carried out by, as the audit trail names it ("action:12"); empty where it stands by itself.
    """

    __tablename__ = "decision_task"
    __table_args__ = (CheckConstraint("title <> ''", name="has_title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    subject: Mapped[str] = mapped_column(String(80), default="", index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    decision: Mapped[Decision] = relationship()


class DecisionTaskFact(AppendOnly, Model):
    """How a task stood on a day: the last one recorded tells the present. `percent` of it that is done, 0 to 100."""

    __tablename__ = "decision_task_fact"
    __table_args__ = (
        CheckConstraint("state IN ('to_do', 'under_way', 'done', 'given_up')", name="state_known"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_of_a_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("decision_task.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    percent: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    on: Mapped[date] = mapped_column("on_day")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class Follower(Model):
    """An account that wants to be told when something moves ("decision:3", "action:12"); the row goes when it no longer does."""

    __tablename__ = "follower"
    __table_args__ = (UniqueConstraint("account_id", "subject"), CheckConstraint("subject <> ''", name="names_what"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
