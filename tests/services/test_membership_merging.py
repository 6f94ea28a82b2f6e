"""Doubles: said to be one, parted again with the same register, or said to be two (pain 6)."""

from datetime import date, timedelta

import pytest

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.ledger import AppendOnlyViolation
from membership.models.members import Member
from membership.queries.card import member_card
from membership.queries.contacts import points_of
from membership.queries.doubles import like_organisation, like_person, organisation_traits, person_traits, queue
from membership.queries.people import member_by_number, people_to_choose
from membership.queries.roll import members_on, members_represented_by
from membership.rules.likeness import Reason, Traits
from membership.rules.reach import PointKind
from membership.rules.standing import MembershipEvent
from membership.services.access import give_access
from membership.services.admission import Admission, admit
from membership.services.contacts import PointDetails, add_point
from membership.services.exit import end_membership
from membership.services.merging import differing_fields, merge_records, part_records, say_distinct
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person
from membership.signals import records_merged, records_unmerged
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes, represent
from tests.services.test_membership_register import statements

JUNE = date(2026, 6, 1)
LATER = RECORDED + timedelta(days=1)
BY = {"actor": SYSTEM, "at": LATER}
DAYS = (date(2021, 6, 1), date(2022, 6, 1), date(2024, 6, 1), date(2025, 6, 1), JUNE)


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


def register() -> dict:
    """The whole register on several days, as known now and as known before."""
    return {(day, known): members_on(day, known) for day in DAYS for known in (None, RECORDED)}


def names(on: date = JUNE) -> list[str]:
    return [f"{one.number} {one.name}" for one in members_on(on)]


@pytest.fixture
def twice():
    """One person admitted under two numbers: from 2022 as no. 1, from 2024 as no. 2; and another person."""
    kept = make_person("Ada", "Le Goff", email="ada@exemple.fr")
    dropped = make_person("ADA", "Le Gof", phone="02 99 12 34 56", town="Redon", born_on=date(1980, 5, 3))
    make_member(kept, on=date(2022, 1, 1))
    make_member(dropped, "salaries", on=date(2024, 1, 1))
    make_member("Yann Quéré", on=date(2021, 1, 1))
    return kept, dropped


def test_a_person_admitted_twice_is_counted_once_on_each_day_and_both_histories_stay(twice):
    kept, dropped = twice
    merge_records(kept, dropped, motive="Même carte", **BY)
    assert names(date(2022, 6, 1)) == ["1 Ada Le Goff", "3 Yann Quéré"]
    assert names() == ["1 Ada Le Goff", "3 Yann Quéré"]
    assert len(member_card(member_by_number(2), JUNE).history) == 3
    assert len(member_card(member_by_number(1), JUNE).history) == 3


def test_a_day_on_which_only_the_double_was_a_member_still_shows_that_membership(twice):
    kept, dropped = twice
    merge_records(dropped, kept, motive="Même carte", **BY)
    assert names(date(2022, 6, 1)) == ["1 Ada Le Goff", "3 Yann Quéré"]
    assert names(date(2024, 6, 1)) == ["2 ADA Le Gof", "3 Yann Quéré"]


def test_merge_then_unmerge_gives_back_the_same_register(twice):
    kept, dropped = twice
    add_point(dropped, PointDetails(kind=PointKind.EMAIL, value="ada@ailleurs.fr"), **BY)
    account = make_account("Ada Le Goff")
    give_access(dropped.id, account.id, **BY)
    before, details = (
        register(),
        {name: (getattr(kept, name), getattr(dropped, name)) for name in differing_fields(kept, dropped)},
    )
    keys = (kept.search_key, dropped.search_key, kept.sort_key)
    merged = merge_records(kept, dropped, take=["phone", "born_on", "town"], motive="Même carte", **BY)
    assert register() != before
    assert kept.phone == "+33299123456"
    part_records(merged.fact.id, motive="Deux sœurs", **BY)
    assert register() == before
    assert {name: (getattr(kept, name), getattr(dropped, name)) for name in details} == details
    assert (kept.search_key, dropped.search_key, kept.sort_key) == keys


def test_what_was_amended_since_the_merge_stays_amended(twice):
    kept, dropped = twice
    merged = merge_records(kept, dropped, take=["phone", "town"], motive="Même carte", **BY)
    kept.town = "Vitré"
    part_records(merged.fact.id, motive="Erreur", **BY)
    assert (kept.town, kept.phone) == ("Vitré", "")


def test_as_it_was_known_before_the_merge_there_were_two(twice):
    kept, dropped = twice
    merge_records(kept, dropped, motive="Même carte", **BY)
    assert len(members_on(JUNE, RECORDED)) == 3
    assert len(members_on(JUNE, LATER)) == 2


