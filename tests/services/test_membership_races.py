"""Two desks at once: numbers stay without gap and without twins, on members and on share movements."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.web.transaction import transaction
from membership.models.members import Member
from shares.models import ShareMovement
from tests.factories.membership import make_member, make_statutes
from tests.factories.shares import hold

DESKS, EACH = 4, 5


def test_numbers_given_at_the_same_time_follow_each_other(own_app):
    with own_app.app_context(), transaction():
        make_statutes()

    def desk(number: int) -> None:
        for turn in range(EACH):
            with own_app.app_context():
                with transaction():
                    hold(make_member(f"Desk{number} Turn{turn}"), 5)
                db.session.remove()

    with ThreadPoolExecutor(DESKS) as desks:
        list(desks.map(desk, range(DESKS)))
    with own_app.app_context():
        expected = list(range(1, DESKS * EACH + 1))
        for column in (Member.number, ShareMovement.number):
            assert list(db.session.execute(select(column).order_by(column)).scalars()) == expected
