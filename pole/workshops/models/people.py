"""Who takes part in a workshop: people with their commitment, organisations that stand behind it, and who came."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime


class WorkshopPerson(Model):
    """Somebody in a workshop, for an organisation (`actor_id`) or alone.

    `signed_on`: the day the commitment was signed; the paper is a file about "workshop-person:<id>". `allowance_cents`: what
    is paid to the person or its organisation. `valued_minutes`: time given, valued in the accounts of volunteering.
    `account_id`: who signed up by the site; `left_on`: no longer takes part, what was done stays counted.
    """

    __tablename__ = "pole_workshop_person"
    __table_args__ = (
        UniqueConstraint("workshop_id", "account_id"),
        CheckConstraint("role IN ('participant', 'expert')", name="role_known"),
        CheckConstraint("allowance_cents >= 0 AND valued_minutes >= 0", name="nothing_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="participant")
    name: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    contact: Mapped[str] = mapped_column(String(254), default="")
    signed_on: Mapped[date | None]
    allowance_cents: Mapped[int] = mapped_column(default=0)
    valued_minutes: Mapped[int] = mapped_column(default=0)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    @property
    def subject(self) -> str:
        """What the signed paper is about."""
        return f"workshop-person:{self.id}"


class WorkshopOrganisation(Model):
    """An organisation of the directory that stands in a workshop besides those of its people.

    `part`: "base" (takes part as a base organisation), "sponsor" (backs it), "stakeholder" (is invited to a dialogue).
    """

    __tablename__ = "pole_workshop_organisation"
    __table_args__ = (
        UniqueConstraint("workshop_id", "actor_id", "part"),
        CheckConstraint("part IN ('base', 'sponsor', 'stakeholder')", name="part_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    part: Mapped[str] = mapped_column(String(20))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WorkshopPresence(Model):
    """Somebody came to a session; the row goes when it was a mistake."""

    __tablename__ = "pole_workshop_presence"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop_person.id"), index=True)
