"""Several desks at once: numbers stay without gap and without twins, on members and on share movements."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from foundation.kernel.db import db
from foundation.web.transaction import transaction
from membership.models.members import Member
from membership.queries.people import member_by_id, person_by_id
from shares.models import ShareMovement
from shares.verification import register_faults
from tests.factories.membership import make_member, make_person, make_statutes
from tests.factories.shares import hold

DESKS, EACH = 4, 5


def at_once(app: Flask, acts: list[Callable[[], object]]) -> None:
    """Do `acts`, dealt to desks that begin each turn together, each act in a transaction of its own."""
    together = Barrier(DESKS)

    def desk(mine: list[Callable[[], object]]) -> None:
        for act in mine:
            together.wait()
            with app.app_context(), transaction():
                act()

    with ThreadPoolExecutor(DESKS) as desks:
        list(desks.map(desk, [acts[start::DESKS] for start in range(DESKS)]))


def test_numbers_given_at_the_same_time_follow_each_other(own_app):
    with own_app.app_context(), transaction():
        make_statutes()
        people = [make_person("Ada", f"Le Bris{turn}").id for turn in range(DESKS * EACH)]
    at_once(own_app, [lambda one=one: make_member(person_by_id(one)) for one in people])
    with own_app.app_context():
        members = list(db.session.execute(select(Member.id)).scalars())
    at_once(own_app, [lambda one=one: hold(member_by_id(one), 5) for one in members])
    with own_app.app_context():
        for column, each in ((Member.number, 1), (ShareMovement.number, 2)):
            expected = list(range(1, DESKS * EACH * each + 1))
            assert list(db.session.execute(select(column).order_by(column)).scalars()) == expected
        assert register_faults() == []
