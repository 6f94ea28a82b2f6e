"""People with a project who came to the pole, and what became of them. Who they are has its time; the figures stay."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from pole.actors.models.directory import Actor


class Referral(Model):
    """Somebody with a project, received on a day. `name`, `contact` and `project` are emptied when their time has come.

    `theme`: a short label, which the yearly figures count. `from_actor_id`: who sent them to the pole.
    """

    __tablename__ = "pole_referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_on: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    project: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(120), default="")
    territory: Mapped[str] = mapped_column(String(120), default="")
    from_actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    facts: Mapped[list["ReferralFact"]] = relationship(order_by="ReferralFact.id", viewonly=True)

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"referral:{self.id}"


class ReferralFact(AppendOnly, Model):
    """What happened to somebody with a project: sent to an actor, or where the project stands; the last outcome counts.

    `text` may tell of a person: it is emptied with who they are.
    """

    __tablename__ = "pole_referral_fact"
    __table_args__ = (
        CheckConstraint("kind IN ('sent', 'outcome')", name="kind_known"),
        CheckConstraint("(kind = 'sent') = (actor_id IS NOT NULL)", name="sent_to_somebody"),
        CheckConstraint("(kind = 'outcome') = (outcome <> '')", name="outcome_is_one"),
        CheckConstraint("outcome IN ('', 'under_way', 'launched', 'joined', 'given_up', 'lost')", name="outcome_known"),
    )
    __erasable__ = {"text": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("pole_referral.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    on: Mapped[date] = mapped_column("on_day")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))

    actor: Mapped[Actor | None] = relationship()
