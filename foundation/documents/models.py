"""The archive of what was issued, and the files that people hand in: one row each, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class IssuedDocument(AppendOnly, Model):
    """A PDF as it was issued, with what was printed on it.

    `kind` says what it is ("notice", "minutes"...), `subject` what it is about ("assembly:12"). `sha256` covers
    `content`; `params_sha256` covers `params` and is printed on the document itself.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("length(params_sha256) = 64", name="params_sha256_length"),
        CheckConstraint("size > 0", name="size_positive"),
    )
    __erasable__ = {"params": {}, "content": b"", "title": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(String(300))
    template: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any]] = deferred(mapped_column(JsonText))
    params_sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(5))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by_id: Mapped[int | None]
    issued_by_name: Mapped[str] = mapped_column(String(200))

    @property
    def filename(self) -> str:
        """A file name that any machine accepts: "proces-verbal-12.pdf"."""
        return f"{self.template}-{self.id}.pdf"


class Deposit(AppendOnly, Model):
    """A file that somebody handed in, under our own number; the name it came under is not kept.

    `about`: what it belongs to ("workshop:4"). `media_type` was found from the bytes. `width` and `height` in pixels, of a
    picture. `sha256` covers `content` as it is kept, hidden notes of pictures taken out.
    """

    __tablename__ = "deposit"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("size > 0", name="size_positive"),
    )
    __erasable__ = {"content": b"", "title": "", "deposited_by": ""}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    width: Mapped[int | None]
    height: Mapped[int | None]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    deposited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deposited_by_id: Mapped[int | None]
    deposited_by: Mapped[str] = mapped_column(String(200))

    @property
    def is_empty(self) -> bool:
        """Whether its content was taken away; nobody hands in a file without a title."""
        return not self.title
