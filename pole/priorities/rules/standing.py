"""Where a vote on priorities stands: prepared, or what the box of its one question says."""

from enum import StrEnum

from votes.rules.life import BoxState


class VoteState(StrEnum):
    """ENDED: its time has passed and it is not counted. HELD: counted, not published. The rest is as boxes say it."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    ENDED = "ended"
    HELD = "held"
    PUBLISHED = "published"
    CONTESTED = "contested"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"


_OF_BOX = {
    BoxState.OPEN: VoteState.OPEN,
    BoxState.ENDED: VoteState.ENDED,
    BoxState.FEW: VoteState.ENDED,
    BoxState.CANCELLED: VoteState.CANCELLED,
    BoxState.HELD: VoteState.HELD,
    BoxState.PUBLISHED: VoteState.PUBLISHED,
    BoxState.ARCHIVED: VoteState.PUBLISHED,
    BoxState.CONTESTED: VoteState.CONTESTED,
    BoxState.ANNULLED: VoteState.ANNULLED,
}
VOID = frozenset({VoteState.WITHDRAWN, VoteState.CANCELLED, VoteState.ANNULLED})
COMPARED = frozenset({VoteState.PUBLISHED, VoteState.CONTESTED})


def state_of_vote(box: BoxState | None, *, withdrawn: bool) -> VoteState:
    """The state of a vote, from that of its box (None: it never opened).

    >>> state_of_vote(BoxState.FEW, withdrawn=False).value, state_of_vote(None, withdrawn=True).value
    ('ended', 'withdrawn')
    """
    if box is None:
        return VoteState.WITHDRAWN if withdrawn else VoteState.DRAFT
    return _OF_BOX[box]


def holds_its_year(state: VoteState) -> bool:
    """Whether no other vote may open for the same year: one stands that was neither cancelled nor annulled.

    >>> holds_its_year(VoteState.OPEN), holds_its_year(VoteState.DRAFT), holds_its_year(VoteState.ANNULLED)
    (True, False, False)
    """
    return state is not VoteState.DRAFT and state not in VOID
