"""/webhooks: which programs are told of what happens here, and what became of each call."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_, sentence
from foundation.web.forms import choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from foundation.webhooks import queries, services
from foundation.webhooks.forms import WebhookForm
from foundation.webhooks.models import Webhook
from foundation.webhooks.room import TEST_EVENT, event_titles

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
_TEST = N_("Test")


@blueprint.get("")
@requires(Permission.SETTINGS_WRITE)
def webhooks() -> ResponseReturnValue:
    """The webhooks, and the form that makes one."""
    return _page(_form(empty=True))


@blueprint.post("")
@requires(Permission.SETTINGS_WRITE)
def make() -> ResponseReturnValue:
    """Make a webhook and show its secret, this once."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            row, secret = services.make_webhook(
                form.name.data, form.url.data, form.events.data, actor=current_actor(), at=now()
            )
    except Refused as refusal:
        form.refuse(refusal, field="url" if refusal.code.startswith(("webhook-address", "webhook-not")) else None)
        return _page(form), refusal.status
    return _secret_page(row, secret)


@blueprint.get("/<int:webhook_id>")
@requires(Permission.SETTINGS_WRITE)
def webhook(webhook_id: int) -> ResponseReturnValue:
    """One webhook: what it is told of, and its last deliveries."""
    row = queries.webhook_by_id(webhook_id)
    titles = event_titles() | {TEST_EVENT: _TEST}
    deliveries = queries.last_deliveries(webhook_id)
    return render_template("webhooks/webhook.html", webhook=row, titles=titles, deliveries=deliveries)


@blueprint.post("/<int:webhook_id>/secret")
@requires(Permission.SETTINGS_WRITE)
def renew(webhook_id: int) -> ResponseReturnValue:
    """A new secret, shown this once."""
    with transaction():
        row, secret = services.renew_secret(webhook_id, actor=current_actor(), at=now())
    return _secret_page(row, secret)


@blueprint.post("/<int:webhook_id>/essai")
@requires(Permission.SETTINGS_WRITE)
def test(webhook_id: int) -> ResponseReturnValue:
    """Queue a test."""
    with transaction():
        services.queue_test(webhook_id, at=now())
    flash(_("The test leaves within a minute. Open this page again to see what the program answered."), "success")
    return _back(webhook_id)


@blueprint.post("/<int:webhook_id>/pause")
@requires(Permission.SETTINGS_WRITE)
def pause(webhook_id: int) -> ResponseReturnValue:
    """Send nothing until it is resumed."""
    with transaction():
        services.pause_webhook(webhook_id, actor=current_actor(), at=now())
    flash(_("Paused. What happens meanwhile waits here, for three months at most."), "success")
    return _back(webhook_id)


@blueprint.post("/<int:webhook_id>/reprise")
@requires(Permission.SETTINGS_WRITE)
def resume(webhook_id: int) -> ResponseReturnValue:
    """Send again."""
    with transaction():
        services.resume_webhook(webhook_id, actor=current_actor(), at=now())
    flash(_("This webhook sends again, what waited first."), "success")
    return _back(webhook_id)


@blueprint.post("/<int:webhook_id>/fin")
@requires(Permission.SETTINGS_WRITE)
def remove(webhook_id: int) -> ResponseReturnValue:
    """Remove it."""
    with transaction():
        services.remove_webhook(webhook_id, actor=current_actor(), at=now())
    flash(_("The webhook is removed: nothing is sent to that address any more."), "success")
    return redirect(url_for(".webhooks"), 303)


@blueprint.post("/<int:webhook_id>/envois/<int:delivery_id>/renvoi")
@requires(Permission.SETTINGS_WRITE)
def send_again(webhook_id: int, delivery_id: int) -> ResponseReturnValue:
    """Queue once more a delivery that was given up."""
    with transaction():
        services.send_again(webhook_id, delivery_id, at=now())
    flash(_("It is queued again and leaves within a minute."), "success")
    return _back(webhook_id)


def _back(webhook_id: int) -> ResponseReturnValue:
    return redirect(url_for(".webhook", webhook_id=webhook_id), 303)


def _form(*, empty: bool = False) -> WebhookForm:
    form = WebhookForm(formdata=None) if empty else WebhookForm()
    language = current_language()
    form.events.choices = choices((name, sentence(language, title)) for name, title in event_titles().items())
    return form


def _page(form: WebhookForm) -> str:
    rows = queries.webhooks()
    return render_template("webhooks/webhooks.html", form=form, webhooks=rows, waiting=queries.waiting_by_webhook())


def _secret_page(row: Webhook, secret: str) -> ResponseReturnValue:
    answer = make_response(render_template("webhooks/secret.html", webhook=row, secret=secret))
    answer.headers["Cache-Control"] = "no-store"
    return answer
