"""Facts that rules need beside the journal: formal notices for unpaid shares, losses of a closed year."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class FormalNotice(AppendOnly, Model):
    """A registered letter that asks a member for called capital (C. com. art. R228-26; loi 47-1775 art. 12).

    `step` counts the notices of one day: one that was taken back is recorded anew under the next.
    """

    __tablename__ = "formal_notice"
    __table_args__ = (
        UniqueConstraint("member_id", "sent_on", "step"),
        CheckConstraint("cents > 0", name="asks_for_something"),
        CheckConstraint("step > 0", name="step_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    sent_on: Mapped[date]
    step: Mapped[int]
    document: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class NoticeWithdrawal(AppendOnly, Model):
    """A formal notice that was recorded by mistake, or given up: from its moment on it has no effect."""

    __tablename__ = "notice_withdrawal"
    __table_args__ = (UniqueConstraint("notice_id"), CheckConstraint("motive <> ''", name="says_why"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("formal_notice.id"))
    motive: Mapped[str] = mapped_column(String(500))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class LossStatement(AppendOnly, Model):
    """What the approved accounts of a year leave to charge on the capital; the last one recorded for a year rules."""

    __tablename__ = "loss_statement"
    __table_args__ = (
        Index(None, "year_end"),
        CheckConstraint(
            "losses_cents >= 0 AND special_reserve_cents >= 0 AND statutory_reserve_cents >= 0 AND capital_cents >= 0 "
            "AND paid_cents >= 0",
            name="amounts_not_negative",
        ),
        CheckConstraint("decision <> ''", name="names_its_assembly"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year_end: Mapped[date]
    losses_cents: Mapped[int] = mapped_column(BigInteger)
    special_reserve_cents: Mapped[int] = mapped_column(BigInteger)
    statutory_reserve_cents: Mapped[int] = mapped_column(BigInteger)
    capital_cents: Mapped[int] = mapped_column(BigInteger)
    paid_cents: Mapped[int] = mapped_column(BigInteger)
    decided_on: Mapped[date]
    decision: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
