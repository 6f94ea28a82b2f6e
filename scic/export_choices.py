"""What the whole export leaves out, table by table and column by column, with the reason. Everything else is in it."""

from foundation.kernel.sentences import N_

_WORK = N_("work in progress, emptied within days: what was taken in is in the other tables")
_SECRET = N_("secret: it would open an account")
_LINKED = N_("secrecy of the vote: it would join a choice to a person; results and counted ballots are in votes_result")

TABLES_LEFT_OUT: dict[str, str] = {
    "api_token": _SECRET,
    "bank_upload": _WORK,
    "budget_upload": _WORK,
    "import_upload": _WORK,
    "job": N_("state of the worker, not of the cooperative"),
    "certificate_check": N_("counters against abuse, emptied after a day"),
    "sign_in_attempt": N_("counters against abuse, emptied after a day"),
    "sign_in_session": _SECRET,
    "sign_in_token": _SECRET,
    "votes_ballot": _LINKED,
    "votes_secret_ballot": N_(
        "secrecy of the vote: nobody sees a ballot before the count; counted ballots are in votes_result"
    ),
    "votes_paper_count": N_(
        "secrecy of the vote: paper ballots are told with the others, never apart; counted ballots are in votes_result"
    ),
    "votes_objection": _LINKED,
    "evaluation_grade": N_(
        "groups of fewer than five answers are never told apart: results are in the files of each evaluation"
    ),
    "evaluation_remark": N_("texts of those who answered where fewer than five did are shown to nobody"),
    "evaluation_mark": N_("who answered and who did not; how many did is in the files of each evaluation"),
    "votes_hand": N_("accounts that held a right while the vote was open: of no use once it is closed"),
}
COLUMNS_LEFT_OUT: dict[tuple[str, str], str] = {
    ("account", "password_hash"): _SECRET,
    ("audit_entry", "salt"): N_("it protects what was erased from the trail against guesses"),
    ("webhook", "salt"): N_("with the key of the server it makes the secret that signs the calls"),
    ("webhook_delivery", "claim"): N_("state of the worker, not of the cooperative"),
    ("webhook_delivery", "locked_until"): N_("state of the worker, not of the cooperative"),
    ("mail", "claim"): N_("state of the worker, not of the cooperative"),
    ("mail", "locked_until"): N_("state of the worker, not of the cooperative"),
}
# Rows whose words are a secret: a sign-in link is one, even once it was used.
SECRET_ROWS: dict[str, tuple[str, tuple[str, ...]]] = {"mail": ("secret", ("body_text", "body_html"))}
REPLACED = "(secret)"

README = N_(
    "Whole export of %(cooperative)s, made on %(at)s.\n\n"
    "Nothing but plain files: no software of ours is needed to read them.\n\n"
    "datapackage.json   the tables: their columns, types, keys and links (Frictionless Data Package)\n"
    "tables/NAME.csv    one file a table: UTF-8, commas, quotes doubled, dates in ISO 8601, amounts in cents\n"
    "files/             documents, pictures and bank files, as they are; a cell of the table names each\n\n"
    "A cell that is empty means “nothing known”; a cell that holds two quotes alone means an empty text.\n"
    "Text of JSON stands as JSON. A text that begins like a formula is preceded by an apostrophe.\n\n"
    "The file holds personal data, bank accounts and birth dates included: keep it as you keep the register.\n\n"
    "Left out, and why:\n%(left_out)s\n"
)
