"""What the bank told: files, statements, lines. A line has one fingerprint and is never stored twice."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly
from treasury.models.recording import Recorded


class StoredFile(Recorded, AppendOnly, Model):
    """A bank file that was brought in; the same bytes twice are one file."""

    __tablename__ = "bank_file"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    new_lines: Mapped[int]
    known_lines: Mapped[int]
    remarks: Mapped[list[Any]] = mapped_column(JsonText)


class StoredStatement(AppendOnly, Model):
    """One account in one file, with the balances that the file gives."""

    __tablename__ = "bank_statement"
    __table_args__ = (Index(None, "account", "closed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("bank_file.id"), index=True)
    account: Mapped[str] = mapped_column(String(40))
    identifier: Mapped[str] = mapped_column(String(80), default="")
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    opening_cents: Mapped[int | None] = mapped_column(BigInteger)
    closing_cents: Mapped[int | None] = mapped_column(BigInteger)

    file: Mapped[StoredFile] = relationship(viewonly=True)


class StoredLine(AppendOnly, Model):
    """One movement on an account, in cents: above zero came in, below went out."""

    __tablename__ = "bank_line"
    __table_args__ = (
        UniqueConstraint("fingerprint"),
        Index(None, "booked_on"),
        Index(None, "counterparty_iban"),
        Index(None, "entry_key"),
        CheckConstraint("cents <> 0", name="moves_money"),
    )
    __erasable__ = dict.fromkeys(
        ("label", "counterparty", "counterparty_iban", "end_to_end", "structured", "search_key"), ""
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    account: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    entry_key: Mapped[str] = mapped_column(String(64), default="")
    booked_on: Mapped[date]
    value_on: Mapped[date | None]
    cents: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str] = mapped_column(String(1000), default="")
    counterparty: Mapped[str] = mapped_column(String(140), default="")
    counterparty_iban: Mapped[str] = mapped_column(String(34), default="")
    end_to_end: Mapped[str] = mapped_column(String(80), default="")
    structured: Mapped[str] = mapped_column(String(80), default="")
    is_return: Mapped[bool] = mapped_column(default=False)
    search_key: Mapped[str] = mapped_column(String(1300), default="")

    statement: Mapped[StoredStatement] = relationship(viewonly=True)

    @property
    def text(self) -> str:
        """Everything that was written, where references are looked for."""
        return " ".join(part for part in (self.structured, self.end_to_end, self.label) if part)


class BankUpload(Model):
    """A file between its upload and the moment its columns are known; its bytes go when it is taken in or a week old."""

    __tablename__ = "bank_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None]
