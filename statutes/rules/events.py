"""Names of the facts that this package records, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class StatutesEvent(StrEnum):
    """What can happen to the statutes: a version is adopted."""

    ADOPTED = "statutes:version:adopted"


EVENT_SENTENCES: dict[str, str] = {
    StatutesEvent.ADOPTED: N_(
        "Recorded the statutes in force from %(effective_on)s, adopted by: %(adopted_by)s (SHA-256 %(sha256)s)."
    ),
}
