"""Audit facts of imports, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class SpreadsheetsTag(StrEnum):
    """What the audit trail says of imports."""

    BATCH_TAKEN_IN = "spreadsheets:batch:taken_in"
    BATCH_TAKEN_BACK = "spreadsheets:batch:taken_back"


EVENT_SENTENCES: dict[str, str] = {
    SpreadsheetsTag.BATCH_TAKEN_IN: N_(
        "Import of “%(file)s”: %(created)s new lines, %(updated)s changed, %(unchanged)s unchanged."
    ),
    SpreadsheetsTag.BATCH_TAKEN_BACK: N_("The import of “%(file)s” was taken back. Reason: %(motive)s"),
}
