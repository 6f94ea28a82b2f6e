"""The rarer operations of the desk: newcomers, heirs, unpaid shares, nominal value, money given back."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from membership.queries.applications import application_by_id
from membership.queries.people import member_of_person
from membership.rules.applications import ApplicationState
from membership.services.bonds import record_death
from membership.services.deciding import Decision, accept, refuse
from shares.models import FormalNotice, RefundRequest
from shares.queries import advance_of, position_of, totals_on
from shares.queries.arrears import arrears_of, arrears_on
from shares.services import call, decide_refund, record_advance, record_notice
from shares.verification import register_faults
from tests.factories.accounts import make_account, sign_in
from tests.factories.candidates import make_candidate, request_of, statutes_that
from tests.factories.membership import RECORDED, make_member
from tests.factories.shares import exit_claim, hold, losses

TODAY = today().isoformat()
BOARD = "Conseil du jour, point 2"
BY = {"actor": SYSTEM, "at": now()}


@pytest.fixture(autouse=True)
def two(session):
    """Ada and Yann hold shares; a payment makes the member."""
    statutes_that("payment")
    ada, yann = make_member("Ada Le Bris"), make_member("Yann Quéré")
    hold(ada, 20)
    hold(yann, 60)
    return ada, yann


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def operate(client, member, kind, **told):
    return client.post(f"/parts/{member.number}/operations/{kind}", data={"effective_on": TODAY, **told})


def test_a_candidate_becomes_member_and_holder_by_a_transfer(staff, two):
    ada, _yann = two
    asked = request_of(shares=5)
    accept(asked.id, Decision(decided_on=today() - timedelta(days=2), text=BOARD), **BY)
    page = text_of(staff.get(f"/parts/{ada.number}/operations/cession-nouveau-membre"))
    assert asked.party.name in page
    told = {"candidate": str(asked.id), "shares": "5", "decision": BOARD}
    assert operate(staff, ada, "cession-nouveau-membre", **told).status_code == 303
    taker = member_of_person(asked.party.id)
    assert [position_of(one.id, today()).shares for one in (ada, taker)] == [15, 5]
    assert application_by_id(asked.id).state is ApplicationState.EFFECTIVE
    assert operate(staff, ada, "cession-nouveau-membre", **told).status_code == 422, "once"


def test_without_the_approval_of_the_transfer_the_newcomer_is_no_member(staff, two):
    ada, _yann = two
    asked = request_of(shares=5)
    accept(asked.id, Decision(decided_on=today(), text=BOARD), **BY)
    told = {"candidate": str(asked.id), "shares": "5"}
    assert operate(staff, ada, "cession-nouveau-membre", **told).status_code == 422
    assert member_of_person(asked.party.id) is None
    assert totals_on(today()).shares == 80


def test_heirs_who_are_members_take_the_shares_line_by_line(staff, two):
    ada, yann = two
    zoe = make_member("Zoé Kerambrun")
    hold(zoe, 2)
    assert "Succession" not in text_of(staff.get(f"/parts/{ada.number}"))
    record_death(ada.person_id, date(2026, 5, 1), actor=SYSTEM, at=RECORDED)
    assert "Succession" in text_of(staff.get(f"/parts/{ada.number}"))
    bad = operate(staff, ada, "succession", heirs="Yann : douze", decision=BOARD)
    assert (bad.status_code, "Yann : douze" in text_of(bad)) == (422, True)
    heirs = f"{yann.number} : 12\n\n{zoe.number} : 8"
    assert operate(staff, ada, "succession", heirs=heirs, decision=BOARD).status_code == 303
    assert [position_of(one.id, today()).shares for one in (ada, yann, zoe)] == [0, 72, 10]


def test_unpaid_shares_are_noticed_then_given_up(staff, two):
    _ada, yann = two
    hold(yann, 10, paid_cents=5000, on=date(2026, 1, 5))
    offered = staff.get(f"/parts/{yann.number}").get_data(as_text=True)
    assert [f"operations/{kind}" in offered for kind in ("renonciation", "mise-en-demeure")] == [True, False]
    assert operate(staff, yann, "mise-en-demeure", amount="150,00", document="LRAR 1A").status_code == 422, "call first"
    call(yann.id, 15_000, date(2026, 2, 1), **BY)
    assert operate(staff, yann, "mise-en-demeure", amount="150,00").status_code == 422, "which letter"
    assert operate(staff, yann, "mise-en-demeure", amount="150,00", document="LRAR 1A 204").status_code == 303
    assert db.session.query(FormalNotice).one().document == "LRAR 1A 204"
    assert operate(staff, yann, "exclusion").status_code == 422, "three months have not passed"
    assert operate(staff, yann, "renonciation", shares="10", motive="Ne paiera pas").status_code == 303
    held = position_of(yann.id, today())
    assert (held.shares, held.receivable_cents, held.owed_cents) == (60, 0, 5000)


def test_a_notice_by_mistake_is_taken_back_and_the_vote_with_it(staff, two):
    _ada, yann = two
    hold(yann, 10, paid_cents=5000, on=date(2026, 1, 5))
    call(yann.id, 15_000, date(2026, 1, 6), **BY)
    record_notice(yann.id, 15_000, date(2026, 1, 7), document="LRAR", **BY)
    assert arrears_of(yann.id, today(), "SAS").vote_is_lost(today())
    page = f"/parts/{yann.number}/mises-en-demeure/{db.session.query(FormalNotice).one().id}"
    assert page in staff.get(f"/parts/{yann.number}").get_data(as_text=True)
    assert staff.post(page, data={"motive": ""}).status_code == 422
    assert staff.post(page, data={"motive": "Lettre jamais envoyée"}).status_code == 303
    assert not arrears_of(yann.id, today(), "SAS").vote_is_lost(today())
    assert not arrears_on(today(), "SAS")[yann.id].vote_is_lost(today())
    assert staff.get(page).status_code == 404, "once"
    assert "Lettre jamais envoyée" in text_of(staff.get(f"/parts/{yann.number}"))


def test_a_conversion_and_a_new_nominal_value_change_no_amount(staff, two):
    ada, _yann = two
    assert operate(staff, ada, "conversion", shares="20", nominal="10,00").status_code == 303
    assert (position_of(ada.id, today()).shares, position_of(ada.id, today()).subscribed_cents) == (40, 40_000)
    assert staff.get("/parts/nominal").status_code == 200
    told = {"effective_on": TODAY, "nominal": "5,00"}
    assert staff.post("/parts/nominal", data=told).status_code == 422, "no decision"
    assert staff.post("/parts/nominal", data={**told, "decision": "AGE du jour"}).status_code == 303
    assert (totals_on(today()).shares, totals_on(today()).subscribed_cents) == (320, 160_000)
    assert register_faults() == []


def test_money_of_a_refused_candidate_is_given_back(staff):
    asked = request_of()
    record_advance(asked.id, 4000, date(2026, 5, 10), **BY)
    refuse(asked.id, Decision(decided_on=today(), text=BOARD, motive="Sans lien avec l’activité"), **BY)
    page = f"/parts/avances/{asked.id}"
    assert "40,00" in text_of(staff.get(page))
    assert staff.post(page, data={"effective_on": TODAY, "amount": "50,00"}).status_code == 422
    assert staff.post(page, data={"effective_on": TODAY, "amount": "40,00"}).status_code == 303
    assert advance_of(asked.id, today()).cents == 0


def test_losses_found_later_are_charged_on_what_is_still_owed(staff, two):
    ada, _yann = two
    losses(2025)
    claim = exit_claim(ada)
    decide_refund(claim.id, date(2026, 1, 2), decision=BOARD, **BY)
    page = f"/parts/remboursements/{claim.id}/perte"
    assert staff.post(page, data={"effective_on": TODAY, "amount": "20,00"}).status_code == 422, "no decision"
    told = {"effective_on": TODAY, "amount": "20,00", "decision": "AGO du jour"}
    assert staff.post(page, data=told).status_code == 303
    assert position_of(ada.id, today()).owed_cents == 38_000
    assert db.session.query(RefundRequest).count() == 1


@pytest.mark.parametrize("path", ["/parts/nominal", "/parts/avances/1", "/parts/1/operations/exclusion"])
def test_who_may_not_write_shares_opens_none_of_these(client, path):
    request_of(make_candidate("Zoé", "Riou"))
    sign_in(client, make_account("Ada Le Bris"))
    assert client.get(path).status_code == 403
