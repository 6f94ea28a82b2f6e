"""What happens to a yearly report, for the audit trail."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """A tag of the audit trail."""

    WRITTEN = "pole:report:written"
    ISSUED = "pole:report:issued"


EVENT_SENTENCES: dict[str, str] = {
    Event.WRITTEN: N_("Wrote the board’s words in the report of %(year)s, “%(section)s”, version %(revision)s"),
    Event.ISSUED: N_("Issued the report of %(year)s, document %(document)s"),
}
