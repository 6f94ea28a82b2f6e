"""Sends what waits in the outbox: claims a batch, speaks to the server with no transaction open, notes each answer.

Several senders may run at once (several machines, or the sweep beside a wake-up): a claim is one UPDATE, and PostgreSQL
skips the rows another one holds. A sender that dies leaves its claim to expire, and the mails are taken up again.
"""

import logging
import secrets
import smtplib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import and_, or_, select, update

from foundation.kernel.db import db
from foundation.kernel.settings import get_settings
from foundation.mailing.message import Parcel, parcel_of
from foundation.mailing.models import Mail
from foundation.mailing.relay import Relay, broken_line, connection, hand_over, relay_of
from foundation.mailing.rules.delivery import Answer, FactKind, MailState, Stage, batch_size, outcome
from foundation.mailing.services import record_fact, redact
from foundation.web.transaction import transaction

LEASE = timedelta(minutes=10)
BUDGET = timedelta(minutes=5)
DEMO_ANSWER = Answer(Stage.CONTENT, 250, "kept in the demo mailbox: in demo mode nothing leaves this machine")

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Rest = Callable[[float], None]


def send_due_mails(*, clock: Clock, rest: Rest = time.sleep) -> Counter[str]:
    """Send what is due, for five minutes at most; how many mails took which state.

    In demo mode mails are kept in the demo mailbox. Where no server is named in the settings, they wait.
    """
    done: Counter[str] = Counter()
    with transaction():
        done[MailState.FAILED] += _expire(clock())
        relay = relay_of(get_settings(), password=current_app.config["SMTP_PASSWORD"])
    demo = current_app.config["MODE"] == "demo"
    if relay is None and not demo:
        return done
    until = clock() + BUDGET
    while clock() < until and (parcels := _claim(clock(), batch_size(relay.per_minute if relay and not demo else 0))):
        answers = _kept_here(parcels) if demo or relay is None else _spoken(parcels, relay, rest)
        if not _note_all(parcels, answers, clock=clock, done=done):
            break
    return done


def _claim(at: datetime, size: int) -> list[Parcel]:
    """Take up to `size` mails for ourselves: those due, secrets first, and those whose sender has vanished."""
    claim = secrets.token_hex(16)
    due = (
        select(Mail.id)
        .where(
            or_(
                and_(Mail.state == MailState.QUEUED, Mail.next_try_at <= at),
                and_(Mail.state == MailState.SENDING, Mail.locked_until < at),
            )
        )
        .order_by(Mail.secret.desc(), Mail.next_try_at, Mail.id)
        .limit(size)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    with transaction():
        db.session.execute(
            update(Mail)
            .where(Mail.id.in_(select(due.c.id)))
            .values(state=MailState.SENDING, claim=claim, locked_until=at + LEASE, attempts=Mail.attempts + 1),
            execution_options={"synchronize_session": False},
        )
        rows = db.session.scalars(
            select(Mail).where(Mail.claim == claim).order_by(Mail.secret.desc(), Mail.next_try_at, Mail.id)
        )
        return [parcel_of(mail) for mail in rows]


def _kept_here(parcels: list[Parcel]) -> Iterator[Answer]:
    yield from (DEMO_ANSWER for _ in parcels)


def _spoken(parcels: list[Parcel], relay: Relay, rest: Rest) -> Iterator[Answer]:
    """One answer a parcel, over one connection; ends early where the conversation does."""
    try:
        with connection(relay) as smtp:
            for position, parcel in enumerate(parcels):
                if position and relay.per_minute:
                    rest(60 / relay.per_minute)
                answer = hand_over(smtp, parcel, relay.sender)
                yield answer
                if answer.closes:
                    return
    except (OSError, smtplib.SMTPException) as error:
        yield Answer(Stage.CONNECTION, 0, broken_line(error))


def _note_all(parcels: list[Parcel], answers: Iterator[Answer], *, clock: Clock, done: Counter[str]) -> bool:
    """Note each answer in a transaction of its own; the mails that got none go back unharmed. False ends the run."""
    waiting = list(parcels)
    unbroken = True
    for answer in answers:
        parcel = waiting.pop(0)
        done[_note(parcel, answer, at=clock())] += 1
        if answer.closes:
            log.warning("the mail server ended the conversation: %s", answer.words)
            unbroken = False
        if not waiting:
            break
    _give_back([parcel.mail_id for parcel in waiting], parcels[0].claim)
    return unbroken


def _note(parcel: Parcel, answer: Answer, *, at: datetime) -> str:
    """Write what became of one mail, unless another sender took it over meanwhile."""
    with transaction():
        mail = db.session.scalar(
            select(Mail).where(Mail.id == parcel.mail_id, Mail.claim == parcel.claim).with_for_update()
        )
        if mail is None:
            return "taken over"
        result = outcome(answer, attempts=mail.attempts, at=at)
        mail.state, mail.next_try_at, mail.claim, mail.locked_until = result.state, result.next_try_at, None, None
        mail.last_error = None if answer.accepted else answer.words
        if answer.accepted:
            mail.sent_at = at
        record_fact(mail, result.fact, at=at, answer=answer.words)
        if result.state != MailState.QUEUED and current_app.config["MODE"] != "demo":
            redact(mail)
        return result.state


def _give_back(mail_ids: list[int], claim: str) -> None:
    """Mails that were claimed and not offered: they lose no attempt."""
    if not mail_ids:
        return
    with transaction():
        db.session.execute(
            update(Mail)
            .where(Mail.id.in_(mail_ids), Mail.claim == claim)
            .values(state=MailState.QUEUED, claim=None, locked_until=None, attempts=Mail.attempts - 1),
            execution_options={"synchronize_session": False},
        )


def _expire(at: datetime) -> int:
    """A link that has run out is not worth sending: failed, and its secret forgotten."""
    late = select(Mail).where(
        Mail.expires_at <= at,
        or_(Mail.state == MailState.QUEUED, and_(Mail.state == MailState.SENDING, Mail.locked_until < at)),
    )
    mails = db.session.scalars(late.with_for_update(skip_locked=True)).all()
    for mail in mails:
        mail.state, mail.next_try_at, mail.claim, mail.locked_until = MailState.FAILED, None, None, None
        mail.last_error = "expired before it could be sent"
        record_fact(mail, FactKind.EXPIRED, at=at)
        redact(mail)
    return len(mails)
