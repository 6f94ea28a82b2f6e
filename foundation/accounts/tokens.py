"""Tokens of programs: their owner makes and revokes them. What they open is checked at each call by `bearer.py`."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from foundation.accounts.models import Account, ApiToken
from foundation.accounts.rules.events import AccountEvent
from foundation.accounts.rules.sign_in import token_hash
from foundation.accounts.rules.tokens import (
    LONGEST_DAYS,
    LONGEST_NAME,
    MOST_TOKENS,
    PREFIX,
    SCOPE_NAMES,
    Scope,
    ends_at,
    read_scopes,
    scopes_allowed,
    written_scopes,
)
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.mailing.services import queue_mail

_NAME = N_("The token has no name, or one longer than 80 characters. Name the program that will use it.")
_SCOPES = N_("A token needs at least one thing that it may do. Tick what the program needs, and nothing else.")
_BEYOND = N_("A token cannot allow what you may not do yourself. Tick only what is offered.")
_DURATION = N_("A token lasts from 1 to %(days)s days. Choose one of the durations offered.")
_TOO_MANY = N_("You hold %(count)s tokens already, as many as an account may. Revoke one that is of no use any more.")
_NOT_YOURS = N_("This token is not one of yours, or it was removed long ago. Open the list of your tokens again.")


def make_token(account: Account, *, name: str, scopes: Iterable[str], days: int, at: datetime) -> tuple[ApiToken, str]:
    """A new token of this account, and its text, known to nobody but the caller: only its hash is stored.

    It is 256 random bits behind a prefix by which a leaked one is recognised. Its owner is told by mail. Raises Refused.
    """
    wanted, label, until = _usable_scopes(account, scopes), _usable_name(name), ends_at(at, days)
    if until is None:
        raise Refused("token-duration", _DURATION, days=LONGEST_DAYS)
    _refuse_too_many(account.id, at)
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        account_id=account.id,
        name=label,
        token_hash=token_hash(token),
        scopes=written_scopes(wanted),
        created_at=at,
        expires_at=until,
    )
    db.session.add(row)
    db.session.flush()
    _tell(account, row, at=at)
    return row, token


def revoke_token(account: Account, token_id: int, *, at: datetime) -> bool:
    """End a token of this account, from the next call on; False when it had ended already. Another's is NotFound."""
    row = db.session.get(ApiToken, token_id)
    if row is None or row.account_id != account.id:
        raise NotFound("no-token", _NOT_YOURS)
    if row.revoked_at is not None:
        return False
    row.revoked_at = at
    details = {"name": row.name}
    audit.record(AccountEvent.TOKEN_REVOKED, f"account:{account.id}", actor=_self(account), at=at, details=details)
    return True


def tokens_of(account_id: int) -> list[ApiToken]:
    """The tokens of an account, the latest first, with those that ended in the last three months."""
    statement = select(ApiToken).where(ApiToken.account_id == account_id).order_by(ApiToken.id.desc())
    return list(db.session.execute(statement).scalars())


def _usable_scopes(account: Account, scopes: Iterable[str]) -> list[Scope]:
    asked = set(scopes)
    allowed = [scope for scope in scopes_allowed(account.permissions) if scope in asked]
    if not asked:
        raise Refused("token-scopes", _SCOPES)
    if len(allowed) < len(asked):
        raise Refused("token-beyond", _BEYOND)
    return allowed


def _usable_name(name: str) -> str:
    usable = " ".join(name.split())
    if not 1 <= len(usable) <= LONGEST_NAME:
        raise Refused("token-name", _NAME)
    return usable


def _refuse_too_many(account_id: int, at: datetime) -> None:
    standing = [one for one in tokens_of(account_id) if one.revoked_at is None and one.expires_at > at]
    if len(standing) >= MOST_TOKENS:
        raise Refused("token-too-many", _TOO_MANY, count=MOST_TOKENS)


def _tell(account: Account, row: ApiToken, *, at: datetime) -> None:
    subject = f"account:{account.id}"
    details = {"name": row.name, "scopes": ", ".join(row.scopes.split()), "until": day_of(row.expires_at).isoformat()}
    audit.record(AccountEvent.TOKEN_MADE, subject, actor=_self(account), at=at, details=details)
    told = [SCOPE_NAMES[scope] for scope in Scope if scope in read_scopes(row.scopes)]
    queue_mail(
        "token-made",
        to=account.email,
        name=account.name,
        language=account.language,
        context={"token_name": row.name, "scopes": told, "made_at": at, "until": row.expires_at},
        event=AccountEvent.TOKEN_MADE,
        subject_ref=subject,
        at=at,
    )


def _self(account: Account) -> Actor:
    return Actor(account.id, account.name)
