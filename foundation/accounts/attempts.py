"""Counting attempts to sign in, in a table of ours: the count holds over every process and survives a restart."""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select, text, update

from foundation.accounts.models import SignInAttempt
from foundation.accounts.rules.attempts import (
    LINKS_PER_EMAIL,
    PASSWORDS_PER_EMAIL,
    PER_ADDRESS,
    PER_PLACE,
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

TOO_OFTEN = {
    Way.PASSWORD: N_(
        "There were too many wrong passwords, so this way in waits, in case an intruder is guessing. Ask for a sign-in "
        "link by e-mail, which works at once, or try again on %(moment)s."
    ),
    Way.LINK: N_(
        "Several links were asked for already: the last one in the mailbox works. Look for it, in the unwanted mail too, "
        "or try again on %(moment)s."
    ),
    Way.JOIN: N_("Several requests were sent from here already. Send the next one from %(moment)s on, or write to us."),
}


def admit_attempt(way: Way, *, email: str, address: str, at: datetime, device: str | None = None) -> int:
    """Count one attempt as failed until `forgive_attempt`; its number. Raises TooMany, saying when to try again.

    `device`: a browser that this e-mail signed in on before, or its session; only its own attempts are held against it.
    Commit it before verifying anything: it then holds over all processes, and a burst cannot slip between.
    """
    typed = email_key(email)
    place = _key("device", device) if device else _key("address", address_bucket(address))
    of_email, of_place = SignInAttempt.email_key == typed, SignInAttempt.address_key == place
    _queue_up(typed)
    _refuse_over(of_email & of_place, way, limit=PER_PLACE, at=at)
    if device is None:
        _refuse_over(of_place, way, limit=PER_ADDRESS[way], at=at)
        if way is Way.PASSWORD:
            _refuse_over(of_email, way, limit=PASSWORDS_PER_EMAIL, at=at)
    attempt = SignInAttempt(way=way, email_key=typed, address_key=place, at=at, counts=True)
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


def forgive_attempt(attempt_id: int) -> None:
    """Stop counting an attempt that succeeded."""
    db.session.execute(update(SignInAttempt).where(SignInAttempt.id == attempt_id).values(counts=False))


def is_flooded(email: str, *, at: datetime) -> bool:
    """Whether so many links were asked for an e-mail, from wherever, that they are to be mailed sparingly."""
    moments = _counted(SignInAttempt.email_key == email_key(email), Way.LINK, limit=LINKS_PER_EMAIL, at=at)
    return next_allowed_at(moments, LINKS_PER_EMAIL, at) is not None


def email_key(email: str) -> str:
    """An e-mail as it is counted: a keyed hash, which lists nobody."""
    return _key("email", folded_email(email))


def _counted(same: ColumnElement[bool], way: Way, *, limit: Limit, at: datetime) -> list[datetime]:
    recent = (SignInAttempt.way == way, SignInAttempt.counts, SignInAttempt.at > at - limit.window)
    return list(db.session.execute(select(SignInAttempt.at).where(same, *recent)).scalars())


def _refuse_over(same: ColumnElement[bool], way: Way, *, limit: Limit, at: datetime) -> None:
    free_at = next_allowed_at(_counted(same, way, limit=limit, at=at), limit, at)
    if free_at is not None:
        raise TooMany(
            "sign-in-too-often",
            TOO_OFTEN[way],
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
