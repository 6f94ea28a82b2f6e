"""Browsers that signed in before: they carry a signed cookie, and what strangers do at the door does not shut them out.

The cookie proves nothing and opens nothing: who holds it still needs the password. It is sent to the sign-in pages only.
"""

import secrets
from datetime import timedelta
from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from foundation.accounts.attempts import email_key

COOKIE = "appareil"
KEPT = timedelta(days=180)
ACCOUNTS = 5


def known_device(email: str) -> str | None:
    """The name of this browser where that e-mail signed in on it before, else None."""
    held = _held()
    return held["device"] if held and email_key(email) in held["emails"] else None


def remember_device(email: str) -> None:
    """Let this browser carry, from its next page, that this e-mail signed in on it; the last few are kept."""
    held = _held() or {"device": secrets.token_urlsafe(16), "emails": []}
    key = email_key(email)
    emails = [key, *(other for other in held["emails"] if other != key)][:ACCOUNTS]
    value = _signer().dumps({"device": held["device"], "emails": emails})

    @after_this_request
    def carry(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            value,
            max_age=KEPT,
            path="/connexion",
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
        return response


def _held() -> dict[str, Any] | None:
    try:
        held: dict[str, Any] = _signer().loads(request.cookies.get(COOKIE, ""), max_age=int(KEPT.total_seconds()))
    except BadData:
        return None
    return held


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known-device")
