"""Two desks at the same moment: one exit, one decision, one taking back; the journal stays whole on both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.web.transaction import transaction
from membership.services.exit import end_membership
from shares.models import RefundRequest
from shares.queries import position_of
from shares.queries.claims import claim_accounts
from shares.rules.kinds import Cause
from shares.services import decide_refund, request_refund, reverse_operation
from shares.services.appending import flush_or_moved
from shares.verification import register_faults
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import BY, DECIDED, hold, losses

JANUARY = date(2026, 1, 2)


def together(app, act, turns=2):
    """Do `act` at two desks at once; what each answered, or the error it got."""
    start = Barrier(turns)

    def desk(_turn):
        start.wait()
        try:
            with app.app_context(), transaction():
                return act()
        except StateMoved as moved:
            return moved.code

    with ThreadPoolExecutor(turns) as desks:
        return list(desks.map(desk, range(turns)))


@pytest.fixture
def left(own_app):
    """A member who left, and the operation that gave the shares."""
    with own_app.app_context(), transaction():
        make_statutes()
        hold(make_member("Yann Quéré"), 50)
        ada = make_member("Ada Le Bris")
        bought = hold(ada, 10).operation.id
        end_membership(ada.id, "resigned", date(2026, 1, 1), **BY)
        losses(2025)
        return ada.id, bought


def test_two_exits_of_one_member_at_once_make_one_place_in_the_queue(own_app, left):
    member, _bought = left
    answers = together(own_app, lambda: request_refund(member, None, date(2026, 1, 1), cause=Cause.RESIGNED, **BY).id)
    assert sorted(map(str, answers)) == ["1", "exit-in-queue"]
    with own_app.app_context():
        assert len(claim_accounts()) == 1


def test_two_decisions_on_one_claim_at_once_take_the_shares_once(own_app, left):
    member, _bought = left
    with own_app.app_context(), transaction():
        claim = request_refund(member, None, date(2026, 1, 1), cause=Cause.RESIGNED, **BY).id
    answers = together(own_app, lambda: decide_refund(claim, JANUARY, **DECIDED).number)
    assert "nothing-waits" in answers
    with own_app.app_context():
        held = position_of(member, JANUARY)
        assert (held.shares, held.owed_cents) == (0, 20_000)
        assert register_faults() == []


def test_an_operation_is_taken_back_once(own_app, left):
    _member, bought = left
    answers = together(own_app, lambda: reverse_operation(bought, motive="Erreur", **BY).number)
    assert "reversed-already" in answers
    with own_app.app_context():
        assert register_faults() == []


def test_a_twin_that_slipped_past_the_lock_is_stopped_by_the_database(own_app, left):
    """The unique key behind the lock: the same step of the same member is a 409 in a sentence."""
    member, _bought = left
    columns = {"member_id": member, "step": 1, "shares": 1, "whole": True, "cause": "resigned", "rank_on": JANUARY}
    row = {**columns, "asked_on": JANUARY, "recorded_at": RECORDED, "actor_name": "scic"}
    with own_app.app_context():
        with transaction():
            db.session.add(RefundRequest(**row))
        db.session.add(RefundRequest(**row))
        with pytest.raises(StateMoved) as moved:
            flush_or_moved()
        db.session.rollback()
        assert moved.value.status == 409
