"""Where each kind of personal data stands: every table of ours is here once, a wall test sees to it.

A new table is added to the kind that it belongs to, and to the steps of its erasure where its time comes; or to the tables
that hold nothing of anybody.
"""

from privacy.rules.retention import Key

PLACES: dict[Key, tuple[str, ...]] = {
    Key.REGISTER: (
        *("member", "register_identity", "share_operation", "share_movement", "refund_request", "refund_withdrawal"),
        *(
            "share_demand",
            "share_demand_agreement",
            "share_demand_answer",
            "formal_notice",
            "category_fact",
            "college_fact",
        ),
        *("consent_fact", "number_note", "notice_withdrawal"),
    ),
    Key.CONTACTS: (
        "contact_point",
        "email_state",
        "news_refusal",
        "details_wish",
        "account",
        "access_fact",
        "role_fact",
        "follower",
    ),
    Key.IDENTITY: (
        *("person", "organisation", "membership_fact", "appeal_fact", "bond_fact", "merge_fact", "distinct_fact"),
        *("issued_document", "share_certificate"),
    ),
    Key.AROUND: ("representative_fact", "employment_fact"),
    Key.APPLICATIONS: ("application", "application_fact"),
    Key.VOUCHERS: (
        *("bank_file", "bank_statement", "bank_line", "payment_request", "payment_instalment", "request_fact"),
        *("settlement", "transfer_order"),
    ),
    Key.PAYEES: ("payee_account", "transfer_file"),
    Key.ATTENDANCE: (
        *("notice_sending", "attendance_fact", "outside_holder", "holder_passage", "proxy", "proxy_revocation"),
        *("officer_fact", "sheet_certification", "incident_fact", "minutes_revision", "minutes_issue", "decision"),
        *("body_seat_fact", "body_meeting", "decision_task", "decision_task_fact"),
        *("pole_protocol", "pole_protocol_review"),
    ),
    Key.WORKSHOPS: (
        *("deposit", "pole_workshop", "pole_workshop_finding", "pole_workshop_person", "pole_workshop_presence"),
        *("pole_workshop_session", "pole_workshop_step"),
    ),
    Key.PROJECTS: ("pole_referral", "pole_referral_fact"),
    Key.VIEWPOINTS: ("pole_contribution",),
    Key.BALLOTS: (
        *("votes_box", "votes_right", "votes_hand", "votes_ballot", "votes_result", "votes_left_out", "votes_mark"),
        *("votes_act", "votes_addition_asked", "votes_addition_made", "votes_right_end", "votes_objection"),
        *("votes_paper_count", "consultation", "consultation_fact", "evaluation_invited", "evaluation_mark"),
        *("draw_announcement", "draw_made"),
    ),
    Key.EVALUATIONS: ("evaluation_guest", "evaluation_remark"),
    Key.MAILS: ("mail", "mail_fact", "mail_file", "mail_attachment", "dispatch", "dispatch_recipient"),
    Key.IMPORTS: (
        "import_upload",
        "import_batch",
        "import_report",
        "import_undo",
        "bank_upload",
        "budget_upload",
        "job",
    ),
    Key.SIGN_INS: ("sign_in_session", "sign_in_token", "sign_in_attempt", "api_token", "certificate_check"),
    Key.TRAIL: ("audit_entry", "erasure_act", "compliance_declaration"),
}
NOTHING_OF_ANYBODY: tuple[str, ...] = (
    *("budget_plan", "budget_revision", "budget_actual"),
    *("account_setting", "booked_balance", "column_choice", "csv_profile", "loss_statement", "membership_setting"),
    *(
        "own_account",
        "picture",
        "retention_choice",
        "retention_watch",
        "setting",
        "statutes_version",
        "treasury_setting",
    ),
    *("wording_switch", "wording_version", "assembly", "agenda_item", "quorum_fact"),
    *("consultation_question", "votes_secret_ballot", "body"),
    *("pole_priority_vote", "pole_priority_item", "pole_priority_choice"),
    *("evaluation_grid", "evaluation_campaign", "evaluation_subject", "evaluation_fact_sheet", "evaluation_grade"),
    *("evaluation_campaign_fact", "evaluation_outcome"),
    *("pole_axis", "pole_actor", "pole_action", "pole_action_revision", "pole_action_fact", "pole_contribution_fact"),
    *("pole_actor_link", "pole_protocol_party", "pole_protocol_reminder"),
    *("pole_place_choice", "pole_place_criterion", "pole_place", "pole_place_mark"),
    "pole_report_revision",
    *("pole_proposal", "pole_proposal_version", "pole_proposal_item", "pole_proposal_put"),
    *("pole_production", "pole_workshop_organisation", "pole_workshop_scheme"),
    *("webhook", "webhook_delivery"),
)
