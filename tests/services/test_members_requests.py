"""Members ask for shares: what is shown is what happens, what is due comes first, the office looks where it must."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.mailing.models import Mail
from membership.services.access import give_access
from membership.services.resigning import resign
from membership.services.settings import change_settings
from shares.models import DemandAnswer, ShareOperation
from shares.queries.demands import demand_by_id, demands_of, demands_waiting, marks_of, waiting_count
from shares.queries.positions import position_of
from shares.rules.demands import Outcome
from shares.services.answering import accept_demand, refuse_demand, settle_demand, withdraw_demand
from shares.services.demanding import Wish, ask_refund, ask_shares
from shares.services.foreseeing import foresee_shares
from shares.services.subscribing import record_advance
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, represent
from tests.factories.shares import hold, make_share_statutes
from tests.factories.treasury import THEIRS, camt, ntry, our_account
from treasury.models import PaymentRequest, Settlement, StoredLine
from treasury.queries.requests import requests_of_demands, view_of
from treasury.rules.matching import Share
from treasury.services.bringing_in import bring_in
from treasury.services.matching import allocate, record_otherwise

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
