"""Two workers, or a worker and a member who answers, at the same instant: one opening, one roll, one invitation."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from governance.models import Consultation, ConsultationFact, ConsultationQuestion
from governance.services.consultation_mails import remind, remind_what_is_due
from governance.services.consultations import schedule_opening
from governance.services.consulting import open_consultation, open_what_is_due
from tests.factories.consultations import BY, CLOSES, OPENED, WRITTEN, consent, opinion, written
from tests.factories.governance import pole_members, pole_statutes
from tests.services.test_shares_races import together
from votes.models import Box, Right


@pytest.fixture
def scheduled(own_app):
    """A consultation of two questions whose hour has come."""
    with own_app.app_context(), transaction():
        pole_statutes()
        pole_members()
        made = written(opinion(), consent())
        schedule_opening(made, OPENED, at=WRITTEN, **BY)
        return made.id


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_two_workers_and_a_member_open_it_once(own_app, scheduled):
    acts = iter(
        (
            partial(open_consultation, scheduled, actor=SYSTEM, at=OPENED),
            partial(open_consultation, scheduled, actor=SYSTEM, at=OPENED + timedelta(seconds=1)),
        )
    )
    together(own_app, lambda: next(acts)().id)
    with own_app.app_context():
        assert (count(Box), count(Right), count(ConsultationFact)) == (2, 20, 1)
        boxes = db.session.scalars(select(ConsultationQuestion.box_id)).all()
        assert len(set(boxes)) == 2 and None not in boxes
        assert db.session.get(Consultation, scheduled).opened_at is not None


def test_the_errand_run_twice_opens_once(own_app, scheduled):
    with own_app.app_context():
        assert open_what_is_due(lambda: OPENED) == 1
        assert open_what_is_due(lambda: OPENED) == 0
        assert count(Box) == 2


def test_two_reminders_at_one_instant_are_one(own_app, scheduled):
    with own_app.app_context(), transaction():
        open_consultation(scheduled, actor=SYSTEM, at=OPENED)
    at = OPENED + timedelta(days=2)
    answers = together(own_app, lambda: remind(scheduled, actor=SYSTEM, at=at))
    assert sorted(map(str, answers)) == ["10", "reminded-lately"]
    with own_app.app_context():
        assert remind_what_is_due(lambda: CLOSES - timedelta(days=2)) == 10
        assert remind_what_is_due(lambda: CLOSES - timedelta(days=2)) == 0
