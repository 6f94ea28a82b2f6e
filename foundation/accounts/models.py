"""Tables of accounts: who signs in, what they are trusted with, the sessions that are open, the links that were mailed.

Roles are facts (append-only); sessions, links, attempts and the tokens of programs are working rows, emptied once they
are of no use: the audit trail keeps when a token was made and by whom.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.permissions import Permission, Role, permissions_of
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.sign_in import LANGUAGES, roles_held
from foundation.kernel.db import Model, UtcDateTime
from foundation.kernel.ledger import AppendOnly

_WAYS = ", ".join(f"'{way}'" for way in Way)


class Account(Model):
    """A person who may sign in. The e-mail is how they are reached, never who they are: members point to the id."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(f"language IN {LANGUAGES!r}", name="language_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    role_facts: Mapped[list["RoleFact"]] = relationship(
        foreign_keys="RoleFact.account_id", order_by="RoleFact.id", viewonly=True
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now, without the plain MEMBER that everybody is."""
        return roles_held((Role(fact.role), fact.granted) for fact in self.role_facts)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the roles allow."""
        return permissions_of(self.roles)

    def can(self, permission: Permission) -> bool:
        """Whether this account may do that; denied by default and when disabled."""
        return self.is_active and permission in self.permissions

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in at all."""
        return self.disabled_at is None


class RoleFact(AppendOnly, Model):
    """One role granted to or taken from an account; the last fact of a role is the one that holds."""

    __tablename__ = "role_fact"
    __table_args__ = (CheckConstraint("role <> 'member'", name="role_grantable"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    granted: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str] = mapped_column(String(200))


class SignInSession(Model):
    """One browser signed in. The browser holds the token, we hold its hash: a copy of the database opens nothing."""

    __tablename__ = "sign_in_session"
    __table_args__ = (CheckConstraint(f"way IN ({_WAYS})", name="way_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[str] = mapped_column(String(10))
    browser: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInToken(Model):
    """One mailed link: works once, for fifteen minutes."""

    __tablename__ = "sign_in_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    goes_to: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiToken(Model):
    """A token with which a program acts for an account; we hold its hash. `last_used_on`: a day, never an hour."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("scopes <> ''", name="scopes_given"),
        CheckConstraint("expires_at > created_at", name="expires_after_making"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInAttempt(Model):
    """One try, counted as failed until it succeeds. Keyed hashes, so that nobody's address or e-mail is listed here."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        CheckConstraint(f"way IN ({_WAYS})", name="way_known"),
        Index(None, "email_key", "at"),
        Index(None, "address_key", "at"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(String(10))
    email_key: Mapped[str] = mapped_column(String(64))
    address_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts: Mapped[bool]
