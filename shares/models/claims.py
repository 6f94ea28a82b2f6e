"""The queue of refunds: a place in it is a row, a withdrawal another; the rest is read from the journal."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from shares.rules.kinds import Cause

KNOWN_CAUSES = f"cause IN ({', '.join(repr(str(cause)) for cause in Cause)})"


class RefundRequest(AppendOnly, Model):
    """A claim to a refund: all shares (`whole`, of the capital `amount_cents`) or some, its rank, to whom it is paid.

    `step` counts the claims of one member: two made at the same moment would bear the same one, and only one is kept.
    """

    __tablename__ = "refund_request"
    __table_args__ = (
        UniqueConstraint("member_id", "step"),
        Index(None, "rank_on"),
        CheckConstraint(KNOWN_CAUSES, name="known_cause"),
        CheckConstraint("shares >= 0", name="shares_not_negative"),
        CheckConstraint("step > 0", name="step_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    step: Mapped[int]
    shares: Mapped[int]
    whole: Mapped[bool]
    amount_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    cause: Mapped[str] = mapped_column(String(20))
    rank_on: Mapped[date]
    asked_on: Mapped[date]
    payee: Mapped[str] = mapped_column(String(200), default="")
    motive: Mapped[str] = mapped_column(String(500), default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class RefundWithdrawal(AppendOnly, Model):
    """A claim given up: what was decided before stays decided."""

    __tablename__ = "refund_withdrawal"
    __table_args__ = (UniqueConstraint("claim_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("refund_request.id"))
    withdrawn_on: Mapped[date]
    motive: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
