"""What was made of money: given to a request, ignored, kept to be given back, returned, paid out; or taken back."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model
from foundation.kernel.ledger import AppendOnly, taken_back_once
from treasury.models.recording import Recorded
from treasury.rules.settling import SettlementKind

KNOWN_KINDS = f"kind IN ({', '.join(repr(str(kind)) for kind in SettlementKind)})"


class Settlement(Recorded, AppendOnly, Model):
    """A part of a line (or money that came otherwise) and what it is; sums of `cents` tell what is left of each.

    A mistake is taken back by a row that names it and carries the opposite amount.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        taken_back_once(),
        Index(None, "line_id"),
        Index(None, "request_id"),
        Index(None, "order_id"),
        CheckConstraint(KNOWN_KINDS, name="known_kind"),
        CheckConstraint("cents <> 0", name="moves_money"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_its_settlement"),
        CheckConstraint("kind <> 'ignored' OR reason <> ''", name="ignored_for_a_reason"),
        CheckConstraint("kind <> 'returned' OR returns_id IS NOT NULL", name="return_names_its_payment"),
    )
    __erasable__ = {"payer": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("bank_line.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("payment_request.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("transfer_order.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    on_day: Mapped[date]
    means: Mapped[str] = mapped_column(String(40), default="")
    payer: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("share_operation.id"))
    returns_id: Mapped[int | None] = mapped_column(ForeignKey("settlement.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("settlement.id"))
