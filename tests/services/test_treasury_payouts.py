"""Refunds out: scheduled by year, checked by the bank's schema, locked once sent, accounts deleted once paid."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, history
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.money import Money
from membership.rules.standing import MembershipEvent
from membership.services.exit import end_membership
from shares.models import RefundRequest
from shares.queries.positions import position_of, totals_on
from shares.services import decide_refund, record_losses, request_refund
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import hold
from tests.factories.treasury import OTHERS, THEIRS, asked, camt, ntry, our_account
from treasury.models import PayeeAccount, Settlement, StoredLine
from treasury.queries.guesses import guesses
from treasury.queries.lines import rest_of
from treasury.queries.payouts import payouts, schedule
from treasury.rules.matching import Act
from treasury.services import matching, payees, transfers
from treasury.services.bringing_in import bring_in

TODAY = date(2026, 6, 12)


@pytest.fixture
def stage(session, at):
    make_statutes()
    for number in range(8):
        hold(make_member(f"Reste Numero{number}"), 50)
    record_losses(date(2025, 12, 31), 0, decided_on=date(2026, 5, 20), decision="AG", actor=SYSTEM, at=at)
    return session


def leaver(at, name="Ada Brume", shares=10):
    """Somebody who left in December 2025, whose refund is decided."""
    member = make_member(name)
    hold(member, shares)
    end_membership(member.id, MembershipEvent.RESIGNED, date(2025, 12, 15), motive="part", actor=SYSTEM, at=at)
    claims = [one for one in _claims() if one.member_id == member.id]
    claim = claims[0] if claims else request_refund(member.id, None, date(2025, 12, 16), actor=SYSTEM, at=at)
    decide_refund(claim.id, date(2026, 6, 1), decision="CA du 1er juin", actor=SYSTEM, at=at)
    return member, claim


def _claims():
    return list(db.session.execute(select(RefundRequest)).scalars())


@pytest.mark.parametrize("schema", ["pain.001.001.09", "pain.001.001.03"])
def test_the_file_fits_the_schema_of_the_bank_and_says_its_totals(stage, at, schema):
    account = our_account(transfer_schema=schema)
    keys = []
    for name, shares in (("Ada Brume", 10), ("Éloïse Ça", 3)):
        member, claim = leaver(at, name, shares)
        payees.give_payee_account(OTHERS, member.name, claim_id=claim.id, actor=SYSTEM, at=at)
        keys.append(f"c{claim.id}")
    file = transfers.prepare(keys, account.id, TODAY, actor=SYSTEM, at=at)
    text = file.content.decode()
    assert f"urn:iso:std:iso:20022:tech:xsd:{schema}" in text
    assert (file.count, file.cents) == (2, 26_000)
    assert "<CtrlSum>260.00</CtrlSum>" in text
    assert "<NbOfTxs>2</NbOfTxs>" in text
    assert "Eloise Ca" in text
    assert re.findall(r"<InstdAmt Ccy=\"EUR\">([0-9.]+)<", text) == ["200.00", "60.00"]


def test_the_schedule_by_year_ties_to_what_the_register_owes(stage, at):
    leaver(at, "Ada Brume", 10)
    leaver(at, "Bo Brume", 5)
    years = schedule(TODAY)
    assert sum(one.amount.cents for one in years) == totals_on(TODAY).owed_cents == 30_000
    assert [one.year for one in years] == [2030]


def test_a_file_marked_as_sent_is_locked(stage, at):
    account, (member, claim) = our_account(), leaver(at)
    payees.give_payee_account(OTHERS, member.name, claim_id=claim.id, actor=SYSTEM, at=at)
    file = transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at)
    with pytest.raises(StateMoved):
        transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at)
    transfers.mark_sent(file.id, actor=SYSTEM, at=at)
    for refused in (transfers.mark_sent, transfers.drop):
        with pytest.raises(StateMoved):
            refused(file.id, actor=SYSTEM, at=at)


def test_a_dropped_file_frees_its_sums_and_forgets_the_accounts(stage, at):
    account, (member, claim) = our_account(), leaver(at)
    payees.give_payee_account(OTHERS, member.name, claim_id=claim.id, actor=SYSTEM, at=at)
    file = transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at)
    transfers.drop(file.id, actor=SYSTEM, at=at)
    with pytest.raises(NotFound):
        transfers.fetch(file.id, actor=SYSTEM, at=at)
    assert transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at).count == 1


def test_the_bank_line_pays_the_refund_and_the_account_is_deleted(stage, at):
    account, (member, claim) = our_account(), leaver(at)
    payees.give_payee_account(OTHERS, member.name, claim_id=claim.id, actor=SYSTEM, at=at)
    file = transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at)
    transfers.mark_sent(file.id, actor=SYSTEM, at=at)
    bring_in(camt(ntry(-20_000, day="2026-06-12", words="VIREMENTS EMIS")), "r.xml", actor=SYSTEM, at=at)
    line = stage.query(StoredLine).one()
    [first] = guesses([(line, rest_of(line))], TODAY)[line.id]
    assert first.act is Act.REFUND_PAID
    order = file.orders[0]
    transfers.note_paid([order.id], TODAY, line_id=line.id, actor=SYSTEM, at=at)
    assert position_of(member.id, TODAY).owed_cents == 0
    assert rest_of(line) == 0
    assert stage.query(PayeeAccount).count() == 0
    assert file.content is None
    assert OTHERS not in str([entry.details for entry in history(f"refund:{claim.id}")])
    with pytest.raises(StateMoved):
        transfers.note_paid([order.id], TODAY, actor=SYSTEM, at=at)


def test_an_account_is_read_in_full_for_a_reason_that_stays(stage, at):
    member, claim = leaver(at)
    row = payees.give_payee_account(OTHERS, member.name, claim_id=claim.id, actor=SYSTEM, at=at)
    with pytest.raises(Refused):
        payees.read_payee_account(row.id, " ", actor=SYSTEM, at=at)
    payees.read_payee_account(row.id, "la banque rappelle", actor=SYSTEM, at=at)
    said = history(f"refund:{claim.id}")[-1]
    assert said.details == {"masked": "FR14 •••• 2606", "reason": "la banque rappelle"}


@pytest.mark.parametrize("iban", ["FR1420041010050500013M02607", "FR14", "", "DE89370400440532013001"])
def test_a_wrong_iban_is_refused_before_it_is_kept(stage, at, iban):
    _member, claim = leaver(at)
    with pytest.raises(Refused):
        payees.give_payee_account(iban, "Ada", claim_id=claim.id, actor=SYSTEM, at=at)


def test_a_sum_without_account_does_not_go_into_a_file(stage, at):
    account, (_member, claim) = our_account(), leaver(at)
    with pytest.raises(Refused) as refusal:
        transfers.prepare([f"c{claim.id}"], account.id, TODAY, actor=SYSTEM, at=at)
    assert refusal.value.code == "no-payee-account"


def test_money_held_back_goes_back_where_it_came_from(stage, at):
    account = our_account()
    request = asked(make_member("Bo Brume"), 10)
    bring_in(camt(ntry(20_000, words=request.reference, iban=THEIRS, name="BO")), "r.xml", actor=SYSTEM, at=at)
    line = stage.query(StoredLine).one()
    held = matching.hold_back(line.id, 20_000, "déjà payé", actor=SYSTEM, at=at)
    payees.give_payee_account(THEIRS, "Bo Brume", settlement_id=held.id, actor=SYSTEM, at=at)
    [payout] = [one for one in payouts(TODAY) if one.held_back_id == held.id]
    assert payout.amount == Money(20_000)
    file = transfers.prepare([payout.key], account.id, TODAY, actor=SYSTEM, at=at)
    with pytest.raises(Refused):
        matching.take_back(held.id, "erreur", actor=SYSTEM, at=at)
    transfers.mark_sent(file.id, actor=SYSTEM, at=at)
    transfers.note_paid([file.orders[0].id], TODAY, actor=SYSTEM, at=at)
    assert not [one for one in payouts(TODAY) if one.held_back_id == held.id]
    assert stage.query(Settlement).filter_by(kind="paid_out").one().operation_id is None
