"""What was asked: a request for each subscription, its instalments, and what became of it."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model
from foundation.kernel.ledger import AppendOnly
from treasury.models.recording import Recorded


class PaymentRequest(Recorded, AppendOnly, Model):
    """Money asked for one subscription (`operation_id`), for shares that a member asked for (`demand_id`), or of a candidate.

    Who pays may be somebody else.
    """

    __tablename__ = "payment_request"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("reference"),
        UniqueConstraint("operation_id"),
        UniqueConstraint("demand_id"),
        Index(None, "member_id"),
        Index(None, "application_id"),
        CheckConstraint("cents > 0", name="asks_for_something"),
        CheckConstraint("(member_id IS NULL) <> (application_id IS NULL)", name="one_holder"),
        CheckConstraint("demand_id IS NULL OR operation_id IS NULL", name="one_reason"),
    )
    __erasable__ = {"email": "", "holder_key": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(String(9))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("share_operation.id"))
    demand_id: Mapped[int | None] = mapped_column(ForeignKey("share_demand.id"))
    own_account_id: Mapped[int] = mapped_column(ForeignKey("own_account.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[str] = mapped_column(String(120))
    asked_on: Mapped[date]
    holder: Mapped[str] = mapped_column(String(200))
    holder_key: Mapped[str] = mapped_column(String(300))
    payer: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")


class PaymentInstalment(AppendOnly, Model):
    """A part of a request due on a day; the highest `version` is the plan in force."""

    __tablename__ = "payment_instalment"
    __table_args__ = (
        UniqueConstraint("request_id", "version", "due_on"),
        CheckConstraint("cents > 0", name="asks_for_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("payment_request.id"))
    version: Mapped[int]
    due_on: Mapped[date]
    cents: Mapped[int] = mapped_column(BigInteger)


class RequestFact(Recorded, AppendOnly, Model):
    """Sent, reminded, put on hold, taken off hold, cancelled, reopened. `once` keeps a fact from happening twice."""

    __tablename__ = "request_fact"
    __table_args__ = (
        Index(None, "request_id"),
        UniqueConstraint("once"),
        CheckConstraint("kind IN ('sent', 'reminded', 'held', 'released', 'cancelled', 'reopened')", name="known_kind"),
        CheckConstraint("(kind = 'reminded') = (level IS NOT NULL)", name="reminder_has_level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("payment_request.id"))
    kind: Mapped[str] = mapped_column(String(12))
    on_day: Mapped[date]
    level: Mapped[int | None]
    late_since: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    once: Mapped[str | None] = mapped_column(String(60))
