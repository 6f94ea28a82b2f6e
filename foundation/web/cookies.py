"""The signed cookie: as Flask makes it, with SHA-256, and with one signer for all requests instead of two for each."""

import hashlib
from typing import Any

from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class PlainFirst(TaggedJSONSerializer):
    """The same JSON: a plain text or number needs no tag, and is not asked seven times whether it does."""

    def tag(self, value: Any) -> Any:
        """The value as JSON can hold it."""
        return value if type(value) in _PLAIN else super().tag(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})


class SignedCookie(SecureCookieSessionInterface):
    """Keeps its signer while the secrets stay what they are."""

    digest_method = staticmethod(hashlib.sha256)
    serializer = PlainFirst()

    def __init__(self) -> None:
        self._made: tuple[object, URLSafeTimedSerializer | None] | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's signer for the secrets of `app`."""
        secrets = (app.secret_key, app.config["SECRET_KEY_FALLBACKS"])
        if self._made is None or self._made[0] != secrets:
            self._made = (secrets, super().get_signing_serializer(app))
        return self._made[1]
