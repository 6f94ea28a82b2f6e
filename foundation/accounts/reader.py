"""Who is signed in, as a browser's token proves it: one statement a request, and a value that outlives the transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select

from foundation.accounts.models import Account, RoleFact, SignInSession
from foundation.accounts.permissions import Permission, Role, permissions_of
from foundation.accounts.rules.sign_in import roles_held, token_hash
from foundation.kernel.db import look, table_of


@dataclass(frozen=True)
class Reader:
    """The account behind a request: enough to know who reads, writes and votes. Its row is read only to be changed."""

    id: int
    name: str
    email: str
    language: str
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    session_id: int

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """For Flask-Login, which wants a text."""
        return str(self.id)

    def can(self, permission: StrEnum) -> bool:
        """Whether this account may do that; denied by default."""
        return permission in self.permissions


_session, _account, _fact = (table_of(model).c for model in (SignInSession, Account, RoleFact))
_LIVE = (
    select(
        _session.id.label("session_id"),
        *(_account.id, _account.name, _account.email, _account.language),
        *(_fact.role, _fact.granted),
    )
    .join_from(table_of(SignInSession), table_of(Account), _account.id == _session.account_id)
    .outerjoin(table_of(RoleFact), _fact.account_id == _account.id)
    .where(
        _session.token_hash == bindparam("token_hash"),
        _session.revoked_at.is_(None),
        _session.expires_at > bindparam("at"),
        _account.disabled_at.is_(None),
    )
    .order_by(_fact.id)
)


def live_session(token: str, at: datetime) -> Reader | None:
    """Whom a browser's token proves at this moment, in one statement; None when revoked, expired or disabled."""
    rows = look(_LIVE, {"token_hash": token_hash(token), "at": at})
    if not rows:
        return None
    one = rows[0]
    roles = roles_held((Role(row.role), row.granted) for row in rows if row.role is not None)
    return Reader(one.id, one.name, one.email, one.language, roles, permissions_of(roles), session_id=one.session_id)
