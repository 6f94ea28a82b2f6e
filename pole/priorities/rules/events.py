"""What happens to a vote on priorities, for the audit trail."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """A tag of the audit trail."""

    WRITTEN = "pole:priorities:written"
    WITHDRAWN = "pole:priorities:withdrawn"
    OPENED = "pole:priorities:opened"
    DECIDED = "pole:priorities:decided"


EVENT_SENTENCES: dict[str, str] = {
    Event.WRITTEN: N_("Wrote the vote on priorities “%(title)s”: %(actions)s actions"),
    Event.WITHDRAWN: N_("Withdrew the vote on priorities “%(title)s” before it opened"),
    Event.OPENED: N_("Opened the vote on priorities “%(title)s”: %(actions)s actions, frozen as they were written"),
    Event.DECIDED: N_(
        "Entered the plan that follows “%(title)s”, decision no. %(number)s: %(actions)s actions changed state"
    ),
}
