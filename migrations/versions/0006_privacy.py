"""Durations chosen, erasures done."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "retention_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("months >= 0", name=op.f("ck_retention_choice_months_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_choice")),
    )
    op.create_index(op.f("ix_retention_choice_key"), "retention_choice", ["key"], unique=False)
    op.create_table(
        "retention_watch",
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_retention_watch")),
    )
    op.create_table(
        "erasure_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_erasure_act_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_act")),
        sa.UniqueConstraint("document_id", name=op.f("uq_erasure_act_document_id")),
        sa.UniqueConstraint("number", name=op.f("uq_erasure_act_number")),
    )


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("erasure_act")
    op.drop_table("retention_watch")
    op.drop_table("retention_choice")
