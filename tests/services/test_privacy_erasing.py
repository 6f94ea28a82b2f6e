"""Erasure that keeps what the law requires (pain 18): contacts go on schedule, the register and its counts stay the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, first_broken_entry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation, erase
from membership.models.contacts import ContactPoint
from membership.models.identity import Person, RegisterIdentity
from membership.models.merges import MergeFact
from membership.queries.counts import composition_on
from membership.rules.reach import PointKind
from membership.services.access import give_access
from membership.services.contacts import PointDetails, add_point, drop_point
from membership.services.merging import merge_records
from membership.services.people import amend_person
from membership.services.wishes import details_of
from privacy.queries.acts import watched
from privacy.queries.due import due_on, retention_due
from privacy.rules.retention import Key
from privacy.services.choosing import choose_duration
from privacy.services.erasing import erase_due, preview
from privacy.services.watching import note_due
from scic.verification import every_fault
from shares.queries.papers.movements import register_lines
from shares.queries.register import register_rows
from shares.services import decide_refund, pay_refund
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.factories.shares import DECIDED, exit_claim, hold, leave, losses

BY = {"actor": SYSTEM, "at": RECORDED}
LEFT = date(2026, 1, 1)
LATER = datetime(2031, 6, 1, 9, tzinfo=UTC)
WHY = {"motive": "Durée écoulée", "actor": SYSTEM}


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


@pytest.fixture
def gone():
    """A member who left and was refunded, with everything one may know of somebody."""
    stays = make_member("Enora Quéré")
    hold(stays, 4)
    person = make_person(
        "Malo", "Kerbrat", born_on=date(1980, 2, 3), email="malo@vallon.example", phone="0299123456", street="3 rue du Lin",
        postcode="35000", town="Rennes",
    )  # fmt: skip
    member = make_member(person)
    add_point(person, PointDetails(kind=PointKind.PHONE, value="0612345678"), **BY)
    hold(member, 5)
    losses()
    claim = exit_claim(member)
    decide_refund(claim.id, date(2026, 1, 2), **DECIDED)
    pay_refund(claim.id, 10_000, date(2026, 1, 3), **BY)
    return member


def due(key: Key, on: date) -> tuple[int, int]:
    found = next(one for one in due_on(on) if one.kind.key is key)
    return found.due, found.held


def person_of(member) -> Person:
    return db.session.get(Person, member.person_id)


def registers() -> tuple[object, ...]:
    """What the law keeps: register of each year, movements with their holders, and the counts of each year."""
    years = [date(year, 12, 31) for year in (2023, 2024, 2025, 2026, 2030)]
    return (
        [
            [(one.number, one.name, one.category, one.college, one.position) for one in register_rows(day)]
            for day in years
        ],
        [(one.number, one.before, one.after, one.change, one.hash) for one in register_lines(years[-1])],
        [composition_on(day) for day in years],
    )


def test_contacts_are_due_the_day_after_the_exit_and_not_before(gone):
    assert due(Key.CONTACTS, LEFT) == (0, 0)
    assert due(Key.CONTACTS, LEFT + timedelta(days=1))[0] == 1


def test_contacts_go_and_the_name_and_the_address_stay(gone):
    act = erase_due(Key.CONTACTS, date(2026, 2, 1), **WHY, at=RECORDED)
    person = person_of(gone)
    assert (person.email, person.phone) == ("", "")
    assert "malo@" not in person.search_key
    assert "299123456" not in person.search_key
    assert db.session.query(ContactPoint).count() == 0
    assert (person.last_name, person.street, person.born_on) == ("Kerbrat", "3 rue du Lin", date(1980, 2, 3))
    assert act.report["count"] == 1
    assert due(Key.CONTACTS, date(2026, 2, 1)) == (0, 0)


def amended(person: Person, **changes) -> None:
    amend_person(person.id, replace(details_of(person), **changes), **BY)


def trail_of(person: Person) -> str:
    return str([(row.actor_name, row.details) for row in audit.history(f"person:{person.id}")])


def test_former_contacts_leave_the_trail_with_the_contacts_and_former_names_with_the_identity(gone):
    person = person_of(gone)
    amended(person, phone="0298765432", last_name="Kerbrat-Riou")
    point = add_point(person, PointDetails(kind=PointKind.EMAIL, value="atelier@malo.example"), **BY)
    drop_point(point.id, **BY)
    assert "299123456" in trail_of(person) and "atelier@malo.example" in trail_of(person)
    erase_due(Key.CONTACTS, date(2026, 2, 1), **WHY, at=RECORDED)
    told = trail_of(person)
    assert not [one for one in ("299123456", "298765432", "612345678", "atelier@malo.example") if one in told]
    assert "Kerbrat-Riou" in told
    erase_due(Key.IDENTITY, date(2031, 1, 2), **WHY, at=LATER)
    assert "Kerbrat" not in trail_of(person)
    assert every_fault() == []


def test_the_preview_says_what_the_act_does_and_writes_nothing(gone):
    on = date(2026, 2, 1)
    told = dict(preview(Key.CONTACTS, on).goes)
    assert person_of(gone).email == "malo@vallon.example"
    act = erase_due(Key.CONTACTS, on, **WHY, at=RECORDED)
    assert {one["what"]: one["count"] for one in act.report["goes"]} == told


def test_money_still_owed_holds_the_contacts_back_and_says_so():
    member = make_member(make_person("Nolwenn", "Hascoët", email="nolwenn@vallon.example"))
    hold(member, 5)
    leave(member)
    assert due(Key.CONTACTS, date(2026, 2, 1)) == (0, 1)
    [held] = preview(Key.CONTACTS, date(2026, 2, 1)).held
    assert "refunded" in held.held
    with pytest.raises(StateMoved):
        erase_due(Key.CONTACTS, date(2026, 2, 1), **WHY, at=RECORDED)
    assert person_of(member).email == "nolwenn@vallon.example"


def test_who_left_and_still_represents_an_organisation_is_not_erased():
    person = make_person("Yann", "Le Bihan", email="yann@vallon.example")
    leave(make_member(person))
    body = make_organisation()
    make_member(body)
    represent(body, person)
    assert due(Key.CONTACTS, date(2026, 2, 1)) == (0, 0)
    assert due(Key.IDENTITY, date(2040, 1, 1)) == (0, 0)


def test_after_five_years_the_record_is_a_number_and_the_registers_are_the_same(gone):
    before = registers()
    day = date(2031, 1, 2)
    assert due(Key.IDENTITY, date(2031, 1, 1)) == (0, 0)
    assert due(Key.IDENTITY, day) == (1, 0)
    act = erase_due(Key.IDENTITY, day, **WHY, at=LATER)
    person = person_of(gone)
    assert person.name == f"Ancien membre n° {gone.number}"
    assert (person.born_on, person.street, person.email, person.first_names) == (None, "", "", "")
    assert "kerbrat" not in f"{person.search_key}{person.sort_key}{person.double_key}"
    assert registers() == before
    assert person.register_name == "Malo KERBRAT"
    assert person.register_address == "3 rue du Lin, 35000 Rennes"
    assert every_fault() == []
    assert act.report["records"] == [{"kind": "person", "id": person.id, "number": gone.number}]


def test_the_report_names_nobody_and_says_what_stays_and_why(gone):
    act = erase_due(Key.IDENTITY, date(2031, 1, 2), **WHY, at=LATER)
    assert "erbrat" not in str(act.report)
    assert any("R228-9" in one for one in act.report["stays"])
    assert any("counts" in one for one in act.report["stays"])
    assert act.document_id
    told = db.session.query(audit.AuditEntry).filter_by(tag="privacy:data:erased").one()
    assert told.details["count"] == 1


def test_the_account_is_closed_and_its_sign_ins_no_longer_name_anybody(gone):
    account = make_account("Malo Kerbrat")
    give_access(gone.person_id, account.id, **BY)
    audit.record(
        "accounts:session:opened", f"account:{account.id}", actor=audit.Actor(account.id, account.name), at=RECORDED
    )
    erase_due(Key.IDENTITY, date(2031, 1, 2), **WHY, at=LATER)
    db.session.refresh(account)
    assert not account.is_active
    assert "malo" not in (account.email + account.name).lower()
    rows = db.session.query(audit.AuditEntry).filter_by(subject=f"account:{account.id}").all()
    assert rows
    assert all(audit.is_erased(row) for row in rows if row.tag.startswith("accounts:"))
    assert first_broken_entry() is None


def test_what_records_were_before_a_merge_goes_too():
    kept = make_person("Malo", "Kerbrat", email="malo@vallon.example")
    member = make_member(kept)
    double = make_person("Malo", "Kerbrat", phone="0299123456", town="Redon")
    merge_records(kept, double, motive="Même personne", **BY)
    leave(member)
    assert "Kerbrat" in str(db.session.query(MergeFact).one().before)
    erase_due(Key.IDENTITY, date(2031, 1, 2), **WHY, at=LATER)
    assert db.session.query(MergeFact).one().before == {}
    assert [one.last_name for one in db.session.query(Person)] == [f"Ancien membre n° {member.number}"] * 2
    assert first_broken_entry() is None


def test_the_names_that_the_register_keeps_can_never_be_changed(gone):
    erase_due(Key.IDENTITY, date(2031, 1, 2), **WHY, at=LATER)
    kept = db.session.execute(select(RegisterIdentity)).scalar_one()
    kept.last_name = "Autre"
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()


def test_nothing_is_due_of_what_nobody_chose_a_duration_for():
    with pytest.raises(Refused, match=r"[Nn]o duration"):
        preview(Key.MAILS, date(2030, 1, 1))


def test_sign_ins_lose_their_names_once_a_duration_was_chosen():
    make_account("Solenn Tanguy")
    audit.record("accounts:session:opened", "account:1", actor=audit.Actor(1, "Solenn Tanguy"), at=RECORDED)
    audit.record("shares:other", "member:1", actor=audit.Actor(1, "Solenn Tanguy"), at=RECORDED)
    choose_duration(Key.SIGN_INS, 12, "Conseil du 2 juin 2026", **BY)
    assert due(Key.SIGN_INS, date(2027, 6, 1)) == (0, 0)
    assert due(Key.SIGN_INS, date(2027, 6, 2)) == (1, 0)
    erase_due(Key.SIGN_INS, date(2027, 6, 2), **WHY, at=LATER)
    names = {row.tag: row.actor_name for row in db.session.query(audit.AuditEntry)}
    assert (names["accounts:session:opened"], names["shares:other"]) == ("", "Solenn Tanguy")
    assert first_broken_entry() is None


def test_a_fact_that_no_erasure_empties_is_named_when_it_is_empty():
    entry = audit.record("shares:other", "member:1", actor=audit.Actor(1, "Solenn Tanguy"), at=RECORDED)
    number = entry.number
    assert erase(audit.AuditEntry, audit.AuditEntry.number == number) == 1
    assert [fault.where for fault in every_fault()] == [f"audit:{number}"]


def test_a_duration_is_refused_out_of_its_bounds_over_the_law_and_without_a_decision():
    for key, months, code in (
        (Key.SIGN_INS, 13, "duration-out-of-bounds"),
        (Key.IDENTITY, 12, "duration-of-the-law"),
    ):
        with pytest.raises(Refused) as refused:
            choose_duration(key, months, "Conseil", **BY)
        assert refused.value.code == code
    with pytest.raises(Refused):
        choose_duration(Key.SIGN_INS, 12, " ", **BY)


def test_the_night_proposes_and_erases_nothing(gone):
    assert note_due(date(2026, 2, 1)) >= 1
    assert note_due(date(2026, 2, 1)) == retention_due(date(2026, 2, 1))
    assert [one.key for one in watched()] == ["contacts"]
    assert person_of(gone).email == "malo@vallon.example"


def test_erasing_needs_a_motive_and_a_day_that_has_come(gone):
    with pytest.raises(Refused):
        erase_due(Key.CONTACTS, date(2026, 2, 1), motive=" ", actor=SYSTEM, at=RECORDED)
    with pytest.raises(Refused):
        erase_due(Key.CONTACTS, date(2030, 2, 1), **WHY, at=RECORDED)
