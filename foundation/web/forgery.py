"""No form is taken from another site: Flask-WTF's check, with a short way for the forms that pass it.

The short way lets through exactly what Flask-WTF would: the signed token of this very session and, over https, sent by a
page of this very host. Whatever it does not let through is judged and answered by Flask-WTF.
"""

import hmac
from functools import lru_cache

from flask import current_app, g, session
from flask_wtf.csrf import CSRFProtect, same_origin
from itsdangerous import BadData

from foundation.web.proxies import asked
from foundation.web.signing import KeptSigner

SALT = "wtf-csrf-token"


class FormProtection(CSRFProtect):
    """Judges every request that writes."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Let the request pass, else raise CSRFError."""
        if _plainly_ours():
            g.csrf_valid = True
        else:
            super().protect(apply_exemptions=apply_exemptions)


def _plainly_ours() -> bool:
    config = current_app.config
    sending = asked()
    if sending.method in ("GET", "HEAD", "OPTIONS"):
        return False
    kept, sent = session.get("csrf_token"), sending.form.get("csrf_token")
    if not kept or not sent or (sending.is_secure and not _from_here(sending.referrer, sending.host)):
        return False
    try:
        token = _signer(str(config["SECRET_KEY"])).loads(sent, max_age=config["WTF_CSRF_TIME_LIMIT"])
    except BadData:
        return False
    return isinstance(token, str) and hmac.compare_digest(kept.encode(), token.encode())


def _from_here(referrer: str | None, host: str) -> bool:
    return bool(referrer) and bool(same_origin(referrer, f"https://{host}/"))


@lru_cache(maxsize=1)
def _signer(secret: str) -> KeptSigner:
    return KeptSigner(secret, salt=SALT)
