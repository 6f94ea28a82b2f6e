"""A choice among places: criteria with weights, places, a mark and an argument for each; then it is put to a body."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once

_DECIDED = "OLD.decided_at IS NOT NULL"
_ITS_CHOICE = (
    "EXISTS (SELECT 1 FROM pole_place_choice WHERE pole_place_choice.id = OLD.choice_id "
    "AND pole_place_choice.decided_at IS NOT NULL)"
)

_ITS_PLACE = (
    "EXISTS (SELECT 1 FROM pole_place JOIN pole_place_choice ON pole_place_choice.id = pole_place.choice_id "
    "WHERE pole_place.id = OLD.place_id AND pole_place_choice.decided_at IS NOT NULL)"
)


class PlaceChoice(Model):
    """Where shall we be? Open until a body decides; what was compared then stands as it was."""

    __tablename__ = "pole_place_choice"
    __table_args__ = (CheckConstraint("title <> ''", name="has_title"),)
    __frozen__ = Frozen(
        (
            Freeze(("id", "created_at")),
            Freeze(("title", "text", "chosen_id"), since=_DECIDED),
            *write_once("decided_at"),
        ),
        kept=_DECIDED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    chosen_id: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    criteria: Mapped[list["PlaceCriterion"]] = relationship(order_by="PlaceCriterion.id", cascade="all, delete-orphan")
    places: Mapped[list["Place"]] = relationship(order_by="Place.id", cascade="all, delete-orphan")

    @property
    def subject(self) -> str:
        """How the audit trail and the decisions name it."""
        return f"place-choice:{self.id}"


class PlaceCriterion(Model):
    """What places are compared by; `weight` 1 to 5."""

    __tablename__ = "pole_place_criterion"
    __table_args__ = (
        UniqueConstraint("choice_id", "label"),
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight_one_to_five"),
    )
    __frozen__ = Frozen((Freeze(since=_ITS_CHOICE),), kept=_ITS_CHOICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    choice_id: Mapped[int] = mapped_column(ForeignKey("pole_place_choice.id"))
    label: Mapped[str] = mapped_column(String(200))
    weight: Mapped[int]


class Place(Model):
    """A place to choose; `yearly_cents`: what it costs a year, empty where it is not known."""

    __tablename__ = "pole_place"
    __table_args__ = (
        UniqueConstraint("choice_id", "name"),
        CheckConstraint("yearly_cents IS NULL OR yearly_cents >= 0", name="yearly_cents_not_negative"),
    )
    __frozen__ = Frozen((Freeze(since=_ITS_CHOICE),), kept=_ITS_CHOICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    choice_id: Mapped[int] = mapped_column(ForeignKey("pole_place_choice.id"))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    yearly_cents: Mapped[int | None] = mapped_column(BigInteger)

    marks: Mapped[list["PlaceMark"]] = relationship(cascade="all, delete-orphan")


class PlaceMark(Model):
    """What a place is worth by a criterion, 0 to 4, with the argument."""

    __tablename__ = "pole_place_mark"
    __table_args__ = (
        UniqueConstraint("place_id", "criterion_id"),
        CheckConstraint("mark BETWEEN 0 AND 4", name="mark_zero_to_four"),
    )
    __frozen__ = Frozen((Freeze(since=_ITS_PLACE),), kept=_ITS_PLACE)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("pole_place.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("pole_place_criterion.id", ondelete="CASCADE"))
    mark: Mapped[int]
    argument: Mapped[str] = mapped_column(Text, default="")
