"""What the audit trail says of webhooks; the subject is "webhook:id", and no fact holds a secret or an address."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class WebhookEvent(StrEnum):
    """Tags of audit facts."""

    MADE = "webhooks:webhook:made"
    SECRET_RENEWED = "webhooks:webhook:secret_renewed"  # noqa: S105  # nosec B105
    PAUSED = "webhooks:webhook:paused"
    RESUMED = "webhooks:webhook:resumed"
    REMOVED = "webhooks:webhook:removed"


EVENT_SENTENCES: dict[str, str] = {
    WebhookEvent.MADE: N_("The webhook “%(name)s” was made, to %(host)s: %(events)s."),
    WebhookEvent.SECRET_RENEWED: N_("The webhook “%(name)s” was given a new secret."),
    WebhookEvent.PAUSED: N_("The webhook “%(name)s” was paused."),
    WebhookEvent.RESUMED: N_("The webhook “%(name)s” sends again."),
    WebhookEvent.REMOVED: N_("The webhook “%(name)s” was removed."),
}
