"""The directory: who acts in the territory, what kind of actor it is, and which member it is where it is one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.collation import ordered_text
from foundation.kernel.db import Model, UtcDateTime


class Actor(Model):
    """An organisation of the territory, member or not; its details may be corrected, it is never deleted.

    `type`: one of `pole.actors.rules.types`. `ess_level`: 0 base organisation, 1 grouping or federation, 2 head of
    network; empty for an actor outside the ESS. `organisation_id`: its record in the register of members, where it has
    one: its name is then read there. `closed_at`: it no longer is an actor of the territory.
    """

    __tablename__ = "pole_actor"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name="ess_level_known"),
        CheckConstraint("type IN ('ess', 'resource', 'public', 'funder', 'other')", name="type_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(20), index=True)
    ess_level: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), unique=True)
    territory: Mapped[str] = mapped_column(String(120), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    sort_key: Mapped[str] = mapped_column(ordered_text(300), index=True)
    search_key: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"actor:{self.id}"


class ActorLink(Model):
    """Two actors work together, from a day on; `other_id` empty: with the pole itself. Ended rather than deleted.

    `kind`: one of `pole.actors.rules.links`. Membership and protocols are links too, read where they are kept.
    """

    __tablename__ = "pole_actor_link"
    __table_args__ = (
        CheckConstraint("kind IN ('works_with', 'shared_staff', 'renamed', 'funds', 'belongs')", name="kind_known"),
        CheckConstraint("actor_id <> other_id", name="two_actors"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(500), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
