"""What the browser holds and what it proves: a random token in the signed cookie, checked against its row each time.

Flask-Login's own "user id" and "remember me" cookies are not used: they know nothing of our rows. One SQL statement per
request brings session, account and roles, so a revoked session or role ends with the next request.
"""

from datetime import datetime

from flask import Flask, Response, session
from flask_login import LoginManager, current_user

from foundation.accounts import access, queries
from foundation.accounts.bearer import bearer_of, sent_token
from foundation.accounts.models import Account, SignInSession
from foundation.accounts.permissions import Permission, Role
from foundation.accounts.reader import Reader, live_session
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.sign_in import SESSION_LIFETIME, browser_summary, is_proven_again
from foundation.kernel.audit import Actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import NotSignedIn
from foundation.kernel.sentences import N_
from foundation.web.guard import person
from foundation.web.machines import is_machine

TOKEN_KEY = "sign_in"  # noqa: S105  # nosec B105


class Visitor:
    """Who is not signed in: may do nothing that asks for a permission."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    id: int | None = None
    name = ""
    language: str | None = None
    roles: frozenset[Role] = frozenset()
    permissions: frozenset[Permission] = frozenset()

    def get_id(self) -> None:
        """A visitor has none."""

    def can(self, permission: Permission) -> bool:
        """Never."""
        return False


def init_app(app: Flask) -> None:
    """Let `current_user` be the account that the cookie proves."""
    app.permanent_session_lifetime = SESSION_LIFETIME
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    login_manager.anonymous_user = Visitor
    login_manager.init_app(app)


def _reader() -> Reader | None:
    """A program is known by its token alone, a browser by its cookie alone: neither opens the other's door."""
    if is_machine():
        return bearer_of(sent_token(), now())
    token = session.get(TOKEN_KEY)
    return live_session(token, now()) if isinstance(token, str) else None


class Doorkeeper(LoginManager):
    """Flask-Login's `current_user`, proven by our token alone; its own cookies are neither read nor written."""

    def _load_user(self) -> None:
        self._update_request_context_with_user(_reader())

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


login_manager = Doorkeeper()


def enter(account: Account, *, way: Way, user_agent: str, at: datetime) -> None:
    """Sign this browser in. Nothing of the visitor's cookie survives, and a former session of this browser ends."""
    leave(at=at)
    token = access.open_session(account, way=way, browser=browser_summary(user_agent), at=at)
    session.permanent = True
    session[TOKEN_KEY] = token


def leave(*, at: datetime) -> None:
    """Sign this browser out and empty its cookie; nothing to do for a visitor."""
    if current_user.is_authenticated:
        access.close_session(signed_in_account(), current_reader().session_id, at=at)
    session.clear()


def current_reader() -> Reader:
    """Who is signed in, with its type known; costs nothing more. Raises NotSignedIn."""
    found = person()
    if not isinstance(found, Reader):
        raise NotSignedIn("sign-in", N_("This page is for members: sign in, and you will come back to it."))
    return found


def current_session() -> SignInSession:
    """The session row of this request. Raises NotSignedIn."""
    return db.session.get_one(SignInSession, current_reader().session_id)


def signed_in_account() -> Account:
    """The row of the account of this request, to change it or to read all of it. Raises NotSignedIn."""
    return queries.account_by_id(current_reader().id)


def may_skip_present_password(at: datetime) -> bool:
    """Whether this session was opened by a mailed link minutes ago, which proves as much as the present password."""
    row = current_session()
    return is_proven_again(Way(row.way), row.created_at, at)


def current_actor() -> Actor:
    """Who acts in this request, for the audit trail. Raises NotSignedIn."""
    reader = current_reader()
    return Actor(reader.id, reader.name)


def release_database() -> None:
    """End this request's read before slow work (hashing): on SQLite a POST holds the one write lock from its first word."""
    db.session.rollback()
