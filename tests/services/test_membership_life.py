"""A membership from admission to exit: numbers, categories, colleges, representatives, corrections; what is refused."""

from datetime import date, timedelta

import pytest

from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from membership.queries.card import member_card
from membership.queries.people import people_to_choose, similar_people
from membership.queries.roll import count_members_on, members_on
from membership.rules.standing import MembershipEvent
from membership.services.admission import Admission, admit
from membership.services.assignment import assign_college, record_category
from membership.services.exit import end_membership
from membership.services.people import (
    OrganisationDetails,
    PersonDetails,
    add_organisation,
    add_person,
    amend_organisation,
    amend_person,
)
from tests.factories.membership import (
    ADMITTED,
    RECORDED,
    make_member,
    make_organisation,
    make_person,
    make_statutes,
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


# ---- admission ---------------------------------------------------------------------------------------


def test_an_admission_makes_a_member_from_its_day():
    member = make_member("Évrard Œillet", "salaries")
    assert members_on(ADMITTED - timedelta(days=1)) == []
    found = only(ADMITTED)
    assert (found.number, found.name, found.category, found.college) == (1, "Évrard Œillet", "salaries", "salaries")
    assert (found.formal_name, found.sort_key, found.since) == ("Évrard ŒILLET", "oeillet evrard", ADMITTED)
    assert found.member_id == member.id


def test_numbers_follow_each_other_without_gap():
    assert [make_member().number for _ in range(3)] == [1, 2, 3]


def test_a_refused_admission_leaves_no_gap(session):
    person = make_person()
    with session.begin_nested() as savepoint:
        refused(admit, person, Admission(category="sponsors", effective_on=ADMITTED), **BY)
        savepoint.rollback()
    assert make_member().number == 1


def test_who_comes_back_keeps_the_number():
    member = make_member("Ada Le Bris")
    make_member()
    end_membership(member.id, MembershipEvent.RESIGNED, date(2025, 1, 1), **BY)
    again = admit(
        member.person, Admission(category="benevoles", college="soutiens", effective_on=date(2025, 6, 1)), **BY
    )
    assert again.number == member.number == 1
    assert [one.number for one in members_on(date(2025, 3, 1))] == [2]
    assert {one.number: one.college for one in members_on(JUNE)} == {1: "soutiens", 2: "usagers"}


def test_nobody_is_admitted_twice():
    member = make_member("Ada Le Bris")
    assert (
        refused(admit, member.person, Admission(category="usagers", effective_on=JUNE), **BY).code == "already-member"
    )


def test_an_admission_to_come_gives_no_number_yet():
    found = refused(admit, make_person(), Admission(category="usagers", effective_on=date(2026, 6, 3)), **BY)
    assert found.code == "admission-to-come"


def test_today_in_paris_is_not_to_come():
    late = RECORDED.replace(hour=22, minute=30)  # half past midnight in Paris, on 2 June
    assert admit(make_person(), Admission(category="usagers", effective_on=date(2026, 6, 2)), actor=SYSTEM, at=late)


@pytest.mark.parametrize(
    ("category", "college", "code", "rule"),
    [
        ("sponsors", None, "unknown-category", 1),
        ("benevoles", None, "no-college", 7),
        ("salaries", "usagers", "college-not-for-category", 7),
        ("salaries", "nulle-part", "unknown-college", 7),
    ],
)
def test_a_member_needs_a_category_and_a_college_of_the_statutes(category, college, code, rule):
    decided = Admission(category=category, college=college, effective_on=ADMITTED)
    found = refused(admit, make_person(), decided, **BY)
    assert (found.code, found.rule) == (code, rule)


def test_before_the_first_statutes_nobody_can_be_admitted():
    assert refused(admit, make_person(), Admission(category="usagers", effective_on=date(2019, 1, 1)), **BY)


# ---- people ------------------------------------------------------------------------------------------


def test_the_same_name_without_its_accents_is_noticed():
    make_person("Désirée", "Évrard")
    assert refused(add_person, PersonDetails(first_names="DESIREE", last_name="Evrard"), **BY).code == "similar-person"
    assert add_person(PersonDetails(first_names="Desiree", last_name="Evrard"), even_if_similar=True, **BY)


def test_the_same_e_mail_is_noticed_and_not_forbidden():
    make_person("Ada", "Le Bris", email="foyer@exemple.fr")
    twin = PersonDetails(first_names="Yann", last_name="Le Bris", email="Foyer@Exemple.fr")
    assert refused(add_person, twin, **BY).code == "similar-person"
    assert add_person(twin, even_if_similar=True, **BY).email == "foyer@exemple.fr"


def test_another_birth_date_is_another_person():
    make_person("Ada", "Le Bris", born_on=date(1970, 1, 1))
    assert similar_people("Ada", "Le Bris", date(1999, 1, 1), "") == []
    assert similar_people("Ada", "Le Bris", None, "")


def test_a_siren_belongs_to_one_organisation():
    make_organisation(siren="123456782")
    other = OrganisationDetails(name="Autre", legal_form="scop", siren="123 456 782")
    assert refused(add_organisation, other, even_if_similar=True, **BY).code == "number-taken"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "'; DROP TABLE member; --", "%_\\", "=1+1", "ﷺ", "𝒜da"]
)
def test_hostile_names_are_names(hostile):
    make_member(make_person(hostile, hostile))
    assert hostile.strip() in only().name or only().name
    assert people_to_choose(hostile.split()[0])


