"""Writes of signing in: links that work once, passwords, sessions that end when told to. Attempts: `attempts.py`."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, Update, delete, update

from foundation.accounts import queries
from foundation.accounts.models import Account, ApiToken, SignInAttempt, SignInSession, SignInToken
from foundation.accounts.passwords import hash_password, needs_rehash, password_matches
from foundation.accounts.rules.attempts import SPARED, Way
from foundation.accounts.rules.events import AccountEvent
from foundation.accounts.rules.sign_in import LINK_LIFETIME, SESSION_LIFETIME, token_hash
from foundation.accounts.rules.tokens import KEPT_AFTER_END
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import NotAllowed, NotFound, StateMoved
from foundation.kernel.sentences import N_
from foundation.mailing.rendering import render
from foundation.mailing.services import queue_mail

KEPT_AFTER_USE = timedelta(days=1)


@dataclass(frozen=True)
class ProvenPassword:
    """An account whose password was right, and a fresh hash if the stored one is of older parameters."""

    account_id: int
    fresh_hash: str | None


def request_sign_in_link(
    email: str, *, link_to: Callable[[str], str], goes_to: str | None, at: datetime, sparingly: bool = False
) -> None:
    """Mail a link that signs in once, if there is such an account; nothing tells the asker whether there is.

    `link_to` makes the full address out of a token; `goes_to` is the local page to open afterwards. For an unknown
    address the mail is written all the same, and thrown away: the answer takes as long. `sparingly`: nothing is mailed
    while a link of the last minutes waits in the mailbox, so that nobody fills it and the owner always has one.
    """
    account = queries.account_by_email(email)
    if account is None or not account.is_active or (sparingly and queries.has_fresh_link(account.id, at - SPARED)):
        render("sign-in", to_name=email, language="fr", context=_link_context(link_to(secrets.token_urlsafe(32))))
        return
    token = new_link_token(account, goes_to=goes_to, at=at)
    queue_mail(
        "sign-in",
        to=account.email,
        name=account.name,
        language=account.language,
        context=_link_context(link_to(token)),
        event=AccountEvent.LINK_REQUESTED,
        subject_ref=f"account:{account.id}",
        at=at,
        secret=True,
        expires_at=at + LINK_LIFETIME,
    )


def new_link_token(account: Account, *, goes_to: str | None, at: datetime) -> str:
    """The token of a new link, known to nobody but the caller: only its hash is stored."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInToken(
            account_id=account.id,
            token_hash=token_hash(token),
            goes_to=goes_to,
            created_at=at,
            expires_at=at + LINK_LIFETIME,
        )
    )
    db.session.flush()
    return token


def usable_link(token: str, *, at: datetime) -> SignInToken:
    """The link of this token if it would work now; changes nothing. Raises NotFound, StateMoved or NotAllowed."""
    link = queries.sign_in_token(token)
    if link.used_at is not None:
        raise StateMoved(
            "link-used",
            N_("This link has already been used, or a newer one replaced it: each one works once. Ask for a new one."),
        )
    if link.expires_at <= at:
        raise StateMoved(
            "link-expired",
            N_("This link is too old: it worked for %(minutes)s minutes. Ask for a new one."),
            minutes=LINK_LIFETIME // timedelta(minutes=1),
        )
    refuse_disabled(queries.account_by_id(link.account_id))
    return link


def spend_link(token: str, *, at: datetime) -> SignInToken:
    """Use a link, which voids it and every other link of the account. Of two that try at once, one succeeds."""
    claimed = db.session.execute(
        update(SignInToken)
        .where(SignInToken.token_hash == token_hash(token), SignInToken.used_at.is_(None), SignInToken.expires_at > at)
        .values(used_at=at)
        .returning(SignInToken.account_id)
    ).scalar_one_or_none()
    if claimed is None:
        return usable_link(token, at=at)
    refuse_disabled(queries.account_by_id(claimed))
    void_links(claimed, at=at)
    return queries.sign_in_token(token)


def prove_password(email: str, password: str) -> ProvenPassword | None:
    """Who this e-mail and password prove, None if nobody. Takes as long for an unknown account.

    Call it outside a transaction: it ends its own read first, so that hashing holds no lock (SQLite has one for all).
    """
    account = queries.account_by_email(email)
    account_id, stored = (account.id, account.password_hash) if account else (None, None)
    db.session.rollback()
    if not password_matches(stored, password) or account_id is None or stored is None:
        return None
    return ProvenPassword(account_id, hash_password(password) if needs_rehash(stored) else None)


