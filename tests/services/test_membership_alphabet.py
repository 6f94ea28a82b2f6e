"""The quick way to a page of members gives the very pages of the slow one, and costs the same at any size."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from foundation.kernel.db import db
from foundation.web.tables import Table
from foundation.web.transaction import transaction
from membership.listing import members_statement, members_table
from membership.presentation import naming_on
from membership.queries.alphabet import Alphabetical
from membership.queries.counts import composition_on
from membership.queries.roll import members_on
from tests.factories.membership import make_member, make_person, make_statutes
from tests.services.test_membership_register import JUNE, fill

PAGES = range(1, 8)


def read(app: Flask, *, quick: bool, **args: str) -> Table:
    whom = args.get("etat", "")
    with app.test_request_context("/membres"):
        statement, chosen = members_statement(JUNE, whom)
        short = Alphabetical(JUNE, whom, composition_on(JUNE).members) if quick else None
        return members_table(chosen, naming_on(JUNE), whom).read(statement, args, short)


@pytest.mark.parametrize("whom", ["", "anciens", "tous"])
@pytest.mark.parametrize("sort", ["name", "-name"])
@pytest.mark.usefixtures("session")
def test_both_ways_show_the_same_members_in_the_same_order(app: Flask, whom: str, sort: str) -> None:
    make_statutes()
    fill(330)
    for page in PAGES:
        asked = {"etat": whom, "tri": sort, "page": str(page)}
        quick, slow = read(app, quick=True, **asked), read(app, quick=False, **asked)
        assert (quick.total, quick.page, quick.pages) == (slow.total, slow.page, slow.pages)
        assert [row.number for row in quick.rows] == [row.number for row in slow.rows]
        assert quick.rows


@pytest.mark.usefixtures("session")
def test_a_page_that_is_searched_or_sorted_otherwise_goes_the_slow_way(app: Flask) -> None:
    make_statutes()
    fill(60)
    for asked in ({"q": "yann8"}, {"tri": "-number"}, {"nature": "organisation"}):
        quick, slow = read(app, quick=True, **asked), read(app, quick=False, **asked)
        assert [row.number for row in quick.rows] == [row.number for row in slow.rows]


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
