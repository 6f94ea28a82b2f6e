"""The test client, which behaves as a browser: each request starts from nothing but its cookies."""

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from foundation.kernel.db import db


class Visitor(FlaskClient):
    """A client whose requests do not see the test's own application context.

    Flask would run a request inside a context that is open already; `g` (and with it who is signed in) and the database
    session would then leak from one request to the next, which never happens in the product.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request; what the test has written so far is seen by it, and the reverse."""
        if has_app_context():
            db.session.flush()
        response = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        return response
