"""Money of candidates waits until the decision, makes members where the statutes say so, and is never lost."""

from datetime import date

import pytest

from foundation.kernel.audit import SYSTEM, history
from foundation.kernel.money import Money
from membership.queries.applications import application_by_id
from membership.rules.applications import ApplicationState
from membership.services.applying import Terms, submit
from membership.services.deciding import Decision, accept
from shares.queries.positions import advance_of, position_of
from statutes.services import adopt
from tests.factories.membership import STATUTES, make_person
from tests.factories.treasury import RECORDED, THEIRS, camt, ntry, our_account
from treasury.models import StoredLine
from treasury.queries.requests import view_of
from treasury.rules.matching import Share
from treasury.rules.schedules import equal_instalments
from treasury.rules.settling import Means
from treasury.services import matching
from treasury.services.bringing_in import bring_in
from treasury.services.candidates import member_of_candidate
from treasury.services.requests import ask_candidate

TODAY = date(2026, 6, 12)
DECIDED = Decision(decided_on=date(2026, 6, 5), text="CA du 5 juin, PV n° 4")


def cooperative(effective: str) -> None:
    text = STATUTES.format(form="SAS", minimum=0, exclusion="true") + f'\n[admission]\neffective = "{effective}"\n'
    adopt(text, SYSTEM, RECORDED)
    our_account()


def candidate(shares: int = 10) -> int:
    terms = Terms(category="usagers", college="usagers", shares=shares)
    person = make_person(
        "Dora", "Pengam", email="dora@exemple.fr", street="3 rue des Halles", postcode="35000", town="Rennes",
        born_on=date(1980, 5, 4),
    )  # fmt: skip
    return submit(person, terms, date(2026, 6, 1), actor=SYSTEM, at=RECORDED).id


def asked_of(application_id: int, cents: int = 20_000):
    plan = equal_instalments(Money(cents), 1, TODAY)
    return ask_candidate(
        application_id, cents, plan, holder="Dora Pengam", email="dora@exemple.fr", actor=SYSTEM, at=RECORDED
    )


def pay(request, cents, at, on=date(2026, 6, 8)):
    return matching.record_otherwise(request.id, cents, on, means=Means.CARD, actor=SYSTEM, at=at)


def test_money_before_the_decision_waits_and_the_decision_uses_it(session, at):
    cooperative("payment")
    application = candidate()
    request = asked_of(application)
    pay(request, 20_000, at, on=date(2026, 6, 3))
    assert advance_of(application, TODAY) == Money(20_000)
    assert member_of_candidate(application) is None
    accept(application, DECIDED, actor=SYSTEM, at=at)
    member = member_of_candidate(application)
    assert application_by_id(application).state is ApplicationState.EFFECTIVE
    assert position_of(member, TODAY).paid_cents == 20_000
    assert advance_of(application, TODAY) == Money(0)


@pytest.mark.parametrize(
    ("effective", "first", "enters"),
    [
        ("payment", 5000, True),
        ("payment", 4999, False),
        ("full_payment", 19_999, False),
        ("full_payment", 20_000, True),
    ],
)
def test_the_payment_makes_the_member_where_the_statutes_say_so(session, at, effective, first, enters):
    cooperative(effective)
    application = candidate()
    accept(application, DECIDED, actor=SYSTEM, at=at)
    assert application_by_id(application).state is ApplicationState.ACCEPTED
    pay(asked_of(application), first, at)
    assert (member_of_candidate(application) is not None) == enters


def test_instalments_after_the_effect_pay_the_shares(session, at):
    cooperative("payment")
    application = candidate()
    accept(application, DECIDED, actor=SYSTEM, at=at)
    request = asked_of(application)
    pay(request, 5000, at)
    bring_in(camt(ntry(15_000, words=request.reference, iban=THEIRS, day="2026-06-10")), "r.xml", actor=SYSTEM, at=at)
    line = session.query(StoredLine).one()
    matching.allocate(line.id, [Share(request.id, 15_000)], actor=SYSTEM, at=at)
    position = position_of(member_of_candidate(application), TODAY)
    assert (position.paid_cents, position.advance_cents) == (20_000, 0)
    assert view_of(request, TODAY).state == "paid"


def test_where_the_decision_makes_the_member_the_money_subscribes_the_shares(session, at):
    cooperative("decision")
    application = candidate()
    accept(application, DECIDED, actor=SYSTEM, at=at)
    pay(asked_of(application), 20_000, at)
    assert position_of(member_of_candidate(application), TODAY).shares == 10


def test_what_the_law_refuses_leaves_the_money_ahead_and_says_why(session, at):
    cooperative("payment")
    application = candidate(10)
    accept(application, DECIDED, actor=SYSTEM, at=at)
    text = STATUTES.format(form="SAS", minimum=0, exclusion="true") + '\n[admission]\neffective = "payment"\n'
    narrower = text.replace("min_shares = 2", "min_shares = 2\nmax_shares = 5").replace("2020-01-01", "2026-06-07")
    adopt(narrower, SYSTEM, at)
    pay(asked_of(application), 20_000, at)
    assert advance_of(application, TODAY) == Money(20_000)
    assert application_by_id(application).state is ApplicationState.ACCEPTED
    assert [one.tag for one in history(f"application:{application}")][-1] == "treasury:candidate:waits"
