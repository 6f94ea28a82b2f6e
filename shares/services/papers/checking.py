"""The public page: a certificate is known by its number and its code together; tries are counted by network address."""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select

from foundation.accounts.rules.attempts import Limit, address_bucket, next_allowed_at, whole_minute_after
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, TooMany
from foundation.kernel.sentences import N_
from shares.models import CertificateCheck, ShareCertificate
from shares.queries.papers.certificate import certificate_by
from shares.rules.certificates import read_code

PER_ADDRESS = Limit(20, timedelta(minutes=15))
KEPT = timedelta(days=1)


def admit_check(address: str, *, at: datetime) -> None:
    """Count one try from a network address; commit it before looking. Raises TooMany, saying when to try again."""
    key = _key(address_bucket(address))
    recent = select(CertificateCheck.at).where(
        CertificateCheck.address_key == key, CertificateCheck.at > at - PER_ADDRESS.window
    )
    free_at = next_allowed_at(db.session.execute(recent).scalars(), PER_ADDRESS, at)
    if free_at is not None:
        raise TooMany(
            "certificate-checks",
            N_("Many certificates were asked for from this network: the page waits. Try again on %(moment)s."),
            moment=whole_minute_after(free_at),
            retry_after=(free_at - at) // timedelta(seconds=1) + 1,
        )
    db.session.execute(delete(CertificateCheck).where(CertificateCheck.at < at - KEPT))
    db.session.add(CertificateCheck(address_key=key, at=at))
    db.session.flush()


def check_certificate(number: int | None, code: str) -> ShareCertificate:
    """The certificate of that number and code; NotFound says the same whichever is wrong."""
    read = read_code(code)
    found = certificate_by(number, read) if read and number is not None and 0 < number < 2**31 else None
    if found is None:
        raise NotFound(
            "no-such-certificate",
            N_(
                "No certificate bears this number and this code together. Look at both on the paper; where they are "
                "as you typed them, the paper was not given by this cooperative: tell it so."
            ),
        )
    return found


def _key(place: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"certificate:{place}".encode(), hashlib.sha256).hexdigest()
