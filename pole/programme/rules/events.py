"""The facts that the programme writes in the audit trail, and how each is said."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """Tags "pole:subject:action"."""

    AXIS_WRITTEN = "pole:axis:written"
    AXIS_CLOSED = "pole:axis:closed"
    ACTION_WRITTEN = "pole:action:written"
    ACTION_MOVED = "pole:action:moved"
    ACTION_SPENT = "pole:action:spent"
    ACTION_PROVED = "pole:action:proved"
    ACTION_NOTED = "pole:action:noted"
    ACTION_MERGED = "pole:action:merged"
    FACT_TAKEN_BACK = "pole:action:taken_back"
    CONTRIBUTION_COLLECTED = "pole:contribution:collected"
    CONTRIBUTION_BEHIND = "pole:contribution:behind"
    CONTRIBUTION_MERGED = "pole:contribution:merged"
    CONTRIBUTION_SET_ASIDE = "pole:contribution:set_aside"
    CONTRIBUTION_TAKEN_BACK = "pole:contribution:taken_back"
    PROPOSAL_WRITTEN = "pole:proposal:written"
    VERSION_WRITTEN = "pole:proposal:version_written"
    VERSION_PUT = "pole:proposal:put"
    VERSION_NOT_PUT = "pole:proposal:put_taken_back"
    VERSION_DECIDED = "pole:proposal:decided"


EVENT_SENTENCES: dict[str, str] = {
    Event.AXIS_WRITTEN: N_("Wrote axis %(code)s of the programme: “%(label)s”"),
    Event.AXIS_CLOSED: N_("Closed axis %(code)s of the programme: “%(label)s”"),
    Event.ACTION_WRITTEN: N_("Wrote action no. %(number)s, revision %(revision)s: “%(title)s”"),
    Event.ACTION_MOVED: N_("Action no. %(number)s: %(state)s, on %(on)s"),
    Event.ACTION_SPENT: N_("Action no. %(number)s: %(cents)s cents and %(hours)s hours spent, on %(on)s"),
    Event.ACTION_PROVED: N_("Action no. %(number)s: a piece of evidence, on %(on)s"),
    Event.ACTION_NOTED: N_("Action no. %(number)s: a note, on %(on)s"),
    Event.ACTION_MERGED: N_("Merged action no. %(number)s into no. %(into)s, on %(on)s"),
    Event.FACT_TAKEN_BACK: N_("Action no. %(number)s: took back what was told of %(on)s"),
    Event.CONTRIBUTION_COLLECTED: N_("Collected contribution no. %(number)s: “%(title)s”"),
    Event.CONTRIBUTION_BEHIND: N_("Contribution no. %(number)s stands behind action no. %(action)s"),
    Event.CONTRIBUTION_MERGED: N_("Merged contribution no. %(number)s into no. %(into)s"),
    Event.CONTRIBUTION_SET_ASIDE: N_("Set contribution no. %(number)s aside"),
    Event.CONTRIBUTION_TAKEN_BACK: N_("Took back what had become of contribution no. %(number)s"),
    Event.PROPOSAL_WRITTEN: N_("Wrote the proposal “%(title)s”"),
    Event.VERSION_WRITTEN: N_("Wrote version %(version)s of the proposal “%(title)s”"),
    Event.VERSION_PUT: N_("Put version %(version)s of the proposal “%(title)s” to “%(body)s”, meeting of %(on)s"),
    Event.VERSION_NOT_PUT: N_("Version %(version)s of the proposal “%(title)s” is no longer put to “%(body)s”"),
    Event.VERSION_DECIDED: N_("“%(body)s” decided on version %(version)s of the proposal “%(title)s”: %(verdict)s"),
}
