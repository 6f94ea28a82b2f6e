"""Bank lines, payment requests, transfers out, accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "account_setting",
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_account_setting")),
    )
    op.create_table(
        "bank_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("new_lines", sa.Integer(), nullable=False),
        sa.Column("known_lines", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_bank_file_sha256")),
    )
    op.create_table(
        "bank_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_upload")),
    )
    op.create_table(
        "booked_balance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booked_balance")),
    )
    op.create_index(op.f("ix_booked_balance_on_day_number"), "booked_balance", ["on_day", "number"], unique=False)
    op.create_table(
        "csv_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("signature", sa.String(length=2000), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_csv_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_csv_profile_name")),
    )
    op.create_table(
        "own_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("transfer_schema", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("iban <> ''", name=op.f("ck_own_account_has_iban")),
        sa.CheckConstraint(
            "transfer_schema IN ('pain.001.001.09', 'pain.001.001.03')", name=op.f("ck_own_account_known_schema")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_account")),
        sa.UniqueConstraint("iban", name=op.f("uq_own_account_iban")),
    )
    op.create_table(
        "treasury_setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_treasury_setting")),
    )
    op.create_table(
        "bank_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("identifier", sa.String(length=80), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("opening_cents", sa.BigInteger(), nullable=True),
        sa.Column("closing_cents", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["bank_file.id"], name=op.f("fk_bank_statement_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement")),
    )
    op.create_index(
        op.f("ix_bank_statement_account_closed_on"), "bank_statement", ["account", "closed_on"], unique=False
    )
    op.create_index(op.f("ix_bank_statement_file_id"), "bank_statement", ["file_id"], unique=False)
    op.create_table(
        "transfer_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=35), nullable=False),
        sa.Column("own_account_id", sa.Integer(), nullable=False),
        sa.Column("transfer_schema", sa.String(length=20), nullable=False),
        sa.Column("execute_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_transfer_file_sent_has_moment")),
        sa.CheckConstraint("state IN ('prepared', 'sent', 'dropped')", name=op.f("ck_transfer_file_known_state")),
        sa.ForeignKeyConstraint(["own_account_id"], ["own_account.id"], name=op.f("fk_transfer_file_own_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_file")),
        sa.UniqueConstraint("message_id", name=op.f("uq_transfer_file_message_id")),
        sa.UniqueConstraint("number", name=op.f("uq_transfer_file_number")),
    )
    op.create_table(
        "bank_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("entry_key", sa.String(length=64), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(length=1000), nullable=False),
        sa.Column("counterparty", sa.String(length=140), nullable=False),
        sa.Column("counterparty_iban", sa.String(length=34), nullable=False),
        sa.Column("end_to_end", sa.String(length=80), nullable=False),
        sa.Column("structured", sa.String(length=80), nullable=False),
        sa.Column("is_return", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.String(length=1300), nullable=False),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_bank_line_moves_money")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name=op.f("fk_bank_line_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_line")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_bank_line_fingerprint")),
    )
    op.create_index(op.f("ix_bank_line_booked_on"), "bank_line", ["booked_on"], unique=False)
    op.create_index(op.f("ix_bank_line_counterparty_iban"), "bank_line", ["counterparty_iban"], unique=False)
    op.create_index(op.f("ix_bank_line_entry_key"), "bank_line", ["entry_key"], unique=False)
    op.create_index(op.f("ix_bank_line_statement_id"), "bank_line", ["statement_id"], unique=False)
    op.create_table(
        "transfer_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("held_back_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=70), nullable=False),
        sa.Column("masked_iban", sa.String(length=20), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("end_to_end", sa.String(length=35), nullable=False),
        sa.Column("words", sa.String(length=140), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_transfer_order_pays_something")),
        sa.ForeignKeyConstraint(["claim_id"], ["refund_request.id"], name=op.f("fk_transfer_order_claim_id")),
        sa.ForeignKeyConstraint(["file_id"], ["transfer_file.id"], name=op.f("fk_transfer_order_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_order")),
        sa.UniqueConstraint("end_to_end", name=op.f("uq_transfer_order_end_to_end")),
    )
    op.create_index(op.f("ix_transfer_order_claim_id"), "transfer_order", ["claim_id"], unique=False)
    op.create_index(op.f("ix_transfer_order_file_id"), "transfer_order", ["file_id"], unique=False)
    op.create_table(
        "payment_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.Integer(), nullable=True),
        sa.Column("demand_id", sa.Integer(), nullable=True),
        sa.Column("own_account_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("holder_key", sa.String(length=300), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (application_id IS NULL)", name=op.f("ck_payment_request_one_holder")
        ),
        sa.CheckConstraint("cents > 0", name=op.f("ck_payment_request_asks_for_something")),
        sa.CheckConstraint("demand_id IS NULL OR operation_id IS NULL", name=op.f("ck_payment_request_one_reason")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_payment_request_application_id")),
        sa.ForeignKeyConstraint(["demand_id"], ["share_demand.id"], name=op.f("fk_payment_request_demand_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_payment_request_member_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["share_operation.id"], name=op.f("fk_payment_request_operation_id")),
        sa.ForeignKeyConstraint(["own_account_id"], ["own_account.id"], name=op.f("fk_payment_request_own_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_request")),
        sa.UniqueConstraint("demand_id", name=op.f("uq_payment_request_demand_id")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_request_number")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_payment_request_operation_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_request_reference")),
    )
    op.create_index(op.f("ix_payment_request_application_id"), "payment_request", ["application_id"], unique=False)
    op.create_index(op.f("ix_payment_request_member_id"), "payment_request", ["member_id"], unique=False)
    op.create_table(
        "payment_instalment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_payment_instalment_asks_for_something")),
        sa.ForeignKeyConstraint(["request_id"], ["payment_request.id"], name=op.f("fk_payment_instalment_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_instalment")),
        sa.UniqueConstraint(
            "request_id", "version", "due_on", name=op.f("uq_payment_instalment_request_id_version_due_on")
        ),
    )
    op.create_table(
        "request_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("late_since", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("once", sa.String(length=60), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reminded') = (level IS NOT NULL)", name=op.f("ck_request_fact_reminder_has_level")
        ),
        sa.CheckConstraint(
            "kind IN ('sent', 'reminded', 'held', 'released', 'cancelled', 'reopened')",
            name=op.f("ck_request_fact_known_kind"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["payment_request.id"], name=op.f("fk_request_fact_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_fact")),
        sa.UniqueConstraint("once", name=op.f("uq_request_fact_once")),
    )
    op.create_index(op.f("ix_request_fact_request_id"), "request_fact", ["request_id"], unique=False)
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=True),
        sa.Column("returns_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_settlement_reversal_names_its_settlement")
        ),
        sa.CheckConstraint("kind <> 'ignored' OR reason <> ''", name=op.f("ck_settlement_ignored_for_a_reason")),
        sa.CheckConstraint(
            "kind <> 'returned' OR returns_id IS NOT NULL", name=op.f("ck_settlement_return_names_its_payment")
        ),
        sa.CheckConstraint(
            "kind IN ('allocated', 'otherwise', 'ignored', 'held_back', 'returned', 'paid_out', 'reversal')",
            name=op.f("ck_settlement_known_kind"),
        ),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_settlement_moves_money")),
        sa.ForeignKeyConstraint(["line_id"], ["bank_line.id"], name=op.f("fk_settlement_line_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["share_operation.id"], name=op.f("fk_settlement_operation_id")),
        sa.ForeignKeyConstraint(["order_id"], ["transfer_order.id"], name=op.f("fk_settlement_order_id")),
        sa.ForeignKeyConstraint(["request_id"], ["payment_request.id"], name=op.f("fk_settlement_request_id")),
        sa.ForeignKeyConstraint(["returns_id"], ["settlement.id"], name=op.f("fk_settlement_returns_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["settlement.id"], name=op.f("fk_settlement_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    op.create_index(op.f("ix_settlement_line_id"), "settlement", ["line_id"], unique=False)
    op.create_index(op.f("ix_settlement_order_id"), "settlement", ["order_id"], unique=False)
    op.create_index(op.f("ix_settlement_request_id"), "settlement", ["request_id"], unique=False)
    op.create_index(
        op.f("ix_settlement_reverses_id"),
        "settlement",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "payee_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("settlement_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(claim_id IS NULL) <> (settlement_id IS NULL)", name=op.f("ck_payee_account_one_purpose")),
        sa.ForeignKeyConstraint(["claim_id"], ["refund_request.id"], name=op.f("fk_payee_account_claim_id")),
        sa.ForeignKeyConstraint(["settlement_id"], ["settlement.id"], name=op.f("fk_payee_account_settlement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee_account")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_payee_account_claim_id")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_payee_account_settlement_id")),
    )


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("payee_account")
    op.drop_table("settlement")
    op.drop_table("request_fact")
    op.drop_table("payment_instalment")
    op.drop_table("payment_request")
    op.drop_table("transfer_order")
    op.drop_table("bank_line")
    op.drop_table("transfer_file")
    op.drop_table("bank_statement")
    op.drop_table("treasury_setting")
    op.drop_table("own_account")
    op.drop_table("csv_profile")
    op.drop_table("booked_balance")
    op.drop_table("bank_upload")
    op.drop_table("bank_file")
    op.drop_table("account_setting")
