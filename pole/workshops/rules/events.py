"""Names of the facts that workshops record, and the sentence of each."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """What can happen to a workshop and to a work of the library."""

    OPENED = "pole:workshop:opened"
    CHANGED = "pole:workshop:changed"
    CLOSED = "pole:workshop:closed"
    REOPENED = "pole:workshop:reopened"
    SESSION_SET = "pole:workshop:session_set"
    SESSION_CALLED_OFF = "pole:workshop:session_called_off"
    ATTENDANCE = "pole:workshop:attendance"
    PERSON_WRITTEN = "pole:workshop:person_written"
    PERSON_LEFT = "pole:workshop:person_left"
    ORGANISATIONS = "pole:workshop:organisations"
    STEP = "pole:workshop:step"
    FOUND = "pole:workshop:found"
    FINDING_BECAME = "pole:workshop:finding_became"
    SCHEME = "pole:workshop:scheme"
    PUBLISHED = "pole:workshop:published"
    WITHDRAWN = "pole:workshop:withdrawn"


EVENT_SENTENCES: dict[str, str] = {
    Event.OPENED: N_("Opened the record of the workshop “%(title)s”."),
    Event.CHANGED: N_("Changed the record of the workshop “%(title)s”."),
    Event.CLOSED: N_("Closed the workshop “%(title)s” on %(on)s."),
    Event.REOPENED: N_("Opened the workshop “%(title)s” again."),
    Event.SESSION_SET: N_("Set a session on %(on)s."),
    Event.SESSION_CALLED_OFF: N_("Called off the session of %(on)s."),
    Event.ATTENDANCE: N_("Recorded who came on %(on)s: %(count)s people."),
    Event.PERSON_WRITTEN: N_("Wrote the line of a person who takes part, number %(person)s."),
    Event.PERSON_LEFT: N_("Recorded that the person number %(person)s no longer takes part."),
    Event.ORGANISATIONS: N_("Changed the organisations of the workshop."),
    Event.STEP: N_("Changed the checklist: %(step)s."),
    Event.FOUND: N_("Wrote a finding, number %(finding)s."),
    Event.FINDING_BECAME: N_("Turned finding number %(finding)s into: %(became)s."),
    Event.SCHEME: N_("Recorded the scheme “%(name)s”."),
    Event.PUBLISHED: N_("Put “%(title)s” in the library."),
    Event.WITHDRAWN: N_("Took “%(title)s” out of the library."),
}
