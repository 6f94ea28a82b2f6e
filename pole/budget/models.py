"""The tables of the budget: plans written again and never over, what really came and went, files that wait to be taken in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.kernel.db import JsonText, Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly, taken_back_once


class BudgetPlan(Model):
    """A plan over some years. What it says is its last revision."""

    __tablename__ = "budget_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(200))

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"budget-plan:{self.id}"


class BudgetRevision(AppendOnly, Model):
    """One writing of a whole plan (`content`: what `rules/writing.py` reads). `filename`: the file it came from, or ""."""

    __tablename__ = "budget_revision"
    __table_args__ = (
        UniqueConstraint("plan_id", "revision"),
        CheckConstraint("revision > 0", name="revision_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("budget_plan.id"))
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JsonText)
    filename: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(200))

    plan: Mapped[BudgetPlan] = relationship()

    @property
    def subject(self) -> str:
        """How the decisions of bodies name it: a verdict is on one version, whatever is written later."""
        return f"budget-revision:{self.id}"


class BudgetActual(AppendOnly, Model):
    """An amount that was really spent or received on a day, under a head of costs or a kind of resources, in cents.

    It belongs to no plan: every plan is compared with the same facts. `entry_key`: the line of the books that it came
    from, taken in once; None where somebody typed it. A mistake is taken back by a row of the opposite amount that names it.
    """

    __tablename__ = "budget_actual"
    __table_args__ = (
        UniqueConstraint("entry_key"),
        CheckConstraint("side IN ('cost', 'resource')", name="side_known"),
        CheckConstraint("cents <> 0", name="something"),
        CheckConstraint("label <> ''", name="has_label"),
        taken_back_once(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(20))
    funder: Mapped[str] = mapped_column(String(120), default="")
    label: Mapped[str] = mapped_column(String(200))
    cents: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date] = mapped_column("on_day", index=True)
    document: Mapped[str] = mapped_column(String(200), default="")
    entry_key: Mapped[str | None] = mapped_column(String(80))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("budget_actual.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class BudgetUpload(Model):
    """A file that was tried out and waits to be taken in, a week at most. `purpose`: "plan" or "entries"."""

    __tablename__ = "budget_upload"
    __table_args__ = (CheckConstraint("purpose IN ('plan', 'entries')", name="purpose_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("budget_plan.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None]
