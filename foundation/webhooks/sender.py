"""Sends what waits: claims a few deliveries, calls with no transaction open, notes each answer in one of its own.

A sender that dies leaves its claim to expire and the call is made again, under the same number: at least once, never lost.
"""

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import and_, or_, select, update

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from foundation.web.transaction import transaction
from foundation.webhooks.models import Webhook, WebhookDelivery
from foundation.webhooks.posting import Call, post
from foundation.webhooks.room import reach
from foundation.webhooks.rules.delivery import Answer, DeliveryState, outcome
from foundation.webhooks.rules.signing import fingerprint, secret_of, signature

LEASE = timedelta(minutes=10)
BUDGET = timedelta(minutes=2)
AT_ONCE = 10
OTHER_KEY = N_("the key of this server has changed: draw a new secret")
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Parcel:
    """One claimed delivery, free of the database."""

    delivery_id: int
    claim: str
    public_id: str
    url: str
    body: str
    salt: str
    secret_sha256: str


def send_due_webhooks(clock: Clock) -> Counter[str]:
    """Make the calls that are due, for two minutes at most; how many deliveries took which state."""
    done: Counter[str] = Counter()
    until = clock() + BUDGET
    while clock() < until and (parcels := _claim(clock())):
        for parcel in parcels:
            done[_note(parcel, _sent(parcel, clock()), at=clock())] += 1
    return done


def _claim(at: datetime) -> list[Parcel]:
    claim = secrets.token_hex(16)
    due = (
        select(WebhookDelivery.id)
        .join(Webhook)
        .where(
            Webhook.paused_at.is_(None),
            Webhook.removed_at.is_(None),
            or_(
                and_(WebhookDelivery.state == DeliveryState.QUEUED, WebhookDelivery.next_try_at <= at),
                and_(WebhookDelivery.state == DeliveryState.SENDING, WebhookDelivery.locked_until < at),
            ),
        )
        .order_by(WebhookDelivery.next_try_at, WebhookDelivery.id)
        .limit(AT_ONCE)
        .with_for_update(of=WebhookDelivery, skip_locked=True)
        .cte("due")
    )
    with transaction():
        db.session.execute(
            update(WebhookDelivery)
            .where(WebhookDelivery.id.in_(select(due.c.id)))
            .values(
                state=DeliveryState.SENDING,
                claim=claim,
                locked_until=at + LEASE,
                attempts=WebhookDelivery.attempts + 1,
            ),
            execution_options={"synchronize_session": False},
        )
        mine = select(WebhookDelivery, Webhook).join(Webhook).where(WebhookDelivery.claim == claim)
        rows = db.session.execute(mine.order_by(WebhookDelivery.next_try_at, WebhookDelivery.id)).all()
        return [_parcel(delivery, webhook, claim) for delivery, webhook in rows]


def _parcel(delivery: WebhookDelivery, webhook: Webhook, claim: str) -> Parcel:
    return Parcel(
        delivery.id, claim, delivery.public_id,
        url=webhook.url, body=delivery.body, salt=webhook.salt, secret_sha256=webhook.secret_sha256,
    )  # fmt: skip


def _sent(parcel: Parcel, at: datetime) -> Answer:
    secret = secret_of(str(current_app.config["SECRET_KEY"]), parcel.salt)
    if fingerprint(secret) != parcel.secret_sha256:
        return Answer(0, OTHER_KEY)
    stamp = int(at.timestamp())
    headers = {
        "webhook-id": parcel.public_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, parcel.public_id, stamp, parcel.body),
    }
    return post(Call(parcel.url, headers, parcel.body), reach=reach())


def _note(parcel: Parcel, answer: Answer, *, at: datetime) -> str:
    """Write what became of one delivery, unless it was ended or taken over meanwhile."""
    with transaction():
        delivery = db.session.scalar(
            select(WebhookDelivery)
            .where(WebhookDelivery.id == parcel.delivery_id, WebhookDelivery.claim == parcel.claim)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if delivery is None:
            return "taken over"
        result = outcome(answer, attempts=delivery.attempts, at=at)
        delivery.state, delivery.next_try_at = result.state, result.next_try_at
        delivery.claim = delivery.locked_until = None
        delivery.last_answer, delivery.tried_at = answer.words[:200], at
        return result.state
