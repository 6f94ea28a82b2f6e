"""The right letter at the right event: the welcome letter leaves once, and each operation of the capital has its own."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.wording.registry import wording_named
from foundation.wording.services import switch
from membership.queries.roll import members_on
from membership.services.contacts import read_failed_mails
from shares.services import call, subscribe, transfer
from tests.factories.candidates import accepted, request_of, statutes_that
from tests.factories.membership import RECORDED, make_member, make_person, make_statutes

TODAY = RECORDED.date()
DEED = {"actor": SYSTEM, "at": RECORDED}


def letters() -> list[str]:
    return list(db.session.execute(select(Mail.template).order_by(Mail.id)).scalars())


def last() -> Mail:
    return db.session.execute(select(Mail).order_by(Mail.id.desc())).scalars().first()


@pytest.fixture
def zoe(session):
    make_statutes()
    return make_member(make_person("Zoé", "Kerambrun", email="zoe@exemple.fr"))


def test_taking_more_shares_never_sends_the_welcome_letter_again(session):
    statutes_that("decision")
    accepted(request_of())
    assert letters().count("membership-effective") == 1
    (member,) = members_on(TODAY)
    member_id = member.member_id
    subscribe(member_id, 2, TODAY, **DEED)
    assert "shares-added" not in letters(), "the first shares belong to the welcome letter"
    subscribe(member_id, 3, TODAY, **DEED)
    assert letters().count("membership-effective") == 1
    assert letters().count("shares-added") == 1
    assert last().template == "shares-added"


def test_more_shares_are_told_with_their_number_and_what_is_held(zoe):
    subscribe(zoe.id, 2, TODAY, **DEED)
    subscribe(zoe.id, 5, TODAY, **DEED)
    mail = last()
    assert mail.to_address == "zoe@exemple.fr"
    assert "5" in mail.body_text and "7" in mail.body_text


def test_a_transfer_writes_to_both_each_its_own_letter(zoe):
    ada = make_member(make_person("Ada", "Le Goff", email="ada@exemple.fr"))
    subscribe(zoe.id, 10, TODAY, **DEED)
    transfer(zoe.id, ada.id, 4, TODAY, decision="CA du 1er juin", **DEED)
    written = {mail.to_address: mail for mail in db.session.execute(select(Mail)).scalars()}
    assert written["zoe@exemple.fr"].template == "shares-given" and "Ada" in written["zoe@exemple.fr"].body_text
    assert written["ada@exemple.fr"].template == "shares-received" and "Zoé" in written["ada@exemple.fr"].body_text


def test_capital_that_is_called_is_told(zoe):
    subscribe(zoe.id, 4, TODAY, paid_cents=2000, **DEED)
    call(zoe.id, 1000, TODAY, **DEED)
    assert last().template == "capital-called"


def test_nothing_is_written_for_what_is_typed_long_after_its_day(zoe):
    long_ago = TODAY - timedelta(days=60)
    subscribe(zoe.id, 4, long_ago, **DEED)
    subscribe(zoe.id, 4, long_ago, **DEED)
    assert letters() == []


def test_nothing_is_written_for_an_import(zoe):
    subscribe(zoe.id, 4, TODAY, batch_id=1, **DEED)
    subscribe(zoe.id, 4, TODAY, batch_id=1, **DEED)
    assert letters() == []


def test_nobody_writes_to_the_dead(zoe):
    subscribe(zoe.id, 4, TODAY, **DEED)
    zoe.person.deceased_on = date(2026, 5, 30)
    subscribe(zoe.id, 4, TODAY, **DEED)
    assert letters() == []


def test_who_has_no_email_is_on_the_list_of_those_who_did_not_get_it(session):
    make_statutes()
    member = make_member(make_person("Odile", "Sanscourriel"))
    subscribe(member.id, 2, TODAY, **DEED)
    subscribe(member.id, 3, TODAY, **DEED)
    mail = last()
    assert (mail.template, mail.state, mail.to_address) == ("shares-added", MailState.FAILED, "")
    assert "Odile" in mail.body_text, "what it says is kept, to be printed"
    assert read_failed_mails() == 0, "no address is blamed for a letter that had none"


def test_a_letter_of_the_capital_has_a_switch(zoe):
    switch(wording_named("shares-added"), on=False, **DEED)
    subscribe(zoe.id, 4, TODAY, **DEED)
    subscribe(zoe.id, 4, TODAY, **DEED)
    assert letters() == []
