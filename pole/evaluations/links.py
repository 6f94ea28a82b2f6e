"""Personal links for people from outside: signed, bound to one person and one action; made again, never stored."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from pole.evaluations.models import Guest

_BROKEN = N_("This link is not whole, or was made by nobody here. Copy it again from the message that you received.")


def link_of(guest: Guest) -> str:
    """Where this person answers, once, without an account."""
    return f"{current_app.config['PUBLIC_URL']}/evaluations/lien/{_signer().dumps([guest.id, guest.nonce])}"


def guest_of(token: str) -> Guest:
    """Whose link it is; NotFound where nobody made it, or where it was taken back."""
    try:
        found = _signer().loads(token)
    except BadSignature:
        found = None
    if not isinstance(found, list) or len(found) != 2 or not isinstance(found[0], int):
        raise NotFound("evaluation-link", _BROKEN)
    guest = db.session.get(Guest, found[0])
    if guest is None or guest.nonce != found[1]:
        raise NotFound("evaluation-link", _BROKEN)
    return guest


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="evaluation-link")
