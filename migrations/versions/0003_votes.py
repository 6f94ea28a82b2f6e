"""Ballot boxes, frozen rights, ballots, results."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "votes_box",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=30), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("colleges", sa.Text(), nullable=False),
        sa.Column("statutes_version", sa.String(length=200), nullable=False),
        sa.Column("replaceable", sa.Boolean(), nullable=False),
        sa.Column("rights", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR closed_at >= opened_at", name=op.f("ck_votes_box_closed_after_opening")
        ),
        sa.CheckConstraint(
            "closes_at IS NULL OR closes_at > opened_at", name=op.f("ck_votes_box_closes_after_opening")
        ),
        sa.CheckConstraint("rights > 0", name=op.f("ck_votes_box_somebody_may_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_box")),
    )
    op.create_table(
        "votes_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_by_name", sa.String(length=200), nullable=False),
        sa.Column("count_file", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("by_heads", sa.Boolean(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("ballots_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(ballots_sha256) = 64", name=op.f("ck_votes_result_ballots_sha256_whole")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_result_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_result")),
        sa.UniqueConstraint("box_id", name=op.f("uq_votes_result_box_id")),
    )
    op.create_table(
        "votes_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("holder_name", sa.String(length=300), nullable=True),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.CheckConstraint("via IN ('self', 'proxy', 'none')", name=op.f("ck_votes_right_via_known")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_right_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_right")),
        sa.UniqueConstraint(
            "box_id", "member_number", "college", name=op.f("uq_votes_right_box_id_member_number_college")
        ),
    )
    op.create_table(
        "votes_ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("choice", sa.String(length=2000), nullable=False),
        sa.Column("former", sa.String(length=2000), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at_desk", sa.Boolean(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(revision = 1) = (former = '')", name=op.f("ck_votes_ballot_former_from_second")),
        sa.CheckConstraint("choice <> ''", name=op.f("ck_votes_ballot_choice_given")),
        sa.CheckConstraint("choice <> former", name=op.f("ck_votes_ballot_choice_changed")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_votes_ballot_revision_from_one")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_ballot_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_ballot_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_ballot")),
        sa.UniqueConstraint("right_id", "revision", name=op.f("uq_votes_ballot_right_id_revision")),
    )
    op.create_index("ix_votes_ballot_count", "votes_ballot", ["box_id", "college", "choice", "former"], unique=False)
    op.create_table(
        "votes_hand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_hand_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_hand_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_hand")),
        sa.UniqueConstraint("right_id", "account_id", name=op.f("uq_votes_hand_right_id_account_id")),
    )
    op.create_index(op.f("ix_votes_hand_box_id_account_id"), "votes_hand", ["box_id", "account_id"], unique=False)


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("votes_hand")
    op.drop_table("votes_ballot")
    op.drop_table("votes_right")
    op.drop_table("votes_result")
    op.drop_table("votes_box")
