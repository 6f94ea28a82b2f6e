"""Signed texts as itsdangerous makes and reads them; keys are derived once and a signature is one call.

A cookie and a form are verified at every request: what depends on the secret alone is not worked out again each time.
"""

import hmac
from functools import cached_property
from typing import Any

from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.signer import HMACAlgorithm

SHORT = 1000


class OneCall(HMACAlgorithm):
    """HMAC of the same digest, computed by the library at once."""

    @cached_property
    def _name(self) -> str:
        return str(self.digest_method().name)

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """The signature of a value."""
        return hmac.digest(key, value, self._name)


class KeptKey(TimestampSigner):
    """Derives the key of each secret once."""

    def __init__(self, *secrets: Any, **options: Any) -> None:
        super().__init__(*secrets, **options)
        self.algorithm = OneCall(self.digest_method)
        self._derived: dict[str | bytes | None, bytes] = {}

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """The key that itsdangerous derives from a secret."""
        if secret_key not in self._derived:
            self._derived[secret_key] = super().derive_key(secret_key)
        return self._derived[secret_key]


class KeptSigner(URLSafeTimedSerializer):
    """Keeps its signer, which holds nothing of what it signs; a short text is not compressed on trial."""

    default_signer = KeptKey

    def dump_payload(self, obj: Any) -> bytes:
        """The text before its signature: a leading dot says that it is compressed, to every itsdangerous."""
        text = self.serializer.dumps(obj, **self.serializer_kwargs).encode()
        return base64_encode(text) if len(text) < SHORT else super().dump_payload(obj)

    @cached_property
    def _made(self) -> Signer:
        return super().make_signer()

    def make_signer(self, salt: str | bytes | None = None) -> Any:
        """The signer of this salt."""
        return self._made if salt in (None, self.salt) else super().make_signer(salt)
