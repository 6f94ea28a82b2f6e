"""Which votes on priorities a reader may open, and what they may do there."""

from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound
from pole.priorities.queries.outcomes import Outcome, outcome_of
from pole.priorities.queries.votes import NO_VOTE, Standing, standing_of, vote_by_id
from pole.priorities.rules.standing import VoteState
from votes.queries.life import shows_result, state_of

UNSEEN = frozenset({VoteState.DRAFT, VoteState.WITHDRAWN})


def prepares() -> bool:
    """Whether the reader prepares votes on priorities."""
    return bool(current_user.can(Permission.POLE_WRITE))


def runs_votes() -> bool:
    """Whether the reader runs votes: they see a result from its count on."""
    return bool(current_user.can(Permission.VOTES_RUN))


def visible_vote(vote_id: int) -> Standing:
    """The vote as it stands, if the reader may know of it; else NotFound, as for one that does not exist."""
    found = standing_of(vote_by_id(vote_id), now())
    if found.state in UNSEEN and not prepares():
        raise NotFound("priority-vote", NO_VOTE)
    return found


def shown_outcome(standing: Standing) -> Outcome | None:
    """The result where the reader may see it."""
    box = standing.box
    if box is None or not shows_result(box, state_of(box, now()), runs=runs_votes()):
        return None
    return outcome_of(standing)
