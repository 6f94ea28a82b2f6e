"""Statutes, people, members, dated facts, share movements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("rna", sa.String(length=10), nullable=True),
        sa.Column("ess_level", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.String(length=1200), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_has_name")),
        sa.CheckConstraint(
            "ess_level IS NULL OR ess_level BETWEEN 0 AND 2", name=op.f("ck_organisation_ess_level_is_0_to_2")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("rna", name=op.f("uq_organisation_rna")),
        sa.UniqueConstraint("siren", name=op.f("uq_organisation_siren")),
    )
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
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_key", sa.String(length=1200), nullable=False),
        sa.CheckConstraint("last_name <> ''", name=op.f("ck_person_has_last_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_double_key"), "person", ["double_key"], unique=False)
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
        "representative_fact",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
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
        sa.UniqueConstraint("reverses_id", name=op.f("uq_representative_fact_reverses_id")),
    )
    op.create_index(
        op.f("ix_representative_fact_organisation_id_effective_on"),
        "representative_fact",
        ["organisation_id", "effective_on"],
        unique=False,
    )
    op.create_index(op.f("ix_representative_fact_person_id"), "representative_fact", ["person_id"], unique=False)
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
        sa.UniqueConstraint("reverses_id", name=op.f("uq_category_fact_reverses_id")),
    )
    op.create_index(
        op.f("ix_category_fact_member_id_effective_on"), "category_fact", ["member_id", "effective_on"], unique=False
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
        sa.UniqueConstraint("reverses_id", name=op.f("uq_college_fact_reverses_id")),
    )
    op.create_index(
        op.f("ix_college_fact_member_id_effective_on"), "college_fact", ["member_id", "effective_on"], unique=False
    )
    op.create_table(
        "consent_fact",
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_fact_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["consent_fact.id"], name=op.f("fk_consent_fact_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_fact")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_consent_fact_reverses_id")),
    )
    op.create_index(
        op.f("ix_consent_fact_member_id_effective_on"), "consent_fact", ["member_id", "effective_on"], unique=False
    )
    op.create_table(
        "membership_fact",
        sa.Column("event", sa.String(length=20), nullable=False),
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
        sa.UniqueConstraint("reverses_id", name=op.f("uq_membership_fact_reverses_id")),
    )
    op.create_index(
        op.f("ix_membership_fact_member_id_effective_on"),
        "membership_fact",
        ["member_id", "effective_on"],
        unique=False,
    )
    op.create_table(
        "share_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_share_movement_reversal_names_its_movement"),
        ),
        sa.CheckConstraint(
            "(kind IN ('opening_balance', 'subscription') AND shares > 0) OR (kind = 'refund' AND shares < 0) OR kind = 'reversal'",
            name=op.f("ck_share_movement_sign_fits_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('opening_balance', 'subscription', 'refund', 'reversal')",
            name=op.f("ck_share_movement_known_kind"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_share_movement_number_is_positive")),
        sa.CheckConstraint("shares <> 0", name=op.f("ck_share_movement_moves_something")),
        sa.CheckConstraint("unit_price_cents > 0", name=op.f("ck_share_movement_has_a_price")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_share_movement_member_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["share_movement.id"], name=op.f("fk_share_movement_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_movement")),
        sa.UniqueConstraint("number", name=op.f("uq_share_movement_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_share_movement_reverses_id")),
    )
    op.create_index(
        op.f("ix_share_movement_member_id_effective_on"), "share_movement", ["member_id", "effective_on"], unique=False
    )


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("share_movement")
    op.drop_table("membership_fact")
    op.drop_table("consent_fact")
    op.drop_table("college_fact")
    op.drop_table("category_fact")
    op.drop_table("representative_fact")
    op.drop_table("member")
    op.drop_table("access_fact")
    op.drop_table("statutes_version")
    op.drop_table("person")
    op.drop_table("organisation")
