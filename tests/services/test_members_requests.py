"""Members ask: what is shown is what happens; what is due comes first; a transfer takes two and an approval; one exit."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.mailing.models import Mail
from membership.models.facts import MembershipFact
from membership.services.access import give_access
from membership.services.correction import take_back
from membership.services.resigning import foresee, resign
from membership.services.settings import change_settings
from shares.models import DemandAnswer, RefundRequest, ShareDemand, ShareOperation
from shares.queries.claims import claim_accounts, whole_claim_of
from shares.queries.demands import demand_by_id, demands_of, demands_waiting, marks_of, proposed_to, waiting_count
from shares.queries.positions import position_of
from shares.rules.demands import Outcome
from shares.services.answering import accept_demand, agree, refuse_demand, settle_demand, withdraw_demand
from shares.services.demanding import Wish, ask_exit, ask_refund, ask_shares, ask_transfer
from shares.services.foreseeing import foresee_exit, foresee_refund, foresee_shares, foresee_transfer, taker_of
from shares.services.subscribing import record_advance
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, represent
from tests.factories.shares import hold, make_share_statutes
from tests.factories.treasury import OURS, THEIRS, camt, ntry, our_account
from treasury.models import PaymentRequest, Settlement, StoredLine
from treasury.queries.requests import requests_of_demands, view_of
from treasury.rules.matching import Share
from treasury.services.bringing_in import bring_in
from treasury.services.matching import allocate, record_otherwise
from treasury.services.payees import payee_of

TODAY = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}
LATER = {"actor": SYSTEM, "at": RECORDED + timedelta(days=7)}
BOARD = {"decision": "Conseil du 30 mai 2026, PV 12", "decided_on": date(2026, 5, 30)}


def wish(member, once="page-1", **more) -> Wish:
    return Wish(member_id=member.id, once=once, asked_on=TODAY, **more)


def by_account(member) -> dict[str, object]:
    """The member's own account at work."""
    account = make_account(member.name, email=f"membre{member.number}@exemple.fr")
    give_access(member.person.id, account.id, **BY)
    return {"actor": Actor(account.id, account.name), "at": RECORDED}


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises((Refused, NotFound, StateMoved)) as caught:
        call(*arguments, **keywords)
    for language in ("en", "fr"):
        assert "%(" not in sentence(language, caught.value.message, caught.value.values)
    return caught.value


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


# ---- more shares ----------------------------------------------------------------------------------------


def test_a_quarter_is_due_at_once_and_the_rest_later(ada):
    seen = foresee_shares(ada, 5, TODAY)
    assert (seen.amount, seen.at_once, seen.balance) == (Money(10_000), Money(2500), Money(7500))
    assert seen.held_after == 15


def test_nothing_is_subscribed_before_the_money_comes(ada):
    made = ask_shares(wish(ada), 5, **by_account(ada))
    assert position_of(ada.id, TODAY).shares == 10
    assert demand_by_id(made.id).waits
    assert (made.amount_cents, made.to_pay_cents) == (10_000, 10_000)


def test_money_received_ahead_subscribes_at_once(ada):
    by = by_account(ada)
    record_advance(None, 10_000, TODAY, member_id=ada.id, **BY)
    made = ask_shares(wish(ada), 5, **by)
    held = position_of(ada.id, TODAY)
    assert (held.shares, held.paid_cents, held.advance_cents) == (15, 30_000, 0)
    assert demand_by_id(made.id).outcome is Outcome.DONE


def test_the_bank_line_of_the_request_subscribes_the_shares(ada):
    our_account()
    made = ask_shares(wish(ada), 5, **by_account(ada))
    (request,) = requests_of_demands([made.id])
    assert (request.cents, view_of(request, TODAY).due) == (10_000, 10_000)
    bring_in(
        camt(ntry(10_000, words=request.reference, iban=THEIRS, name="Ada Le Bris"), opening=None), "r.xml", **LATER
    )
    line = db.session.scalars(select(StoredLine)).one()
    allocate(line.id, [Share(request.id, 10_000)], **LATER)
    held = position_of(ada.id, LATER["at"].date())
    assert (held.shares, held.paid_cents, held.advance_cents) == (15, 30_000, 0)
    assert demand_by_id(made.id).outcome is Outcome.DONE


