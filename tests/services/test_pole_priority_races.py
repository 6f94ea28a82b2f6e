"""Two at the same instant on one vote: one plan, one decision in the register, one opening."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from governance.models import BodyMeeting, Consultation, Decision
from governance.rules.bodies import Verdict
from pole.priorities.models import PriorityChoice
from pole.priorities.rules.following import PlanDraft
from pole.priorities.services.following import decide_plan
from pole.priorities.services.opening import open_vote
from pole.programme.rules.states import ActionState
from tests.factories.pole_priorities import CLOSES, OPENED, board, prepared_vote, published_vote
from tests.services.test_shares_races import together
from votes.models import Box

AFTER = CLOSES + timedelta(days=5)


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def published(own_app):
    """The number of a vote whose result is published, and of the body that decides of it."""
    with own_app.app_context(), transaction():
        vote, _actions = published_vote()
        return vote.id, board().id


def test_two_plans_made_at_once_from_one_result_are_one(own_app, published):
    vote_id, body_id = published
    draft = PlanDraft(body_id, AFTER.date(), Verdict.VALIDATED, "", "Le plan.", {1: ActionState.PLANNED})
    said = together(own_app, lambda: str(decide_plan(vote_id, draft, actor=SYSTEM, at=AFTER).number))
    assert sorted(said)[1] == "priorities-planned", said
    with own_app.app_context():
        assert (count(Decision), count(PriorityChoice), count(BodyMeeting)) == (1, 1, 1)


def test_two_openings_at_once_ask_the_members_once(own_app):
    with own_app.app_context(), transaction():
        vote_id = prepared_vote()[0].id
    first, second = together(own_app, lambda: open_vote(vote_id, actor=SYSTEM, at=OPENED).consultation_id)
    assert first == second
    with own_app.app_context():
        assert (count(Consultation), count(Box)) == (1, 1)