def test_an_amendment_leaves_each_detail_as_it_was_and_as_it_is():
    person = make_person("Ada", "Le Bris", phone="02 99 00 00 00", town="Redon")
    after = PersonDetails(first_names="Ada", last_name="Le Bris", phone="06 00 00 00 00", town="Rennes")
    amend_person(person.id, after, **BY)
    identity, contacts = audit.history(f"person:{person.id}")[-2:]
    assert identity.details == {"person": person.id, "fields": "town", "changes": {"town": ["Redon", "Rennes"]}}
    assert contacts.details == {"fields": "phone", "changes": {"phone": ["+33299000000", "+33600000000"]}}
    amend_person(person.id, after, **BY)
    assert audit.history(f"person:{person.id}")[-1].number == contacts.number


def test_an_organisation_amended_leaves_its_former_name():
    body = make_organisation("Atelier du Lin", siren="123456782")
    amend_organisation(body.id, OrganisationDetails(name="Ateliers du Lin", legal_form=body.legal_form), **BY)
    told = audit.history(f"organisation:{body.id}")[-1].details["changes"]
    assert told == {"name": ["Atelier du Lin", "Ateliers du Lin"], "siren": ["123456782", ""]}


def test_a_birth_date_is_never_written_in_the_trail():
    person = make_person("Ada", "Le Bris", born_on=date(1970, 1, 1))
    amend_person(person.id, PersonDetails(first_names="Ada", last_name="Le Bris", born_on=date(1971, 1, 1)), **BY)
    trail = audit.history(f"person:{person.id}")
    assert trail[-1].details["changes"] == {"born_on": ["••••", "••••"]}
    assert not [row for row in trail if "197" in str(row.details)]


# ---- category and college ------------------------------------------------------------------------------


def test_the_college_follows_the_category():
    member = make_member("Ada Le Bris", "salaries")
    record_category(member.id, "usagers", date(2025, 1, 1), **BY)
    assert (only(date(2024, 12, 31)).category, only(date(2024, 12, 31)).college) == ("salaries", "salaries")
    assert (only(date(2025, 1, 1)).category, only(date(2025, 1, 1)).college) == ("usagers", "usagers")


