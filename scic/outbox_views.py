"""/courriels: what was sent to whom, with its proof. Bodies are readable in demo mode alone."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.settings import get_settings
from foundation.mailing import queries, services
from foundation.mailing.models import Mail
from foundation.mailing.relay import relay_of
from foundation.mailing.rules.delivery import MailState
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction

blueprint = Blueprint("outbox", __name__, url_prefix="/courriels")

STATES = (
    (MailState.QUEUED, _l("Queued")),
    (MailState.SENDING, _l("Being sent")),
    (MailState.SENT, _l("Sent")),
    (MailState.FAILED, _l("Failed")),
)
MAILS = TableSpec(
    columns=(
        Column("subject", _l("Subject"), sort=Mail.subject),
        Column("to_name", _l("To"), sort=Mail.to_name),
        Column("queued_at", _l("Written"), sort=Mail.queued_at, show="moment"),
        Column("state", _l("State"), sort=Mail.state),
        Column("attempts", _l("Tries"), sort=Mail.attempts, end=True, show="number"),
    ),
    search=(func.replace(func.lower(Mail.to_address), "-", " "), Mail.subject_ref),
    filters=(Filter("etat", _l("State"), STATES, Mail.state),),
    default_sort="queued_at",
    default_descending=True,
    tie_break=Mail.id,
)


@blueprint.get("")
@requires(Permission.MAIL_READ)
def outbox() -> ResponseReturnValue:
    """Every mail with its state, the newest first."""
    relay = relay_of(get_settings(), password="")
    return render_template(
        "mailing/outbox.html",
        table=MAILS.read(select(Mail), request.args),
        counts=queries.count_by_state(),
        demo=is_demo(),
        nowhere=relay is None and not is_demo(),
    )


@blueprint.get("/<int:mail_id>")
@requires(Permission.MAIL_READ)
def mail(mail_id: int) -> ResponseReturnValue:
    """One mail: where it stands, the facts that prove it, and in demo mode what it says."""
    found = _found(mail_id)
    return render_template("mailing/mail.html", mail=found, facts_of_mail=queries.proof_of(mail_id), demo=is_demo())


@blueprint.post("/<int:mail_id>/renvoi")
@requires(Permission.MAIL_READ)
def send_again(mail_id: int) -> ResponseReturnValue:
    """Queue a failed mail again."""
    with transaction():
        services.requeue(mail_id, actor=current_actor(), at=now())
    flash(_("The mail is queued again: it leaves within a minute."), "success")
    return redirect(url_for("outbox.mail", mail_id=mail_id), 303)


def is_demo() -> bool:
    """Whether this is the demo, where nothing leaves and everything may be read."""
    return bool(current_app.config["MODE"] == "demo")


def _found(mail_id: int) -> Mail:
    found = queries.mail(mail_id)
    if found is None:
        raise NotFound("mail", N_("There is no such mail."))
    return found
