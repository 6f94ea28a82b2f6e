"""Actors, programme, budget, priorities, workshops, evaluations, report."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "pole_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_pole_action_number_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_action")),
        sa.UniqueConstraint("number", name=op.f("uq_pole_action_number")),
    )
    op.create_table(
        "pole_axis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("code <> '' AND label <> ''", name=op.f("ck_pole_axis_has_label")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_axis")),
        sa.UniqueConstraint("code", name=op.f("uq_pole_axis_code")),
    )
    op.create_table(
        "pole_action_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('state', 'spent', 'evidence', 'merged', 'note', 'reversal')",
            name=op.f("ck_pole_action_fact_kind_known"),
        ),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_action_fact_action_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["pole_action_fact.id"], name=op.f("fk_pole_action_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_action_fact")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_pole_action_fact_reverses_id")),
    )
    op.create_index(op.f("ix_pole_action_fact_action_id"), "pole_action_fact", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_action_fact_on_day"), "pole_action_fact", ["on_day"], unique=False)
    op.create_table(
        "pole_actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("ess_level", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pole_actor_has_name")),
        sa.CheckConstraint(
            "type IN ('ess', 'resource', 'public', 'funder', 'other')", name=op.f("ck_pole_actor_type_known")
        ),
        sa.CheckConstraint(
            "ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name=op.f("ck_pole_actor_ess_level_known")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_pole_actor_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_actor")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_pole_actor_organisation_id")),
    )
    op.create_index(op.f("ix_pole_actor_sort_key"), "pole_actor", ["sort_key"], unique=False)
    op.create_index(op.f("ix_pole_actor_type"), "pole_actor", ["type"], unique=False)
    op.create_table(
        "pole_action_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("axis_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target_public", sa.String(length=300), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("owner_actor_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("college", sa.String(length=60), nullable=False),
        sa.Column("planned_cents", sa.Integer(), nullable=False),
        sa.Column("planned_hours", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_action_revision_has_title")),
        sa.CheckConstraint("planned_cents >= 0", name=op.f("ck_pole_action_revision_planned_cents_not_negative")),
        sa.CheckConstraint("planned_hours >= 0", name=op.f("ck_pole_action_revision_planned_hours_not_negative")),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_action_revision_action_id")),
        sa.ForeignKeyConstraint(["axis_id"], ["pole_axis.id"], name=op.f("fk_pole_action_revision_axis_id")),
        sa.ForeignKeyConstraint(
            ["owner_actor_id"], ["pole_actor.id"], name=op.f("fk_pole_action_revision_owner_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_action_revision")),
        sa.UniqueConstraint("action_id", "revision", name=op.f("uq_pole_action_revision_action_id_revision")),
    )
    op.create_index(op.f("ix_pole_action_revision_axis_id"), "pole_action_revision", ["axis_id"], unique=False)
    op.create_index(
        op.f("ix_pole_action_revision_owner_actor_id"), "pole_action_revision", ["owner_actor_id"], unique=False
    )


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("pole_action_revision")
    op.drop_table("pole_actor")
    op.drop_table("pole_action_fact")
    op.drop_table("pole_axis")
    op.drop_table("pole_action")