def test_access_mandates_and_contacts_of_the_double_follow_without_being_copied(twice):
    kept, dropped = twice
    town = make_organisation("Commune du Vallon", "commune")
    make_member(town, "collectivites")
    represent(town, dropped)
    add_point(dropped, PointDetails(kind=PointKind.EMAIL, value="ada@ailleurs.fr"), **BY)
    account = make_account("Ada Le Goff")
    give_access(dropped.id, account.id, **BY)
    merged = merge_records(kept, dropped, motive="Même carte", **BY)
    assert [one.name for one in members_represented_by(account.id, JUNE)] == ["Ada Le Goff", "Commune du Vallon"]
    assert {one.name: one.representative_name for one in members_on(JUNE)}["Commune du Vallon"] == "Ada Le Goff"
    assert [point.value for point in points_of(kept)] == ["ada@ailleurs.fr"]
    assert [one.name for one in member_card(member_by_number(1), JUNE).represents] == ["Commune du Vallon"]
    part_records(merged.fact.id, motive="Erreur", **BY)
    assert [one.name for one in members_represented_by(account.id, JUNE)] == ["ADA Le Gof", "Commune du Vallon"]
    assert points_of(kept) == []


def test_the_number_of_the_double_is_never_given_again(twice):
    merge_records(*twice, motive="Même carte", **BY)
    assert make_member("Loïc Morin").number == 4
    assert {one.number for one in db.session.query(Member)} == {1, 2, 3, 4}


def test_a_double_is_no_longer_chosen_nor_found_by_name(twice):
    kept, dropped = twice
    merge_records(kept, dropped, motive="Même carte", **BY)
    assert dropped not in people_to_choose("gof")
    assert kept in people_to_choose("goff")


def test_those_above_are_told_inside_the_transaction_and_may_refuse(twice):
    told = []

    def follow(merged, **by):
        told.append((merged.both_members, merged.kept_member.number, merged.dropped_member.number))

    with records_merged.connected_to(follow), records_unmerged.connected_to(follow):
        merged = merge_records(*twice, motive="Même carte", **BY)
        part_records(merged.fact.id, motive="Erreur", **BY)
    assert told == [(True, 1, 2), (True, 1, 2)]


def test_a_member_is_kept_rather_than_who_is_none():
    member, contact = make_person("Ada", "Le Goff"), make_person("Ada", "Le Goff")
    make_member(member)
    for pair, code in (((contact, member), "keep-the-member"), ((member, member), "merge-of-unlike")):
        with pytest.raises(Refused) as caught:
            merge_records(*pair, motive="Même carte", **BY)
        assert caught.value.code == code
    assert merge_records(member, contact, motive="Même carte", **BY).dropped_member is None


def test_a_merge_needs_its_reason_and_is_done_and_undone_once(twice):
    kept, dropped = twice
    with pytest.raises(Refused) as caught:
        merge_records(kept, dropped, motive=" ", **BY)
    assert caught.value.code == "no-motive"
    merged = merge_records(kept, dropped, motive="Même carte", **BY)
    third = make_person("Ada", "Legoff")
    for pair in ((kept, dropped), (dropped, third), (third, dropped), (third, kept)):
        with pytest.raises(Refused):
            merge_records(*pair, motive="Même carte", **BY)
    part_records(merged.fact.id, motive="Erreur", **BY)
    with pytest.raises(StateMoved):
        part_records(merged.fact.id, motive="Erreur", **BY)
    assert merge_records(kept, dropped, motive="Si, c’est bien elle", **BY).fact.id


def test_a_merge_is_a_fact_nobody_rewrites(twice):
    fact = merge_records(*twice, motive="Même carte", **BY).fact
    fact.motive = "Autre chose"
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()


def test_two_records_of_one_association_merge_and_the_siren_comes_back():
    kept, dropped = (
        make_organisation("Atelier du Pont"),
        make_organisation("Association Atelier du Pont", siren="123456782", siret="12345678200002"),
    )
    make_member(kept)
    merged = merge_records(kept, dropped, take=["siren", "siret"], motive="Statuts reçus", **BY)
    assert (kept.siren, kept.siret, dropped.siren, dropped.siret) == ("123456782", "12345678200002", None, None)
    part_records(merged.fact.id, motive="Erreur", **BY)
    assert (kept.siren, kept.siret, dropped.siren, dropped.siret) == (None, None, "123456782", "12345678200002")


