"""The result of a vote on priorities: what each action reached by weight, by head and in each college, and what followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Decision
from governance.queries.decisions import decisions_about
from pole.priorities.models import PriorityChoice, PriorityVote
from pole.priorities.queries.votes import Standing, standings
from pole.priorities.rules.standing import COMPARED
from votes.models import BoxResult
from votes.queries.results import contest_of_box, published_contest
from votes.roll_changes import entitled_among
from votes.rules.published_contest import PublishedContest


@dataclass(frozen=True)
class Outcome:
    """A vote that was counted."""

    standing: Standing
    stored: BoxResult
    published: PublishedContest

    @property
    def year(self) -> int:
        """The year that it was held for."""
        return self.standing.vote.year


@dataclass(frozen=True)
class Plan:
    """What a body decided of a result; `states`: by the id of an action, the state that it took."""

    decision: Decision
    states: Mapping[int, str]


def outcome_of(standing: Standing) -> Outcome | None:
    """The result of one vote; None while it is not counted. Who may see it is for the page to ask."""
    found = outcomes_among([standing])
    return found[0] if found else None


def outcomes_by_year(at: datetime) -> list[Outcome]:
    """The published results that stand, the first year first; one a year. A constant number of statements."""
    return outcomes_among([one for one in standings(at) if one.state in COMPARED][::-1])


def outcomes_among(known: Sequence[Standing]) -> list[Outcome]:
    """The results of those of these votes that were counted, in their order."""
    boxes = [one.box for one in known if one.box is not None]
    if not boxes:
        return []
    wanted = select(BoxResult).where(BoxResult.box_id.in_([box.id for box in boxes]))
    stored = {row.box_id: row for row in db.session.execute(wanted).scalars()}
    entitled = entitled_among(boxes)
    found = []
    for standing in known:
        box = standing.box
        row = stored.get(box.id) if box is not None else None
        contest = contest_of_box(box) if box is not None else None
        if box is not None and row is not None and contest is not None:
            found.append(Outcome(standing, row, published_contest(box, row, contest, entitled[box.id])))
    return found


def plan_of(vote: PriorityVote) -> Plan | None:
    """What was decided after a vote, the last word of it; None where nothing was."""
    return plans_among([vote]).get(vote.id)


def plans_among(votes: Sequence[PriorityVote]) -> dict[int, Plan]:
    """By vote, the last decision about it with the states it gave; two statements."""
    if not votes:
        return {}
    decided = decisions_about([one.subject for one in votes])
    rows = db.session.execute(select(PriorityChoice).where(PriorityChoice.vote_id.in_([one.id for one in votes])))
    states: dict[int, dict[int, str]] = {}
    for choice in rows.scalars():
        states.setdefault(choice.decision_id, {})[choice.action_id] = choice.state
    found = {}
    for vote in votes:
        if decided.get(vote.subject):
            last = decided[vote.subject][0]
            found[vote.id] = Plan(last, states.get(last.id, {}))
    return found
