"""Open a vote on priorities: its list is frozen as it is written that day, and every college is consulted."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from governance.rules.consultations import AskKind
from governance.services.consultations import ConsultationDraft, QuestionDraft, add_question, create_consultation
from governance.services.consulting import open_consultation
from pole.priorities.models import PriorityVote
from pole.priorities.queries.asking import EVERYBODY, plan_of_vote
from pole.priorities.queries.votes import locked_vote, standing_of
from pole.priorities.rules.ballots import terms_from_json
from pole.priorities.rules.events import Event
from pole.priorities.rules.standing import VoteState
from pole.priorities.services.writing import require_free_year, require_time_left, require_unopened, write_list


def open_vote(vote_id: int, *, actor: Actor, at: datetime) -> PriorityVote:
    """Open it; whoever comes second while it is open finds it so.

    Refused: an action of the list is over, the terms do not fit it any more, another vote stands for the year, nobody can be
    asked. StateMoved: it was withdrawn, or is over. The consultation sends its invitations and reminders, and is extended.
    """
    vote = locked_vote(vote_id)
    if vote.opened_at is not None and standing_of(vote, at).state is VoteState.OPEN:
        return vote
    require_unopened(vote)
    require_time_left(vote.closes_at, at)
    require_free_year(vote.year, at, but=vote.id)
    _freeze_list(vote, at)
    on = day_of(at)
    draft = ConsultationDraft(vote.title, vote.closes_at, vote.text)
    consultation = create_consultation(draft, EVERYBODY, actor=actor, at=at)
    ballot = plan_of_vote(vote, on).as_json()
    add_question(consultation, QuestionDraft(AskKind.PRIORITIES, vote.title, ballot, vote.text), actor=actor, at=at)
    open_consultation(consultation.id, actor=actor, at=at)
    vote.consultation_id, vote.opened_at = consultation.id, at
    db.session.flush()
    details = {"title": vote.title, "actions": len(vote.items)}
    audit.record(Event.OPENED, vote.subject, actor=actor, at=at, details=details)
    return vote


def _freeze_list(vote: PriorityVote, at: datetime) -> None:
    """What was written again since the list was made is put to the vote as it reads now."""
    actions = [item.action_id for item in sorted(vote.items, key=lambda one: one.position)]
    vote.items.clear()
    db.session.flush()
    write_list(vote, actions, terms_from_json(vote.terms), at)
    db.session.flush()
