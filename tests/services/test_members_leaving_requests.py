"""Members let shares go: a transfer takes two and an approval, a refund its place, an exit one way and one file."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from membership.models.facts import MembershipFact
from membership.services.correction import take_back
from membership.services.resigning import foresee, resign
from shares.models import RefundRequest, ShareDemand
from shares.queries.claims import claim_accounts, whole_claim_of
from shares.queries.demands import demand_by_id, proposed_to
from shares.queries.positions import position_of
from shares.rules.demands import Outcome
from shares.services.answering import accept_demand, agree, withdraw_demand
from shares.services.demanding import ask_exit, ask_refund, ask_shares, ask_transfer
from shares.services.foreseeing import foresee_exit, foresee_refund, foresee_transfer, taker_of
from tests.factories.membership import RECORDED, make_member, make_person
from tests.factories.shares import hold, make_share_statutes
from tests.factories.treasury import OURS
from tests.services.test_members_requests import by_account, refused, wish
from treasury.services.payees import payee_of

TODAY = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}
LATER = {"actor": SYSTEM, "at": RECORDED + timedelta(days=7)}
BOARD = {"decision": "Conseil du 30 mai 2026, PV 12", "decided_on": date(2026, 5, 30)}


def said(effects) -> list[str]:
    """Every effect as a sentence; no figure is left blank."""
    found = [sentence("en", one.message, one.values) for one in effects]
    assert not [one for one in found if "%(" in one]
    return found


@pytest.fixture
def ada(session):
    """Ten shares of 20.00, paid, since 2024; another holds fifty."""
    make_share_statutes(form="SAS")
    hold(make_member("Yann Quéré"), 90)
    member = make_member("Ada Le Bris")
    hold(member, 10)
    return member


# ---- transfers -----------------------------------------------------------------------------------------


def test_the_taker_is_named_by_number_and_name_and_the_register_stays_closed(ada):
    taker = make_member(make_person("Maël", "Riou", usual_first_name="Maë", usage_name="Riou-Bihan"))
    assert taker_of(taker.number, "RIOU maël", TODAY).id == taker.id
    assert taker_of(taker.number, "Maë Riou-Bihan", TODAY).id == taker.id
    for number, name in ((taker.number, "Maël"), (taker.number, ""), (taker.number, "Ada Le Bris"), (999, "Maël Riou")):
        assert refused(taker_of, number, name, TODAY).code == "no-such-taker"


def test_of_the_taker_nothing_is_told_but_that_it_cannot_be(ada):
    full = make_member("Erwan Tanguy", "salaries")
    hold(full, 100)
    refusal = refused(foresee_transfer, ada, full, 1, TODAY)
    assert refusal.code == "taker-bounds"
    assert set(refusal.values) <= {"shares"}


def test_shares_asked_back_already_do_not_pass_on(ada):
    taker = make_member("Maël Riou")
    hold(taker, 2)
    ask_refund(wish(ada), 6, **BY)
    assert refused(foresee_transfer, ada, taker, 5, TODAY).code == "asked-too-much"


def test_a_transfer_takes_two_and_an_approval(ada):
    taker = make_member("Maël Riou")
    hold(taker, 2)
    made = ask_transfer(wish(ada), taker.id, 4, **by_account(ada))
    assert [one.demand.id for one in proposed_to([taker.id])] == [made.id]
    assert refused(accept_demand, made.id, TODAY, **BOARD, **BY).code == "taker-silent"
    agree(made.id, taker.id, agrees=True, **BY)
    assert proposed_to([taker.id]) == []
    assert refused(accept_demand, made.id, TODAY, **BY).code == "decision-missing"
    done = accept_demand(made.id, TODAY, **BOARD, **BY)
    assert (position_of(ada.id, TODAY).shares, position_of(taker.id, TODAY).shares) == (6, 6)
    assert (done.operation.decision, done.operation.decided_on) == (BOARD["decision"], BOARD["decided_on"])


def test_who_does_not_want_the_shares_ends_the_request(ada):
    taker = make_member("Maël Riou")
    made = ask_transfer(wish(ada), taker.id, 4, **BY)
    agree(made.id, taker.id, agrees=False, **BY)
    assert demand_by_id(made.id).outcome is Outcome.REFUSED
    assert refused(agree, made.id, taker.id, agrees=True, **BY).code == "answered-already"


def test_nobody_agrees_for_another(ada):
    taker, other = make_member("Maël Riou"), make_member("Loïc Cam")
    made = ask_transfer(wish(ada), taker.id, 4, **BY)
    assert refused(agree, made.id, other.id, agrees=True, **BY).code == "no-demand"


def test_a_signed_paper_stands_for_the_agreement(ada):
    taker = make_member("Maël Riou")
    made = ask_transfer(wish(ada), taker.id, 4, **by_account(ada))
    accept_demand(made.id, TODAY, document="Ordre de mouvement signé", **BOARD, **BY)
    assert position_of(taker.id, TODAY).shares == 4


# ---- refunds -------------------------------------------------------------------------------------------


def test_a_refund_is_shown_with_its_place_and_takes_it(ada):
    seen = foresee_refund(ada, 4, TODAY)
    assert (seen.shares, seen.kept, seen.amount, seen.ahead) == (4, 6, Money(8000), 0)
    made = ask_refund(wish(ada, iban=OURS), 4, **BY)
    assert demand_by_id(made.id).demand.claim_id is not None
    assert payee_of(claim_id=made.claim_id).iban == OURS


def test_withdrawing_a_refund_gives_its_place_up(ada):
    made = ask_refund(wish(ada), 4, **BY)
    withdraw_demand(made.id, ada.id, **BY)
    assert demand_by_id(made.id).outcome is Outcome.WITHDRAWN
    assert not claim_accounts(claim_ids=[made.claim_id])[0].waits


def test_nobody_withdraws_the_request_of_another(ada):
    made = ask_shares(wish(ada), 5, **BY)
    assert refused(withdraw_demand, made.id, make_member("Loïc Cam").id, **BY).code == "no-demand"


# ---- exits ---------------------------------------------------------------------------------------------


def test_an_exit_is_shown_whole_then_happens_as_shown(session):
    make_share_statutes('exit_effective = "year_end"\nexit_notice_months = 3')
    ada = make_member("Ada Le Bris")
    hold(ada, 10)
    seen = foresee_exit(ada, TODAY, None, at=RECORDED)
    codes = [one.code for one in seen.foreseen.effects]
    assert codes == ["refund", "queue-first", "value-unknown", "refund-delay"]
    assert {one.rule for one in seen.foreseen.effects} >= {15, 18}
    assert any("200" in one for one in said(seen.foreseen.effects))
    made = ask_exit(wish(ada), None, **BY)
    (account,) = claim_accounts(claim_ids=[made.claim_id])
    assert account.request.rank_on == seen.foreseen.effective_on == date(2027, 1, 1)
    assert (account.request.shares, account.request.cause) == (10, "resigned")


def test_the_desk_and_the_member_leave_by_the_same_way(ada):
    desk = make_member("Maël Riou")
    hold(desk, 10)
    resign(desk.id, TODAY, **BY)
    ask_exit(wish(ada), None, **BY)
    by_desk, online = whole_claim_of(desk.id), whole_claim_of(ada.id)
    for name in ("shares", "whole", "amount_cents", "cause", "rank_on", "asked_on"):
        assert getattr(by_desk, name) == getattr(online, name)
    assert foresee(make_member("Loïc Cam").id, TODAY, at=RECORDED).effects[0].code == "no-shares"


def test_a_second_exit_is_told_and_makes_no_second_file(ada):
    ask_exit(wish(ada), None, **BY)
    assert refused(ask_exit, wish(ada, "page-2"), None, **BY).code == "exit-recorded-already"
    assert ask_exit(wish(ada), None, **BY).id == db.session.scalar(select(ShareDemand.id))
    assert db.session.scalar(select(func.count()).select_from(RefundRequest)) == 1


def test_who_holds_nothing_leaves_without_a_place_in_the_queue(ada):
    member = make_member("Loïc Cam")
    made = ask_exit(wish(member), None, **BY)
    assert (made.shares, made.claim_id) == (0, None)


def test_an_exit_taken_back_gives_its_place_in_the_queue_up(ada):
    ask_exit(wish(ada), None, **BY)
    fact = db.session.scalars(select(MembershipFact).where(MembershipFact.event == "resigned")).one()
    take_back("membership", fact.id, motive="Elle reste", **BY)
    assert whole_claim_of(ada.id) is None
    again = ask_exit(wish(ada, "page-2"), None, **BY)
    assert again.claim_id == whole_claim_of(ada.id).id


def test_an_exit_is_not_withdrawn_by_the_member(ada):
    made = ask_exit(wish(ada), None, **BY)
    assert refused(withdraw_demand, made.id, ada.id, **BY).code == "exit-stands"
