"""The test client, which behaves as a browser: each request starts from nothing but its cookies."""

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from foundation.kernel.db import db

CSRF_SECRET = "as a page that was read before the form was sent"


class Visitor(FlaskClient):
    """A client whose requests do not see the test's own application context.

    Flask would run a request inside a context that is open already; `g` (and with it who is signed in) and the database
    session would then leak from one request to the next, which never happens in the product. Forms are sent with their
    token, as from a page; `forged=True` sends one without.
    """

    def open(self, *args: Any, forged: bool = False, **kwargs: Any) -> TestResponse:
        """Send one request; what the test has written so far is seen by it, and the reverse."""
        if has_app_context():
            db.session.flush()
        response = Context().run(self._send, args, kwargs, forged)
        if has_app_context():
            db.session.expire_all()
        return response

    def _send(self, args: tuple[Any, ...], kwargs: dict[str, Any], forged: bool) -> TestResponse:
        if kwargs.get("method", "GET") not in {"GET", "HEAD"} and not forged:
            kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "X-CSRFToken": self._token()}
        return super().open(*args, **kwargs)

    def _token(self) -> str:
        with self.session_transaction() as cookies:
            cookies["csrf_token"] = CSRF_SECRET
        serializer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return str(serializer.dumps(CSRF_SECRET))