def open_session(account: Account, *, way: Way, browser: str, at: datetime) -> str:
    """Open a session and return its token, new each time; only its hash is stored. Raises NotAllowed if disabled."""
    refuse_disabled(account)
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            account_id=account.id,
            token_hash=token_hash(token),
            way=way,
            browser=browser,
            created_at=at,
            expires_at=at + SESSION_LIFETIME,
        )
    )
    details = {"way": str(way), "browser": browser or "?"}
    audit.record(AccountEvent.SIGNED_IN, f"account:{account.id}", actor=_self(account), at=at, details=details)
    return token


def close_session(account: Account, session_id: int, *, at: datetime) -> bool:
    """End one session of this account, at once; False when it had ended already. Another's is NotFound."""
    session = db.session.get(SignInSession, session_id)
    if session is None or session.account_id != account.id:
        raise NotFound(
            "no-session", N_("This session is not one of yours, or it ended long ago. Reload your account page.")
        )
    if session.revoked_at is not None:
        return False
    session.revoked_at = at
    audit.record(AccountEvent.SIGNED_OUT, f"account:{account.id}", actor=_self(account), at=at)
    return True


def close_other_sessions(account: Account, *, keep_session: int, at: datetime) -> int:
    """End every session of this account but one; how many ended."""
    ended = _close_sessions(account.id, at=at, keep_session=keep_session)
    if ended:
        subject, details = f"account:{account.id}", {"count": ended}
        audit.record(AccountEvent.SESSIONS_REVOKED, subject, actor=_self(account), at=at, details=details)
    return ended


def end_all_access(account_id: int, *, at: datetime, keep_session: int | None = None) -> int:
    """End the links of an account, the tokens of its programs, and its sessions save one if named; how many sessions ended."""
    void_links(account_id, at=at)
    standing = (ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
    db.session.execute(update(ApiToken).where(*standing).values(revoked_at=at))
    return _close_sessions(account_id, at=at, keep_session=keep_session)


def void_links(account_id: int, *, at: datetime) -> None:
    """Make every mailed link of an account that was not used unusable."""
    unused = (SignInToken.account_id == account_id, SignInToken.used_at.is_(None))
    db.session.execute(update(SignInToken).where(*unused).values(used_at=at))


def forget_old_sign_ins(at: datetime) -> int:
    """Delete attempts, links and ended sessions a day after their last use (a daily job); how many rows.

    Tokens of programs stay three months after their end: their owner sees which one a program still tries.
    """
    limit, ended = at - KEPT_AFTER_USE, at - KEPT_AFTER_END
    removed = 0
    for statement in (
        delete(SignInAttempt).where(SignInAttempt.at < limit),
        delete(SignInToken).where(SignInToken.expires_at < limit),
        delete(SignInSession).where((SignInSession.expires_at < limit) | (SignInSession.revoked_at < limit)),
        delete(ApiToken).where((ApiToken.expires_at < ended) | (ApiToken.revoked_at < ended)),
    ):
        removed += _touched(statement)
    return removed


def refuse_disabled(account: Account) -> None:
    """Raise NotAllowed when the account is closed; said only to who proved to be its owner."""
    if not account.is_active:
        raise NotAllowed(
            "account-disabled",
            N_("This account was closed, so it no longer signs in. If that is a mistake, write to your cooperative."),
        )


def _close_sessions(account_id: int, *, at: datetime, keep_session: int | None) -> int:
    statement = update(SignInSession).where(
        SignInSession.account_id == account_id, SignInSession.revoked_at.is_(None), SignInSession.expires_at > at
    )
    if keep_session is not None:
        statement = statement.where(SignInSession.id != keep_session)
    return _touched(statement.values(revoked_at=at))


def _touched(statement: Delete | Update) -> int:
    """Run it; how many rows it changed."""
    result = db.session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _link_context(link: str) -> dict[str, object]:
    return {"link": link, "minutes": LINK_LIFETIME // timedelta(minutes=1)}


def _self(account: Account) -> Actor:
    return Actor(account.id, account.name)
