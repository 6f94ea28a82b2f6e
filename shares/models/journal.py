"""The journal: operations (what was done, decided, by whom) that wrap movements (what it changed, account by account).

Movements bear the gapless order number of the register (C. com. art. R228-9) and the chain of seals; both tables are
append-only, a mistake is corrected by an operation that takes another back.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once
from foundation.kernel.money import Money
from shares.rules.kinds import Kind
from shares.rules.positions import moved

KNOWN_KINDS = f"kind IN ({', '.join(repr(str(kind)) for kind in Kind)})"


class ShareOperation(AppendOnly, Model):
    """One act of law on the capital: its two dates, its decision, its papers."""

    __tablename__ = "share_operation"
    __table_args__ = (
        taken_back_once(),
        UniqueConstraint("claim_id", "claim_step"),
        Index(None, "batch_id"),
        Index(None, "about_id"),
        CheckConstraint(KNOWN_KINDS, name="known_kind"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_operation"),
        CheckConstraint("(claim_id IS NULL) = (claim_step IS NULL)", name="claim_has_steps"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    effective_on: Mapped[date]
    decided_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(200), default="")
    motive: Mapped[str] = mapped_column(String(500), default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    means: Mapped[str] = mapped_column(String(40), default="")
    payer: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("share_operation.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("share_operation.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("refund_request.id"))
    claim_step: Mapped[int | None]
    batch_id: Mapped[int | None]

    movements: Mapped[list["ShareMovement"]] = relationship(
        back_populates="operation", order_by="ShareMovement.number", viewonly=True
    )


class ShareMovement(AppendOnly, Model):
    """One signed change of one account: shares, and cents subscribed, called, paid, owed back, received ahead."""

    __tablename__ = "share_movement"
    __table_args__ = (
        UniqueConstraint("number"),
        taken_back_once(),
        Index(None, "operation_id"),
        Index(None, "application_id"),
        # Everything a position asks for stands in the index: the register of a day is read without the table.
        Index(
            "ix_share_movement_position",
            "member_id",
            "effective_on",
            "recorded_at",
            "shares",
            "subscribed_cents",
            "called_cents",
            "paid_cents",
            "owed_cents",
            "advance_cents",
        ),
        Index("ix_share_movement_curve", "effective_on", "member_id", "recorded_at", "subscribed_cents", "paid_cents"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint(KNOWN_KINDS, name="known_kind"),
        CheckConstraint("(member_id IS NULL) <> (application_id IS NULL)", name="one_holder"),
        CheckConstraint(
            "member_id IS NOT NULL OR (shares = 0 AND subscribed_cents = 0 AND called_cents = 0 AND paid_cents = 0 "
            "AND owed_cents = 0)",
            name="candidates_only_pay_ahead",
        ),
        CheckConstraint("subscribed_cents = shares * nominal_cents", name="capital_is_shares_at_nominal"),
        CheckConstraint("nominal_cents >= 0", name="nominal_is_not_negative"),
        CheckConstraint("shares = 0 OR nominal_cents > 0", name="shares_have_a_nominal"),
        CheckConstraint(
            "shares <> 0 OR called_cents <> 0 OR paid_cents <> 0 OR owed_cents <> 0 OR advance_cents <> 0",
            name="moves_something",
        ),
        CheckConstraint(
            "CASE WHEN kind IN ('opening_balance', 'subscription') THEN shares >= 0 AND paid_cents >= 0 "
            "WHEN kind IN ('refund_decided', 'gift', 'cancellation', 'exclusion') THEN shares < 0 "
            "WHEN kind = 'call' THEN called_cents > 0 WHEN kind = 'payment' THEN paid_cents > 0 "
            "WHEN kind = 'advance' THEN advance_cents > 0 "
            "WHEN kind IN ('advance_cleared', 'advance_returned') THEN advance_cents < 0 "
            "WHEN kind IN ('loss_charged', 'refund_paid') THEN owed_cents < 0 ELSE TRUE END",
            name="sign_fits_kind",
        ),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_movement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    operation_id: Mapped[int] = mapped_column(ForeignKey("share_operation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    shares: Mapped[int] = mapped_column(default=0)
    nominal_cents: Mapped[int] = mapped_column(default=0)
    subscribed_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    called_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    owed_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    advance_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acquired_on: Mapped[date | None]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("share_movement.id"))
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    operation: Mapped[ShareOperation] = relationship(back_populates="movements", viewonly=True)

    @property
    def amount(self) -> Money:
        """What the movement is about (`shares/rules/positions.py`)."""
        return moved(self)
