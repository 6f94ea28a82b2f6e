"""Statutes, people, members, dated facts, share movements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "certificate_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_check")),
    )
    op.create_index(
        op.f("ix_certificate_check_address_key_at"), "certificate_check", ["address_key", "at"], unique=False
    )
    op.create_index(op.f("ix_certificate_check_at"), "certificate_check", ["at"], unique=False)
    op.create_table(
        "column_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("importer", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_choice")),
        sa.UniqueConstraint("importer", "heading", name=op.f("uq_column_choice_importer_heading")),
    )
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("subject_en", sa.String(length=200), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("purpose IN ('information', 'statutory')", name=op.f("ck_dispatch_known_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint("once", name=op.f("uq_dispatch_once")),
    )
    op.create_table(
        "distinct_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name=op.f("ck_distinct_fact_known_kind")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_distinct_fact_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_fact")),
        sa.UniqueConstraint("kind", "first_id", "second_id", name=op.f("uq_distinct_fact_kind_first_id_second_id")),
    )
    op.create_table(
        "email_state",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_fact_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('working', 'bounced', 'blocked')", name=op.f("ck_email_state_known_state")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_email_state_failures")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_email_state")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("importer", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_importer"), "import_batch", ["importer"], unique=False)
    op.create_table(
        "import_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("importer", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sheet", sa.String(length=100), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("trial_job_id", sa.Integer(), nullable=True),
        sa.Column("batch_job_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_upload")),
    )
    op.create_table(
        "loss_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_end", sa.Date(), nullable=False),
        sa.Column("losses_cents", sa.BigInteger(), nullable=False),
        sa.Column("special_reserve_cents", sa.BigInteger(), nullable=False),
        sa.Column("statutory_reserve_cents", sa.BigInteger(), nullable=False),
        sa.Column("capital_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("decision <> ''", name=op.f("ck_loss_statement_names_its_assembly")),
        sa.CheckConstraint(
            "losses_cents >= 0 AND special_reserve_cents >= 0 AND statutory_reserve_cents >= 0 AND capital_cents >= 0 AND paid_cents >= 0",
            name=op.f("ck_loss_statement_amounts_not_negative"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_statement")),
    )
    op.create_index(op.f("ix_loss_statement_year_end"), "loss_statement", ["year_end"], unique=False)
    op.create_table(
        "membership_setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_membership_setting")),
    )
    op.create_table(
        "news_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("refuses", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_refusal")),
    )
    op.create_index(op.f("ix_news_refusal_address"), "news_refusal", ["address"], unique=False)
    op.create_table(
        "number_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("first >= 1 AND first <= last", name=op.f("ck_number_note_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_note")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("rna", sa.String(length=10), nullable=True),
        sa.Column("ess_level", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("post_returned_on", sa.Date(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.String(length=3000), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_has_name")),
        sa.CheckConstraint(
            "ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name=op.f("ck_organisation_ess_level_is_0_to_2")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_organisation_merged_into_another")),
        sa.CheckConstraint("siret IS NULL OR siren IS NOT NULL", name=op.f("ck_organisation_siret_has_siren")),
        sa.CheckConstraint("size IS NULL OR size >= 0", name=op.f("ck_organisation_size_is_not_negative")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["organisation.id"], name=op.f("fk_organisation_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("rna", name=op.f("uq_organisation_rna")),
        sa.UniqueConstraint("siren", name=op.f("uq_organisation_siren")),
    )
    op.create_index(op.f("ix_organisation_email"), "organisation", ["email"], unique=False)
    op.create_index(op.f("ix_organisation_merged_into_id"), "organisation", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_organisation_phone"), "organisation", ["phone"], unique=False)
    op.create_index(op.f("ix_organisation_sort_key"), "organisation", ["sort_key"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_names", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("usual_first_name", sa.String(length=120), nullable=False),
        sa.Column("usage_name", sa.String(length=120), nullable=False),
        sa.Column("filed_under", sa.String(length=200), nullable=False),
        sa.Column("double_key", sa.String(length=260), nullable=False),
        sa.Column("pronouns", sa.String(length=40), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("emancipated_on", sa.Date(), nullable=True),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("post_returned_on", sa.Date(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.String(length=3000), nullable=False),
        sa.CheckConstraint("last_name <> ''", name=op.f("ck_person_has_last_name")),
        sa.CheckConstraint(
            "born_on IS NULL OR deceased_on IS NULL OR deceased_on >= born_on", name=op.f("ck_person_dies_after_birth")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_person_merged_into_another")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_born_on"), "person", ["born_on"], unique=False)
    op.create_index(op.f("ix_person_double_key"), "person", ["double_key"], unique=False)
    op.create_index(op.f("ix_person_email"), "person", ["email"], unique=False)
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"], unique=False)
    op.create_table(
        "statutes_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_statutes_version_sha256_is_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutes_version")),
        sa.UniqueConstraint("effective_on", name=op.f("uq_statutes_version_effective_on")),
    )
    op.create_table(
        "access_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_access_fact_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_fact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_fact")),
    )
    op.create_index(op.f("ix_access_fact_account_id"), "access_fact", ["account_id"], unique=False)
    op.create_index(op.f("ix_access_fact_person_id"), "access_fact", ["person_id"], unique=False)
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('online', 'desk')", name=op.f("ck_application_known_channel")),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_application_person_or_organisation")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    op.create_index(op.f("ix_application_organisation_id"), "application", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_table(
        "bond_fact",
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_bond_fact_of_person_or_organisation")
        ),
        sa.CheckConstraint("person_id IS NULL OR person_id <> other_id", name=op.f("ck_bond_fact_with_another")),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= effective_on", name=op.f("ck_bond_fact_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_bond_fact_organisation_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_bond_fact_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bond_fact_person_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["bond_fact.id"], name=op.f("fk_bond_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bond_fact")),
    )
    op.create_index(op.f("ix_bond_fact_organisation_id"), "bond_fact", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_bond_fact_other_id"), "bond_fact", ["other_id"], unique=False)
    op.create_index(op.f("ix_bond_fact_person_id"), "bond_fact", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_bond_fact_reverses_id"),
        "bond_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(kind = 'address') = (value = '')", name=op.f("ck_contact_point_value_unless_address")),
        sa.CheckConstraint("kind IN ('email', 'phone', 'address')", name=op.f("ck_contact_point_known_kind")),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_contact_point_person_or_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_point_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_point_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    op.create_index(op.f("ix_contact_point_organisation_id"), "contact_point", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_contact_point_person_id"), "contact_point", ["person_id"], unique=False)
    op.create_index(op.f("ix_contact_point_value"), "contact_point", ["value"], unique=False)
    op.create_table(
        "details_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_details_wish_known_state")
        ),
        sa.CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_details_wish_one_side")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_details_wish_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_details_wish_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_details_wish")),
        sa.UniqueConstraint("once", name=op.f("uq_details_wish_once")),
    )
    op.create_index(op.f("ix_details_wish_organisation_id"), "details_wish", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_details_wish_person_id"), "details_wish", ["person_id"], unique=False)
    op.create_table(
        "employment_fact",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= effective_on", name=op.f("ck_employment_fact_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employment_fact_person_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["employment_fact.id"], name=op.f("fk_employment_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment_fact")),
    )
    op.create_index(op.f("ix_employment_fact_person_id"), "employment_fact", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_employment_fact_reverses_id"),
        "employment_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "import_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_report_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_report")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_import_report_batch_id")),
    )
    op.create_table(
        "import_undo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_undo_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_undo")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_import_undo_batch_id")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_member_person_or_organisation")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_member_number_is_positive")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_member_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_member_organisation_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_member_person_id")),
    )
    op.create_table(
        "merge_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_person_id", sa.Integer(), nullable=True),
        sa.Column("dropped_person_id", sa.Integer(), nullable=True),
        sa.Column("kept_organisation_id", sa.Integer(), nullable=True),
        sa.Column("dropped_organisation_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kept_organisation_id IS NULL) = (dropped_organisation_id IS NULL)",
            name=op.f("ck_merge_fact_same_kind_again"),
        ),
        sa.CheckConstraint(
            "(kept_person_id IS NULL) <> (kept_organisation_id IS NULL)", name=op.f("ck_merge_fact_one_kind")
        ),
        sa.CheckConstraint(
            "(kept_person_id IS NULL) = (dropped_person_id IS NULL)", name=op.f("ck_merge_fact_same_kind")
        ),
        sa.ForeignKeyConstraint(
            ["dropped_organisation_id"], ["organisation.id"], name=op.f("fk_merge_fact_dropped_organisation_id")
        ),
        sa.ForeignKeyConstraint(["dropped_person_id"], ["person.id"], name=op.f("fk_merge_fact_dropped_person_id")),
        sa.ForeignKeyConstraint(
            ["kept_organisation_id"], ["organisation.id"], name=op.f("fk_merge_fact_kept_organisation_id")
        ),
        sa.ForeignKeyConstraint(["kept_person_id"], ["person.id"], name=op.f("fk_merge_fact_kept_person_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["merge_fact.id"], name=op.f("fk_merge_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_fact")),
    )
    op.create_index(
        op.f("ix_merge_fact_dropped_organisation_id"), "merge_fact", ["dropped_organisation_id"], unique=False
    )
    op.create_index(op.f("ix_merge_fact_dropped_person_id"), "merge_fact", ["dropped_person_id"], unique=False)
    op.create_index(
        op.f("ix_merge_fact_reverses_id"),
        "merge_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "register_identity",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_names", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("usual_first_name", sa.String(length=120), nullable=False),
        sa.Column("usage_name", sa.String(length=120), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("kept_since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_register_identity_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_register_identity")),
    )
    op.create_table(
        "representative_fact",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('voter', 'legal', 'deputy', 'contact')", name=op.f("ck_representative_fact_known_kind")
        ),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= effective_on", name=op.f("ck_representative_fact_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_representative_fact_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_representative_fact_person_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["representative_fact.id"], name=op.f("fk_representative_fact_reverses_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative_fact")),
    )
    op.create_index(
        op.f("ix_representative_fact_organisation_id_effective_on"),
        "representative_fact",
        ["organisation_id", "effective_on"],
        unique=False,
    )
    op.create_index(op.f("ix_representative_fact_person_id"), "representative_fact", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_representative_fact_reverses_id"),
        "representative_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "application_fact",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=True),
        sa.Column("college", sa.String(length=60), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("double_of_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "event <> 'effective' OR member_id IS NOT NULL", name=op.f("ck_application_fact_effect_names_member")
        ),
        sa.CheckConstraint(
            "event IN ('submitted', 'completed', 'reviewed', 'accepted', 'refused', 'withdrawn', 'effective')",
            name=op.f("ck_application_fact_known_event"),
        ),
        sa.CheckConstraint("shares IS NULL OR shares >= 0", name=op.f("ck_application_fact_shares_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_fact_application_id")
        ),
        sa.ForeignKeyConstraint(["double_of_id"], ["person.id"], name=op.f("fk_application_fact_double_of_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_application_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["application_fact.id"], name=op.f("fk_application_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_fact")),
    )
    op.create_index(op.f("ix_application_fact_application_id"), "application_fact", ["application_id"], unique=False)
    op.create_index(op.f("ix_application_fact_member_id"), "application_fact", ["member_id"], unique=False)
    op.create_index(
        op.f("ix_application_fact_reverses_id"),
        "application_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "category_fact",
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_category_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["category_fact.id"], name=op.f("fk_category_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_fact")),
    )
    op.create_index(
        op.f("ix_category_fact_member_id_effective_on"), "category_fact", ["member_id", "effective_on"], unique=False
    )
    op.create_index(
        op.f("ix_category_fact_reverses_id"),
        "category_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "college_fact",
        sa.Column("college", sa.String(length=60), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("rank > 1 OR college IS NOT NULL", name=op.f("ck_college_fact_first_college_is_named")),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_college_fact_rank_from_1")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_college_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["college_fact.id"], name=op.f("fk_college_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_fact")),
    )
    op.create_index(
        op.f("ix_college_fact_member_id_effective_on"), "college_fact", ["member_id", "effective_on"], unique=False
    )
    op.create_index(
        op.f("ix_college_fact_reverses_id"),
        "college_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "consent_fact",
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("channel IN ('desk', 'paper', 'online')", name=op.f("ck_consent_fact_known_channel")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["consent_fact.id"], name=op.f("fk_consent_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_fact")),
    )
    op.create_index(
        op.f("ix_consent_fact_member_id_effective_on"), "consent_fact", ["member_id", "effective_on"], unique=False
    )
    op.create_index(
        op.f("ix_consent_fact_reverses_id"),
        "consent_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "dispatch_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reader", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("mail_key", sa.String(length=60), nullable=True),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint("(way = 'email') = (mail_key IS NOT NULL)", name=op.f("ck_dispatch_recipient_mail_has_key")),
        sa.CheckConstraint(
            "way IN ('email', 'letter', 'refused', 'nowhere')", name=op.f("ck_dispatch_recipient_known_way")
        ),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_dispatch_recipient_dispatch_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_dispatch_recipient_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch_recipient")),
    )
    op.create_index(
        op.f("ix_dispatch_recipient_dispatch_id_id"), "dispatch_recipient", ["dispatch_id", "id"], unique=False
    )
    op.create_index(op.f("ix_dispatch_recipient_mail_key"), "dispatch_recipient", ["mail_key"], unique=False)
    op.create_index(op.f("ix_dispatch_recipient_member_id"), "dispatch_recipient", ["member_id"], unique=False)
    op.create_table(
        "formal_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_formal_notice_asks_for_something")),
        sa.CheckConstraint("step > 0", name=op.f("ck_formal_notice_step_is_positive")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_formal_notice_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formal_notice")),
        sa.UniqueConstraint("member_id", "sent_on", "step", name=op.f("uq_formal_notice_member_id_sent_on_step")),
    )
    op.create_table(
        "membership_fact",
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "event IN ('admitted', 'resigned', 'excluded', 'struck_off', 'deceased', 'dissolved')",
            name=op.f("ck_membership_fact_known_event"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_membership_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["membership_fact.id"], name=op.f("fk_membership_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_fact")),
    )
    op.create_index(
        op.f("ix_membership_fact_member_id_effective_on"),
        "membership_fact",
        ["member_id", "effective_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_membership_fact_reverses_id"),
        "membership_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "refund_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("rank_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("payee", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "cause IN ('partial', 'resigned', 'excluded', 'struck_off', 'deceased', 'dissolved', 'cancelled', 'unpaid', 'opening')",
            name=op.f("ck_refund_request_known_cause"),
        ),
        sa.CheckConstraint("shares >= 0", name=op.f("ck_refund_request_shares_not_negative")),
        sa.CheckConstraint("step > 0", name=op.f("ck_refund_request_step_is_positive")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_refund_request_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_request")),
        sa.UniqueConstraint("member_id", "step", name=op.f("uq_refund_request_member_id_step")),
    )
    op.create_index(op.f("ix_refund_request_rank_on"), "refund_request", ["rank_on"], unique=False)
    op.create_table(
        "share_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("subscribed_cents", sa.BigInteger(), nullable=False),
        sa.Column("called_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("owed_cents", sa.BigInteger(), nullable=False),
        sa.Column("last_movement", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_share_certificate_number_is_positive")),
        sa.CheckConstraint("shares >= 0", name=op.f("ck_share_certificate_shares_not_negative")),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_share_certificate_document_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_share_certificate_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_certificate")),
        sa.UniqueConstraint("batch", "member_id", name=op.f("uq_share_certificate_batch_member_id")),
        sa.UniqueConstraint("code", name=op.f("uq_share_certificate_code")),
        sa.UniqueConstraint("document_id", name=op.f("uq_share_certificate_document_id")),
        sa.UniqueConstraint("number", name=op.f("uq_share_certificate_number")),
    )
    op.create_index(op.f("ix_share_certificate_member_id"), "share_certificate", ["member_id"], unique=False)
    op.create_table(
        "appeal_fact",
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "step IN ('lodged', 'upheld', 'overturned', 'withdrawn')", name=op.f("ck_appeal_fact_known_step")
        ),
        sa.ForeignKeyConstraint(["about_id"], ["membership_fact.id"], name=op.f("fk_appeal_fact_about_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_appeal_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["appeal_fact.id"], name=op.f("fk_appeal_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_fact")),
    )
    op.create_index(op.f("ix_appeal_fact_about_id"), "appeal_fact", ["about_id"], unique=False)
    op.create_index(op.f("ix_appeal_fact_member_id"), "appeal_fact", ["member_id"], unique=False)
    op.create_index(
        op.f("ix_appeal_fact_reverses_id"),
        "appeal_fact",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "notice_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("motive <> ''", name=op.f("ck_notice_withdrawal_says_why")),
        sa.ForeignKeyConstraint(["notice_id"], ["formal_notice.id"], name=op.f("fk_notice_withdrawal_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_withdrawal")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_notice_withdrawal_notice_id")),
    )
    op.create_table(
        "refund_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["refund_request.id"], name=op.f("fk_refund_withdrawal_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_withdrawal")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_refund_withdrawal_claim_id")),
    )
    op.create_table(
        "share_demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("to_pay_cents", sa.BigInteger(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind = 'transfer') = (taker_id IS NOT NULL)", name=op.f("ck_share_demand_transfer_names_its_taker")
        ),
        sa.CheckConstraint(
            "kind IN ('subscription', 'refund', 'transfer', 'exit')", name=op.f("ck_share_demand_known_kind")
        ),
        sa.CheckConstraint(
            "amount_cents >= 0 AND to_pay_cents >= 0", name=op.f("ck_share_demand_amounts_not_negative")
        ),
        sa.CheckConstraint("shares >= 0", name=op.f("ck_share_demand_shares_not_negative")),
        sa.ForeignKeyConstraint(["claim_id"], ["refund_request.id"], name=op.f("fk_share_demand_claim_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_share_demand_member_id")),
        sa.ForeignKeyConstraint(["taker_id"], ["member.id"], name=op.f("fk_share_demand_taker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_demand")),
        sa.UniqueConstraint("once", name=op.f("uq_share_demand_once")),
    )
    op.create_index(op.f("ix_share_demand_member_id"), "share_demand", ["member_id"], unique=False)
    op.create_table(
        "share_operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("claim_step", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_share_operation_reversal_names_its_operation"),
        ),
        sa.CheckConstraint(
            "kind IN ('opening_balance', 'subscription', 'call', 'payment', 'advance', 'advance_cleared', 'advance_returned', 'transfer', 'refund_decided', 'loss_charged', 'refund_paid', 'gift', 'conversion', 'nominal_split', 'cancellation', 'exclusion', 'succession', 'payment_returned', 'record_merge', 'reversal')",
            name=op.f("ck_share_operation_known_kind"),
        ),
        sa.CheckConstraint(
            "(claim_id IS NULL) = (claim_step IS NULL)", name=op.f("ck_share_operation_claim_has_steps")
        ),
        sa.ForeignKeyConstraint(["about_id"], ["share_operation.id"], name=op.f("fk_share_operation_about_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["refund_request.id"], name=op.f("fk_share_operation_claim_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["share_operation.id"], name=op.f("fk_share_operation_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_operation")),
        sa.UniqueConstraint("claim_id", "claim_step", name=op.f("uq_share_operation_claim_id_claim_step")),
    )
    op.create_index(op.f("ix_share_operation_about_id"), "share_operation", ["about_id"], unique=False)
    op.create_index(op.f("ix_share_operation_batch_id"), "share_operation", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_share_operation_reverses_id"),
        "share_operation",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "share_demand_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["demand_id"], ["share_demand.id"], name=op.f("fk_share_demand_agreement_demand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_demand_agreement")),
        sa.UniqueConstraint("demand_id", name=op.f("uq_share_demand_agreement_demand_id")),
    )
    op.create_table(
        "share_demand_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'done') = (operation_id IS NOT NULL)",
            name=op.f("ck_share_demand_answer_done_names_its_operation"),
        ),
        sa.CheckConstraint(
            "outcome IN ('done', 'refused', 'withdrawn')", name=op.f("ck_share_demand_answer_known_outcome")
        ),
        sa.ForeignKeyConstraint(["demand_id"], ["share_demand.id"], name=op.f("fk_share_demand_answer_demand_id")),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["share_operation.id"], name=op.f("fk_share_demand_answer_operation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_demand_answer")),
        sa.UniqueConstraint("demand_id", name=op.f("uq_share_demand_answer_demand_id")),
    )
    op.create_table(
        "share_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("nominal_cents", sa.Integer(), nullable=False),
        sa.Column("subscribed_cents", sa.BigInteger(), nullable=False),
        sa.Column("called_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("owed_cents", sa.BigInteger(), nullable=False),
        sa.Column("advance_cents", sa.BigInteger(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acquired_on", sa.Date(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_share_movement_reversal_names_its_movement"),
        ),
        sa.CheckConstraint(
            "CASE WHEN kind IN ('opening_balance', 'subscription') THEN shares >= 0 AND paid_cents >= 0 WHEN kind IN ('refund_decided', 'gift', 'cancellation', 'exclusion') THEN shares < 0 WHEN kind = 'call' THEN called_cents > 0 WHEN kind = 'payment' THEN paid_cents > 0 WHEN kind = 'advance' THEN advance_cents > 0 WHEN kind IN ('advance_cleared', 'advance_returned') THEN advance_cents < 0 WHEN kind IN ('loss_charged', 'refund_paid') THEN owed_cents < 0 ELSE TRUE END",
            name=op.f("ck_share_movement_sign_fits_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('opening_balance', 'subscription', 'call', 'payment', 'advance', 'advance_cleared', 'advance_returned', 'transfer', 'refund_decided', 'loss_charged', 'refund_paid', 'gift', 'conversion', 'nominal_split', 'cancellation', 'exclusion', 'succession', 'payment_returned', 'record_merge', 'reversal')",
            name=op.f("ck_share_movement_known_kind"),
        ),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (application_id IS NULL)", name=op.f("ck_share_movement_one_holder")
        ),
        sa.CheckConstraint(
            "member_id IS NOT NULL OR (shares = 0 AND subscribed_cents = 0 AND called_cents = 0 AND paid_cents = 0 AND owed_cents = 0)",
            name=op.f("ck_share_movement_candidates_only_pay_ahead"),
        ),
        sa.CheckConstraint("nominal_cents >= 0", name=op.f("ck_share_movement_nominal_is_not_negative")),
        sa.CheckConstraint("number > 0", name=op.f("ck_share_movement_number_is_positive")),
        sa.CheckConstraint(
            "shares <> 0 OR called_cents <> 0 OR paid_cents <> 0 OR owed_cents <> 0 OR advance_cents <> 0",
            name=op.f("ck_share_movement_moves_something"),
        ),
        sa.CheckConstraint("shares = 0 OR nominal_cents > 0", name=op.f("ck_share_movement_shares_have_a_nominal")),
        sa.CheckConstraint(
            "subscribed_cents = shares * nominal_cents", name=op.f("ck_share_movement_capital_is_shares_at_nominal")
        ),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_share_movement_application_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_share_movement_member_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["share_operation.id"], name=op.f("fk_share_movement_operation_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["share_movement.id"], name=op.f("fk_share_movement_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_movement")),
        sa.UniqueConstraint("number", name=op.f("uq_share_movement_number")),
    )
    op.create_index(op.f("ix_share_movement_application_id"), "share_movement", ["application_id"], unique=False)
    op.create_index(
        "ix_share_movement_curve",
        "share_movement",
        ["effective_on", "member_id", "recorded_at", "subscribed_cents", "paid_cents"],
        unique=False,
    )
    op.create_index(op.f("ix_share_movement_operation_id"), "share_movement", ["operation_id"], unique=False)
    op.create_index(
        "ix_share_movement_position",
        "share_movement",
        [
            "member_id",
            "effective_on",
            "recorded_at",
            "shares",
            "subscribed_cents",
            "called_cents",
            "paid_cents",
            "owed_cents",
            "advance_cents",
        ],
        unique=False,
    )
    op.create_index(
        op.f("ix_share_movement_reverses_id"),
        "share_movement",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("share_movement")
    op.drop_table("share_demand_answer")
    op.drop_table("share_demand_agreement")
    op.drop_table("share_operation")
    op.drop_table("share_demand")
    op.drop_table("refund_withdrawal")
    op.drop_table("notice_withdrawal")
    op.drop_table("appeal_fact")
    op.drop_table("share_certificate")
    op.drop_table("refund_request")
    op.drop_table("membership_fact")
    op.drop_table("formal_notice")
    op.drop_table("dispatch_recipient")
    op.drop_table("consent_fact")
    op.drop_table("college_fact")
    op.drop_table("category_fact")
    op.drop_table("application_fact")
    op.drop_table("representative_fact")
    op.drop_table("register_identity")
    op.drop_table("merge_fact")
    op.drop_table("member")
    op.drop_table("import_undo")
    op.drop_table("import_report")
    op.drop_table("employment_fact")
    op.drop_table("details_wish")
    op.drop_table("contact_point")
    op.drop_table("bond_fact")
    op.drop_table("application")
    op.drop_table("access_fact")
    op.drop_table("statutes_version")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("number_note")
    op.drop_table("news_refusal")
    op.drop_table("membership_setting")
    op.drop_table("loss_statement")
    op.drop_table("import_upload")
    op.drop_table("import_batch")
    op.drop_table("email_state")
    op.drop_table("distinct_fact")
    op.drop_table("dispatch")
    op.drop_table("column_choice")
    op.drop_table("certificate_check")
