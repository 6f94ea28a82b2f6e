"""What the front page says of votes on priorities: those that are open, results that wait for a plan, the last plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pole.priorities.models import PriorityVote
from pole.priorities.queries.outcomes import Plan, plans_among
from pole.priorities.queries.votes import Standing, standings
from pole.priorities.rules.standing import VoteState

SHOWN_FOR = timedelta(days=120)


@dataclass(frozen=True)
class AtHome:
    """`open_now`: those that the page names nowhere else; `sheets`: every open vote by its consultation.

    `unplanned`: published results of which nothing was adopted yet, for who makes plans; `followed`: the last plan.
    """

    open_now: tuple[Standing, ...]
    sheets: Mapping[int, PriorityVote]
    unplanned: tuple[Standing, ...]
    followed: tuple[Standing, Plan] | None

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.open_now or self.unplanned or self.followed)


def at_home(at: datetime, *, plans: bool, named: Collection[int] = ()) -> AtHome:
    """For this moment; a constant number of statements.

    `plans`: whether the reader makes plans of results; `named`: the consultations that the page names already.
    """
    found = standings(at)
    published = [one for one in found if one.state is VoteState.PUBLISHED]
    decided = plans_among([one.vote for one in published])
    adopted = {vote: plan for vote, plan in decided.items() if plan.decision.adopted}
    recent = [
        (one, adopted[one.vote.id])
        for one in published
        if one.vote.id in adopted and adopted[one.vote.id].decision.recorded_at >= at - SHOWN_FOR
    ]
    waits = [one for one in published[:1] if one.vote.id not in adopted] if plans else []
    sheets = {
        one.vote.consultation_id: one for one in found if one.state is VoteState.OPEN and one.vote.consultation_id
    }
    return AtHome(
        open_now=tuple(one for consultation, one in sheets.items() if consultation not in named),
        sheets={consultation: one.vote for consultation, one in sheets.items()},
        unplanned=tuple(waits),
        followed=max(recent, key=lambda one: one[1].decision.number, default=None),
    )
