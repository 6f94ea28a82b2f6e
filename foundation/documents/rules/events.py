"""Names of the facts that this room records, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class DocumentEvent(StrEnum):
    """What can happen to a document: it is issued, once."""

    ISSUED = "documents:document:issued"


EVENT_SENTENCES: dict[str, str] = {
    DocumentEvent.ISSUED: N_("Issued the document “%(title)s” (SHA-256 %(sha256)s)."),
}
