"""Refunds out: the accounts of who is paid, kept apart and only until then; transfer files; their orders."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from treasury.models.recording import Recorded

STATES = ("prepared", "sent", "dropped")


class PayeeAccount(Recorded, Model):
    """Where a refund, or money to be given back, goes: deleted as soon as it is paid. Its reading is logged."""

    __tablename__ = "payee_account"
    __table_args__ = (
        UniqueConstraint("claim_id"),
        UniqueConstraint("settlement_id"),
        CheckConstraint("(claim_id IS NULL) <> (settlement_id IS NULL)", name="one_purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("refund_request.id"))
    settlement_id: Mapped[int | None] = mapped_column(ForeignKey("settlement.id"))
    holder: Mapped[str] = mapped_column(String(70))
    iban: Mapped[str] = mapped_column(String(34))
    bic: Mapped[str] = mapped_column(String(11), default="")


class TransferFile(Recorded, Model):
    """A file of transfers for the bank: prepared, then sent and locked, or dropped. Its content goes when all is paid."""

    __tablename__ = "transfer_file"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("message_id"),
        CheckConstraint(f"state IN ({', '.join(map(repr, STATES))})", name="known_state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(35))
    own_account_id: Mapped[int] = mapped_column(ForeignKey("own_account.id"))
    transfer_schema: Mapped[str] = mapped_column(String(20))
    execute_on: Mapped[date]
    cents: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)

    orders: Mapped[list["TransferOrder"]] = relationship(
        back_populates="file", order_by="TransferOrder.id", viewonly=True
    )

    @property
    def filename(self) -> str:
        """The name under which it is fetched."""
        return f"{self.message_id}.xml"


class TransferOrder(AppendOnly, Model):
    """One transfer of a file; only the mask of the account stays."""

    __tablename__ = "transfer_order"
    __table_args__ = (
        UniqueConstraint("end_to_end"),
        Index(None, "file_id"),
        Index(None, "claim_id"),
        CheckConstraint("cents > 0", name="pays_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("transfer_file.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("refund_request.id"))
    # no foreign key: settlement names its order, and an order the settlement of money held back
    held_back_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(70))
    masked_iban: Mapped[str] = mapped_column(String(20))
    cents: Mapped[int] = mapped_column(BigInteger)
    end_to_end: Mapped[str] = mapped_column(String(35))
    words: Mapped[str] = mapped_column(String(140))

    file: Mapped[TransferFile] = relationship(back_populates="orders", viewonly=True)
