"""The proof of convening: one fact a member (rule 25: send proof, date)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class NoticeSending(AppendOnly, Model):
    """The notice of one assembly to one member, by e-mail (its mail tells the delivery) or by a letter to post."""

    __tablename__ = "notice_sending"
    __table_args__ = (
        UniqueConstraint("assembly_id", "member_id"),
        CheckConstraint("channel IN ('email', 'letter')", name="channel"),
        CheckConstraint("channel <> 'email' OR mail_id IS NOT NULL", name="email_has_its_mail"),
    )
    __erasable__ = {"address": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    name: Mapped[str] = mapped_column(String(300))
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(500))
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_document.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
