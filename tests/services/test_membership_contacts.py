"""Several e-mails, phones and addresses with their state; mails that do not arrive (pain 22)."""

from datetime import date, datetime, timedelta

import pytest

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.mailing.models import Mail, MailFact
from foundation.mailing.rules.delivery import FactKind
from membership.queries.contacts import points_of, states_of
from membership.queries.people import people_to_choose
from membership.queries.reach import unreachable_members
from membership.rules.reach import EmailCondition, PointKind
from membership.services.contacts import (
    PointDetails,
    add_point,
    drop_point,
    judge_email,
    letter_returned,
    mark_point,
    read_failed_mails,
)
from membership.services.masking import MaskedField, record_reading
from membership.services.people import PersonDetails, amend_person
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.services.test_membership_register import fill, statements

JUNE = date(2026, 6, 1)
BY = {"actor": SYSTEM, "at": RECORDED}


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


def happened(address: str, kind: FactKind, answer: str = "550 no such user", *, at: datetime = RECORDED) -> None:
    """A mail to `address` and what became of it."""
    number = db.session.query(MailFact).count() + 1
    mail = Mail(
        to_address=address,
        to_name="",
        language="fr",
        template="x",
        event="x",
        subject_ref="x",
        subject="x",
        body_text="x",
        message_id=f"<{number}@exemple.fr>",
        queued_at=at,
        next_try_at=at,
    )
    db.session.add(mail)
    db.session.flush()
    fact = MailFact(
        mail_id=mail.id,
        at=at,
        kind=kind.value,
        to_address=address,
        message_id=mail.message_id,
        content_sha256="0" * 64,
        answer=answer,
    )
    db.session.add(fact)
    db.session.flush()


def state(address: str):
    return states_of([address])[address]


# ---- further contacts ------------------------------------------------------------------------------------


def test_somebody_has_several_e_mails_phones_and_addresses_and_is_found_by_each():
    ada = make_person("Ada", "Le Bris", email="ada@exemple.fr")
    add_point(ada, PointDetails(kind=PointKind.EMAIL, value="Ada@Travail.FR", label="Travail"), **BY)
    add_point(ada, PointDetails(kind=PointKind.PHONE, value="06 39 98 11 22"), **BY)
    add_point(
        ada, PointDetails(kind=PointKind.ADDRESS, street="3 rue des Halles", postcode="35000", town="Rennes"), **BY
    )
    assert [point.kind for point in points_of(ada)] == ["address", "email", "phone"]
    for typed in ("ada@exemple.fr", "ada@travail.fr", "0639981122", "+33639981122"):
        assert people_to_choose(typed) == [ada]


def test_a_contact_removed_is_found_no_more():
    ada = make_person("Ada", "Le Bris")
    point = add_point(ada, PointDetails(kind=PointKind.EMAIL, value="ada@travail.fr"), **BY)
    drop_point(point.id, **BY)
    assert points_of(ada) == []
    assert people_to_choose("travail") == []


def test_amending_the_details_keeps_the_further_contacts_in_the_search():
    ada = make_person("Ada", "Le Bris")
    add_point(ada, PointDetails(kind=PointKind.EMAIL, value="ada@travail.fr"), **BY)
    amend_person(ada.id, PersonDetails(first_names="Ada", last_name="Quéré"), **BY)
    assert people_to_choose("quere travail") == [ada]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (PointDetails(kind=PointKind.EMAIL, value="ada"), "email-shape"),
        (PointDetails(kind=PointKind.PHONE, value="12"), "phone-shape"),
        (PointDetails(kind=PointKind.ADDRESS), "empty-contact"),
        (PointDetails(kind=PointKind.EMAIL), "empty-contact"),
    ],
)
def test_an_empty_or_impossible_contact_is_refused_in_words(details, code):
    with pytest.raises(Refused) as caught:
        add_point(make_person("Ada", "Le Bris"), details, **BY)
    assert caught.value.code == code


def test_two_people_may_share_an_e_mail():
    people = [make_person(first, "Le Bris", email="maison@exemple.fr") for first in ("Ada", "Yann")]
    assert set(people_to_choose("maison@exemple.fr")) == set(people)


# ---- mails that come back ------------------------------------------------------------------------------------


def test_a_refused_mail_marks_its_address_with_the_reason_of_the_server():
    happened("ada@exemple.fr", FactKind.REFUSED, "550 no such user")
    assert read_failed_mails() == 1
    found = state("ada@exemple.fr")
    assert (found.state, found.failures, found.cause, found.since) == ("bounced", 1, "550 no such user", RECORDED)


