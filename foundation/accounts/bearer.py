"""Whom a program's token proves: one statement a call. The token gives its scopes, and never more than its owner may do."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import request
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError

from foundation.accounts.models import Account, ApiToken, RoleFact
from foundation.accounts.permissions import Role, permissions_of
from foundation.accounts.reader import Reader
from foundation.accounts.rules.sign_in import roles_held, token_hash
from foundation.accounts.rules.tokens import SCOPE_NEEDS, Scope, read_scopes
from foundation.kernel.clock import today
from foundation.kernel.db import db, look, table_of
from foundation.kernel.errors import NotSignedIn
from foundation.kernel.sentences import N_
from foundation.web.guard import person
from foundation.web.transaction import transaction

_NO_TOKEN = N_("This address answers programs that show a token: send the header `Authorization: Bearer` with a token.")
_UNKNOWN = N_("This token is not known here. Look for a missing character, or make another one on your account page.")
_REVOKED = N_("This token was revoked: it opens nothing any more. Make another one on your account page.")
_EXPIRED = N_("This token has reached its end: it opens nothing any more. Make another one on your account page.")
_CLOSED = N_("The account of this token was closed, so the token opens nothing any more.")
_TOO_LITTLE = N_(
    "This token does not allow this: its owner did not tick it, or no longer has the right to do it. Make another token "
    "on your account page."
)


@dataclass(frozen=True)
class Bearer(Reader):
    """The account behind a program's call. `can` answers for a scope: the token has it, and the owner still may."""

    token_hash: str = field(default="", repr=False)
    token_id: int = 0
    scopes: frozenset[Scope] = frozenset()
    last_used_on: date | None = None

    not_allowed = _TOO_LITTLE

    def can(self, permission: StrEnum) -> bool:
        """Whether this call may do that; denied by default."""
        if isinstance(permission, Scope):
            return permission in self.scopes and SCOPE_NEEDS[permission] in self.permissions
        return permission in self.permissions


_token, _account, _fact = (table_of(model).c for model in (ApiToken, Account, RoleFact))
_LIVE = (
    select(
        *(_token.id.label("token_id"), _token.scopes, _token.expires_at, _token.revoked_at, _token.last_used_on),
        *(_account.id, _account.name, _account.email, _account.language, _account.disabled_at),
        *(_fact.role, _fact.granted),
    )
    .join_from(table_of(ApiToken), table_of(Account), _account.id == _token.account_id)
    .outerjoin(table_of(RoleFact), _fact.account_id == _account.id)
    .where(_token.token_hash == bindparam("token_hash"))
    .order_by(_fact.id)
)


def sent_token() -> str:
    """The token of the header `Authorization: Bearer ...`; empty where there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def bearer_of(token: str, at: datetime) -> Bearer:
    """Whom a token proves at this moment, in one statement. Raises NotSignedIn, saying why it opens nothing."""
    if not token:
        raise NotSignedIn("token-missing", _NO_TOKEN)
    hashed = token_hash(token)
    rows = look(_LIVE, {"token_hash": hashed})
    if not rows:
        raise NotSignedIn("token-unknown", _UNKNOWN)
    one = rows[0]
    _refuse_ended(one, at)
    roles = roles_held((Role(row.role), row.granted) for row in rows if row.role is not None)
    return Bearer(
        *(one.id, one.name, one.email, one.language, roles, permissions_of(roles)),
        session_id=0,
        token_hash=hashed,
        token_id=one.token_id,
        scopes=read_scopes(one.scopes),
        last_used_on=one.last_used_on,
    )


def current_bearer() -> Bearer:
    """Whose token came with this call. Raises NotSignedIn."""
    found = person()
    if not isinstance(found, Bearer):
        raise NotSignedIn("token-missing", _NO_TOKEN)
    return found


def note_use(bearer: Bearer) -> None:
    """Write down the day of the last use, once a day. Where another writer is first, the next call writes it."""
    day = today()
    if bearer.last_used_on == day:
        return
    try:
        with transaction():
            db.session.execute(update(ApiToken).where(ApiToken.id == bearer.token_id).values(last_used_on=day))
    except OperationalError:
        return


def _refuse_ended(one: Any, at: datetime) -> None:
    if one.revoked_at is not None:
        raise NotSignedIn("token-revoked", _REVOKED)
    if one.expires_at <= at:
        raise NotSignedIn("token-expired", _EXPIRED)
    if one.disabled_at is not None:
        raise NotSignedIn("account-disabled", _CLOSED)
