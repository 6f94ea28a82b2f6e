"""The desk of the ledger: operations recorded on a member's account, the queue of refunds, one's own shares."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import today
from foundation.kernel.db import db
from membership.services.access import give_access
from shares.models import RefundRequest, ShareOperation
from shares.queries import position_of
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_statutes
from tests.factories.shares import exit_claim, hold, losses

TODAY = today().isoformat()


COLLEGES = {"benevoles": "soutiens"}


@pytest.fixture(autouse=True)
def members(session):
    make_statutes()
    found = [
        make_member(category=category, college=COLLEGES.get(category))
        for category in ("salaries", "usagers", "benevoles")
    ]
    for member in found:
        hold(member, 20)
    return found


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def operate(client, member, kind, **told):
    return client.post(f"/parts/{member.number}/operations/{kind}", data={"effective_on": TODAY, **told})


def test_a_subscription_is_recorded_with_what_was_paid(staff, members):
    assert operate(staff, members[1], "souscription", shares="4", paid="20,00").status_code == 303
    found = position_of(members[1].id, today())
    assert (found.shares, found.paid_cents) == (24, found.subscribed_cents - 4 * 2000 + 2000)


def test_less_than_a_quarter_is_refused_with_its_rule(staff, members):
    answer = operate(staff, members[1], "souscription", shares="4", paid="1,00")
    assert answer.status_code == 422
    assert re.search(r"\(\w+ 11, [^)]*47-1775 art\. 12", text_of(answer)), "the rule and its article are said"
    assert position_of(members[1].id, today()).shares == 20


def test_what_is_called_is_owed_then_paid(staff, members):
    operate(staff, members[1], "souscription", shares="4", paid="20,00")
    assert operate(staff, members[1], "appel", amount="60,00").status_code == 303
    assert position_of(members[1].id, today()).receivable_cents == 6000
    assert operate(staff, members[1], "versement", amount="60,00", payer="Tante Léonie").status_code == 303
    assert position_of(members[1].id, today()).receivable_cents == 0


def test_shares_pass_from_one_member_to_another(staff, members):
    told = {"shares": "5", "taker": str(members[2].number), "decision": "Conseil du jour"}
    assert operate(staff, members[1], "cession", **told).status_code == 303
    assert [position_of(one.id, today()).shares for one in members] == [20, 15, 25]


def test_an_operation_is_taken_back_for_a_reason(staff, members):
    operate(staff, members[1], "souscription", shares="4")
    last = db.session.query(ShareOperation).order_by(ShareOperation.id.desc()).first()
    address = f"/parts/operations/{last.id}/reprise"
    assert staff.get(address).status_code == 200
    assert staff.post(address, data={"motive": ""}).status_code == 422
    assert staff.post(address, data={"motive": "double saisie"}).status_code == 303
    assert position_of(members[1].id, today()).shares == 20
    assert staff.post(address, data={"motive": "encore"}).status_code in (409, 422)


def test_an_unknown_operation_is_not_there(staff, members):
    assert staff.get(f"/parts/{members[0].number}/operations/magie").status_code == 404


def test_the_queue_shows_who_waits_and_a_refund_is_decided_then_paid(staff, members):
    exit_claim(members[1], date(2025, 12, 31))
    losses(2025)
    claim = db.session.query(RefundRequest).one()
    assert members[1].name in text_of(staff.get("/parts/remboursements"))
    decided = {"effective_on": TODAY, "decision": "Conseil du jour, PV 4"}
    answer = staff.post(f"/parts/remboursements/{claim.id}/decision", data=decided)
    assert answer.status_code == 303, text_of(answer)
    owed = position_of(members[1].id, today()).owed_cents
    assert owed > 0
    paid = {"effective_on": TODAY, "amount": f"{owed // 100}"}
    assert staff.post(f"/parts/remboursements/{claim.id}/paiement", data=paid).status_code == 303
    assert position_of(members[1].id, today()).owed_cents == owed % 100


def test_losses_of_a_year_are_recorded_once_approved(staff):
    told = {"year_end": "2025-12-31", "losses": "0", "decided_on": TODAY, "decision": "AGO du 30 mai"}
    assert staff.get("/parts/pertes").status_code == 200
    assert staff.post("/parts/pertes", data=told).status_code == 303


def test_a_member_reads_their_own_shares_only(client, members):
    account = make_account("Ada Le Bris")
    give_access(members[1].person.id, account.id, actor=SYSTEM, at=RECORDED)
    sign_in(client, account)
    page = text_of(client.get("/parts/moi"))
    assert members[1].name in page
    assert members[0].name not in page
    assert client.get(f"/parts/{members[0].number}").status_code == 403
    assert operate(client, members[1], "souscription", shares="1").status_code == 403
