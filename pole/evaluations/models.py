"""Campaigns of evaluation, who is invited, and what was answered.

Who answered and what was answered are rows apart, without a key, a time or an order that joins them: a mark says that a
member (or a link) has answered, grades and remarks say only which action, which college. Their keys are drawn at random.
On PostgreSQL the order of arrival stays in the files of the database (see the decision on what a secret vote hides).
"""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.clock import PARIS
from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.frozen import Freeze, Frozen, write_once
from foundation.kernel.ledger import AppendOnly

_OPENED = "OLD.opened_at IS NOT NULL"
_ITS_CAMPAIGN_OPENED = (
    "EXISTS (SELECT 1 FROM evaluation_campaign WHERE evaluation_campaign.id = OLD.campaign_id "
    "AND evaluation_campaign.opened_at IS NOT NULL)"
)
DRAWN = BigInteger().with_variant(Integer(), "sqlite")


def drawn_key() -> int:
    """A key that tells no order."""
    return secrets.randbits(62)


class EvaluationGrid(Model):
    """A grid of the cooperative's own; campaigns copy it, so that it may be written again."""

    __tablename__ = "evaluation_grid"
    __table_args__ = (UniqueConstraint("name"), CheckConstraint("name <> ''", name="has_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    criteria: Mapped[list[dict[str, str]]] = mapped_column(JsonText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"evaluation_grid:{self.id}"


class Campaign(Model):
    """One campaign: what is asked, of whom, until when. Once open, only the closing may still move, until it is over.

    `audience`: as consultations keep it. `colleges`: frozen at the opening, in order: id, name, invited, weight ("" where
    heads count). `agreed`: colleges all of whose members agreed to be shown from three answers on. `enough`: how many
    grades an action needs to be ranked. `heads_why`: the sentence that says why there is no total by weights.
    """

    __tablename__ = "evaluation_campaign"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("enough >= 5", name="enough_from_five"),
        CheckConstraint("opened_at IS NULL OR withdrawn_at IS NULL", name="opened_or_withdrawn"),
    )
    __frozen__ = Frozen(
        (
            Freeze(("id", "created_at", "created_by")),
            Freeze(
                ("title", "grid_name", "criteria", "audience", "colleges", "agreed", "enough", "heads_why", "zone"),
                since=_OPENED,
            ),
            *write_once("opened_at", "withdrawn_at"),
        ),
        kept=_OPENED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    grid_name: Mapped[str] = mapped_column(String(120))
    criteria: Mapped[list[dict[str, str]]] = mapped_column(JsonText)
    audience: Mapped[dict[str, Any]] = mapped_column(JsonText)
    colleges: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)
    heads_why: Mapped[str] = mapped_column(Text, default="")
    agreed: Mapped[list[str]] = mapped_column(JsonText, default=list)
    enough: Mapped[int] = mapped_column(default=5)
    remind_days: Mapped[int] = mapped_column(default=5)
    zone: Mapped[str] = mapped_column(String(60), default=PARIS)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    subjects: Mapped[list["CampaignSubject"]] = relationship(
        back_populates="campaign", order_by="CampaignSubject.position", cascade="all, delete-orphan"
    )

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"campaign:{self.id}"


class CampaignSubject(Model):
    """One action (or workshop) that a campaign evaluates, by its title of that day; `off`: criteria not asked of it."""

    __tablename__ = "evaluation_subject"
    __table_args__ = (
        UniqueConstraint("campaign_id", "about"),
        Index("ix_evaluation_subject_about", "about"),
        CheckConstraint("about <> ''", name="about_something"),
    )
    __frozen__ = Frozen(
        (Freeze(("id", "campaign_id", "about", "position", "title", "off"), since=_ITS_CAMPAIGN_OPENED),),
        kept=_ITS_CAMPAIGN_OPENED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("evaluation_campaign.id"))
    about: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    off: Mapped[list[str]] = mapped_column(JsonText, default=list)

    campaign: Mapped[Campaign] = relationship(back_populates="subjects")


class FactSheet(AppendOnly, Model):
    """What the owner says of the action before it is judged; the last writing stands. Money in cents, hours of volunteers."""

    __tablename__ = "evaluation_fact_sheet"
    __table_args__ = (
        CheckConstraint("people_reached IS NULL OR people_reached >= 0", name="people_not_negative"),
        CheckConstraint("spent_cents IS NULL OR spent_cents >= 0", name="cents_not_negative"),
        CheckConstraint("volunteer_hours IS NULL OR volunteer_hours >= 0", name="hours_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"), index=True)
    planned: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    people_reached: Mapped[int | None]
    spent_cents: Mapped[int | None] = mapped_column(BigInteger)
    volunteer_hours: Mapped[int | None]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))


