"""The facts that the budget writes in the audit trail, and how each is said."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """Tags "pole:subject:action"."""

    PLAN_WRITTEN = "pole:budget:written"
    PLAN_BROUGHT_IN = "pole:budget:brought_in"
    PLAN_PUT = "pole:budget:put_to_body"
    ACTUAL_ENTERED = "pole:budget:actual_entered"
    ACTUAL_TAKEN_BACK = "pole:budget:actual_taken_back"
    ENTRIES_BROUGHT_IN = "pole:budget:entries_brought_in"


EVENT_SENTENCES: dict[str, str] = {
    Event.PLAN_WRITTEN: N_("Wrote the budget plan “%(title)s”, version %(revision)s"),
    Event.PLAN_BROUGHT_IN: N_(
        "Brought in version %(revision)s of the budget plan “%(title)s” from the file “%(file)s”"
    ),
    Event.PLAN_PUT: N_("Put version %(revision)s of the budget plan “%(title)s” to a body: decision no. %(number)s"),
    Event.ACTUAL_ENTERED: N_("Entered an amount beside the budget: “%(label)s”, %(amount)s, on %(on)s"),
    Event.ACTUAL_TAKEN_BACK: N_("Took back an amount beside the budget: “%(label)s”, %(amount)s"),
    Event.ENTRIES_BROUGHT_IN: N_("Brought in %(count)s accounting entries beside the budget, from “%(file)s”"),
}
