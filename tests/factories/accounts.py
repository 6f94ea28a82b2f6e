"""Accounts for tests, and a way to be signed in without typing a password."""

import itertools
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.accounts.access import open_session
from foundation.accounts.models import Account, SignInSession
from foundation.accounts.passwords import hash_password
from foundation.accounts.permissions import Role
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.sign_in import token_hash
from foundation.accounts.services import create_account, grant_role
from foundation.accounts.session import TOKEN_KEY
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db

PASSWORD = "trois chaises au grenier"
CREATED = datetime(2026, 1, 5, 9, tzinfo=UTC)

_numbers = itertools.count(1)


def make_account(
    name: str = "Désirée Évrard",
    *roles: Role,
    email: str | None = None,
    language: str = "fr",
    password: str | None = None,
    at: datetime = CREATED,
) -> Account:
    """An account with these roles; with a password if given (`PASSWORD` is a strong one)."""
    address = email or f"personne{next(_numbers)}@exemple.fr"
    account = create_account(email=address, name=name, language=language, actor=SYSTEM, at=at)
    for role in roles:
        grant_role(account, role, actor=SYSTEM, at=at)
    if password is not None:
        account.password_hash = hash_password(password)
    db.session.flush()
    return account


def sign_in(client: FlaskClient, account: Account, *, way: Way = Way.PASSWORD, at: datetime | None = None) -> int:
    """Sign the client in as this account; the number of its session row. Needs an application context."""
    token = open_session(account, way=way, browser="Firefox, Linux", at=at or now())
    db.session.flush()
    with client.session_transaction() as cookies:
        cookies[TOKEN_KEY] = token
    return int(
        db.session.execute(select(SignInSession.id).where(SignInSession.token_hash == token_hash(token))).scalar_one()
    )
