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
}
