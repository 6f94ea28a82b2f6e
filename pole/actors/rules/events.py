"""The facts that the room of actors writes in the audit trail, and how each is said. Nobody's project is told there."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Event(StrEnum):
    """Tags "pole:subject:action"."""

    ACTOR_WRITTEN = "pole:actor:written"
    ACTOR_CLOSED = "pole:actor:closed"
    LINK_WRITTEN = "pole:link:written"
    LINK_ENDED = "pole:link:ended"
    PROTOCOL_WRITTEN = "pole:protocol:written"
    PROTOCOL_REVIEWED = "pole:protocol:reviewed"
    PROTOCOL_STOPPED = "pole:protocol:stopped"
    PROTOCOL_REMINDED = "pole:protocol:reminded"
    REFERRAL_WRITTEN = "pole:referral:written"
    REFERRAL_MOVED = "pole:referral:moved"
    CHOICE_WRITTEN = "pole:place-choice:written"
    CHOICE_DECIDED = "pole:place-choice:decided"


EVENT_SENTENCES: dict[str, str] = {
    Event.ACTOR_WRITTEN: N_("Wrote the actor “%(name)s” in the directory"),
    Event.ACTOR_CLOSED: N_("Took “%(name)s” out of the directory of today"),
    Event.LINK_WRITTEN: N_("Wrote that “%(name)s” and “%(other)s” work together"),
    Event.LINK_ENDED: N_("Wrote that “%(name)s” and “%(other)s” no longer work together"),
    Event.PROTOCOL_WRITTEN: N_("Wrote the cooperation protocol “%(title)s”"),
    Event.PROTOCOL_REVIEWED: N_("Reviewed the cooperation protocol “%(title)s”"),
    Event.PROTOCOL_STOPPED: N_("Stopped the cooperation protocol “%(title)s”"),
    Event.PROTOCOL_REMINDED: N_("Reminded of the cooperation protocol “%(title)s”: %(day)s"),
    Event.REFERRAL_WRITTEN: N_("Wrote that somebody with a project was received on %(day)s"),
    Event.REFERRAL_MOVED: N_("Wrote what became of somebody with a project"),
    Event.CHOICE_WRITTEN: N_("Wrote the choice among places “%(title)s”"),
    Event.CHOICE_DECIDED: N_("The choice among places “%(title)s” was decided: %(place)s"),
}
