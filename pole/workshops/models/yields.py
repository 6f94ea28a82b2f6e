"""What a workshop yields: findings and testimonies, schemes changed or created, productions for others."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.collation import ordered_text
from foundation.kernel.db import Model, UtcDateTime


class WorkshopFinding(Model):
    """Something that was found, told, agreed or is to be done.

    `kind`: "finding", "testimony" (`author`: who told it), "agreed", "to_do" (`author`: who does it; `due_on`, `done_on`).
    `became`: what it was turned into ("action:3", "item:12", "consultation:4"), empty while nothing.
    """

    __tablename__ = "pole_workshop_finding"
    __table_args__ = (
        CheckConstraint("kind IN ('finding', 'testimony', 'agreed', 'to_do')", name="kind_known"),
        CheckConstraint("kind = 'to_do' OR due_on IS NULL AND done_on IS NULL", name="only_what_is_to_do_is_due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("pole_workshop_session.id"))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    became: Mapped[str] = mapped_column(String(80), default="", index=True)
    became_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class WorkshopScheme(Model):
    """A public scheme (dispositif) that a dialogue changed or created, with the institution that holds it."""

    __tablename__ = "pole_workshop_scheme"
    __table_args__ = (
        CheckConstraint("effect IN ('created', 'changed')", name="effect_known"),
        CheckConstraint("name <> ''", name="has_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("pole_workshop.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    effect: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"))
    on: Mapped[date] = mapped_column("on_day")
    text: Mapped[str] = mapped_column(Text, default="")


class Production(Model):
    """A work made for others: in the public library from `published_on` on, unless it was withdrawn.

    The file is a deposit; `address` is where it stands elsewhere. `downloads` counts and names nobody.
    """

    __tablename__ = "pole_production"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("kind IN ('brochure', 'guide', 'conference', 'video', 'other')", name="kind_known"),
        CheckConstraint("downloads >= 0", name="downloads_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("pole_workshop.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(120), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    authors: Mapped[str] = mapped_column(String(300), default="")
    deposit_id: Mapped[int | None] = mapped_column(ForeignKey("deposit.id"))
    address: Mapped[str] = mapped_column(String(500), default="")
    published_on: Mapped[date] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    downloads: Mapped[int] = mapped_column(default=0)
    sort_key: Mapped[str] = mapped_column(ordered_text(300))
    search_key: Mapped[str] = mapped_column(Text)

    @property
    def subject(self) -> str:
        """What its file is about."""
        return f"production:{self.id}"
