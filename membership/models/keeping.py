"""What the membership keeps besides people: employment that a category rests on, missing numbers explained, settings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once
from membership.models.facts import Dated


class EmploymentFact(Dated, Model):
    """The cooperative employs somebody from a day; `until_on` is the last day of the contract, None while open."""

    __tablename__ = "employment_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "person_id"),
        CheckConstraint("until_on IS NULL OR until_on >= effective_on", name="ends_after_it_begins"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(120), default="")
    until_on: Mapped[date | None]


class NumberNote(AppendOnly, Model):
    """Why the numbers from `first` to `last` were never given here."""

    __tablename__ = "number_note"
    __table_args__ = (CheckConstraint("first >= 1 AND first <= last", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int]
    last: Mapped[int]
    note: Mapped[str] = mapped_column(String(500))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class MembershipSetting(Model):
    """One setting of the membership; the value is JSON."""

    __tablename__ = "membership_setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
