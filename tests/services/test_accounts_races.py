"""Several processes at once, with real commits: one link, one session; a burst of guesses; no lock held while hashing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation.accounts import access, passwords
from foundation.accounts.attempts import admit_attempt
from foundation.accounts.models import SignInAttempt
from foundation.accounts.rules.attempts import Way
from foundation.accounts.services import create_account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved, TooMany
from foundation.web.transaction import transaction
from tests.factories.accounts import PASSWORD, make_account, sign_in

AT_ONCE = 8


def test_of_many_who_use_a_link_at_once_one_succeeds(own_app: Flask, at: datetime) -> None:
    with own_app.app_context(), transaction():
        token = access.new_link_token(make_account(), goes_to=None, at=at)
    together = Barrier(AT_ONCE)

    def use(_number: int) -> bool:
        with own_app.app_context():
            together.wait()
            try:
                with transaction():
                    access.spend_link(token, at=at)
            except StateMoved:
                return False
            return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(use, range(AT_ONCE))) == [False] * (AT_ONCE - 1) + [True]


def test_a_burst_of_guesses_counts_each_one(own_app: Flask, at: datetime) -> None:
    together = Barrier(AT_ONCE)

    def guess(_number: int) -> bool:
        with own_app.app_context():
            together.wait()
            try:
                with transaction():
                    admit_attempt(Way.PASSWORD, email="a@exemple.fr", address="192.0.2.1", at=at)
            except TooMany:
                return False
            return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(guess, range(AT_ONCE))) == 5
    with own_app.app_context():
        assert db.session.execute(select(func.count()).select_from(SignInAttempt)).scalar_one() == 5


@pytest.mark.parametrize(
    ("address", "work"),
    [("/connexion", "verify"), ("/compte/mot-de-passe", "verify"), ("/compte/mot-de-passe", "hash")],
)
def test_others_write_while_a_password_is_being_hashed(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch, address: str, work: str
) -> None:
    with own_app.app_context(), transaction():
        account = make_account(password=PASSWORD, email="a@exemple.fr")
        client = own_app.test_client()
        sign_in(client, account, at=now() - timedelta(minutes=1))
        passwords.password_matches(None, "the decoy is made beforehand")
    working, written = Event(), Event()
    real = getattr(passwords.PasswordHasher, work)

    def slow(self: passwords.PasswordHasher, *given: str) -> object:
        working.set()
        assert written.wait(timeout=8), "the database was locked while hashing"
        return real(self, *given)

    monkeypatch.setattr(passwords.PasswordHasher, work, slow)

    def post() -> int:
        data = {"email": "a@exemple.fr", "password": PASSWORD, "current": PASSWORD, "new": "un trombone dans la remise"}
        return client.post(address, data=data).status_code

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(post)
        assert working.wait(timeout=10)
        with own_app.app_context(), transaction():
            create_account(email="b@exemple.fr", name="Somebody Else", actor=SYSTEM, at=now())
        written.set()
        assert answer.result(timeout=20) == 303
