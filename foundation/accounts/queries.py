"""Reads of accounts. Who is signed in: `reader.py`."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from foundation.accounts.models import Account, RoleFact, SignInSession, SignInToken
from foundation.accounts.permissions import Permission, Role
from foundation.accounts.rules.sign_in import folded_email, token_hash
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key


def account_by_id(account_id: int) -> Account:
    """The account of that number; raises NotFound."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise NotFound(
            "no-account",
            N_(
                "There is no account number %(number)s. It may have been typed wrong; the list of accounts shows them all."
            ),
            number=account_id,
        )
    return account


def account_by_email(email: str) -> Account | None:
    """The account that signs in with that e-mail, whatever its capitals; None when there is none."""
    return db.session.execute(select(Account).where(Account.email == folded_email(email))).scalar_one_or_none()


def accounts_by_ids(ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these numbers, in one statement."""
    rows = db.session.execute(select(Account).where(Account.id.in_(set(ids)))).scalars()
    return {account.id: account for account in rows}


def accounts_with_roles(*, holding: Role | None = None) -> list[Account]:
    """All accounts with their roles, in two statements, sorted by name; only those holding one role if given."""
    rows = db.session.execute(select(Account).options(selectinload(Account.role_facts))).scalars()
    accounts = [account for account in rows if holding is None or holding in account.roles]
    return sorted(accounts, key=lambda account: (sort_key(account.name), account.id))


def accounts_allowed(permission: Permission) -> list[Account]:
    """The active accounts that may do this (whom to tell, who could help)."""
    return [account for account in accounts_with_roles() if account.can(permission)]


def role_history(account_id: int) -> list[RoleFact]:
    """Every role granted to or taken from an account, oldest first."""
    statement = select(RoleFact).where(RoleFact.account_id == account_id).order_by(RoleFact.id)
    return list(db.session.execute(statement).scalars())


def open_sessions(account_id: int, at: datetime) -> list[SignInSession]:
    """The sessions of an account that still hold, latest first."""
    statement = (
        select(SignInSession)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.expires_at > at,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    )
    return list(db.session.execute(statement).scalars())


def sign_in_token(token: str) -> SignInToken:
    """The mailed link that carries this token, used or not; raises NotFound."""
    found = db.session.execute(
        select(SignInToken).where(SignInToken.token_hash == token_hash(token))
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(
            "no-sign-in-link",
            N_(
                "This sign-in link is not complete or does not exist. Open it again from the mail, or ask for a new one."
            ),
        )
    return found


def has_fresh_link(account_id: int, since: datetime) -> bool:
    """Whether a link mailed after that moment still waits to be used."""
    waiting = select(SignInToken.id).where(
        SignInToken.account_id == account_id, SignInToken.used_at.is_(None), SignInToken.created_at > since
    )
    return db.session.execute(select(waiting.exists())).scalar_one()
