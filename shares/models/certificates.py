"""Share certificates: one row each, with the words that were printed; and the tries to verify one."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class ShareCertificate(AppendOnly, Model):
    """What a certificate said: state of the day `as_of`, as known at `known_at`, sealed by the end of the journal.

    A certificate given again is another row with its own number, code and document; the first one stands. `batch` names
    the batch that made it ("2025"): a member has one certificate of each.
    """

    __tablename__ = "share_certificate"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("code"),
        UniqueConstraint("document_id"),
        UniqueConstraint("batch", "member_id"),
        Index(None, "member_id"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("shares >= 0", name="shares_not_negative"),
    )
    __erasable__ = {"holder": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(12))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    holder: Mapped[str] = mapped_column(String(300))
    as_of: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shares: Mapped[int]
    subscribed_cents: Mapped[int] = mapped_column(BigInteger)
    called_cents: Mapped[int] = mapped_column(BigInteger)
    paid_cents: Mapped[int] = mapped_column(BigInteger)
    owed_cents: Mapped[int] = mapped_column(BigInteger)
    last_movement: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
    batch: Mapped[str | None] = mapped_column(String(40))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class CertificateCheck(Model):
    """One try to verify a certificate, from an address that is kept as a keyed hash; forgotten after a day."""

    __tablename__ = "certificate_check"
    __table_args__ = (Index(None, "address_key", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
