"""Reads of webhooks and of their deliveries."""

from collections.abc import Sequence

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.webhooks.models import Webhook, WebhookDelivery
from foundation.webhooks.rules.delivery import DeliveryState

SHOWN = 50
_NONE = N_("There is no such webhook, or it was removed. Open the list of webhooks again.")


def webhooks() -> Sequence[Webhook]:
    """Those that were not removed, in the order of their making."""
    return db.session.scalars(select(Webhook).where(Webhook.removed_at.is_(None)).order_by(Webhook.id)).all()


def webhook_by_id(webhook_id: int) -> Webhook:
    """One that was not removed. Raises NotFound."""
    found = db.session.get(Webhook, webhook_id)
    if found is None or found.removed_at is not None:
        raise NotFound("webhook", _NONE)
    return found


def last_deliveries(webhook_id: int) -> Sequence[WebhookDelivery]:
    """The last fifty of a webhook, the newest first."""
    mine = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    return db.session.scalars(mine.order_by(WebhookDelivery.id.desc()).limit(SHOWN)).all()


def waiting_by_webhook() -> dict[int, int]:
    """How many deliveries wait for their next try, by webhook."""
    waiting = (
        select(WebhookDelivery.webhook_id, func.count())
        .where(WebhookDelivery.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING]))
        .group_by(WebhookDelivery.webhook_id)
    )
    return {row[0]: row[1] for row in db.session.execute(waiting)}
