"""Two browsers, or a browser and the desk, at the same moment: one exit, one file, one request, one answer."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.web.transaction import transaction
from membership.models.facts import MembershipFact
from membership.services.resigning import resign
from shares.models import DemandAnswer, RefundRequest, ShareDemand
from shares.queries.positions import position_of
from shares.services.answering import accept_demand, refuse_demand, withdraw_demand
from shares.services.demanding import Wish, ask_exit, ask_shares
from shares.verification import register_faults
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import hold
from tests.services.test_shares_races import together

TODAY = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}


@pytest.fixture
def ada(own_app):
    """A member of ten shares; her identifier."""
    with own_app.app_context(), transaction():
        make_statutes()
        hold(make_member("Yann Quéré"), 90)
        member = make_member("Ada Le Bris")
        hold(member, 10)
        return member.id


def wish(member_id, once):
    return Wish(member_id=member_id, once=once, asked_on=TODAY)


def count(model, **columns) -> int:
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**columns))


def one_file(app, member_id):
    """One fact, one place in the queue, a register that holds."""
    with app.app_context():
        assert count(MembershipFact, member_id=member_id, event="resigned") == 1
        assert count(RefundRequest, member_id=member_id) == 1
        assert register_faults() == []


def test_two_simultaneous_exits_of_the_same_member_give_one_file(own_app, ada):
    pages = iter(("page-1", "page-2"))
    answers = together(own_app, lambda: ask_exit(wish(ada, next(pages)), None, **BY).id)
    assert sorted(map(str, answers)) == ["1", "exit-recorded-already"]
    one_file(own_app, ada)


def test_an_exit_online_and_one_at_the_desk_give_one_file(own_app, ada):
    ways = iter((lambda: ask_exit(wish(ada, "page-1"), None, **BY).kind, lambda: at_desk(ada)))
    answers = together(own_app, partial(_next, ways))
    assert sorted(answers) in (["exit", "exit-recorded"], ["desk", "exit-recorded-already"])
    one_file(own_app, ada)


def _next(ways):
    return next(ways)()


def at_desk(member_id):
    try:
        resign(member_id, TODAY, **BY)
    except Refused as refusal:
        return refusal.code
    return "desk"


def test_the_same_form_sent_twice_at_once_is_one_request(own_app, ada):
    answers = together(own_app, lambda: ask_shares(wish(ada, "page-1"), 5, **BY).id, turns=3)
    assert answers == [1, 1, 1]
    with own_app.app_context():
        assert count(ShareDemand) == 1


def test_two_desks_answer_a_request_once(own_app, ada):
    with own_app.app_context(), transaction():
        made = ask_shares(wish(ada, "page-1"), 5, **BY).id
    told = {"paid_cents": 10_000, "looked": "Vu.", **BY}
    answers = together(own_app, lambda: accept_demand(made, TODAY, **told).operation.kind)
    assert sorted(answers) == ["answered-already", "subscription"]
    with own_app.app_context():
        assert (position_of(ada, TODAY).shares, count(DemandAnswer)) == (15, 1)


def test_a_withdrawal_and_a_refusal_at_once_are_one_answer(own_app, ada):
    with own_app.app_context(), transaction():
        made = ask_shares(wish(ada, "page-1"), 5, **BY).id
    ways = iter(
        (lambda: withdraw_demand(made, ada, **BY), lambda: refuse_demand(made, "Trop tard.", **BY).outcome),
    )
    answers = together(own_app, partial(_next, ways))
    assert "answered-already" in answers
    with own_app.app_context():
        assert count(DemandAnswer) == 1
