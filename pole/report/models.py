"""The board's own words in a yearly report: written again, never over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly


class ReportRevision(AppendOnly, Model):
    """One writing of what the board says in a section of the report of a year; the last one stands, empty: nothing said."""

    __tablename__ = "pole_report_revision"
    __table_args__ = (
        UniqueConstraint("year", "section", "revision"),
        CheckConstraint("year BETWEEN 1900 AND 2999", name="year_known"),
        CheckConstraint("revision > 0", name="revision_positive"),
        CheckConstraint("section <> ''", name="of_a_section"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    section: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))
