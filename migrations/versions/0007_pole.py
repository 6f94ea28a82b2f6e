"""Actors, programme, budget, priorities, workshops, evaluations, report."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "budget_actual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("funder", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("entry_key", sa.String(length=80), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("label <> ''", name=op.f("ck_budget_actual_has_label")),
        sa.CheckConstraint("side IN ('cost', 'resource')", name=op.f("ck_budget_actual_side_known")),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_budget_actual_something")),
        sa.ForeignKeyConstraint(["reverses_id"], ["budget_actual.id"], name=op.f("fk_budget_actual_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_actual")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_budget_actual_entry_key")),
    )
    op.create_index(op.f("ix_budget_actual_on_day"), "budget_actual", ["on_day"], unique=False)
    op.create_index(
        op.f("ix_budget_actual_reverses_id"),
        "budget_actual",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "budget_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_plan")),
    )
    op.create_table(
        "evaluation_campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("grid_name", sa.String(length=120), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("colleges", sa.Text(), nullable=False),
        sa.Column("heads_why", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("enough", sa.Integer(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_evaluation_campaign_has_title")),
        sa.CheckConstraint("enough >= 5", name=op.f("ck_evaluation_campaign_enough_from_five")),
        sa.CheckConstraint(
            "opened_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_evaluation_campaign_opened_or_withdrawn")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_campaign")),
    )
    op.create_index(op.f("ix_evaluation_campaign_closes_at"), "evaluation_campaign", ["closes_at"], unique=False)
    op.create_table(
        "evaluation_grid",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_evaluation_grid_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_grid")),
        sa.UniqueConstraint("name", name=op.f("uq_evaluation_grid_name")),
    )
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
        "pole_place_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chosen_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_place_choice_has_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_place_choice")),
    )
    op.create_table(
        "pole_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_proposal_has_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_proposal")),
    )
    op.create_table(
        "pole_report_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("section <> ''", name=op.f("ck_pole_report_revision_of_a_section")),
        sa.CheckConstraint("revision > 0", name=op.f("ck_pole_report_revision_revision_positive")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2999", name=op.f("ck_pole_report_revision_year_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_report_revision")),
        sa.UniqueConstraint("year", "section", "revision", name=op.f("uq_pole_report_revision_year_section_revision")),
    )
    op.create_table(
        "budget_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_budget_revision_revision_positive")),
        sa.ForeignKeyConstraint(["plan_id"], ["budget_plan.id"], name=op.f("fk_budget_revision_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_revision")),
        sa.UniqueConstraint("plan_id", "revision", name=op.f("uq_budget_revision_plan_id_revision")),
    )
    op.create_table(
        "budget_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("purpose IN ('plan', 'entries')", name=op.f("ck_budget_upload_purpose_known")),
        sa.ForeignKeyConstraint(["plan_id"], ["budget_plan.id"], name=op.f("fk_budget_upload_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_upload")),
    )
    op.create_index(op.f("ix_budget_upload_plan_id"), "budget_upload", ["plan_id"], unique=False)
    op.create_table(
        "evaluation_campaign_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('told', 'reminded', 'moved')", name=op.f("ck_evaluation_campaign_fact_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["evaluation_campaign.id"], name=op.f("fk_evaluation_campaign_fact_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_campaign_fact")),
    )
    op.create_index(
        op.f("ix_evaluation_campaign_fact_campaign_id"), "evaluation_campaign_fact", ["campaign_id"], unique=False
    )
    op.create_table(
        "evaluation_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("off", sa.Text(), nullable=False),
        sa.CheckConstraint("about <> ''", name=op.f("ck_evaluation_subject_about_something")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["evaluation_campaign.id"], name=op.f("fk_evaluation_subject_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_subject")),
        sa.UniqueConstraint("campaign_id", "about", name=op.f("uq_evaluation_subject_campaign_id_about")),
    )
    op.create_index("ix_evaluation_subject_about", "evaluation_subject", ["about"], unique=False)
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
    )
    op.create_index(op.f("ix_pole_action_fact_action_id"), "pole_action_fact", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_action_fact_on_day"), "pole_action_fact", ["on_day"], unique=False)
    op.create_index(
        op.f("ix_pole_action_fact_reverses_id"),
        "pole_action_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
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
        "pole_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("yearly_cents", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "yearly_cents IS NULL OR yearly_cents >= 0", name=op.f("ck_pole_place_yearly_cents_not_negative")
        ),
        sa.ForeignKeyConstraint(["choice_id"], ["pole_place_choice.id"], name=op.f("fk_pole_place_choice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_place")),
        sa.UniqueConstraint("choice_id", "name", name=op.f("uq_pole_place_choice_id_name")),
    )
    op.create_table(
        "pole_place_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 5", name=op.f("ck_pole_place_criterion_weight_one_to_five")),
        sa.ForeignKeyConstraint(
            ["choice_id"], ["pole_place_choice.id"], name=op.f("fk_pole_place_criterion_choice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_place_criterion")),
        sa.UniqueConstraint("choice_id", "label", name=op.f("uq_pole_place_criterion_choice_id_label")),
    )
    op.create_table(
        "pole_priority_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_priority_vote_has_title")),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (consultation_id IS NULL)", name=op.f("ck_pole_priority_vote_opens_as_consultation")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR opened_at IS NULL", name=op.f("ck_pole_priority_vote_withdrawn_before_opening")
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 2999", name=op.f("ck_pole_priority_vote_year_known")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_pole_priority_vote_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_priority_vote")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_pole_priority_vote_consultation_id")),
    )
    op.create_index(op.f("ix_pole_priority_vote_year"), "pole_priority_vote", ["year"], unique=False)
    op.create_table(
        "pole_proposal_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_pole_proposal_version_version_positive")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["pole_proposal.id"], name=op.f("fk_pole_proposal_version_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_proposal_version")),
        sa.UniqueConstraint("proposal_id", "version", name=op.f("uq_pole_proposal_version_proposal_id_version")),
    )
    op.create_table(
        "pole_protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("owner_account_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(stopped_on IS NULL) = (stopped_why = '')", name=op.f("ck_pole_protocol_stops_with_a_reason")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_protocol_has_title")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_pole_protocol_ends_after_start")),
        sa.CheckConstraint(
            "review_months BETWEEN 1 AND 60", name=op.f("ck_pole_protocol_review_months_within_five_years")
        ),
        sa.ForeignKeyConstraint(["owner_account_id"], ["account.id"], name=op.f("fk_pole_protocol_owner_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_protocol")),
    )
    op.create_table(
        "evaluation_fact_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("people_reached", sa.Integer(), nullable=True),
        sa.Column("spent_cents", sa.BigInteger(), nullable=True),
        sa.Column("volunteer_hours", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "people_reached IS NULL OR people_reached >= 0", name=op.f("ck_evaluation_fact_sheet_people_not_negative")
        ),
        sa.CheckConstraint(
            "spent_cents IS NULL OR spent_cents >= 0", name=op.f("ck_evaluation_fact_sheet_cents_not_negative")
        ),
        sa.CheckConstraint(
            "volunteer_hours IS NULL OR volunteer_hours >= 0", name=op.f("ck_evaluation_fact_sheet_hours_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_fact_sheet_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_fact_sheet")),
    )
    op.create_index(op.f("ix_evaluation_fact_sheet_subject_id"), "evaluation_fact_sheet", ["subject_id"], unique=False)
    op.create_table(
        "evaluation_grade",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.CheckConstraint("criterion <> ''", name=op.f("ck_evaluation_grade_criterion_named")),
        sa.CheckConstraint("grade BETWEEN -1 AND 4", name=op.f("ck_evaluation_grade_grade_known")),
        sa.ForeignKeyConstraint(["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_grade_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_grade")),
    )
    op.create_index(
        "ix_evaluation_grade_count",
        "evaluation_grade",
        ["subject_id", "outside", "college", "criterion", "grade"],
        unique=False,
    )
    op.create_table(
        "evaluation_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_guest_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_guest")),
        sa.UniqueConstraint("subject_id", "email_key", name=op.f("uq_evaluation_guest_subject_id_email_key")),
    )
    op.create_table(
        "evaluation_invited",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["evaluation_campaign.id"], name=op.f("fk_evaluation_invited_campaign_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_evaluation_invited_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_invited")),
        sa.UniqueConstraint("campaign_id", "member_id", name=op.f("uq_evaluation_invited_campaign_id_member_id")),
    )
    op.create_index(op.f("ix_evaluation_invited_member_id"), "evaluation_invited", ["member_id"], unique=False)
    op.create_table(
        "evaluation_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('keep', 'change', 'stop')", name=op.f("ck_evaluation_remark_kind_known")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_remark_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_remark")),
    )
    op.create_index(op.f("ix_evaluation_remark_subject_id"), "evaluation_remark", ["subject_id"], unique=False)
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
        sa.Column("planned_cents", sa.BigInteger(), nullable=False),
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
    op.create_table(
        "pole_actor_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('works_with', 'shared_staff', 'renamed', 'funds', 'belongs')",
            name=op.f("ck_pole_actor_link_kind_known"),
        ),
        sa.CheckConstraint("actor_id <> other_id", name=op.f("ck_pole_actor_link_two_actors")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_pole_actor_link_ends_after_start")),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_actor_link_actor_id")),
        sa.ForeignKeyConstraint(["other_id"], ["pole_actor.id"], name=op.f("fk_pole_actor_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_actor_link")),
    )
    op.create_index(op.f("ix_pole_actor_link_actor_id"), "pole_actor_link", ["actor_id"], unique=False)
    op.create_index(op.f("ix_pole_actor_link_other_id"), "pole_actor_link", ["other_id"], unique=False)
    op.create_table(
        "pole_contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("need", sa.String(length=120), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("origin_actor_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("college", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("collected_by", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('viewpoint', 'interview', 'document', 'workshop', 'idea')",
            name=op.f("ck_pole_contribution_kind_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_contribution_has_title")),
        sa.CheckConstraint("number > 0", name=op.f("ck_pole_contribution_number_positive")),
        sa.ForeignKeyConstraint(
            ["origin_actor_id"], ["pole_actor.id"], name=op.f("fk_pole_contribution_origin_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_contribution")),
        sa.UniqueConstraint("number", name=op.f("uq_pole_contribution_number")),
    )
    op.create_index(op.f("ix_pole_contribution_account_id"), "pole_contribution", ["account_id"], unique=False)
    op.create_index(op.f("ix_pole_contribution_given_on"), "pole_contribution", ["given_on"], unique=False)
    op.create_index(op.f("ix_pole_contribution_kind"), "pole_contribution", ["kind"], unique=False)
    op.create_index(
        op.f("ix_pole_contribution_origin_actor_id"), "pole_contribution", ["origin_actor_id"], unique=False
    )
    op.create_table(
        "pole_place_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.CheckConstraint("mark BETWEEN 0 AND 4", name=op.f("ck_pole_place_mark_mark_zero_to_four")),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["pole_place_criterion.id"],
            name=op.f("fk_pole_place_mark_criterion_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["place_id"], ["pole_place.id"], name=op.f("fk_pole_place_mark_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_place_mark")),
        sa.UniqueConstraint("place_id", "criterion_id", name=op.f("uq_pole_place_mark_place_id_criterion_id")),
    )
    op.create_table(
        "pole_proposal_put",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("takes_back_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(event = 'taken_back') = (takes_back_id IS NOT NULL)", name=op.f("ck_pole_proposal_put_takes_one_back")
        ),
        sa.CheckConstraint("event IN ('put', 'taken_back')", name=op.f("ck_pole_proposal_put_event_known")),
        sa.ForeignKeyConstraint(["meeting_id"], ["body_meeting.id"], name=op.f("fk_pole_proposal_put_meeting_id")),
        sa.ForeignKeyConstraint(
            ["takes_back_id"], ["pole_proposal_put.id"], name=op.f("fk_pole_proposal_put_takes_back_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["pole_proposal_version.id"], name=op.f("fk_pole_proposal_put_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_proposal_put")),
        sa.UniqueConstraint("takes_back_id", name=op.f("uq_pole_proposal_put_takes_back_id")),
    )
    op.create_index(op.f("ix_pole_proposal_put_meeting_id"), "pole_proposal_put", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_pole_proposal_put_version_id"), "pole_proposal_put", ["version_id"], unique=False)
    op.create_table(
        "pole_protocol_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_protocol_party_actor_id")),
        sa.ForeignKeyConstraint(["protocol_id"], ["pole_protocol.id"], name=op.f("fk_pole_protocol_party_protocol_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_protocol_party")),
        sa.UniqueConstraint("protocol_id", "actor_id", name=op.f("uq_pole_protocol_party_protocol_id_actor_id")),
    )
    op.create_index(op.f("ix_pole_protocol_party_actor_id"), "pole_protocol_party", ["actor_id"], unique=False)
    op.create_table(
        "pole_protocol_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('review', 'term')", name=op.f("ck_pole_protocol_reminder_kind_known")),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["pole_protocol.id"], name=op.f("fk_pole_protocol_reminder_protocol_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_protocol_reminder")),
        sa.UniqueConstraint(
            "protocol_id", "kind", "due_on", name=op.f("uq_pole_protocol_reminder_protocol_id_kind_due_on")
        ),
    )
    op.create_table(
        "pole_protocol_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("found <> ''", name=op.f("ck_pole_protocol_review_says_what_was_found")),
        sa.CheckConstraint(
            "outcome IN ('continue', 'adapt', 'stop')", name=op.f("ck_pole_protocol_review_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["pole_protocol.id"], name=op.f("fk_pole_protocol_review_protocol_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_protocol_review")),
    )
    op.create_index(op.f("ix_pole_protocol_review_protocol_id"), "pole_protocol_review", ["protocol_id"], unique=False)
    op.create_table(
        "pole_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("from_actor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["from_actor_id"], ["pole_actor.id"], name=op.f("fk_pole_referral_from_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_referral")),
    )
    op.create_index(op.f("ix_pole_referral_received_on"), "pole_referral", ["received_on"], unique=False)
    op.create_table(
        "pole_workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("diagnosis", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("facilitator", sa.String(length=200), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("takes_sign_up", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.CheckConstraint("kind <> 'seasonal' OR question <> ''", name=op.f("ck_pole_workshop_seasonal_has_question")),
        sa.CheckConstraint("kind IN ('seasonal', 'dialogue', 'other')", name=op.f("ck_pole_workshop_kind_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_workshop_has_title")),
        sa.CheckConstraint("places IS NULL OR places > 0", name=op.f("ck_pole_workshop_places_positive")),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_workshop_action_id")),
        sa.ForeignKeyConstraint(["host_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop")),
    )
    op.create_index(op.f("ix_pole_workshop_action_id"), "pole_workshop", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_closed_on"), "pole_workshop", ["closed_on"], unique=False)
    op.create_index(op.f("ix_pole_workshop_host_id"), "pole_workshop", ["host_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_kind"), "pole_workshop", ["kind"], unique=False)
    op.create_table(
        "evaluation_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("invited_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("college", sa.String(length=80), nullable=False),
        sa.CheckConstraint("(invited_id IS NULL) <> (guest_id IS NULL)", name=op.f("ck_evaluation_mark_of_one")),
        sa.ForeignKeyConstraint(["guest_id"], ["evaluation_guest.id"], name=op.f("fk_evaluation_mark_guest_id")),
        sa.ForeignKeyConstraint(["invited_id"], ["evaluation_invited.id"], name=op.f("fk_evaluation_mark_invited_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_mark_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_mark")),
        sa.UniqueConstraint("guest_id", name=op.f("uq_evaluation_mark_guest_id")),
        sa.UniqueConstraint("invited_id", "subject_id", name=op.f("uq_evaluation_mark_invited_id_subject_id")),
    )
    op.create_index(
        "ix_evaluation_mark_turnout", "evaluation_mark", ["subject_id", "college", "guest_id"], unique=False
    )
    op.create_table(
        "pole_contribution_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind = 'behind') = (action_id IS NOT NULL)", name=op.f("ck_pole_contribution_fact_behind_an_action")
        ),
        sa.CheckConstraint(
            "(kind = 'merged') = (into_id IS NOT NULL)", name=op.f("ck_pole_contribution_fact_merged_into_another")
        ),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_pole_contribution_fact_reversal_names_a_fact"),
        ),
        sa.CheckConstraint(
            "kind IN ('behind', 'merged', 'set_aside', 'reversal')", name=op.f("ck_pole_contribution_fact_kind_known")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_contribution_fact_action_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["pole_contribution.id"], name=op.f("fk_pole_contribution_fact_contribution_id")
        ),
        sa.ForeignKeyConstraint(["into_id"], ["pole_contribution.id"], name=op.f("fk_pole_contribution_fact_into_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["pole_contribution_fact.id"], name=op.f("fk_pole_contribution_fact_reverses_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_contribution_fact")),
    )
    op.create_index(op.f("ix_pole_contribution_fact_action_id"), "pole_contribution_fact", ["action_id"], unique=False)
    op.create_index(
        op.f("ix_pole_contribution_fact_contribution_id"), "pole_contribution_fact", ["contribution_id"], unique=False
    )
    op.create_index(op.f("ix_pole_contribution_fact_into_id"), "pole_contribution_fact", ["into_id"], unique=False)
    op.create_index(
        op.f("ix_pole_contribution_fact_reverses_id"),
        "pole_contribution_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "pole_priority_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_priority_item_action_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pole_action_revision.id"], name=op.f("fk_pole_priority_item_revision_id")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["pole_priority_vote.id"], name=op.f("fk_pole_priority_item_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_priority_item")),
        sa.UniqueConstraint("vote_id", "action_id", name=op.f("uq_pole_priority_item_vote_id_action_id")),
    )
    op.create_index(op.f("ix_pole_priority_item_action_id"), "pole_priority_item", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_priority_item_vote_id"), "pole_priority_item", ["vote_id"], unique=False)
    op.create_table(
        "pole_production",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("authors", sa.String(length=300), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('brochure', 'guide', 'conference', 'video', 'other')", name=op.f("ck_pole_production_kind_known")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pole_production_has_title")),
        sa.CheckConstraint("downloads >= 0", name=op.f("ck_pole_production_downloads_not_negative")),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposit.id"], name=op.f("fk_pole_production_deposit_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_production_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_production")),
    )
    op.create_index(op.f("ix_pole_production_published_on"), "pole_production", ["published_on"], unique=False)
    op.create_index(op.f("ix_pole_production_workshop_id"), "pole_production", ["workshop_id"], unique=False)
    op.create_table(
        "pole_proposal_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("axis_code", sa.String(length=10), nullable=False),
        sa.Column("axis_label", sa.String(length=200), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("priority BETWEEN 0 AND 3", name=op.f("ck_pole_proposal_item_priority_known")),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_proposal_item_action_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pole_action_revision.id"], name=op.f("fk_pole_proposal_item_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["pole_proposal_version.id"], name=op.f("fk_pole_proposal_item_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_proposal_item")),
        sa.UniqueConstraint("version_id", "action_id", name=op.f("uq_pole_proposal_item_version_id_action_id")),
    )
    op.create_index(op.f("ix_pole_proposal_item_action_id"), "pole_proposal_item", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_proposal_item_version_id"), "pole_proposal_item", ["version_id"], unique=False)
    op.create_table(
        "pole_referral_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(kind = 'outcome') = (outcome <> '')", name=op.f("ck_pole_referral_fact_outcome_is_one")),
        sa.CheckConstraint(
            "(kind = 'sent') = (actor_id IS NOT NULL)", name=op.f("ck_pole_referral_fact_sent_to_somebody")
        ),
        sa.CheckConstraint("kind IN ('sent', 'outcome')", name=op.f("ck_pole_referral_fact_kind_known")),
        sa.CheckConstraint(
            "outcome IN ('', 'under_way', 'launched', 'joined', 'given_up', 'lost')",
            name=op.f("ck_pole_referral_fact_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_referral_fact_actor_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["pole_referral.id"], name=op.f("fk_pole_referral_fact_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_referral_fact")),
    )
    op.create_index(op.f("ix_pole_referral_fact_actor_id"), "pole_referral_fact", ["actor_id"], unique=False)
    op.create_index(op.f("ix_pole_referral_fact_referral_id"), "pole_referral_fact", ["referral_id"], unique=False)
    op.create_table(
        "pole_workshop_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "part IN ('base', 'sponsor', 'stakeholder')", name=op.f("ck_pole_workshop_organisation_part_known")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_organisation_actor_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_organisation_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_organisation")),
        sa.UniqueConstraint(
            "workshop_id", "actor_id", "part", name=op.f("uq_pole_workshop_organisation_workshop_id_actor_id_part")
        ),
    )
    op.create_index(
        op.f("ix_pole_workshop_organisation_actor_id"), "pole_workshop_organisation", ["actor_id"], unique=False
    )
    op.create_table(
        "pole_workshop_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("allowance_cents", sa.Integer(), nullable=False),
        sa.Column("valued_minutes", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('participant', 'expert')", name=op.f("ck_pole_workshop_person_role_known")),
        sa.CheckConstraint(
            "allowance_cents >= 0 AND valued_minutes >= 0", name=op.f("ck_pole_workshop_person_nothing_negative")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pole_workshop_person_account_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_person_actor_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_pole_workshop_person_member_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_person_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_person")),
        sa.UniqueConstraint("workshop_id", "account_id", name=op.f("uq_pole_workshop_person_workshop_id_account_id")),
    )
    op.create_index(op.f("ix_pole_workshop_person_account_id"), "pole_workshop_person", ["account_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_person_actor_id"), "pole_workshop_person", ["actor_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_person_member_id"), "pole_workshop_person", ["member_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_person_workshop_id"), "pole_workshop_person", ["workshop_id"], unique=False)
    op.create_table(
        "pole_workshop_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("effect IN ('created', 'changed')", name=op.f("ck_pole_workshop_scheme_effect_known")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pole_workshop_scheme_has_name")),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_scheme_actor_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_scheme_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_scheme")),
    )
    op.create_index(op.f("ix_pole_workshop_scheme_workshop_id"), "pole_workshop_scheme", ["workshop_id"], unique=False)
    op.create_table(
        "pole_workshop_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("territory", sa.String(length=120), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_pole_workshop_session_ends_after_start")),
        sa.CheckConstraint("others >= 0", name=op.f("ck_pole_workshop_session_others_not_negative")),
        sa.ForeignKeyConstraint(["host_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_session_host_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_session_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_session")),
    )
    op.create_index(op.f("ix_pole_workshop_session_host_id"), "pole_workshop_session", ["host_id"], unique=False)
    op.create_index(op.f("ix_pole_workshop_session_starts_at"), "pole_workshop_session", ["starts_at"], unique=False)
    op.create_index(
        op.f("ix_pole_workshop_session_workshop_id"), "pole_workshop_session", ["workshop_id"], unique=False
    )
    op.create_table(
        "pole_workshop_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_step_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_step")),
        sa.UniqueConstraint("workshop_id", "step", name=op.f("uq_pole_workshop_step_workshop_id_step")),
    )
    op.create_table(
        "evaluation_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("way IN ('continue', 'adapt', 'stop')", name=op.f("ck_evaluation_outcome_way_known")),
        sa.CheckConstraint(
            "(decision_id IS NULL) <> (agenda_item_id IS NULL)", name=op.f("ck_evaluation_outcome_decided_or_put")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_evaluation_outcome_agenda_item_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_evaluation_outcome_decision_id")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["evaluation_subject.id"], name=op.f("fk_evaluation_outcome_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_outcome")),
    )
    op.create_index(op.f("ix_evaluation_outcome_subject_id"), "evaluation_outcome", ["subject_id"], unique=False)
    op.create_table(
        "pole_priority_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["pole_action.id"], name=op.f("fk_pole_priority_choice_action_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_pole_priority_choice_decision_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["pole_priority_vote.id"], name=op.f("fk_pole_priority_choice_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_priority_choice")),
        sa.UniqueConstraint("decision_id", "action_id", name=op.f("uq_pole_priority_choice_decision_id_action_id")),
    )
    op.create_index(op.f("ix_pole_priority_choice_action_id"), "pole_priority_choice", ["action_id"], unique=False)
    op.create_index(op.f("ix_pole_priority_choice_decision_id"), "pole_priority_choice", ["decision_id"], unique=False)
    op.create_index(op.f("ix_pole_priority_choice_vote_id"), "pole_priority_choice", ["vote_id"], unique=False)
    op.create_table(
        "pole_workshop_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("became", sa.String(length=80), nullable=False),
        sa.Column("became_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind = 'to_do' OR due_on IS NULL AND done_on IS NULL",
            name=op.f("ck_pole_workshop_finding_only_what_is_to_do_is_due"),
        ),
        sa.CheckConstraint(
            "kind IN ('finding', 'testimony', 'agreed', 'to_do')", name=op.f("ck_pole_workshop_finding_kind_known")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["pole_actor.id"], name=op.f("fk_pole_workshop_finding_actor_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["pole_workshop_session.id"], name=op.f("fk_pole_workshop_finding_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["pole_workshop.id"], name=op.f("fk_pole_workshop_finding_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_finding")),
    )
    op.create_index(op.f("ix_pole_workshop_finding_became"), "pole_workshop_finding", ["became"], unique=False)
    op.create_index(
        op.f("ix_pole_workshop_finding_workshop_id"), "pole_workshop_finding", ["workshop_id"], unique=False
    )
    op.create_table(
        "pole_workshop_presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["pole_workshop_person.id"], name=op.f("fk_pole_workshop_presence_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["pole_workshop_session.id"], name=op.f("fk_pole_workshop_presence_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pole_workshop_presence")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_pole_workshop_presence_session_id_person_id")),
    )
    op.create_index(op.f("ix_pole_workshop_presence_person_id"), "pole_workshop_presence", ["person_id"], unique=False)


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("pole_workshop_presence")
    op.drop_table("pole_workshop_finding")
    op.drop_table("pole_priority_choice")
    op.drop_table("evaluation_outcome")
    op.drop_table("pole_workshop_step")
    op.drop_table("pole_workshop_session")
    op.drop_table("pole_workshop_scheme")
    op.drop_table("pole_workshop_person")
    op.drop_table("pole_workshop_organisation")
    op.drop_table("pole_referral_fact")
    op.drop_table("pole_proposal_item")
    op.drop_table("pole_production")
    op.drop_table("pole_priority_item")
    op.drop_table("pole_contribution_fact")
    op.drop_table("evaluation_mark")
    op.drop_table("pole_workshop")
    op.drop_table("pole_referral")
    op.drop_table("pole_protocol_review")
    op.drop_table("pole_protocol_reminder")
    op.drop_table("pole_protocol_party")
    op.drop_table("pole_proposal_put")
    op.drop_table("pole_place_mark")
    op.drop_table("pole_contribution")
    op.drop_table("pole_actor_link")
    op.drop_table("pole_action_revision")
    op.drop_table("evaluation_remark")
    op.drop_table("evaluation_invited")
    op.drop_table("evaluation_guest")
    op.drop_table("evaluation_grade")
    op.drop_table("evaluation_fact_sheet")
    op.drop_table("pole_protocol")
    op.drop_table("pole_proposal_version")
    op.drop_table("pole_priority_vote")
    op.drop_table("pole_place_criterion")
    op.drop_table("pole_place")
    op.drop_table("pole_actor")
    op.drop_table("pole_action_fact")
    op.drop_table("evaluation_subject")
    op.drop_table("evaluation_campaign_fact")
    op.drop_table("budget_upload")
    op.drop_table("budget_revision")
    op.drop_table("pole_report_revision")
    op.drop_table("pole_proposal")
    op.drop_table("pole_place_choice")
    op.drop_table("pole_axis")
    op.drop_table("pole_action")
    op.drop_table("evaluation_grid")
    op.drop_table("evaluation_campaign")
    op.drop_table("budget_plan")
    op.drop_table("budget_actual")
