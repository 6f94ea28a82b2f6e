"""Names of the facts that this room records, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class DocumentEvent(StrEnum):
    """What can happen to a document: it is issued, once; a file is handed in, and may be emptied."""

    ISSUED = "documents:document:issued"
    DEPOSITED = "documents:file:deposited"
    EMPTIED = "documents:file:emptied"


EVENT_SENTENCES: dict[str, str] = {
    DocumentEvent.ISSUED: N_("Issued the document “%(title)s” (SHA-256 %(sha256)s)."),
    DocumentEvent.DEPOSITED: N_("Handed in a file, number %(file)s (SHA-256 %(sha256)s)."),
    DocumentEvent.EMPTIED: N_("Took away the content of file number %(file)s."),
}
