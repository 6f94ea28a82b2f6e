"""Two records of one person or organisation: said to be the same (and undone), or said to be two."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once


class MergeFact(AppendOnly, Model):
    """`dropped` is a double of `kept`; or, with `reverses_id`, that was a mistake.

    Nothing is moved or copied: readers follow the merge, so that undoing it gives back what was. `before` holds the
    details of both records as they were, `taken` the names of those that the kept record took from the other.
    """

    __tablename__ = "merge_fact"
    __table_args__ = (
        taken_back_once(),
        Index(None, "dropped_person_id"),
        Index(None, "dropped_organisation_id"),
        CheckConstraint("(kept_person_id IS NULL) <> (kept_organisation_id IS NULL)", name="one_kind"),
        CheckConstraint("(kept_person_id IS NULL) = (dropped_person_id IS NULL)", name="same_kind"),
        CheckConstraint("(kept_organisation_id IS NULL) = (dropped_organisation_id IS NULL)", name="same_kind_again"),
    )
    __erasable__ = {"before": {}, "motive": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dropped_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kept_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    dropped_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    before: Mapped[dict[str, Any]] = mapped_column(JsonText)
    taken: Mapped[list[str]] = mapped_column(JsonText)
    motive: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("merge_fact.id"))


class DistinctFact(AppendOnly, Model):
    """Two records that look alike are two people (or two organisations): they leave the review queue.

    `first_id` is the smaller identifier of the two.
    """

    __tablename__ = "distinct_fact"
    __table_args__ = (
        UniqueConstraint("kind", "first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
        CheckConstraint("kind IN ('person', 'organisation')", name="known_kind"),
    )
    __erasable__ = {"motive": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    first_id: Mapped[int]
    second_id: Mapped[int]
    motive: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
