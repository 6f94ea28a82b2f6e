"""Finding out who asks never waits for somebody who writes."""

from flask import Flask

from foundation.accounts import access
from foundation.accounts.reader import live_session
from foundation.accounts.rules.attempts import Way
from foundation.kernel.db import db, intent_to_write
from foundation.web.transaction import transaction
from tests.factories.accounts import make_account


def test_a_request_that_will_write_finds_out_who_asks_while_another_writes(own_app: Flask, at) -> None:
    with own_app.app_context():
        with transaction():
            token = access.open_session(make_account("Ada Bretelle"), way=Way.LINK, browser="", at=at)
        with intent_to_write(), db.engine.begin() as somebody_writes:
            assert somebody_writes.in_transaction()
            found = live_session(token, at)
            assert found is not None and found.name == "Ada Bretelle"


def test_inside_a_transaction_it_sees_what_the_transaction_wrote(own_app: Flask, at) -> None:
    with own_app.app_context(), transaction():
        token = access.open_session(make_account("Ada Bretelle"), way=Way.LINK, browser="", at=at)
        assert live_session(token, at) is not None