def test_the_college_stays_where_it_takes_the_new_category():
    member = make_member("Ada Le Bris", "usagers")
    record_category(member.id, "benevoles", date(2025, 1, 1), **BY)
    assert only().college == "usagers"
    assert [entry.kind for entry in member_card(member, JUNE).history].count("college") == 1


def test_a_college_that_does_not_take_the_category_is_refused():
    member = make_member("Ada Le Bris", "salaries")
    found = refused(assign_college, member.id, "usagers", date(2025, 1, 1), **BY)
    assert (found.code, found.rule) == ("college-not-for-category", 7)


def test_the_same_again_is_nothing_to_record():
    member = make_member("Ada Le Bris", "salaries")
    assert refused(record_category, member.id, "salaries", JUNE, **BY).code == "unchanged"
    assert refused(assign_college, member.id, "salaries", JUNE, **BY).code == "unchanged"


def test_a_second_college_needs_a_clause_of_the_statutes():
    member = make_member("Ada Le Bris", "benevoles", college="usagers")
    assert refused(assign_college, member.id, "soutiens", JUNE, rank=2, **BY).code == "one-college-only"


def test_nothing_changes_before_the_admission_or_after_the_exit():
    member = make_member("Ada Le Bris", "salaries")
    assert refused(record_category, member.id, "usagers", date(2024, 2, 1), **BY).code == "not-a-member-that-day"
    end_membership(member.id, MembershipEvent.RESIGNED, date(2025, 1, 1), **BY)
    assert refused(record_category, member.id, "usagers", date(2025, 1, 1), **BY).code == "not-a-member-that-day"


# ---- exit ----------------------------------------------------------------------------------------------


def test_the_day_of_the_exit_is_the_first_without_membership():
    member = make_member("Ada Le Bris")
    end_membership(member.id, MembershipEvent.RESIGNED, date(2026, 1, 1), **BY)
    assert count_members_on(date(2025, 12, 31)) == 1
    assert count_members_on(date(2026, 1, 1)) == 0


def test_an_exit_to_come_changes_nothing_today():
    member = make_member("Ada Le Bris")
    end_membership(member.id, MembershipEvent.RESIGNED, date(2027, 1, 1), **BY)
    assert only().is_member


def test_leaving_is_never_blocked_but_what_the_scic_then_lacks_is_said():
    member = make_member("Ada Le Bris", "salaries")
    make_member("Yann Quéré", "usagers")
    ended = end_membership(member.id, MembershipEvent.RESIGNED, JUNE, **BY)
    assert [alert.rule for alert in ended.alerts] == [1, 3, 4]


@pytest.mark.parametrize("missing", [{"motive": ""}, {"decision": ""}])
def test_an_exclusion_needs_its_reason_and_its_decision(missing):
    member = make_member("Ada Le Bris")
    told = {"motive": "Faits graves", "decision": "AGE du 2 mai 2026", **missing}
    found = refused(end_membership, member.id, MembershipEvent.EXCLUDED, JUNE, **told, **BY)
    assert (found.code, found.source) == ("exclusion-unfounded", "C. com. art. L231-6 al. 2")


def test_an_organisation_does_not_die_and_a_person_is_not_dissolved():
    person, organisation = make_member("Ada Le Bris"), make_member(make_organisation())
    assert refused(end_membership, person.id, MembershipEvent.DISSOLVED, JUNE, **BY).code == "event-not-for-kind"
    assert refused(end_membership, organisation.id, MembershipEvent.DECEASED, JUNE, **BY).code == "event-not-for-kind"


def test_no_company_is_an_employee_neither_admitted_nor_moved_there():
    company = make_organisation("Atelier du Pont", "scop")
    with pytest.raises(Refused) as refused:
        make_member(company, "salaries")
    assert refused.value.code == "category-not-open"
    member = make_member(company)
    with pytest.raises(Refused) as refused:
        record_category(member.id, "salaries", date(2026, 5, 1), actor=SYSTEM, at=RECORDED)
    assert refused.value.code == "category-not-open"
