"""From a result to a plan in one step: a body decides, the decision enters the register, the actions take their states."""

from datetime import date, datetime

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_, sentence
from governance.models import Body, BodyMeeting, Decision
from governance.queries.bodies import body_or_404
from governance.services.bodies import enter_body_decision, hold_meeting
from pole.priorities.models import PriorityChoice, PriorityVote
from pole.priorities.queries.outcomes import plan_of
from pole.priorities.queries.votes import locked_vote, standing_of
from pole.priorities.rules.events import Event
from pole.priorities.rules.following import PlanDraft, check_plan
from pole.priorities.rules.standing import VoteState
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.services.actions import record_state

_EARLY = N_("The result is not published: what follows is decided once everybody can read it.")
_CONTESTED = N_("The result is contested: answer the contest on the page of the vote, then enter what was decided.")
_VOID = N_("This vote was cancelled or annulled: nothing follows from it.")
_PLANNED = N_("The plan of this vote was decided already, decision no. %(number)s. Change an action on its own page.")
_TITLE = N_("Plan that follows the vote “%(title)s”")
_AFTER = N_("Decision no. %(number)s, after the vote “%(title)s”")
LANGUAGE = "fr"  # the register speaks the language of the statutes
LONGEST = 200


def decide_plan(vote_id: int, draft: PlanDraft, *, actor: Actor, at: datetime) -> Decision:
    """Enter what a body decided of a result, and set the states that it gives, all or nothing.

    A meeting of the body on that day is taken where there is one, else it is written. A body that refused may decide anew.
    Refused: motives or changes missing, a state that may not follow, a day outside the body. StateMoved: the result is not
    published or is contested, the plan stands already.
    """
    vote = locked_vote(vote_id)
    require_followable(vote, at)
    actions = {one.number: one for one in actions_now([item.action_id for item in vote.items])}
    check_plan(draft, {number: one.state for number, one in actions.items()})
    meeting = _meeting(body_or_404(draft.body_id), draft.on, actor=actor, at=at)
    decision = enter_body_decision(
        meeting,
        title=sentence(LANGUAGE, _TITLE, {"title": vote.title})[:LONGEST],
        text=draft.text,
        verdict=draft.verdict,
        motives=draft.motives,
        subject=vote.subject,
        actor=actor,
        at=at,
    )
    _set_states(vote, decision, draft, actions, actor=actor, at=at)
    details = {"title": vote.title, "number": decision.number, "actions": len(draft.states)}
    audit.record(Event.DECIDED, vote.subject, actor=actor, at=at, details=details)
    return decision


def require_followable(vote: PriorityVote, at: datetime) -> None:
    """StateMoved where nothing may be decided of its result now."""
    state = standing_of(vote, at).state
    if state is VoteState.CONTESTED:
        raise StateMoved("priorities-contested", _CONTESTED)
    if state in (VoteState.ANNULLED, VoteState.CANCELLED, VoteState.WITHDRAWN):
        raise StateMoved("priorities-void", _VOID)
    if state is not VoteState.PUBLISHED:
        raise StateMoved("priorities-early", _EARLY)
    plan = plan_of(vote)
    if plan is not None and plan.decision.adopted:
        raise StateMoved("priorities-planned", _PLANNED, number=plan.decision.number)


def _set_states(
    vote: PriorityVote,
    decision: Decision,
    draft: PlanDraft,
    actions: dict[int, ActionNow],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    said = sentence(LANGUAGE, _AFTER, {"number": decision.number, "title": vote.title})
    for number, state in sorted(draft.states.items()):
        action = actions[number].action
        record_state(action, state, on=draft.on, text=said, actor=actor, at=at)
        choice = PriorityChoice(vote_id=vote.id, decision_id=decision.id, action_id=action.id, state=state.value)
        choice.on = draft.on
        db.session.add(choice)
    db.session.flush()


def _meeting(body: Body, on: date, *, actor: Actor, at: datetime) -> BodyMeeting:
    same = select(BodyMeeting).where(BodyMeeting.body_id == body.id, BodyMeeting.held_on == on)
    found = db.session.execute(same.order_by(BodyMeeting.id).limit(1)).scalar_one_or_none()
    return found or hold_meeting(body, on, actor=actor, at=at)
