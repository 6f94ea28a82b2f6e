"""Names of the audit facts of the wordings, and their sentences."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class WordingEvent(StrEnum):
    """What somebody did to the texts."""

    WRITTEN = "wording:text:written"
    SUPPLIED = "wording:text:supplied"
    SWITCHED_ON = "wording:letter:switched_on"
    SWITCHED_OFF = "wording:letter:switched_off"


EVENT_SENTENCES: dict[str, str] = {
    WordingEvent.WRITTEN: N_("Wrote a text of our own for “%(title)s” (%(language)s)."),
    WordingEvent.SUPPLIED: N_("Went back to the supplied text of “%(title)s” (%(language)s)."),
    WordingEvent.SWITCHED_ON: N_("Switched the letter “%(title)s” on."),
    WordingEvent.SWITCHED_OFF: N_("Switched the letter “%(title)s” off."),
}
