"""The quick way to a page of members gives the very pages of the slow one, in every order, filtered and searched."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from foundation.kernel.db import db
from foundation.web.tables import Table
from foundation.web.transaction import transaction
from membership.listing import members_statement, members_table
from membership.presentation import naming_on
from membership.queries.counts import composition_known, composition_on
from membership.queries.ordering import RegisterOrder
from membership.queries.roll import members_on
from membership.services.appending import end_of
from tests.factories.membership import make_member, make_person, make_statutes
from tests.services.test_membership_register import JUNE, fill

PAGES = range(1, 8, 2)
FILTERS = (
    {},
    {"college": "soutiens"},
    {"categorie": "usagers", "nature": "personne"},
    {"nature": "organisation"},
    {"college": "usagers", "nature": "organisation"},
)


def read(app: Flask, *, quick: bool, known_on: date | None = None, **args: str) -> Table:
    whom, typed = args.get("etat", ""), args.get("q", "")
    known_at = end_of(known_on) if known_on else None
    with app.test_request_context("/membres"):
        statement, chosen = members_statement(JUNE, whom, typed, known_at)
        composition = composition_known(JUNE, known_at) if known_at else composition_on(JUNE)
        short = RegisterOrder(JUNE, whom, composition, known_at) if quick else None
        return members_table(chosen, naming_on(JUNE), whom).read(statement, args, short)


def same_pages(app: Flask, pages: range = PAGES, **asked: str) -> int:
    """Both ways give the same; how many rows there were in all."""
    seen = 0
    for page in pages:
        quick, slow = (read(app, quick=way, page=str(page), **asked) for way in (True, False))
        assert (quick.total, quick.page, quick.pages) == (slow.total, slow.page, slow.pages), asked
        assert [row.number for row in quick.rows] == [row.number for row in slow.rows], asked
        seen += len(quick.rows)
    return seen


@pytest.fixture
def register(session):
    make_statutes()
    fill(330)


@pytest.mark.usefixtures("register")
def test_both_ways_show_the_same_members_in_the_same_order(app: Flask) -> None:
    for sort in ("name", "-name", "number"):
        assert same_pages(app, tri=sort)
    for whom, sort in (
        ("anciens", "name"),
        ("tous", "-number"),
        ("", "category"),
        ("anciens", "-college"),
        ("", "since"),
    ):
        assert same_pages(app, range(1, 3), etat=whom, tri=sort)


@pytest.mark.parametrize("chosen", FILTERS)
@pytest.mark.usefixtures("register")
def test_filters_leave_the_same_members(app: Flask, chosen: dict[str, str]) -> None:
    for whom, sort in (("", "name"), ("anciens", "-number"), ("tous", "since")):
        same_pages(app, range(1, 3), etat=whom, tri=sort, **chosen)


@pytest.mark.parametrize("typed", ["yann8", "e", "21", "eleonore nom", "nobody at all"])
@pytest.mark.usefixtures("register")
def test_a_search_finds_the_same_members(app: Flask, typed: str) -> None:
    same_pages(app, range(1, 3), q=typed)
    same_pages(app, range(1, 3), q=typed, etat="tous", tri="-since")
    same_pages(app, range(1, 2), q=typed, nature="personne", tri="college")


@pytest.mark.usefixtures("register")
def test_what_was_known_then_is_paged_alike(app: Flask) -> None:
    for sort in ("name", "category"):
        assert same_pages(app, range(1, 3), known_on=JUNE, tri=sort)
        assert same_pages(app, range(1, 3), known_on=date(2019, 1, 1), tri=sort) == 0


@pytest.mark.usefixtures("session")
def test_a_phone_is_found_however_it_is_typed(app: Flask) -> None:
    make_statutes()
    make_member(make_person("Ada", "Bretelle", phone="02 99 12 34 56"))
    for typed in ("02 99 12 34 56", "02.99.12.34.56", "0299123456", "+33299123456"):
        assert read(app, quick=True, q=typed).total == 1


def test_members_are_counted_anew_as_soon_as_a_fact_is_added(own_app: Flask, at) -> None:
    with own_app.app_context():
        with transaction():
            make_statutes()
            make_member(make_person("Ada", "Bretelle"))
        before = composition_on(JUNE).members
        assert before == len(members_on(JUNE)) == composition_on(JUNE).members
        with transaction():
            make_member(make_person("Bob", "Carnac"))
        assert composition_on(JUNE).members == before + 1 == len(members_on(JUNE))


def test_members_counted_once_are_not_counted_again(own_app: Flask) -> None:
    with own_app.app_context():
        with transaction():
            make_statutes()
            make_member(make_person("Ada", "Bretelle"))
        composition_on(JUNE)
        said: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        composition_on(JUNE)
        assert len(said) == 1
        assert composition_on(date(2020, 1, 1)).members == 0


def admit_count_and_fail() -> None:
    with transaction():
        make_member(make_person("Ada", "Bretelle"))
        assert composition_on(JUNE).members == 1
        raise ZeroDivisionError


def test_an_act_that_writes_counts_what_it_wrote_itself(own_app: Flask) -> None:
    with own_app.app_context():
        with transaction():
            make_statutes()
        assert composition_on(JUNE).members == 0
        with pytest.raises(ZeroDivisionError):
            admit_count_and_fail()
        assert composition_on(JUNE).members == 0