def test_who_came_back_under_another_number_has_one_history_day_by_day():
    first, second = make_person("Ada", "Le Goff"), make_person("Ada", "Le Goff")
    old = make_member(first, on=date(2021, 1, 1))
    end_membership(old.id, MembershipEvent.RESIGNED, date(2022, 1, 1), actor=SYSTEM, at=RECORDED)
    admit(second, Admission(category="usagers", effective_on=date(2024, 1, 1)), actor=SYSTEM, at=RECORDED)
    merge_records(second, first, motive="Même carte", **BY)
    assert names(date(2021, 6, 1)) == ["1 Ada Le Goff"]
    assert names(date(2022, 6, 1)) == []
    assert names(date(2024, 6, 1)) == ["2 Ada Le Goff"]


# ---- warning and queue -------------------------------------------------------------------------------------------


def like(person):
    return like_person(person_traits(person), person.last_name, beside=person.id)


def test_who_is_typed_is_compared_by_name_birth_e_mail_and_phone():
    ada = make_person("Zoé", "Œillet", born_on=date(1980, 5, 3), email="zoe@exemple.fr", phone="02 99 12 34 56")
    cases = {
        ("ZOE", "Oeillet"): {},
        ("Zoé", "Oeilet"): {"born_on": date(1980, 5, 3)},
        ("Zoée", "Œillet"): {"email": "zoe@exemple.fr"},
        ("Yann", "Quéré"): {"phone": "0299123456"},
    }
    for (first, last), details in cases.items():
        other = make_person(first, last, **details)
        assert ada.id in {one.id for one in like(other)}, (first, last)
    assert like(make_person("Loïc", "Morin")) == []


def test_without_scripts_the_form_asks_the_same_when_it_is_sent():
    make_person("Zoé", "Œillet", phone="02 99 12 34 56")
    make_organisation("Les Ateliers du Lin")
    typed = PersonDetails(first_names="Zoe", last_name="Oeilet", phone="0299123456")
    with pytest.raises(Refused) as caught:
        add_person(typed, **BY)
    assert caught.value.code == "similar-person"
    with pytest.raises(Refused) as caught:
        add_organisation(OrganisationDetails(name="ATELIERS DU LIN", legal_form="scop"), **BY)
    assert caught.value.code == "similar-organisation"
    assert add_person(typed, even_if_similar=True, **BY).id


def test_an_organisation_is_recognised_by_its_siren_and_by_its_words():
    known = make_organisation("Les Ateliers du Lin", siren="123456782", email="lin@exemple.fr")
    for other in (
        make_organisation("Association ATELIERS DU LIN (les)"),
        make_organisation("Atelier du lin", email="lin@exemple.fr"),
    ):
        found = like_organisation(organisation_traits(other), beside=other.id)
        assert known.id in {one.id for one in found if one.likeness.enough}
    numbered = Traits(("tout autre nom",), siren="123456782")
    assert [(one.id, one.likeness.score) for one in like_organisation(numbered)] == [(known.id, 100)]


def test_the_queue_holds_pairs_until_somebody_decides(twice):
    kept, dropped = twice
    dropped.email = kept.email
    make_person("Yann", "QUERE")
    found = queue()
    assert {(pair.first_name, pair.second_name) for pair in found} == {
        ("Ada Le Goff", "ADA Le Gof"),
        ("Yann Quéré", "Yann QUERE"),
    }
    assert Reason.EMAIL in next(pair for pair in found if pair.first_name == "Ada Le Goff").likeness.reasons
    merge_records(kept, dropped, motive="Même carte", **BY)
    (left,) = queue()
    say_distinct(db.session.get(type(kept), left.first_id), db.session.get(type(kept), left.second_id), **BY)
    assert queue() == []


def test_a_couple_that_shares_an_e_mail_is_not_in_the_queue():
    make_person("Ada", "Le Goff", email="maison@exemple.fr")
    make_person("Yann", "Quéré", email="maison@exemple.fr")
    assert queue() == []


def test_organisations_that_look_alike_are_in_the_queue_until_said_to_be_two():
    one, other = make_organisation("Atelier du Pont"), make_organisation("ATELIER DU PONT")
    assert [(pair.kind, pair.likeness.score) for pair in queue()] == [("organisation", 60)]
    say_distinct(one, other, **BY)
    say_distinct(other, one, **BY)
    assert queue() == []


def test_warning_and_queue_cost_a_constant_number_of_statements():
    for number in range(40):
        make_person(f"Ada{number % 7}", f"Le Goff{number % 5}", email=f"a{number % 3}@exemple.fr")
    with statements() as said:
        like_person(person_traits(make_person("Ada1", "Le Goff1")), "Le Goff1")
    warned = [one for one in said if one.startswith("SELECT") and "double_key LIKE" in one]
    assert len(warned) == 1
    with statements() as said:
        queue()
    assert len(said) <= 3
