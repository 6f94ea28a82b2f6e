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
        sa.Column("contest", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("colleges", sa.Text(), nullable=False),
        sa.Column("statutes_version", sa.String(length=200), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("replaceable", sa.Boolean(), nullable=False),
        sa.Column("advisory", sa.Boolean(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("held_back", sa.Boolean(), nullable=False),
        sa.Column("rights", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("previous_box_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("contestable_days", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("NOT (secret AND replaceable)", name=op.f("ck_votes_box_secret_is_final")),
        sa.CheckConstraint(
            "closed_at IS NULL OR closed_at >= opened_at", name=op.f("ck_votes_box_closed_after_opening")
        ),
        sa.CheckConstraint(
            "closes_at IS NULL OR closes_at > opened_at", name=op.f("ck_votes_box_closes_after_opening")
        ),
        sa.CheckConstraint("contestable_days >= 0", name=op.f("ck_votes_box_contestable_for_days")),
        sa.CheckConstraint("rights > 0", name=op.f("ck_votes_box_somebody_may_vote")),
        sa.CheckConstraint(
            "round >= 1 AND (round = 1) = (previous_box_id IS NULL)", name=op.f("ck_votes_box_round_follows")
        ),
        sa.ForeignKeyConstraint(["previous_box_id"], ["votes_box.id"], name=op.f("fk_votes_box_previous_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_box")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_votes_box_subject"), "votes_box", ["subject"], unique=False)
    op.create_table(
        "votes_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('extended', 'ended', 'confirmed_small', 'recounted', 'cancelled', 'published', 'contested', 'settled', 'annulled', 'archived')",
            name=op.f("ck_votes_act_kind_known"),
        ),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_act_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_act")),
    )
    op.create_index(op.f("ix_votes_act_box_id_kind"), "votes_act", ["box_id", "kind"], unique=False)
    op.create_table(
        "votes_addition_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_addition_asked_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_addition_asked")),
    )
    op.create_index(op.f("ix_votes_addition_asked_box_id"), "votes_addition_asked", ["box_id"], unique=False)
    op.create_table(
        "votes_left_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_left_out_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_left_out")),
        sa.UniqueConstraint("box_id", "member_number", name=op.f("uq_votes_left_out_box_id_member_number")),
    )
    op.create_table(
        "votes_paper_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_paper_count_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_paper_count")),
    )
    op.create_index(
        op.f("ix_votes_paper_count_box_id_college"), "votes_paper_count", ["box_id", "college"], unique=False
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
        sa.Column("steps", sa.Text(), nullable=False),
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
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.CheckConstraint("via IN ('self', 'proxy', 'none')", name=op.f("ck_votes_right_via_known")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_right_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_right")),
        sa.UniqueConstraint(
            "box_id", "member_number", "college", name=op.f("uq_votes_right_box_id_member_number_college")
        ),
    )
    op.create_table(
        "votes_secret_ballot",
        sa.Column("box_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("choice", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("choice <> ''", name=op.f("ck_votes_secret_ballot_choice_given")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_votes_secret_ballot_id_long_enough")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_secret_ballot_box_id")),
        sa.PrimaryKeyConstraint("box_id", "id", name=op.f("pk_votes_secret_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "votes_addition_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["votes_addition_asked.id"], name=op.f("fk_votes_addition_made_asked_id")
        ),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_addition_made_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_addition_made_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_addition_made")),
        sa.UniqueConstraint("asked_id", name=op.f("uq_votes_addition_made_asked_id")),
        sa.UniqueConstraint("right_id", name=op.f("uq_votes_addition_made_right_id")),
    )
    op.create_index(op.f("ix_votes_addition_made_box_id"), "votes_addition_made", ["box_id"], unique=False)
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
    op.create_table(
        "votes_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("warned", sa.Boolean(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('online', 'paper')", name=op.f("ck_votes_mark_channel_known")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_mark_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_mark_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_mark")),
        sa.UniqueConstraint("right_id", name=op.f("uq_votes_mark_right_id")),
    )
    op.create_index("ix_votes_mark_turnout", "votes_mark", ["box_id", "college", "channel"], unique=False)
    op.create_table(
        "votes_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_objection_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_objection_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_objection")),
    )
    op.create_index(op.f("ix_votes_objection_box_id_right_id"), "votes_objection", ["box_id", "right_id"], unique=False)
    op.create_table(
        "votes_right_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_votes_right_end_box_id")),
        sa.ForeignKeyConstraint(["right_id"], ["votes_right.id"], name=op.f("fk_votes_right_end_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes_right_end")),
        sa.UniqueConstraint("right_id", name=op.f("uq_votes_right_end_right_id")),
    )
    op.create_index(op.f("ix_votes_right_end_box_id"), "votes_right_end", ["box_id"], unique=False)


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("votes_right_end")
    op.drop_table("votes_objection")
    op.drop_table("votes_mark")
    op.drop_table("votes_hand")
    op.drop_table("votes_ballot")
    op.drop_table("votes_addition_made")
    op.drop_table("votes_secret_ballot")
    op.drop_table("votes_right")
    op.drop_table("votes_result")
    op.drop_table("votes_paper_count")
    op.drop_table("votes_left_out")
    op.drop_table("votes_addition_asked")
    op.drop_table("votes_act")
    op.drop_table("votes_box")
