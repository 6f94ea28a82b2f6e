"""Requests to join: who asked and how, and what happened to the request, in facts."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model
from foundation.kernel.ledger import taken_back_once
from membership.models.facts import Dated
from membership.models.identity import Organisation, Person


class Application(Model):
    """A request to join, of a person or an organisation on record. Everything else about it is a fact.

    `typed`: what a form said otherwise than the record, until somebody takes it over or sets it aside.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "organisation_id"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"),
        CheckConstraint("channel IN ('online', 'desk')", name="known_channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    channel: Mapped[str] = mapped_column(String(10))
    received_on: Mapped[date]
    typed: Mapped[dict[str, Any] | None] = mapped_column(JsonText)

    person: Mapped[Person | None] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")

    @property
    def party(self) -> Person | Organisation:
        """Who wishes to join."""
        found = self.person or self.organisation
        if found is None:
            raise LookupError(f"application {self.id} is nobody's")
        return found


class ApplicationFact(Dated, Model):
    """One step of a request. Those that say the terms (category, college, shares) carry them; the last one rules.

    `member_id`: of a request that took effect, the member it made. `double_of_id`: whose record this may be a double of.
    """

    __tablename__ = "application_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "application_id"),
        Index(None, "member_id"),
        CheckConstraint(
            "event IN ('submitted', 'completed', 'reviewed', 'accepted', 'refused', 'withdrawn', 'effective')",
            name="known_event",
        ),
        CheckConstraint("shares IS NULL OR shares >= 0", name="shares_not_negative"),
        CheckConstraint("event <> 'effective' OR member_id IS NOT NULL", name="effect_names_member"),
    )
    __erasable__ = {"motive": ""}  # noqa: RUF012

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    event: Mapped[str] = mapped_column(String(12))
    category: Mapped[str | None] = mapped_column(String(60))
    college: Mapped[str | None] = mapped_column(String(60))
    shares: Mapped[int | None]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    double_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
