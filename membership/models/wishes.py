"""What members say is wrong in their identity details: proposed, looked at by the office, taken over or not."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime

KNOWN_STATES = "state IN ('waiting', 'accepted', 'refused', 'withdrawn')"


class DetailsWish(Model):
    """Details of a record as a member would have them: `changes` is {field: [on record, wished]}.

    No fact of the register: once answered, the values are forgotten (the record holds the right ones) and only the
    names of the fields stay. `once`: the word of the page that it came from.
    """

    __tablename__ = "details_wish"
    __table_args__ = (
        UniqueConstraint("once"),
        Index(None, "person_id"),
        Index(None, "organisation_id"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="one_side"),
        CheckConstraint(KNOWN_STATES, name="known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    changes: Mapped[dict[str, Any]] = mapped_column(JsonText)
    words: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str] = mapped_column(String(200), default="")
