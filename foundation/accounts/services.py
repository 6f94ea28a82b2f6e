"""Writes on accounts: creation, roles, profile, password, closing. Signing in and its sessions are in `access.py`."""

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from foundation.accounts import access, queries
from foundation.accounts.models import Account, RoleFact
from foundation.accounts.passwords import hash_password
from foundation.accounts.permissions import GRANTABLE_ROLES, Role
from foundation.accounts.rules.events import AccountEvent
from foundation.accounts.rules.passwords import password_faults
from foundation.accounts.rules.sign_in import LANGUAGES, folded_email
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.mailing.services import queue_mail


def create_account(*, email: str, name: str, language: str = "fr", actor: Actor, at: datetime) -> Account:
    """Open an account that signs in by mailed link until its owner sets a password. Raises Refused."""
    account = Account(
        email=_usable_email(email), name=_usable_name(name), language=_known_language(language), created_at=at
    )
    db.session.add(account)
    db.session.flush()
    audit.record(AccountEvent.CREATED, subject_of(account), actor=actor, at=at, details={"name": account.name})
    return account


def grant_role(account: Account, role: Role, *, actor: Actor, at: datetime) -> bool:
    """Trust an account with a role, from now on; False when it already holds it. Raises Refused."""
    _refuse_ungrantable(role)
    if role in account.roles:
        return False
    if not account.is_active:
        raise Refused(
            "account-disabled",
            N_("The account of %(name)s is disabled, so it cannot be given a role. Enable it first."),
            name=account.name,
        )
    _add_role_fact(account, role, granted=True, actor=actor, at=at)
    return True


def revoke_role(account: Account, role: Role, *, actor: Actor, at: datetime) -> bool:
    """Take a role back, from the next request on; False when it is not held. The last administrator stays (Refused)."""
    _refuse_ungrantable(role)
    if role not in account.roles:
        return False
    if role is Role.ADMINISTRATOR:
        _refuse_losing_last_administrator(account)
    _add_role_fact(account, role, granted=False, actor=actor, at=at)
    return True


def disable_account(account: Account, *, actor: Actor, at: datetime) -> bool:
    """Close an account: every session and link of it ends at once, nothing it did is erased. False when already so."""
    if not account.is_active:
        return False
    if Role.ADMINISTRATOR in account.roles:
        _refuse_losing_last_administrator(account)
    account.disabled_at = at
    access.end_all_access(account.id, at=at)
    audit.record(AccountEvent.DISABLED, subject_of(account), actor=actor, at=at)
    return True


def enable_account(account: Account, *, actor: Actor, at: datetime) -> bool:
    """Let a closed account sign in again, with the roles it had; False when it was not closed."""
    if account.is_active:
        return False
    account.disabled_at = None
    audit.record(AccountEvent.ENABLED, subject_of(account), actor=actor, at=at)
    return True


def change_profile(account: Account, *, name: str, language: str, actor: Actor, at: datetime) -> bool:
    """Change how an account is called and spoken to; False when nothing differs. Raises Refused."""
    name, language = _usable_name(name), _known_language(language)
    if (account.name, account.language) == (name, language):
        return False
    account.name, account.language = name, language
    audit.record(AccountEvent.PROFILE_CHANGED, subject_of(account), actor=actor, at=at, details={"name": name})
    return True


def change_email(account: Account, email: str, *, actor: Actor, at: datetime) -> bool:
    """Change the address that signs in. Links mailed to the former one stop working. Raises Refused."""
    if folded_email(email) == account.email:
        return False
    account.email = _usable_email(email)
    access.void_links(account.id, at=at)
    audit.record(AccountEvent.EMAIL_CHANGED, subject_of(account), actor=actor, at=at)
    return True


def acceptable_hash(password: str, *, about: tuple[str, ...]) -> str:
    """The hash of a password that is strong enough. Touches no table: call it while no transaction is open. Raises Refused."""
    for fault in password_faults(password, about=about):
        raise Refused(fault.code, fault.message, **fault.values)
    return hash_password(password)


def set_password(account: Account, password_hash: str, *, keep_session: int | None, actor: Actor, at: datetime) -> int:
    """Store a new password (see `acceptable_hash`); every other session and every mailed link ends, the owner is told by mail.

    How many sessions ended.
    """
    account.password_hash = password_hash
    ended = access.end_all_access(account.id, at=at, keep_session=keep_session)
    audit.record(AccountEvent.PASSWORD_SET, subject_of(account), actor=actor, at=at, details={"closed": ended})
    queue_mail(
        "password-changed",
        to=account.email,
        name=account.name,
        language=account.language,
        context={"changed_at": at},
        event=AccountEvent.PASSWORD_SET,
        subject_ref=subject_of(account),
        at=at,
    )
    return ended


def refresh_hash(account: Account, password_hash: str) -> None:
    """Store the same password, hashed anew with today's parameters: no fact, nothing ends."""
    account.password_hash = password_hash


def subject_of(account: Account) -> str:
    """How the audit trail names an account."""
    return f"account:{account.id}"


def _add_role_fact(account: Account, role: Role, *, granted: bool, actor: Actor, at: datetime) -> None:
    db.session.add(
        RoleFact(account_id=account.id, role=role, granted=granted, at=at, by_id=actor.account_id, by_name=actor.name)
    )
    db.session.flush()
    db.session.expire(account, ["role_facts"])
    tag = AccountEvent.ROLE_GRANTED if granted else AccountEvent.ROLE_REVOKED
    audit.record(tag, subject_of(account), actor=actor, at=at, details={"role": str(role)})


def _refuse_ungrantable(role: Role) -> None:
    if role not in GRANTABLE_ROLES:
        raise Refused(
            "role-not-grantable",
            N_("Every account is a member: that is neither granted nor revoked here. Disable the account instead."),
        )


def _refuse_losing_last_administrator(account: Account) -> None:
    others = [one for one in queries.accounts_with_roles(holding=Role.ADMINISTRATOR) if one.is_active]
    if [one.id for one in others] == [account.id]:
        raise Refused(
            "last-administrator",
            N_(
                "%(name)s is the only administrator: without one, nobody could grant roles any more. "
                "Make somebody else administrator first."
            ),
            name=account.name,
        )


def _usable_email(email: str) -> str:
    try:
        usable = folded_email(validate_email(email.strip(), check_deliverability=False).normalized)
    except EmailNotValidError as fault:
        raise Refused(
            "email-malformed",
            N_("“%(email)s” is not an e-mail address. Write it as name@example.org."),
            email=email.strip(),
        ) from fault
    if db.session.execute(select(Account.id).where(Account.email == usable)).first() is not None:
        raise Refused(
            "email-taken",
            N_("An account with the address %(email)s already exists. Use that account, or give another address."),
            email=usable,
        )
    return usable


def _usable_name(name: str) -> str:
    usable = " ".join(name.split())
    if not 1 <= len(usable) <= 200:
        raise Refused(
            "name-missing", N_("The name is missing or longer than 200 characters. Write first and last name.")
        )
    return usable


def _known_language(language: str) -> str:
    if language not in LANGUAGES:
        raise Refused("language-unknown", N_("There is no such language here. Choose French or English."))
    return language
