"""What stands behind actions: viewpoints, interviews, documents, workshops and ideas, as they were said, with their origin."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once
from pole.actors.models import Actor


class Contribution(AppendOnly, Model):
    """Something that somebody brought, under a number for life; it is never written again, what became of it is told by facts.

    `origin`: the organisation, the body or the title of the document; `person_name`: who spoke, emptied when its time has
    come. `account_id`: the account that brought it online, so that its owner finds it again.
    """

    __tablename__ = "pole_contribution"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("kind IN ('viewpoint', 'interview', 'document', 'workshop', 'idea')", name="kind_known"),
        CheckConstraint("title <> ''", name="has_title"),
    )
    __erasable__ = {"person_name": "", "account_id": None, "collected_by": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    need: Mapped[str] = mapped_column(String(120), default="")
    origin: Mapped[str] = mapped_column(String(200), default="")
    origin_actor_id: Mapped[int | None] = mapped_column(ForeignKey("pole_actor.id"), index=True)
    person_name: Mapped[str] = mapped_column(String(200), default="")
    college: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    given_on: Mapped[date] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(index=True)
    collected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    collected_by: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text)

    origin_actor: Mapped[Actor | None] = relationship()

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"contribution:{self.id}"

    @property
    def source(self) -> str:
        """Where it comes from, in words: the actor of the directory or what was written, once each."""
        actor = self.origin_actor.name if self.origin_actor else ""
        return " · ".join(dict.fromkeys(one for one in (actor, self.origin) if one))


class ContributionFact(AppendOnly, Model):
    """What became of a contribution on a day: it stands behind an action, was merged into another, or was set aside."""

    __tablename__ = "pole_contribution_fact"
    __table_args__ = (
        taken_back_once(),
        CheckConstraint("kind IN ('behind', 'merged', 'set_aside', 'reversal')", name="kind_known"),
        CheckConstraint("(kind = 'behind') = (action_id IS NOT NULL)", name="behind_an_action"),
        CheckConstraint("(kind = 'merged') = (into_id IS NOT NULL)", name="merged_into_another"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_a_fact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("pole_contribution.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("on_day")
    text: Mapped[str] = mapped_column(Text, default="")
    action_id: Mapped[int | None] = mapped_column(ForeignKey("pole_action.id"), index=True)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("pole_contribution.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("pole_contribution_fact.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))