class Invited(AppendOnly, Model):
    """A member invited by a campaign, in the college of the day of its opening; empty where there are none."""

    __tablename__ = "evaluation_invited"
    __table_args__ = (UniqueConstraint("campaign_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("evaluation_campaign.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    member_number: Mapped[int]
    college: Mapped[str] = mapped_column(String(80))


class Guest(Model):
    """Somebody from outside who is invited to evaluate one action by a personal link; the address goes some months after.

    `nonce`: what the link is bound to; it opens nothing by itself. `sent_at`: the last time that the link was sent.
    """

    __tablename__ = "evaluation_guest"
    __table_args__ = (UniqueConstraint("subject_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    nonce: Mapped[str] = mapped_column(String(40))
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    invited_by: Mapped[str] = mapped_column(String(200))


class EvaluationMark(AppendOnly, Model):
    """This member, or this link, has answered about this action, once; what was answered stands elsewhere."""

    __tablename__ = "evaluation_mark"
    __table_args__ = (
        UniqueConstraint("invited_id", "subject_id"),
        UniqueConstraint("guest_id"),
        CheckConstraint("(invited_id IS NULL) <> (guest_id IS NULL)", name="of_one"),
        Index("ix_evaluation_mark_turnout", "subject_id", "college", "guest_id"),
    )

    id: Mapped[int] = mapped_column(DRAWN, primary_key=True, autoincrement=False, default=drawn_key)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"))
    invited_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_invited.id"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_guest.id"))
    college: Mapped[str] = mapped_column(String(80), default="")


class Grade(AppendOnly, Model):
    """One grade that somebody gave to one criterion of an action: -1 no opinion, 0 the worst to 4; it names nobody."""

    __tablename__ = "evaluation_grade"
    __table_args__ = (
        CheckConstraint("grade BETWEEN -1 AND 4", name="grade_known"),
        CheckConstraint("criterion <> ''", name="criterion_named"),
        Index("ix_evaluation_grade_count", "subject_id", "outside", "college", "criterion", "grade"),
    )

    id: Mapped[int] = mapped_column(DRAWN, primary_key=True, autoincrement=False, default=drawn_key)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"))
    outside: Mapped[bool]
    college: Mapped[str] = mapped_column(String(80))
    criterion: Mapped[str] = mapped_column(String(40))
    grade: Mapped[int]


class Remark(AppendOnly, Model):
    """One free text: what to keep, to change or to stop; it stands apart from grades and from the other texts."""

    __tablename__ = "evaluation_remark"
    __erasable__ = {"text": ""}  # noqa: RUF012
    __table_args__ = (CheckConstraint("kind IN ('keep', 'change', 'stop')", name="kind_known"),)

    id: Mapped[int] = mapped_column(DRAWN, primary_key=True, autoincrement=False, default=drawn_key)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"), index=True)
    outside: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)


class CampaignFact(AppendOnly, Model):
    """Something told or moved in a campaign: "told", "reminded" (details: by), "moved" (details: until; text: why)."""

    __tablename__ = "evaluation_campaign_fact"
    __table_args__ = (CheckConstraint("kind IN ('told', 'reminded', 'moved')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("evaluation_campaign.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column("by_name", String(200))


class EvaluationOutcome(AppendOnly, Model):
    """What follows from a result: continue, adapt, stop; decided by a body, or put on the agenda of an assembly."""

    __tablename__ = "evaluation_outcome"
    __table_args__ = (
        CheckConstraint("way IN ('continue', 'adapt', 'stop')", name="way_known"),
        CheckConstraint("(decision_id IS NULL) <> (agenda_item_id IS NULL)", name="decided_or_put"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("evaluation_subject.id"), index=True)
    way: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text, default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    on: Mapped[date] = mapped_column("on_day")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))
