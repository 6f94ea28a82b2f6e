"""The outbox, the files that mails carry, and the facts that prove what left and when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from foundation.mailing.rules.delivery import MailState


class Mail(Model):
    """One mail to one person, written out in full when it is queued: what was decided then is what is sent."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent_has_moment"),
        CheckConstraint("state NOT IN ('queued', 'sending') OR next_try_at IS NOT NULL", name="queued_has_moment"),
        Index("ix_mail_due", "state", "secret", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    to_name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    template: Mapped[str] = mapped_column(String(80))
    event: Mapped[str] = mapped_column(String(80))
    subject_ref: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str | None] = mapped_column(Text)
    secret: Mapped[bool] = mapped_column(default=False)
    unsubscribe_url: Mapped[str] = mapped_column(String(300), default="")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    dedupe: Mapped[str | None] = mapped_column(String(120), unique=True)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claim: Mapped[str | None] = mapped_column(String(40), index=True)
    last_error: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    facts: Mapped[list["MailFact"]] = relationship(back_populates="mail", order_by="MailFact.id")
    attachments: Mapped[list["MailAttachment"]] = relationship(order_by="MailAttachment.id")


class MailFile(AppendOnly, Model):
    """Bytes that mails carry, kept once however many mails carry them."""

    __tablename__ = "mail_file"
    __erasable__ = {"data": b""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class MailAttachment(AppendOnly, Model):
    """A file under the name and type it has in one mail."""

    __tablename__ = "mail_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("mail_file.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))

    file: Mapped[MailFile] = relationship()


class MailFact(AppendOnly, Model):
    """One thing that happened to one mail, with the server's own words: the proof that a notice left, and when.

    `content_sha256` is the fingerprint of subject, text and attachments as they were queued.
    """

    __tablename__ = "mail_fact"
    __erasable__ = {"to_address": "", "answer": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(12))
    to_address: Mapped[str] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(200))
    content_sha256: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text, default="")

    mail: Mapped[Mail] = relationship(back_populates="facts")
