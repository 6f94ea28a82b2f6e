"""The secret of a webhook and the signature of each call, as Standard Webhooks says them.

The secret is made from the key of the server and from chance that stands in the database: neither opens anything alone.
"""

import hmac
from base64 import b64encode
from hashlib import sha256

PREFIX = "whsec_"


def secret_of(server_key: str, salt: str) -> bytes:
    """The 32 bytes that sign the calls of one webhook.

    >>> secret_of("key", "a") == secret_of("key", "b")
    False
    """
    return hmac.digest(server_key.encode(), f"webhook:{salt}".encode(), "sha256")


def shown_secret(secret: bytes) -> str:
    """The secret as its receiver copies it.

    >>> shown_secret(bytes(3))
    'whsec_AAAA'
    """
    return PREFIX + b64encode(secret).decode()


def fingerprint(secret: bytes) -> str:
    """By which a secret that changed with the key of the server is noticed; it does not give the secret away.

    >>> len(fingerprint(b"x"))
    64
    """
    return sha256(secret).hexdigest()


def signature(secret: bytes, delivery: str, timestamp: int, body: str) -> str:
    """HMAC-SHA256 over "delivery.timestamp.body": the header `webhook-signature`.

    Source: Standard Webhooks 1.0, "Signature scheme". Its own example:

    >>> from base64 import b64decode
    >>> secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    >>> signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = f"{delivery}.{timestamp}.{body}".encode()
    return "v1," + b64encode(hmac.digest(secret, signed, "sha256")).decode()
