"""Requests go out once, reminders by level and never twice on one day; money before its subscription waits for it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.money import Money
from foundation.mailing.models import Mail
from shares.queries.positions import advance_of, position_of
from shares.services import record_payment
from tests.factories.candidates import request_of
from tests.factories.membership import make_member, make_person, make_statutes
from tests.factories.treasury import RECORDED, asked, camt, ntry, our_account, subscribed
from treasury.models import StoredLine
from treasury.queries.requests import request_by_id, unasked_subscriptions, view_of
from treasury.rules.matching import Share
from treasury.rules.schedules import ReminderLevel, equal_instalments
from treasury.rules.settling import Means
from treasury.services import mails, matching
from treasury.services.books import keep_reminders
from treasury.services.bringing_in import bring_in
from treasury.services.requests import ask_candidate, ask_for_subscription, change, reschedule

TODAY = date(2026, 6, 12)


@pytest.fixture
def stage(session):
    make_statutes()
    our_account()
    return session


def ada():
    return make_member(make_person("Ada", "Brume", email="ada@exemple.fr"))


def sent():
    return list(db.session.execute(select(Mail).order_by(Mail.id)).scalars())


def test_a_subscription_is_asked_for_once(stage):
    member = ada()
    operation = subscribed(member, 10)
    assert [one.operation_id for one in unasked_subscriptions()] == [operation]
    plan = equal_instalments(Money(15_000), 1, date(2026, 7, 1))
    ask_for_subscription(operation, plan, actor=SYSTEM, at=RECORDED)
    assert unasked_subscriptions() == []
    with pytest.raises(StateMoved):
        ask_for_subscription(operation, plan, actor=SYSTEM, at=RECORDED)


def test_instalments_must_add_up_and_end_in_time(stage):
    operation = subscribed(ada(), 10)
    for plan in (
        equal_instalments(Money(14_999), 1, TODAY),
        equal_instalments(Money(15_000), 2, TODAY, every_months=12 * 6),
    ):
        with pytest.raises(Refused):
            ask_for_subscription(operation, plan, actor=SYSTEM, at=RECORDED)


def test_the_request_leaves_with_its_code_and_its_reference(stage, at):
    request = asked(ada(), 10)
    mails.send_request(request.id, actor=SYSTEM, at=at)
    mails.send_request(request.id, actor=SYSTEM, at=at)
    [mail] = sent()
    assert mail.to_address == "ada@exemple.fr"
    assert request.reference[:3] in mail.subject
    assert "FR76 3000 1007 9412 3456 7890 185" in mail.body_text
    assert mail.attachments[0].file.data.startswith(b"\x89PNG")
    assert len(view_of(request, TODAY).facts) == 1


def test_reminders_by_level_and_never_twice_on_one_day(stage, at):
    asked(ada(), 10, first_on=date(2026, 6, 1))
    assert mails.send_reminders(date(2026, 6, 5), at=at) == 0
    first = at.replace(day=9)
    assert mails.send_reminders(date(2026, 6, 9), at=first) == 1
    assert mails.send_reminders(date(2026, 6, 9), at=first + timedelta(hours=3)) == 0
    assert mails.send_reminders(date(2026, 6, 10), at=first + timedelta(days=1)) == 0
    assert mails.send_reminders(date(2026, 6, 22), at=first + timedelta(days=13)) == 1
    assert [mail.template for mail in sent()] == ["payment-reminder"] * 2


def test_switches_are_obeyed(stage, at):
    request = asked(ada(), 10, first_on=date(2026, 5, 1))
    keep_reminders([ReminderLevel(n, n * 5, enabled=False) for n in (1, 2, 3)], automatic=False, actor=SYSTEM, at=at)
    assert mails.due_reminders(TODAY) == []
    keep_reminders([ReminderLevel(n, n * 5) for n in (1, 2, 3)], automatic=False, actor=SYSTEM, at=at)
    assert len(mails.due_reminders(TODAY)) == 1
    assert mails.send_reminders_if_automatic(TODAY, at=at) == 0
    change(request.id, "held", "accord de paiement", actor=SYSTEM, at=at)
    assert mails.due_reminders(TODAY) == []
    change(request.id, "released", "", actor=SYSTEM, at=at)
    change(request.id, "cancelled", "renonce", actor=SYSTEM, at=at)
    assert mails.due_reminders(TODAY) == []


def test_who_paid_at_the_desk_is_not_reminded(stage, at):
    member = ada()
    request = asked(member, 10, first_on=date(2026, 5, 1))
    record_payment(member.id, 15_000, date(2026, 6, 1), means="cheque", actor=SYSTEM, at=at)
    assert view_of(request, TODAY).state == "moot"
    assert mails.due_reminders(TODAY) == []


def test_a_cheque_from_somebody_else_pays_the_shares_of_the_holder(stage, at):
    member = ada()
    request = asked(member, 10)
    matching.record_otherwise(
        request.id, 15_000, date(2026, 6, 2), means=Means.CHEQUE, payer="Sa tante", actor=SYSTEM, at=at
    )
    assert position_of(member.id, TODAY).paid_cents == 20_000


def test_money_that_came_before_its_subscription_pays_it_on_the_day_of_the_subscription(stage, at):
    member = ada()
    operation = subscribed(member, 10, on=date(2026, 6, 1))
    request = ask_for_subscription(operation, equal_instalments(Money(15_000), 1, TODAY), actor=SYSTEM, at=RECORDED)
    bring_in(camt(ntry(15_000, day="2026-05-28", words=request.reference)), "r.xml", actor=SYSTEM, at=at)
    line = stage.query(StoredLine).one()
    matching.allocate(line.id, [Share(request.id, 15_000)], actor=SYSTEM, at=at)
    assert position_of(member.id, date(2026, 5, 31)).paid_cents == 0
    assert position_of(member.id, date(2026, 6, 1)).paid_cents == 20_000


def test_other_instalments_for_the_same_sum(stage, at):
    request = asked(ada(), 10)
    reschedule(request.id, equal_instalments(Money(15_000), 3, date(2026, 7, 1)), "accord", actor=SYSTEM, at=at)
    view = view_of(request_by_id(request.id), TODAY)
    assert [one.cents for one in view.instalments] == [5000] * 3
    assert view.state == "waiting"


def test_money_of_a_candidate_is_ahead_until_the_decision(stage, at):
    plan = equal_instalments(Money(10_000), 1, TODAY)
    candidate = request_of().id
    request = ask_candidate(candidate, 10_000, plan, holder="Dora Pengam", email="dora@exemple.fr", actor=SYSTEM, at=RECORDED)
    matching.record_otherwise(request.id, 10_000, date(2026, 6, 3), means=Means.CARD, actor=SYSTEM, at=at)
    assert advance_of(candidate, TODAY) == Money(10_000)
    assert view_of(request, TODAY).state == "paid"


def test_for_any_date_subscribed_less_paid_is_what_is_asked_for(stage, at):
    member = ada()
    request = asked(member, 10, instalments=3)
    for cents in (5000, 2500):
        matching.record_otherwise(request.id, cents, date(2026, 6, 3), means=Means.CASH, actor=SYSTEM, at=at)
        position = position_of(member.id, TODAY)
        assert position.unpaid_cents == view_of(request, TODAY).standing.left
