"""The facts that ballot boxes leave in the audit trail, and the sentence of each. No fact is written for a ballot cast:
the ballot itself is one.
"""

from enum import StrEnum

from foundation.kernel.sentences import N_
from votes.rules.life import ActKind


class VoteEvent(StrEnum):
    """Tags of the audit trail."""

    BOX_OPENED = "votes:box:opened"
    BOX_CLOSED = "votes:box:closed"
    CONTEST_CLOSED = "votes:contest:closed"
    BOX_HELD = "votes:box:held"
    BOX_EXTENDED = "votes:box:extended"
    BOX_ENDED = "votes:box:ended"
    BOX_FEW_CONFIRMED = "votes:box:few-confirmed"
    BOX_CANCELLED = "votes:box:cancelled"
    BOX_PUBLISHED = "votes:box:published"
    BOX_CONTESTED = "votes:box:contested"
    DISPUTE_REJECTED = "votes:box:dispute-rejected"
    BOX_ANNULLED = "votes:box:annulled"
    BOX_ARCHIVED = "votes:box:archived"
    BALLOT_ENTERED = "votes:ballot:entered"
    ADDITION_ASKED = "votes:roll:addition-asked"
    ADDITION_REFUSED = "votes:roll:addition-refused"
    RIGHT_ADDED = "votes:roll:right-added"
    RIGHT_ENDED = "votes:roll:right-taken-back"
    PAPER_GIVEN = "votes:paper:given"
    PAPER_COUNTED = "votes:paper:counted"
    PAPER_RECOUNTED = "votes:paper:recounted"


EVENT_SENTENCES: dict[str, str] = {
    VoteEvent.BOX_OPENED: N_("Vote opened: %(title)s, %(rights)s rights on the roll, statutes %(statutes)s."),
    VoteEvent.BOX_CLOSED: N_("Vote closed: %(title)s, %(ballots)s ballots. For: %(for)s, out of %(base)s."),
    VoteEvent.CONTEST_CLOSED: N_("Vote closed: %(title)s, %(ballots)s ballots. Chosen: %(winners)s."),
    VoteEvent.BOX_HELD: N_("Vote closed: %(title)s, %(ballots)s ballots. Its result waits to be published."),
    VoteEvent.BOX_EXTENDED: N_("Vote extended: %(title)s, now until %(closes_at)s. Reason: %(reason)s"),
    VoteEvent.BOX_ENDED: N_("Vote ended by hand, before its count: %(title)s takes no more ballots."),
    VoteEvent.BOX_FEW_CONFIRMED: N_(
        "Few ballots of a secret vote counted all the same, by decision of the officers: %(title)s. Reason: %(reason)s"
    ),
    VoteEvent.BOX_CANCELLED: N_("Vote cancelled before its count: %(title)s. Reason: %(reason)s"),
    VoteEvent.BOX_PUBLISHED: N_("Result of the vote published: %(title)s."),
    VoteEvent.BOX_CONTESTED: N_("Result of the vote contested: %(title)s. Reason: %(reason)s"),
    VoteEvent.DISPUTE_REJECTED: N_("Contest of the vote answered: %(title)s, the result stands. Reason: %(reason)s"),
    VoteEvent.BOX_ANNULLED: N_("Vote annulled: %(title)s. Reason: %(reason)s"),
    VoteEvent.BOX_ARCHIVED: N_("Vote archived: %(title)s."),
    VoteEvent.BALLOT_ENTERED: N_("Ballot entered at the desk for member no. %(member)s: %(title)s."),
    VoteEvent.ADDITION_ASKED: N_("Late right asked for member no. %(member)s: %(title)s. Reason: %(reason)s"),
    VoteEvent.ADDITION_REFUSED: N_("Late right of member no. %(member)s not given: %(title)s."),
    VoteEvent.RIGHT_ADDED: N_("Right added to an open vote for member no. %(member)s: %(title)s. Reason: %(reason)s"),
    VoteEvent.RIGHT_ENDED: N_("Right of member no. %(member)s taken back: %(title)s. Reason: %(reason)s"),
    VoteEvent.PAPER_GIVEN: N_("Paper ballot given to member no. %(member)s: %(title)s."),
    VoteEvent.PAPER_COUNTED: N_("Paper ballots counted by one person: %(title)s, %(ballots)s in %(college)s."),
    VoteEvent.PAPER_RECOUNTED: N_("Paper ballots to be counted again, the counts did not hold: %(title)s."),
}

ACT_EVENTS: dict[ActKind, VoteEvent] = {
    ActKind.EXTENDED: VoteEvent.BOX_EXTENDED,
    ActKind.ENDED: VoteEvent.BOX_ENDED,
    ActKind.CONFIRMED_SMALL: VoteEvent.BOX_FEW_CONFIRMED,
    ActKind.RECOUNTED: VoteEvent.PAPER_RECOUNTED,
    ActKind.CANCELLED: VoteEvent.BOX_CANCELLED,
    ActKind.PUBLISHED: VoteEvent.BOX_PUBLISHED,
    ActKind.CONTESTED: VoteEvent.BOX_CONTESTED,
    ActKind.SETTLED: VoteEvent.DISPUTE_REJECTED,
    ActKind.ANNULLED: VoteEvent.BOX_ANNULLED,
    ActKind.ARCHIVED: VoteEvent.BOX_ARCHIVED,
}