def test_the_least_that_is_due_is_asked_for_where_the_member_chooses_so(ada):
    our_account()
    made = ask_shares(wish(ada), 5, whole=False, **by_account(ada))
    (request,) = requests_of_demands([made.id])
    assert request.cents == 2500
    record_otherwise(request.id, 2500, TODAY, means="cheque", **BY)
    held = position_of(ada.id, TODAY)
    assert (held.shares, held.subscribed_cents - held.paid_cents) == (15, 7500)


def test_less_than_the_least_stays_ahead_and_waits(ada):
    our_account()
    made = ask_shares(wish(ada), 5, **by_account(ada))
    (request,) = requests_of_demands([made.id])
    record_otherwise(request.id, 2499, TODAY, means="cheque", **BY)
    assert (position_of(ada.id, TODAY).shares, position_of(ada.id, TODAY).advance_cents) == (10, 2499)
    record_otherwise(request.id, 1, TODAY, means="cheque", **BY)
    assert (position_of(ada.id, TODAY).shares, position_of(ada.id, TODAY).paid_cents) == (15, 22_500)
    record_otherwise(request.id, 7500, TODAY, means="cheque", **BY)
    assert position_of(ada.id, TODAY).paid_cents == 30_000


def test_the_same_page_sent_twice_is_one_request(ada):
    our_account()
    by = by_account(ada)
    first, second = (ask_shares(wish(ada), 5, **by) for _time in range(2))
    assert first.id == second.id
    assert db.session.scalar(select(func.count()).select_from(PaymentRequest)) == 1


def test_a_page_of_another_member_opens_nothing(ada):
    other = make_member("Maël Riou")
    ask_shares(wish(ada), 5, **BY)
    assert refused(ask_shares, wish(other), 5, **BY).code == "stale-page"


def test_over_the_most_of_the_category_is_refused_with_what_is_possible(ada):
    employee = make_member("Erwan Tanguy", "salaries")
    hold(employee, 95)
    refusal = refused(foresee_shares, employee, 6, TODAY)
    assert refusal.rule == 13


def test_who_left_takes_no_shares(ada):
    resign(ada.id, date(2026, 5, 1), **BY)
    assert refused(ask_shares, wish(ada), 1, **BY).code == "not-a-member-that-day"


def test_a_refused_request_no_longer_asks_for_money(ada):
    our_account()
    made = ask_shares(wish(ada), 5, **by_account(ada))
    refuse_demand(made.id, "Le plafond du collège est atteint.", **BY)
    (request,) = requests_of_demands([made.id])
    assert view_of(request, TODAY).state == "cancelled"
    assert refused(record_otherwise, request.id, 2500, TODAY, means="cheque", **BY).code == "request-cancelled"


# ---- what the office looks at --------------------------------------------------------------------------


def test_a_large_amount_waits_for_somebody_to_say_why_it_is_right(ada):
    change_settings({"watch": {"amount_cents": 5000}}, **BY)
    record_advance(None, 10_000, TODAY, member_id=ada.id, **BY)
    made = ask_shares(wish(ada), 5, **by_account(ada))
    assert [mark.code for mark in marks_of(made, TODAY)] == ["amount"]
    assert position_of(ada.id, TODAY).shares == 10
    assert settle_demand(made.id, TODAY, **BY) is None
    assert refused(accept_demand, made.id, TODAY, paid_cents=10_000, **BY).code == "to-look-at"
    accept_demand(made.id, TODAY, paid_cents=10_000, looked="Vu avec elle au téléphone.", **BY)
    assert position_of(ada.id, TODAY).shares == 15
    assert demand_by_id(made.id).answer.reason == "Vu avec elle au téléphone."


