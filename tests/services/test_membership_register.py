"""The register in a constant number of statements, at any size, and the same answer as the rules give one by one."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from foundation.kernel.db import db
from membership.listing import members_statement, members_table
from membership.models.facts import AccessFact, CategoryFact, CollegeFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.presentation import naming_on
from membership.queries.card import member_card
from membership.queries.counts import college_counts
from membership.queries.people import member_by_number
from membership.queries.roll import members_on, members_represented_by
from membership.rules.names import search_key
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_statutes

JUNE = date(2026, 6, 1)
CATEGORIES = ("salaries", "usagers", "collectivites")
COLLEGES = {"salaries": "salaries", "usagers": "usagers", "collectivites": "soutiens"}


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database inside the block."""
    said: list[str] = []
    engine = db.session.connection().engine

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def fill(size: int) -> None:
    """`size` members in bulk: every fourth an organisation represented by the person before it; some moved, some left."""
    chance = random.Random(size)
    start = (db.session.query(Person).count()) + 1
    who = {"recorded_at": RECORDED, "actor_id": None, "actor_name": "scic"}
    rows: dict[type, list[dict[str, object]]] = {
        model: []
        for model in (Person, Organisation, Member, MembershipFact, CategoryFact, CollegeFact, RepresentativeFact)
    }
    for n in range(start, start + size):
        name = f"Éléonore{n}" if n % 2 else f"Yann{n}"
        key = search_key(name, f"Nom{n}")
        rows[Person].append(
            {
                "id": n,
                "first_names": name,
                "last_name": f"Nom{n}",
                "double_key": key,
                "sort_key": key,
                "search_key": key,
            }
        )
        organisation = n % 4 == 0
        if organisation:
            rows[Organisation].append(
                {
                    "id": n,
                    "name": f"Union {n}",
                    "legal_form": "association",
                    "sort_key": f"union {n}",
                    "search_key": f"union {n}",
                }
            )
            first = {
                "organisation_id": n,
                "person_id": n,
                "role": "Présidente",
                "effective_on": date(2024, 1, 1),
                **who,
            }
            rows[RepresentativeFact].append(first)
        rows[Member].append(
            {
                "id": n,
                "number": n,
                "person_id": None if organisation else n,
                "organisation_id": n if organisation else None,
            }
        )
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        rows[MembershipFact].append({"member_id": n, "event": "admitted", "effective_on": day, **who})
        for step in range(chance.randrange(1, 4)):
            category = chance.choice(CATEGORIES)
            moved = day + timedelta(days=100 * step)
            rows[CategoryFact].append({"member_id": n, "category": category, "effective_on": moved, **who})
            rows[CollegeFact].append(
                {"member_id": n, "college": COLLEGES[category], "rank": 1, "effective_on": moved, **who}
            )
        if chance.random() < 0.1:
            rows[MembershipFact].append(
                {"member_id": n, "event": "resigned", "effective_on": day + timedelta(days=900), **who}
            )
    for model, values in rows.items():
        db.session.execute(insert(model), values)
    db.session.flush()


@pytest.fixture(autouse=True)
def statutes(session):
    return make_statutes()


def cost_of_the_register(app, account_id: int) -> dict[str, int]:
    costs = {}
    with statements() as said:
        members_on(JUNE)
    costs["register"] = len(said)
    with app.test_request_context("/membres?q=eleonore"), statements() as said:
        statement, chosen = members_statement(JUNE, "", "eleonore")
        members_table(chosen, naming_on(JUNE)).read(statement, {"q": "eleonore"})
    costs["table"] = len(said)
    with statements() as said:
        member_card(member_by_number(4), JUNE)
    costs["card"] = len(said)
    with statements() as said:
        members_represented_by(account_id, JUNE)
    costs["represented"] = len(said)
    return costs


def test_the_number_of_statements_does_not_depend_on_the_number_of_members(app):
    fill(100)
    account = make_account("Éléonore Nom5")
    given = {"given": True, "recorded_at": RECORDED, "actor_name": "scic"}
    db.session.execute(
        insert(AccessFact), [{"person_id": person, "account_id": account.id, **given} for person in (4, 5)]
    )
    small = cost_of_the_register(app, account.id)
    fill(900)
    large = cost_of_the_register(app, account.id)
    assert small == large
    assert small["register"] <= 3
    assert small["table"] <= 3
    assert small["card"] <= 9
    assert small["represented"] <= 4


@pytest.mark.parametrize("on", [date(2020, 6, 1), date(2022, 3, 15), JUNE])
def test_the_register_and_the_rules_agree_on_every_member(on):
    fill(60)
    found = {one.number: one for one in members_on(on)}
    for number in range(1, 61):
        card = member_card(member_by_number(number), on)
        assert (number in found) == (card.standing == "member")
        if number in found:
            one = found[number]
            assert (one.category, (one.college,), one.since) == (card.category, card.colleges, card.since)
            assert one.representative_name == (card.mandate.person.name if card.mandate else None)


def test_every_member_is_in_exactly_one_college():
    fill(60)
    everybody = members_on(JUNE)
    assert sum(college_counts(JUNE).values()) == len(everybody)
    assert None not in college_counts(JUNE)


def test_names_are_in_one_order_on_both_engines():
    fill(30)
    keys = [one.sort_key for one in members_on(JUNE)]
    assert keys == sorted(keys)


def read(app, **args):
    with app.test_request_context("/membres"):
        statement, chosen = members_statement(JUNE, args.pop("etat", ""), args.get("q", ""))
        return members_table(chosen, naming_on(JUNE)).read(statement, args)


def test_a_search_ignores_accents_and_takes_every_word(app):
    fill(30)
    assert {row.number for row in read(app, etat="tous", q="ELEONORE7 nom7").rows} == {7}
    assert read(app, q="eleonore7 nom8").total == 0


def test_a_number_finds_that_member_and_not_those_that_contain_it(app):
    fill(30)
    assert 3 in {row.number for row in read(app, etat="tous", q="3").rows}
    assert {row.number for row in read(app, etat="tous", q="21").rows} == {21}


@pytest.mark.parametrize("hostile", ["%", "_", "\\", "'", "9" * 80, "٣", "%' OR 1=1 --"])
def test_signs_of_sql_are_only_signs(app, hostile):
    fill(10)
    assert read(app, q=hostile).total == 0


def test_a_representative_is_found_by_name(app):
    fill(30)
    assert 8 in {row.number for row in read(app, etat="tous", q="yann8").rows}


def test_filters_and_sorts_hold_together(app):
    fill(60)
    rows = read(app, college="usagers", nature="personne", tri="-number").rows
    numbers = [row.number for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers
    assert all(row.college == "usagers" and row.person_id for row in rows)


def test_former_members_are_shown_apart(app):
    fill(200)
    former = read(app, etat="anciens")
    assert former.total
    assert former.total + read(app).total == read(app, etat="tous").total
