"""The signed cookie: as Flask makes it, with SHA-256, and with one signer for all requests instead of two for each."""

import hashlib
import json
from typing import Any

from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface

from foundation.web.signing import KeptSigner


class PlainFirst(TaggedJSONSerializer):
    """The same JSON: a plain text or number needs no tag, and is not asked seven times whether it does."""

    def tag(self, value: Any) -> Any:
        """The value as JSON can hold it."""
        return value if type(value) in _PLAIN else super().tag(value)

    def dumps(self, value: Any) -> str:
        """The JSON text, as Flask writes it."""
        return json.dumps(self.tag(value), separators=(",", ":"), sort_keys=True)

    def loads(self, value: str) -> Any:
        """The value of a JSON text."""
        return self._untag_scan(json.loads(value))


_PLAIN = frozenset({str, int, float, bool, type(None)})


class SignedCookie(SecureCookieSessionInterface):
    """Keeps its signer while the secrets stay what they are."""

    digest_method = staticmethod(hashlib.sha256)
    serializer = PlainFirst()

    def __init__(self) -> None:
        self._made: tuple[object, KeptSigner] | None = None

    def get_signing_serializer(self, app: Flask) -> KeptSigner | None:
        """Flask's signer for the secrets of `app`; None where there is none."""
        secrets = (app.secret_key, app.config["SECRET_KEY_FALLBACKS"])
        if not app.secret_key:
            return None
        if self._made is None or self._made[0] != secrets:
            options = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
            keys = [*(secrets[1] or ()), app.secret_key]
            made = KeptSigner(keys, salt=self.salt, serializer=self.serializer, signer_kwargs=options)
            self._made = (secrets, made)
        return self._made[1]
