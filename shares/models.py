"""The register of movements (C. com. art. R228-9): order number without gap, two dates, signed shares, price, paper."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class ShareMovement(AppendOnly, Model):
    """One movement of one member; a mistake is corrected by a reversal that names it."""

    __tablename__ = "share_movement"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("reverses_id"),
        Index(None, "member_id", "effective_on"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("shares <> 0", name="moves_something"),
        CheckConstraint("unit_price_cents > 0", name="has_a_price"),
        CheckConstraint("kind IN ('opening_balance', 'subscription', 'refund', 'reversal')", name="known_kind"),
        CheckConstraint(
            "(kind IN ('opening_balance', 'subscription') AND shares > 0) OR (kind = 'refund' AND shares < 0) "
            "OR kind = 'reversal'",
            name="sign_fits_kind",
        ),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_movement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(20))
    shares: Mapped[int]
    unit_price_cents: Mapped[int]
    document: Mapped[str] = mapped_column(String(200), default="")
    motive: Mapped[str] = mapped_column(String(500), default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("share_movement.id"))
