"""The votes on priorities and where each stands, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import ConsultationQuestion
from pole.priorities.models import PriorityVote
from pole.priorities.rules.ballots import Terms, terms_from_json
from pole.priorities.rules.standing import VoteState, holds_its_year, state_of_vote
from votes.models import Box
from votes.queries.life import states_of
from votes.rules.life import BoxState

NO_VOTE = N_("There is no such vote on priorities. See the list of those that were held.")


@dataclass(frozen=True)
class Standing:
    """A vote on priorities as it stands at a moment; `box` is None while it is prepared."""

    vote: PriorityVote
    state: VoteState
    box: Box | None = None

    @property
    def terms(self) -> Terms:
        """How it is answered."""
        return terms_from_json(self.vote.terms)

    @property
    def closes_at(self) -> datetime:
        """When it closes: as the box says once it is open, for it may have been given more time."""
        return self.vote.closes_at if self.box is None or self.box.closes_at is None else self.box.closes_at


def vote_by_id(vote_id: int) -> PriorityVote:
    """The vote; NotFound where there is none."""
    found = db.session.get(PriorityVote, vote_id)
    if found is None:
        raise NotFound("priority-vote", NO_VOTE)
    return found


def locked_vote(vote_id: int) -> PriorityVote:
    """The vote, held until the transaction ends: nobody opens it or follows it twice."""
    wanted = select(PriorityVote).where(PriorityVote.id == vote_id)
    found = db.session.execute(wanted.with_for_update().execution_options(populate_existing=True)).scalar_one_or_none()
    return found or vote_by_id(vote_id)


def standing_of(vote: PriorityVote, at: datetime) -> Standing:
    """Where one vote stands."""
    return standings(at, [vote])[0]


def standings(at: datetime, votes: Sequence[PriorityVote] | None = None) -> list[Standing]:
    """Where votes stand (None: all, the last year first)."""
    wanted = (
        select(PriorityVote, Box)
        .outerjoin(ConsultationQuestion, ConsultationQuestion.consultation_id == PriorityVote.consultation_id)
        .outerjoin(Box, Box.id == ConsultationQuestion.box_id)
        .options(selectinload(PriorityVote.items))
        .order_by(PriorityVote.year.desc(), PriorityVote.id.desc())
    )
    if votes is not None:
        wanted = wanted.where(PriorityVote.id.in_([one.id for one in votes]))
    rows = [(vote, box) for vote, box in db.session.execute(wanted)]
    states = states_of([box for _vote, box in rows if box is not None], at)
    return [Standing(vote, _state(vote, box, states), box) for vote, box in rows]


def _state(vote: PriorityVote, box: Box | None, states: dict[int, BoxState]) -> VoteState:
    return state_of_vote(states[box.id] if box is not None else None, withdrawn=vote.withdrawn_at is not None)


def next_free_year(at: datetime) -> int:
    """The first year from this one on for which no vote stands."""
    taken = {one.vote.year for one in standings(at) if holds_its_year(one.state)}
    return next(year for year in range(at.year, at.year + len(taken) + 1) if year not in taken)


def holder_of_year(year: int, at: datetime, *, but: int | None = None) -> PriorityVote | None:
    """The vote that stands for a year, besides one; None where another may open."""
    same = select(PriorityVote).where(PriorityVote.year == year, PriorityVote.opened_at.is_not(None))
    found = standings(at, [one for one in db.session.execute(same).scalars() if one.id != but])
    return next((one.vote for one in found if holds_its_year(one.state)), None)
