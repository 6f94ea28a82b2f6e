"""Counting attempts to sign in, in a table of ours: the count holds over every process and survives a restart."""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select, text, update

from foundation.accounts.models import SignInAttempt
from foundation.accounts.rules.attempts import (
    PER_ADDRESS,
    PER_EMAIL,
    Limit,
    Way,
    address_bucket,
    next_allowed_at,
    whole_minute_after,
)
from foundation.accounts.rules.sign_in import folded_email
from foundation.kernel.db import db
from foundation.kernel.errors import TooMany
from foundation.kernel.sentences import N_


def admit_attempt(way: Way, *, email: str, address: str, at: datetime) -> int:
    """Count one attempt as failed until `forgive_attempt`; its number. Raises TooMany, saying when to try again.

    Commit it before verifying anything: it then holds over all processes, and a burst cannot slip between.
    """
    email_key, address_key = _key("email", folded_email(email)), _key("address", address_bucket(address))
    _queue_up(email_key)
    _refuse_over(SignInAttempt.email_key == email_key, way, limit=PER_EMAIL[way], at=at)
    _refuse_over(SignInAttempt.address_key == address_key, way, limit=PER_ADDRESS[way], at=at)
    attempt = SignInAttempt(way=way, email_key=email_key, address_key=address_key, at=at, counts=True)
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


def forgive_attempt(attempt_id: int) -> None:
    """Stop counting an attempt that succeeded."""
    db.session.execute(update(SignInAttempt).where(SignInAttempt.id == attempt_id).values(counts=False))


def _refuse_over(same: ColumnElement[bool], way: Way, *, limit: Limit, at: datetime) -> None:
    moments = db.session.execute(
        select(SignInAttempt.at).where(
            same, SignInAttempt.way == way, SignInAttempt.counts, SignInAttempt.at > at - limit.window
        )
    ).scalars()
    free_at = next_allowed_at(moments, limit, at)
    if free_at is not None:
        raise TooMany(
            "sign-in-too-often",
            N_(
                "There were too many attempts to sign in, so we make everybody wait, in case an intruder is guessing. "
                "Try again on %(moment)s."
            ),
            moment=whole_minute_after(free_at),
            retry_after=(free_at - at) // timedelta(seconds=1) + 1,
        )


def _queue_up(key: str) -> None:
    """Let attempts on the same e-mail pass one at a time (SQLite's write lock already does)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(key[:15], 16)})


def _key(kind: str, value: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
