"""The vote on priorities as a consultation of every college: its one question, and what would keep it from opening."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.errors import ScicError
from governance.models import Consultation, ConsultationQuestion
from governance.queries.consulted import Consulted, consulted_on
from governance.rules.consultation_roll import Weighing
from governance.rules.consultations import AskKind, Audience, To
from pole.priorities.models import PriorityVote
from pole.priorities.queries.sheets import sheets_of
from pole.priorities.rules.ballots import ballot_of, terms_from_json
from votes.rules.plans import BallotPlan

EVERYBODY = Audience(To.ALL)


@dataclass(frozen=True)
class Provisional:
    """Who would be asked if it opened now, how the answers would weigh, and what stands in the way."""

    consulted: Consulted
    weighing: Weighing
    obstacle: ScicError | None


def plan_of_vote(vote: PriorityVote, on: date) -> BallotPlan:
    """The ballot of a vote with the list that it has."""
    return ballot_of(terms_from_json(vote.terms), [sheet.listed for sheet in sheets_of(vote, on)])


def provisional(vote: PriorityVote, at: datetime) -> Provisional:
    """The opening as it would be; nothing of it is kept."""
    on = day_of(at)
    asked = Consultation(title=vote.title, audience=EVERYBODY.as_json(), zone=PARIS, closes_at=vote.closes_at)
    question = ConsultationQuestion(
        consultation=asked,
        position=1,
        kind=AskKind.PRIORITIES.value,
        title=vote.title,
        text=vote.text,
        ballot=plan_of_vote(vote, on).as_json(),
    )
    consulted = consulted_on(asked, on)
    return Provisional(consulted, consulted.weighing(question), consulted.obstacle(question, at))
