"""/reglages/lettres: who was written to, who did not get it, and papers as they would be printed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import Malformed, NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.mailing.services import requeue
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction
from foundation.wording.registry import wording_named
from membership.queries.correspondents import correspondents
from membership.queries.people import member_by_number
from scic.wording_views import blueprint, is_number
from shares.services.papers.mailings import print_mail
from shares.services.papers.previews import preview_paper

__all__ = ["blueprint"]

SENT = TableSpec(
    columns=(
        Column("to_name", _l("To"), sort=Mail.to_name),
        Column("queued_at", _l("Written"), sort=Mail.queued_at, show="moment"),
        Column("state", _l("State"), sort=Mail.state),
        Column("act", _l("What to do"), value=lambda _row: ""),
    ),
    filters=(
        Filter(
            "etat",
            _l("State"),
            (
                (MailState.FAILED.value, _l("Did not arrive")),
                (MailState.SENT.value, _l("Sent")),
                (MailState.QUEUED.value, _l("Waiting to be sent")),
            ),
            Mail.state,
        ),
    ),
    default_sort="queued_at",
    default_descending=True,
    tie_break=Mail.id,
)


@blueprint.get("/<name>/envois")
@requires(Permission.LETTERS_WRITE)
def sent(name: str) -> ResponseReturnValue:
    """Who was written to, and who did not get it."""
    wording = wording_named(name)
    if wording.printed:
        abort(404)
    table = SENT.read(select(Mail).where(Mail.template == name), request.args)
    known = correspondents(mail.subject_ref for mail in table.rows)
    return render_template("wording/sent.html", wording=wording, table=table, known=known)


@blueprint.post("/<name>/envois/<int:mail_id>/renvoi")
@requires(Permission.LETTERS_WRITE)
def send_again(name: str, mail_id: int) -> Response:
    """Send a letter that did not arrive again, to the address that is on record now."""
    mail = db.session.get(Mail, mail_id)
    if mail is None or mail.template != name:
        raise NotFound("mail", N_("There is no such mail."))
    found = correspondents([mail.subject_ref]).get(mail.subject_ref)
    address = found.email if found and found.email else mail.to_address
    if not address:
        raise Refused(
            "no-address-yet", N_("No e-mail address is on record: print the letter, or note an address first.")
        )
    with transaction():
        requeue(mail_id, to=address, actor=current_actor(), at=now())
    flash(_("The mail is queued again: it leaves within a minute."), "success")
    return redirect(url_for(".sent", name=name), 303)


@blueprint.get("/<name>/envois/<int:mail_id>/lettre.pdf")
@requires(Permission.LETTERS_WRITE)
def printed(name: str, mail_id: int) -> Response:
    """A letter that did not arrive, to be posted; kept nowhere."""
    mail = db.session.get(Mail, mail_id)
    if mail is None or mail.template != name or mail.secret:
        raise NotFound("mail", N_("There is no such mail."))
    return _pdf(print_mail(mail, at=now()), f"lettre-{mail_id}.pdf")


@blueprint.get("/<name>/apercu.pdf")
@requires(Permission.LETTERS_WRITE, Permission.SHARES_READ)
def paper_preview(name: str) -> Response:
    """A paper as it would be printed now for a member, in the words in force; kept nowhere."""
    wanted = request.args.get("membre", "").strip()
    if not is_number(wanted):
        raise Malformed("no-member", N_("Write the number of the member for whom to see the paper."))
    return _pdf(preview_paper(name, member_by_number(int(wanted)), at=now()), f"apercu-{name}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    answered = Response(content, mimetype="application/pdf")
    answered.headers.set("Content-Disposition", "attachment", filename=name)
    answered.headers["Cache-Control"] = "private, no-cache"
    return answered
