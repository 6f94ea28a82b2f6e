"""Assemblies, agenda, notices, presence, minutes, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; `migrations/env.py` then guards those of facts."""
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('board', 'steering', 'follow_up', 'committee', 'other')", name=op.f("ck_body_kind_known")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_body_has_name")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_body_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("name", name=op.f("uq_body_name")),
    )
    op.create_table(
        "compliance_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("key <> ''", name=op.f("ck_compliance_declaration_names_what")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_declaration")),
    )
    op.create_index(
        op.f("ix_compliance_declaration_effective_on"), "compliance_declaration", ["effective_on"], unique=False
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("held_back", sa.Boolean(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at > opens_at", name=op.f("ck_consultation_closes_after_opening")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR opened_at IS NULL", name=op.f("ck_consultation_withdrawn_before_opening")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_closes_at"), "consultation", ["closes_at"], unique=False)
    op.create_table(
        "draw_announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("quotas", sa.Text(), nullable=False),
        sa.Column("tickets", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('panel', 'order')", name=op.f("ck_draw_announcement_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_announcement")),
    )
    op.create_table(
        "assembly",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("convening", sa.Integer(), nullable=False),
        sa.Column("first_assembly_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("remote_access", sa.String(length=300), nullable=False),
        sa.Column("questions_email", sa.String(length=254), nullable=False),
        sa.Column("statutes_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("convened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_notice_reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('ordinary', 'extraordinary', 'mixed')", name=op.f("ck_assembly_kind")),
        sa.CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_assembly_closed_after_opened")),
        sa.CheckConstraint(
            "convening = 1 OR first_assembly_id IS NOT NULL", name=op.f("ck_assembly_second_names_first")
        ),
        sa.CheckConstraint("convening IN (1, 2)", name=op.f("ck_assembly_convening")),
        sa.CheckConstraint(
            "opened_at IS NULL OR convened_at IS NOT NULL", name=op.f("ck_assembly_opened_after_convened")
        ),
        sa.ForeignKeyConstraint(["first_assembly_id"], ["assembly.id"], name=op.f("fk_assembly_first_assembly_id")),
        sa.ForeignKeyConstraint(["statutes_id"], ["statutes_version.id"], name=op.f("fk_assembly_statutes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly")),
    )
    op.create_index(op.f("ix_assembly_starts_at"), "assembly", ["starts_at"], unique=False)
    op.create_table(
        "body_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("excused", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_meeting_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_meeting")),
    )
    op.create_index(op.f("ix_body_meeting_body_id"), "body_meeting", ["body_id"], unique=False)
    op.create_index(op.f("ix_body_meeting_held_on"), "body_meeting", ["held_on"], unique=False)
    op.create_table(
        "body_seat_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("standing_for", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=10), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(event = 'left') = (seat_id IS NOT NULL)", name=op.f("ck_body_seat_fact_leaves_a_seat")),
        sa.CheckConstraint("event IN ('took', 'left')", name=op.f("ck_body_seat_fact_event_known")),
        sa.CheckConstraint("role IN ('chair', 'member', 'guest')", name=op.f("ck_body_seat_fact_role_known")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_seat_fact_body_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_body_seat_fact_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["body_seat_fact.id"], name=op.f("fk_body_seat_fact_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_seat_fact")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_body_seat_fact_seat_id")),
    )
    op.create_index(op.f("ix_body_seat_fact_body_id"), "body_seat_fact", ["body_id"], unique=False)
    op.create_index(op.f("ix_body_seat_fact_person_id"), "body_seat_fact", ["person_id"], unique=False)
    op.create_table(
        "consultation_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ballot", sa.Text(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('opinion', 'priorities', 'date', 'place', 'consent')",
            name=op.f("ck_consultation_question_kind_known"),
        ),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_consultation_question_box_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_question_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_question")),
        sa.UniqueConstraint("box_id", name=op.f("uq_consultation_question_box_id")),
        sa.UniqueConstraint(
            "consultation_id", "position", name=op.f("uq_consultation_question_consultation_id_position")
        ),
    )
    op.create_index(
        op.f("ix_consultation_question_consultation_id"), "consultation_question", ["consultation_id"], unique=False
    )
    op.create_table(
        "draw_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["draw_announcement.id"], name=op.f("fk_draw_made_announcement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_made")),
        sa.UniqueConstraint("announcement_id", name=op.f("uq_draw_made_announcement_id")),
    )
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject <> ''", name=op.f("ck_follower_names_what")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_follower_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("account_id", "subject", name=op.f("uq_follower_account_id_subject")),
    )
    op.create_index(op.f("ix_follower_subject"), "follower", ["subject"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("supported_by_board", sa.Boolean(), nullable=False),
        sa.Column("replaceable", sa.Boolean(), nullable=False),
        sa.Column("ballot", sa.Text(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=True),
        sa.Column("dealt_with_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("box_id IS NULL OR question <> ''", name=op.f("ck_agenda_item_only_questions_have_a_box")),
        sa.CheckConstraint("question IN ('', 'ordinary', 'extraordinary')", name=op.f("ck_agenda_item_question")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_agenda_item_assembly_id")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_agenda_item_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("assembly_id", "position", name=op.f("uq_agenda_item_assembly_id_position")),
        sa.UniqueConstraint("box_id", name=op.f("uq_agenda_item_box_id")),
    )
    op.create_table(
        "attendance_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("represented_by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('arrived', 'left')", name=op.f("ck_attendance_fact_kind")),
        sa.CheckConstraint("mode IN ('in_person', 'remote')", name=op.f("ck_attendance_fact_mode")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_attendance_fact_assembly_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_attendance_fact_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_fact")),
    )
    op.create_index(op.f("ix_attendance_fact_assembly_id"), "attendance_fact", ["assembly_id"], unique=False)
    op.create_table(
        "incident_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_incident_fact_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_fact")),
    )
    op.create_index(op.f("ix_incident_fact_assembly_id"), "incident_fact", ["assembly_id"], unique=False)
    op.create_table(
        "minutes_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_minutes_revision_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_revision")),
        sa.UniqueConstraint("assembly_id", "revision", name=op.f("uq_minutes_revision_assembly_id_revision")),
    )
    op.create_table(
        "notice_sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel <> 'email' OR mail_id IS NOT NULL", name=op.f("ck_notice_sending_email_has_its_mail")
        ),
        sa.CheckConstraint("channel IN ('email', 'letter')", name=op.f("ck_notice_sending_channel")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_notice_sending_assembly_id")),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_notice_sending_document_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notice_sending_mail_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notice_sending_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_sending")),
        sa.UniqueConstraint("assembly_id", "member_id", name=op.f("uq_notice_sending_assembly_id_member_id")),
    )
    op.create_index(op.f("ix_notice_sending_assembly_id"), "notice_sending", ["assembly_id"], unique=False)
    op.create_table(
        "officer_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seat IN ('chair', 'secretary', 'teller_1', 'teller_2')", name=op.f("ck_officer_fact_seat")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_officer_fact_assembly_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_officer_fact_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_fact")),
    )
    op.create_index(op.f("ix_officer_fact_assembly_id"), "officer_fact", ["assembly_id"], unique=False)
    op.create_table(
        "outside_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_outside_holder_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_holder")),
    )
    op.create_index(op.f("ix_outside_holder_assembly_id"), "outside_holder", ["assembly_id"], unique=False)
    op.create_table(
        "sheet_certification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("officers", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("certified_by", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sheet_certification_account_id")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_sheet_certification_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_certification")),
    )
    op.create_index(op.f("ix_sheet_certification_assembly_id"), "sheet_certification", ["assembly_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("box_id", sa.Integer(), nullable=True),
        sa.Column("body_meeting_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("motives", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(body_meeting_id IS NULL) = (verdict = '')", name=op.f("ck_decision_body_gives_verdict")),
        sa.CheckConstraint(
            "verdict IN ('', 'validated', 'amended', 'refused')", name=op.f("ck_decision_verdict_known")
        ),
        sa.CheckConstraint(
            "(assembly_id IS NULL) = (agenda_item_id IS NULL)", name=op.f("ck_decision_point_of_an_assembly")
        ),
        sa.CheckConstraint(
            "(assembly_id IS NULL) = (body_meeting_id IS NOT NULL)", name=op.f("ck_decision_assembly_or_body")
        ),
        sa.CheckConstraint("(assembly_id IS NULL) = (box_id IS NULL)", name=op.f("ck_decision_assembly_votes")),
        sa.CheckConstraint("number > 0", name=op.f("ck_decision_number_positive")),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_decision_agenda_item_id")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_decision_assembly_id")),
        sa.ForeignKeyConstraint(["body_meeting_id"], ["body_meeting.id"], name=op.f("fk_decision_body_meeting_id")),
        sa.ForeignKeyConstraint(["box_id"], ["votes_box.id"], name=op.f("fk_decision_box_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("box_id", name=op.f("uq_decision_box_id")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_number")),
    )
    op.create_index(op.f("ix_decision_agenda_item_id"), "decision", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_decision_assembly_id"), "decision", ["assembly_id"], unique=False)
    op.create_index(op.f("ix_decision_body_meeting_id"), "decision", ["body_meeting_id"], unique=False)
    op.create_index(op.f("ix_decision_decided_on"), "decision", ["decided_on"], unique=False)
    op.create_index(op.f("ix_decision_subject"), "decision", ["subject"], unique=False)
    op.create_table(
        "holder_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('arrived', 'left')", name=op.f("ck_holder_passage_kind")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_holder_passage_assembly_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["outside_holder.id"], name=op.f("fk_holder_passage_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_passage")),
    )
    op.create_index(op.f("ix_holder_passage_assembly_id"), "holder_passage", ["assembly_id"], unique=False)
    op.create_table(
        "minutes_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sheet_document_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_minutes_issue_assembly_id")),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_minutes_issue_document_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["minutes_revision.id"], name=op.f("fk_minutes_issue_revision_id")),
        sa.ForeignKeyConstraint(
            ["sheet_document_id"], ["issued_document.id"], name=op.f("fk_minutes_issue_sheet_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_issue")),
        sa.UniqueConstraint("assembly_id", name=op.f("uq_minutes_issue_assembly_id")),
        sa.UniqueConstraint("number", name=op.f("uq_minutes_issue_number")),
    )
    op.create_table(
        "proxy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("principal_member_id", sa.Integer(), nullable=False),
        sa.Column("holder_member_id", sa.Integer(), nullable=True),
        sa.Column("outside_holder_id", sa.Integer(), nullable=True),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("paper", sa.String(length=300), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(outside_holder_id IS NOT NULL) = (relation <> '')", name=op.f("ck_proxy_relation_of_outside_holder")
        ),
        sa.CheckConstraint("origin IN ('paper', 'online')", name=op.f("ck_proxy_origin")),
        sa.CheckConstraint("relation IN ('', 'spouse', 'partner', 'other')", name=op.f("ck_proxy_relation")),
        sa.CheckConstraint(
            "holder_member_id IS NULL OR holder_member_id <> principal_member_id", name=op.f("ck_proxy_not_oneself")
        ),
        sa.CheckConstraint("holder_member_id IS NULL OR outside_holder_id IS NULL", name=op.f("ck_proxy_one_holder")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_proxy_assembly_id")),
        sa.ForeignKeyConstraint(["holder_member_id"], ["member.id"], name=op.f("fk_proxy_holder_member_id")),
        sa.ForeignKeyConstraint(["outside_holder_id"], ["outside_holder.id"], name=op.f("fk_proxy_outside_holder_id")),
        sa.ForeignKeyConstraint(["principal_member_id"], ["member.id"], name=op.f("fk_proxy_principal_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy")),
    )
    op.create_index(op.f("ix_proxy_assembly_id"), "proxy", ["assembly_id"], unique=False)
    op.create_table(
        "quorum_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_quorum_fact_agenda_item_id")),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_quorum_fact_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quorum_fact")),
        sa.UniqueConstraint("agenda_item_id", "at", name=op.f("uq_quorum_fact_agenda_item_id_at")),
    )
    op.create_index(op.f("ix_quorum_fact_assembly_id"), "quorum_fact", ["assembly_id"], unique=False)
    op.create_table(
        "consultation_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('told', 'reminded', 'extended', 'outcome')", name=op.f("ck_consultation_fact_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_fact_consultation_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_consultation_fact_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_fact")),
    )
    op.create_index(
        op.f("ix_consultation_fact_consultation_id"), "consultation_fact", ["consultation_id"], unique=False
    )
    op.create_table(
        "decision_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_decision_task_has_title")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_task_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_task")),
    )
    op.create_index(op.f("ix_decision_task_decision_id"), "decision_task", ["decision_id"], unique=False)
    op.create_index(op.f("ix_decision_task_subject"), "decision_task", ["subject"], unique=False)
    op.create_table(
        "proxy_revocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proxy_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["proxy_id"], ["proxy.id"], name=op.f("fk_proxy_revocation_proxy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy_revocation")),
        sa.UniqueConstraint("proxy_id", name=op.f("uq_proxy_revocation_proxy_id")),
    )
    op.create_table(
        "decision_task_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "state IN ('to_do', 'under_way', 'done', 'given_up')", name=op.f("ck_decision_task_fact_state_known")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_decision_task_fact_percent_of_a_whole")),
        sa.ForeignKeyConstraint(["task_id"], ["decision_task.id"], name=op.f("fk_decision_task_fact_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_task_fact")),
    )
    op.create_index(op.f("ix_decision_task_fact_task_id"), "decision_task_fact", ["task_id"], unique=False)


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("decision_task_fact")
    op.drop_table("proxy_revocation")
    op.drop_table("decision_task")
    op.drop_table("consultation_fact")
    op.drop_table("quorum_fact")
    op.drop_table("proxy")
    op.drop_table("minutes_issue")
    op.drop_table("holder_passage")
    op.drop_table("decision")
    op.drop_table("sheet_certification")
    op.drop_table("outside_holder")
    op.drop_table("officer_fact")
    op.drop_table("notice_sending")
    op.drop_table("minutes_revision")
    op.drop_table("incident_fact")
    op.drop_table("attendance_fact")
    op.drop_table("agenda_item")
    op.drop_table("follower")
    op.drop_table("draw_made")
    op.drop_table("consultation_question")
    op.drop_table("body_seat_fact")
    op.drop_table("body_meeting")
    op.drop_table("assembly")
    op.drop_table("draw_announcement")
    op.drop_table("consultation")
    op.drop_table("compliance_declaration")
    op.drop_table("body")
