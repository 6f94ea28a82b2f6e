"""Webhooks are made, paused, removed; an event becomes one delivery for each that wants it. Nothing is sent here."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete, update

from foundation.kernel import audit
from foundation.kernel.after_commit import after_commit
from foundation.kernel.audit import Actor
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.webhooks.models import Webhook, WebhookDelivery
from foundation.webhooks.queries import webhook_by_id, webhooks
from foundation.webhooks.room import TEST_EVENT, event_titles, reach
from foundation.webhooks.rules.addresses import read_target
from foundation.webhooks.rules.delivery import DeliveryState
from foundation.webhooks.rules.events import WebhookEvent
from foundation.webhooks.rules.signing import fingerprint, secret_of, shown_secret
from foundation.webhooks.signals import delivery_waiting

MOST_WEBHOOKS = 20
LONGEST_NAME = 80
REMOVED = N_("the webhook was removed")
_NAME = N_("The webhook has no name, or one longer than 80 characters. Name the program that receives it.")
_EVENTS = N_("Choose at least one event, among those offered.")
_TOO_MANY = N_("There are %(count)s webhooks already, as many as there may be. Remove one that is of no use any more.")
_NO_DELIVERY = N_("There is no such delivery, or it is older than three months. Open the webhook again.")
_NOT_FAILED = N_("This delivery was not given up: it arrived, or will be tried again by itself.")
_PAUSED = N_("This webhook is paused. Let it send again first, then try it.")


@dataclass(frozen=True)
class Happening:
    """What happened: the name of the event, what it is about, and where that is read (`api` empty: on its page only)."""

    event: str
    kind: str = ""
    number: int = 0
    page: str = ""
    api: str = ""


def make_webhook(name: str, url: str, events: Iterable[str], *, actor: Actor, at: datetime) -> tuple[Webhook, str]:
    """A new webhook and its secret, known to nobody but the caller. Raises Refused."""
    label, asked, target = " ".join(name.split()), set(events), read_target(url, reach())
    wanted = [event for event in event_titles() if event in asked]
    if not 1 <= len(label) <= LONGEST_NAME:
        raise Refused("webhook-name", _NAME)
    if not wanted or len(wanted) < len(asked):
        raise Refused("webhook-events", _EVENTS)
    if len(webhooks()) >= MOST_WEBHOOKS:
        raise Refused("webhook-too-many", _TOO_MANY, count=MOST_WEBHOOKS)
    row = Webhook(name=label, url=url, events=" ".join(wanted), created_at=at)
    secret = _draw_secret(row)
    db.session.add(row)
    db.session.flush()
    _tell(WebhookEvent.MADE, row, actor=actor, at=at, host=target.host, events=", ".join(wanted))
    return row, secret


def renew_secret(webhook_id: int, *, actor: Actor, at: datetime) -> tuple[Webhook, str]:
    """Another secret, from the next call on: the former one signs nothing any more."""
    row = webhook_by_id(webhook_id)
    secret = _draw_secret(row)
    _tell(WebhookEvent.SECRET_RENEWED, row, actor=actor, at=at)
    return row, secret


def pause_webhook(webhook_id: int, *, actor: Actor, at: datetime) -> None:
    """Send nothing until it is resumed; what happens meanwhile is queued and waits."""
    row = webhook_by_id(webhook_id)
    if row.paused_at is None:
        row.paused_at = at
        _tell(WebhookEvent.PAUSED, row, actor=actor, at=at)


def resume_webhook(webhook_id: int, *, actor: Actor, at: datetime) -> None:
    """Send again, what waited first."""
    row = webhook_by_id(webhook_id)
    if row.paused_at is not None:
        row.paused_at = None
        _tell(WebhookEvent.RESUMED, row, actor=actor, at=at)
        _announce_later()


def remove_webhook(webhook_id: int, *, actor: Actor, at: datetime) -> None:
    """End it for good, with what still waited for it."""
    row = webhook_by_id(webhook_id)
    row.removed_at = at
    waiting = [DeliveryState.QUEUED, DeliveryState.SENDING]
    db.session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == row.id, WebhookDelivery.state.in_(waiting))
        .values(state=DeliveryState.FAILED, next_try_at=None, claim=None, locked_until=None, last_answer=REMOVED)
    )
    _tell(WebhookEvent.REMOVED, row, actor=actor, at=at)


def wanted_events() -> frozenset[str]:
    """The events that some webhook wants; one statement."""
    return frozenset().union(*(one.wanted for one in webhooks()))


def queue_event(happening: Happening, *, at: datetime) -> int:
    """Queue what happened for each webhook that wants it, in the transaction under way; how many."""
    wanting = [one for one in webhooks() if happening.event in one.wanted]
    for one in wanting:
        db.session.add(_delivery(one, happening, at))
    if wanting:
        db.session.flush()
        _announce_later()
    return len(wanting)


def queue_test(webhook_id: int, *, at: datetime) -> WebhookDelivery:
    """Queue a call that tells of nothing, to see whether the receiver takes it. Raises StateMoved while paused."""
    row = webhook_by_id(webhook_id)
    if row.paused_at is not None:
        raise StateMoved("webhook-paused", _PAUSED)
    delivery = _delivery(row, Happening(TEST_EVENT), at)
    db.session.add(delivery)
    db.session.flush()
    _announce_later()
    return delivery


def send_again(webhook_id: int, delivery_id: int, *, at: datetime) -> None:
    """Queue once more a delivery that was given up, under its own number. Raises NotFound, StateMoved."""
    webhook_by_id(webhook_id)
    delivery = db.session.get(WebhookDelivery, delivery_id, with_for_update=True)
    if delivery is None or delivery.webhook_id != webhook_id:
        raise NotFound("webhook-delivery", _NO_DELIVERY)
    if delivery.state != DeliveryState.FAILED:
        raise StateMoved("webhook-not-failed", _NOT_FAILED)
    delivery.state, delivery.attempts, delivery.next_try_at = DeliveryState.QUEUED, 0, at
    _announce_later()


def forget_old_deliveries(*, before: datetime) -> None:
    """Deliveries of long ago go, even those that wait for a webhook which stays paused."""
    db.session.execute(delete(WebhookDelivery).where(WebhookDelivery.queued_at < before))


def _draw_secret(row: Webhook) -> str:
    row.salt = secrets.token_hex(32)
    secret = secret_of(str(current_app.config["SECRET_KEY"]), row.salt)
    row.secret_sha256 = fingerprint(secret)
    return shown_secret(secret)


def _delivery(webhook: Webhook, happening: Happening, at: datetime) -> WebhookDelivery:
    public_id = f"msg_{secrets.token_hex(16)}"
    body: dict[str, Any] = {"id": public_id, "type": happening.event, "timestamp": _stamp(at)}
    if happening.kind:
        about = {"kind": happening.kind, "id": happening.number, "page": happening.page}
        body["data"] = about | ({"api": happening.api} if happening.api else {})
    else:
        body["data"] = {}
    return WebhookDelivery(
        webhook_id=webhook.id,
        public_id=public_id,
        event=happening.event,
        body=canonical_json(body),
        queued_at=at,
        state=DeliveryState.QUEUED,
        attempts=0,
        next_try_at=at,
        last_answer="",
    )


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _tell(event: WebhookEvent, row: Webhook, *, actor: Actor, at: datetime, **more: str) -> None:
    db.session.flush()
    audit.record(event, f"webhook:{row.id}", actor=actor, at=at, details={"name": row.name, **more})


def _announce_later() -> None:
    application = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    after_commit("webhooks", lambda: delivery_waiting.send(application))
