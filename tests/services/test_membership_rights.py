"""Who speaks and acts for a member, what is taken back and what the trail keeps."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from foundation.kernel.sentences import sentence
from membership.models.facts import CategoryFact, MembershipFact
from membership.models.members import Member
from membership.queries.card import member_card, organisations_represented
from membership.queries.roll import members_on, members_represented_by
from membership.rules.events import EVENT_SENTENCES, MembershipTag
from membership.rules.standing import MembershipEvent, Standing
from membership.services.access import give_access, withdraw_access
from membership.services.admission import Admission, admit
from membership.services.assignment import record_category
from membership.services.consent import record_consent
from membership.services.correction import take_back
from membership.services.exit import end_membership
from membership.services.representation import appoint_representative, end_representation
from tests.factories.accounts import make_account
from tests.factories.membership import (
    ADMITTED,
    RECORDED,
    make_member,
    make_organisation,
    make_person,
    make_statutes,
    represent,
)

JUNE = date(2026, 6, 1)
LATER = RECORDED + timedelta(days=1)
BY = {"actor": SYSTEM, "at": LATER}


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


def only(on: date = JUNE):
    (found,) = members_on(on)
    return found


def refused(call, *arguments, **keywords) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **keywords)
    said = sentence("en", caught.value.message, caught.value.values)
    assert "%(" not in said
    return caught.value


# ---- representatives and access --------------------------------------------------------------------------


def test_a_mandate_runs_from_its_first_day_to_its_last():
    town = make_organisation("Commune du Vallon", "commune")
    make_member(town, "collectivites")
    represent(town, make_person("Ada", "Le Bris"), on=date(2025, 1, 1), until=date(2025, 12, 31))
    names = [only(day).representative_name for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31))]
    assert names == [None, "Ada Le Bris", "Ada Le Bris"]
    assert only(date(2026, 1, 1)).representative_name is None


def test_the_next_representative_takes_the_place_of_the_first():
    town = make_organisation("Commune du Vallon", "commune")
    member = make_member(town, "collectivites")
    represent(town, make_person("Ada", "Le Bris"))
    represent(town, make_person("Yann", "Quéré"), on=date(2025, 6, 1))
    assert only(date(2025, 5, 31)).representative_name == "Ada Le Bris"
    assert only(date(2025, 6, 1)).representative_name == "Yann Quéré"
    end_representation(town.id, date(2026, 1, 1), **BY)
    assert only().representative_name is None
    assert member_card(member, JUNE).mandate is None


def test_a_mandate_cannot_end_before_it_begins():
    town, ada = make_organisation(), make_person()
    found = refused(appoint_representative, town.id, ada.id, JUNE, until_on=date(2026, 5, 31), **BY)
    assert found.code == "mandate-backwards"


def test_an_account_acts_for_a_person_and_for_whom_they_represent_that_day():
    ada, town, union = (
        make_person("Ada", "Le Bris"),
        make_organisation("Commune", "commune"),
        make_organisation("Union"),
    )
    make_member(ada, "salaries")
    make_member(town, "collectivites")
    make_member(union, "usagers")
    represent(town, ada, on=date(2025, 1, 1), until=date(2025, 12, 31))
    represent(union, ada)
    account = make_account("Ada Le Bris")
    give_access(ada.id, account.id, **BY)
    assert [one.name for one in members_represented_by(account.id, date(2025, 6, 1))] == [
        "Ada Le Bris",
        "Commune",
        "Union",
    ]
    assert [one.name for one in members_represented_by(account.id, JUNE)] == ["Ada Le Bris", "Union"]
    assert [one.name for one in organisations_represented(ada.id, JUNE)] == ["Union"]
    assert {one.name: one.account_ids for one in members_on(JUNE)}["Union"] == (account.id,)
    withdraw_access(ada.id, account.id, **BY)
    assert members_represented_by(account.id, JUNE) == []


def test_two_people_may_share_one_account_and_one_person_have_two():
    ada, yann, account = make_person("Ada", "Le Bris"), make_person("Yann", "Le Bris"), make_account("Foyer Le Bris")
    make_member(ada)
    make_member(yann)
    give_access(ada.id, account.id, **BY)
    give_access(yann.id, account.id, **BY)
    give_access(yann.id, account.id, **BY)
    give_access(yann.id, make_account("Yann Le Bris").id, **BY)
    assert len(members_represented_by(account.id, JUNE)) == 2
    assert [len(one.account_ids) for one in members_on(JUNE)] == [1, 2]


def test_notices_by_e_mail_only_since_the_member_agreed():
    member = make_member("Ada Le Bris")
    assert not only().email_agreed
    record_consent(member.id, date(2026, 3, 1), agreed=True, **BY)
    assert not only(date(2026, 2, 28)).email_agreed
    assert only().email_agreed
    record_consent(member.id, date(2026, 5, 1), agreed=False, **BY)
    assert not only().email_agreed


# ---- corrections -----------------------------------------------------------------------------------------


def test_facts_are_never_changed(session):
    make_member("Ada Le Bris")
    fact = session.execute(select(CategoryFact)).scalar_one()
    fact.category = "salaries"
    with pytest.raises(AppendOnlyViolation):
        session.flush()


def test_a_wrong_exit_is_taken_back_and_what_was_believed_stays_readable():
    member = make_member("Ada Le Bris")
    wrong = end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY).fact
    take_back("membership", wrong.id, motive="Homonyme", actor=SYSTEM, at=LATER + timedelta(days=3))
    assert only().since == ADMITTED
    assert members_on(JUNE, known_at=LATER + timedelta(days=1)) == []
    history = member_card(member, JUNE).history
    assert [(entry.kind, entry.what, entry.holds) for entry in history[:2]] == [
        ("membership", "resigned", False),
        ("membership", "resigned", False),
    ]
    assert history[0].motive == "Homonyme"


def test_an_admission_is_taken_back_with_the_category_and_college_it_gave():
    member = make_member("Ada Le Bris", "salaries")
    fact = db.session.execute(select(MembershipFact)).scalar_one()
    take_back("membership", fact.id, motive="Mauvaise date", **BY)
    assert members_on(JUNE) == []
    assert member_card(member, JUNE).standing is Standing.NOT_YET
    right = Admission(category="usagers", effective_on=date(2024, 1, 15))
    admit(member.person, right, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert (only().category, only().college, only().number) == ("usagers", "usagers", 1)


def test_an_admission_stays_while_an_exit_rests_on_it():
    member = make_member("Ada Le Bris")
    end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    first = db.session.execute(select(MembershipFact).order_by(MembershipFact.id)).scalars().first()
    assert refused(take_back, "membership", first.id, motive="Erreur", **BY).code == "not-a-member"


def test_an_entry_is_taken_back_once_and_for_a_reason():
    member = make_member("Ada Le Bris")
    wrong = end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY).fact
    assert refused(take_back, "membership", wrong.id, motive=" ", **BY).code == "no-reason"
    take_back("membership", wrong.id, motive="Erreur", **BY)
    with pytest.raises(StateMoved):
        take_back("membership", wrong.id, motive="Erreur", **BY)


# ---- the trail ---------------------------------------------------------------------------------------------


def test_every_act_leaves_its_sentence_in_the_trail():
    member = make_member("Ada Le Bris", "salaries")
    record_category(member.id, "usagers", JUNE, **BY)
    end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 6, 2), **BY)
    entries = (
        db.session.execute(
            select(AuditEntry).where(AuditEntry.tag.startswith("membership:")).order_by(AuditEntry.number)
        )
        .scalars()
        .all()
    )
    assert [entry.tag for entry in entries] == [
        "membership:person:added",
        "membership:member:admitted",
        "membership:category:recorded",
        "membership:college:assigned",
        "membership:member:ended",
    ]
    for entry in entries:
        assert "%(" not in sentence("fr", EVENT_SENTENCES[entry.tag], entry.details)


def test_every_tag_has_its_sentence():
    assert set(EVENT_SENTENCES) == set(MembershipTag)


def test_the_database_itself_refuses_a_member_who_is_nobody(session):
    session.add(Member(number=99))
    with pytest.raises(Exception, match="person_or_organisation"):
        session.flush()