def test_reading_the_outbox_twice_changes_nothing():
    happened("ada@exemple.fr", FactKind.REFUSED)
    read_failed_mails()
    assert read_failed_mails() == 0
    assert state("ada@exemple.fr").failures == 1


def test_five_mails_in_a_row_block_the_address_and_one_that_leaves_starts_again():
    for _time in range(4):
        happened("ada@exemple.fr", FactKind.ABANDONED)
    happened("yann@exemple.fr", FactKind.REFUSED)
    read_failed_mails()
    assert state("ada@exemple.fr").state == "bounced"
    happened("yann@exemple.fr", FactKind.SENT, "250 ok")
    happened("ada@exemple.fr", FactKind.REFUSED)
    read_failed_mails()
    assert state("ada@exemple.fr").state == "blocked"
    assert (state("yann@exemple.fr").state, state("yann@exemple.fr").failures) == ("working", 0)


def test_a_mail_delayed_is_no_failure():
    happened("ada@exemple.fr", FactKind.DELAYED)
    assert read_failed_mails() == 0
    assert states_of(["ada@exemple.fr"]) == {}


def test_a_blocked_address_is_opened_by_hand_only():
    judge_email("Ada@exemple.fr", EmailCondition.BLOCKED, **BY)
    happened("ada@exemple.fr", FactKind.SENT)
    read_failed_mails()
    assert state("ada@exemple.fr").state == "blocked"
    judge_email("ada@exemple.fr", EmailCondition.WORKING, **BY)
    assert state("ada@exemple.fr").state == "working"


# ---- who cannot be reached -----------------------------------------------------------------------------------------


def test_members_without_a_working_e_mail_get_a_letter_and_those_without_address_come_first():
    fine = make_person("Ada", "Le Bris", email="ada@exemple.fr")
    bounced = make_person(
        "Yann", "Quéré", email="yann@exemple.fr", street="1 rue du Pont", postcode="35000", town="Rennes"
    )
    lost = make_person("Zoé", "Riou")
    for person in (fine, bounced, lost):
        make_member(person)
    happened("yann@exemple.fr", FactKind.REFUSED)
    read_failed_mails()
    found = unreachable_members(JUNE)
    assert [(one.member.name, one.lost) for one in found] == [("Zoé Riou", True), ("Yann Quéré", False)]
    assert found[1].condition is EmailCondition.BOUNCED
    letter_returned(bounced, JUNE, **BY)
    assert all(one.lost for one in unreachable_members(JUNE))


def test_a_new_address_takes_the_mark_of_a_returned_letter_away():
    ada = make_person("Ada", "Le Bris", street="1 rue du Pont", town="Rennes")
    letter_returned(ada, JUNE, **BY)
    same = PersonDetails(first_names="Ada", last_name="Le Bris", street="1 rue du Pont", town="Rennes")
    amend_person(ada.id, same, **BY)
    assert ada.post_returned_on == JUNE
    amend_person(
        ada.id, PersonDetails(first_names="Ada", last_name="Le Bris", street="2 rue du Pont", town="Rennes"), **BY
    )
    assert ada.post_returned_on is None


def test_an_organisation_is_reached_through_its_representative():
    town, ada = make_organisation("Commune du Vallon", "commune"), make_person("Ada", "Le Bris", email="ada@exemple.fr")
    make_member(town, "collectivites")
    assert [one.member.name for one in unreachable_members(JUNE)] == ["Commune du Vallon"]
    represent(town, ada)
    assert unreachable_members(JUNE) == []


def test_the_list_costs_the_same_at_any_size():
    costs = []
    for size in (20, 200):
        fill(size)
        with statements() as said:
            unreachable_members(JUNE)
        costs.append(len(said))
    assert costs[0] == costs[1] <= 5


def test_a_phone_proved_wrong_says_since_when_and_serves_again():
    ada = make_person("Ada", "Le Bris")
    point = add_point(ada, PointDetails(kind=PointKind.PHONE, value="06 39 98 11 22"), **BY)
    mark_point(point.id, JUNE, **BY)
    assert points_of(ada)[0].failed_on == JUNE
    mark_point(point.id, None, **BY)
    assert points_of(ada)[0].failed_on is None


# ---- masked details -------------------------------------------------------------------------------------------------


def test_reading_a_masked_detail_leaves_who_and_which_and_never_the_value():
    ada = make_person("Ada", "Le Bris", born_on=date(1980, 5, 3))
    record_reading(MaskedField.BIRTH_DATE, f"person:{ada.id}", actor=SYSTEM, at=RECORDED + timedelta(hours=1))
    last = audit.history(f"person:{ada.id}")[-1]
    assert (last.tag, last.details) == ("membership:field:read", {"field": "born_on"})
    assert "1980" not in str(last.details)
