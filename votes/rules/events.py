"""The facts that ballot boxes leave in the audit trail, and the sentence of each. No fact is written for a ballot cast:
the ballot itself is one.
"""

from enum import StrEnum

from foundation.kernel.sentences import N_


class VoteEvent(StrEnum):
    """Tags of the audit trail."""

    BOX_OPENED = "votes:box:opened"
    BOX_CLOSED = "votes:box:closed"
    CONTEST_CLOSED = "votes:contest:closed"
    BALLOT_ENTERED = "votes:ballot:entered"


EVENT_SENTENCES: dict[str, str] = {
    VoteEvent.BOX_OPENED: N_("Vote opened: %(title)s, %(rights)s rights on the roll, statutes %(statutes)s."),
    VoteEvent.BOX_CLOSED: N_("Vote closed: %(title)s, %(ballots)s ballots. For: %(for)s, out of %(base)s."),
    VoteEvent.CONTEST_CLOSED: N_("Vote closed: %(title)s, %(ballots)s ballots. Chosen: %(winners)s."),
    VoteEvent.BALLOT_ENTERED: N_("Ballot entered at the desk for member no. %(member)s: %(title)s."),
}
