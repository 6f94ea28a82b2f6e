"""A program with a token, for tests of the API."""

from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from foundation.accounts.models import Account
from foundation.accounts.rules.tokens import Scope
from foundation.accounts.tokens import make_token
from foundation.kernel.clock import now

ALL = tuple(scope.value for scope in Scope)


def token_for(account: Account, *scopes: str, days: int = 30, at: datetime | None = None, name: str = "Kiosque") -> str:
    """A token of this account, with every scope unless some are named."""
    _row, token = make_token(account, name=name, scopes=scopes or ALL, days=days, at=at or now() - timedelta(minutes=1))
    return token


class Program:
    """What speaks to the API: a token, no cookie and no form."""

    def __init__(self, client: FlaskClient, token: str = "", language: str = "en") -> None:
        self.client = client
        self.headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **headers: str) -> TestResponse:
        """Read an address."""
        return self.client.get(f"/api/v1{path}", headers=self.headers | headers)

    def post(self, path: str, body: Any = None, **sent: Any) -> TestResponse:
        """Send a body as JSON, or as `sent` says."""
        given = sent or {"json": body}
        return self.client.post(f"/api/v1{path}", headers=self.headers, forged=True, **given)
