"""Tables of the import studio: files on their way in, columns as chosen before, batches taken in and taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class ImportUpload(Model):
    """A file between its upload and its end; its bytes go when it is taken in, given up, or a week old."""

    __tablename__ = "import_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    importer: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sheet: Mapped[str] = mapped_column(String(100), default="")
    columns: Mapped[dict[str, str]] = mapped_column(JsonText)
    header_row: Mapped[int]
    trial_job_id: Mapped[int | None]
    batch_job_id: Mapped[int | None]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None]


class ColumnChoice(Model):
    """Which field a heading meant last time for an importer; empty: the column was left out."""

    __tablename__ = "column_choice"
    __table_args__ = (UniqueConstraint("importer", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    importer: Mapped[str] = mapped_column(String(40))
    heading: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(60))


class ImportBatch(AppendOnly, Model):
    """A file taken in: by whom, when, its fingerprint, and the report of what it did."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    importer: Mapped[str] = mapped_column(String(40), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class ImportReport(AppendOnly, Model):
    """What a batch did: counts, totals, the facts it wrote (so that it can be taken back), the lines told."""

    __tablename__ = "import_report"
    __table_args__ = (UniqueConstraint("batch_id"),)
    __erasable__ = {"report": {}}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    report: Mapped[dict[str, Any]] = mapped_column(JsonText)


class ImportUndo(AppendOnly, Model):
    """A batch taken back, once, for a reason."""

    __tablename__ = "import_undo"
    __table_args__ = (UniqueConstraint("batch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    motive: Mapped[str] = mapped_column(String(500))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
