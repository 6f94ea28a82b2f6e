"""The facts that evaluations write in the audit trail, and how each is said. What somebody answered is never among them."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """Tags "pole:subject:action"."""

    CAMPAIGN_WRITTEN = "pole:campaign:written"
    CAMPAIGN_OPENED = "pole:campaign:opened"
    CAMPAIGN_MOVED = "pole:campaign:closing_moved"
    CAMPAIGN_WITHDRAWN = "pole:campaign:withdrawn"
    CAMPAIGN_REMINDED = "pole:campaign:reminded"
    SHEET_WRITTEN = "pole:campaign:sheet_written"
    GUESTS_INVITED = "pole:campaign:guests_invited"
    OUTCOME_WRITTEN = "pole:campaign:outcome_written"
    REMARK_TAKEN_OUT = "pole:campaign:remark_taken_out"
    GRID_WRITTEN = "pole:evaluation_grid:written"


EVENT_SENTENCES: dict[str, str] = {
    Event.CAMPAIGN_WRITTEN: N_("Evaluation “%(title)s” prepared"),
    Event.CAMPAIGN_OPENED: N_("Evaluation “%(title)s” opened to %(members)s members, on %(subjects)s subjects"),
    Event.CAMPAIGN_MOVED: N_("Closing of the evaluation “%(title)s” moved to %(day)s"),
    Event.CAMPAIGN_WITHDRAWN: N_("Evaluation “%(title)s” withdrawn before it opened"),
    Event.CAMPAIGN_REMINDED: N_("Evaluation “%(title)s”: %(people)s people reminded"),
    Event.SHEET_WRITTEN: N_("Fact sheet written for the evaluation “%(title)s”: %(subject)s"),
    Event.GUESTS_INVITED: N_("Invited from outside to the evaluation “%(title)s”, %(subject)s: %(people)s"),
    Event.OUTCOME_WRITTEN: N_("After the evaluation “%(title)s”, %(subject)s: %(way)s"),
    Event.REMARK_TAKEN_OUT: N_("A text taken out of the evaluation “%(title)s”, %(subject)s: %(reason)s"),
    Event.GRID_WRITTEN: N_("Evaluation grid “%(title)s” written"),
}