def test_an_empty_setting_looks_at_nothing(ada):
    change_settings({"watch": {"amount_cents": 0, "capital_thousandths": 0}}, **BY)
    made = ask_shares(wish(ada), 500, **by_account(ada))
    assert marks_of(made, TODAY) == ()


def test_minors_public_bodies_strangers_and_those_who_act_for_others_are_looked_at(ada):
    child = make_member(make_person("Nina", "Riou", born_on=date(2014, 1, 1)))
    town = make_member(make_organisation("Commune de Plouézec", "commune"), "collectivites")
    abroad = make_member(make_person("Rik", "De Smet", country="BE"))
    hold(make_member("Grande Personne"), 900)
    codes = {}
    for member in (child, town, abroad):
        made = ask_shares(wish(member, f"page-{member.number}"), 2, **BY)
        codes[member.id] = {mark.code for mark in marks_of(made, TODAY)}
    assert "minor" in codes[child.id]
    assert "public-body" in codes[town.id]
    assert "abroad" in codes[abroad.id]
    assert all("another" in found for found in codes.values())


def test_a_representative_who_asks_for_the_organisation_is_nothing_unusual(ada):
    body, speaker = make_organisation("Atelier du Pont"), make_person("Inès", "Hervé")
    member = make_member(body, "collectivites")
    represent(body, speaker)
    account = make_account("Inès Hervé")
    give_access(speaker.id, account.id, **BY)
    hold(make_member("Grande Personne"), 900)
    made = ask_shares(wish(member), 2, actor=Actor(account.id, account.name), at=RECORDED)
    assert marks_of(made, TODAY) == ()


def test_accepting_takes_what_was_paid_and_never_supposes_the_whole(ada):
    made = ask_shares(wish(ada), 5, **by_account(ada))
    assert refused(accept_demand, made.id, TODAY, **BY).code == "quarter-unpaid"
    accept_demand(made.id, TODAY, paid_cents=2500, **BY)
    assert position_of(ada.id, TODAY).paid_cents == 22_500


def test_a_request_is_answered_once(ada):
    made = ask_shares(wish(ada), 5, **by_account(ada))
    refuse_demand(made.id, "Doublon.", **BY)
    assert refused(refuse_demand, made.id, "Encore.", **BY).code == "answered-already"
    assert refused(accept_demand, made.id, TODAY, paid_cents=10_000, **BY).code == "answered-already"


def test_a_refusal_needs_its_reason_and_the_member_is_told(ada):
    ada.party.email = "ada@exemple.fr"
    made = ask_shares(wish(ada), 5, **by_account(ada))
    assert refused(refuse_demand, made.id, " ", **BY).code == "no-reason"
    refuse_demand(made.id, "Le plafond du collège est atteint.", **BY)
    templates = list(db.session.execute(select(Mail.template).order_by(Mail.id)).scalars())
    assert templates[-2:] == ["demand-received", "demand-refused"]


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


# ---- lists ---------------------------------------------------------------------------------------------


def test_the_queue_of_the_office_holds_what_it_answers_and_nothing_else(ada):
    asked = [ask_shares(wish(ada), 5, **BY), ask_refund(wish(ada, "page-2"), 1, **BY)]
    assert [one.demand.id for one in demands_waiting(TODAY)] == [asked[0].id]
    assert waiting_count() == 1
    assert [one.demand.id for one in demands_of([ada.id])] == [asked[1].id, asked[0].id]
    withdraw_demand(asked[0].id, ada.id, **BY)
    assert waiting_count() == 0


def test_requests_and_answers_are_facts(ada):
    made = ask_shares(wish(ada), 5, **BY)
    refuse_demand(made.id, "Doublon.", **BY)
    assert db.session.scalar(select(func.count()).select_from(DemandAnswer)) == 1
    assert made.recorded_at == RECORDED
    assert RECORDED.date() - made.asked_on < timedelta(days=1)
    assert db.session.scalar(select(func.count()).select_from(ShareOperation)) == 2
    assert db.session.scalar(select(func.count()).select_from(Settlement)) == 0
