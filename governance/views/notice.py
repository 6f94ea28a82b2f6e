"""Convene the members, and the proof that they were."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import Refused
from foundation.mailing.models import Mail, MailFact
from foundation.mailing.rules.delivery import MailState
from foundation.web.csv_export import csv_response
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction
from governance.forms.preparing import NoticeForm
from governance.models import Assembly, NoticeSending
from governance.queries.assemblies import assembly_by_id, locked_assembly
from governance.queries.notice_paper import notice_data
from governance.queries.notices import (
    addressees,
    channel_counts,
    day_of,
    mail_counts,
    obstacles_to_convening,
    proof_statement,
)
from governance.queries.ruling import ruling_of
from governance.rules.channels import CHANNEL_NAMES, Channel
from governance.rules.kinds import AssemblyState
from governance.rules.paper_words import CONVENERS
from governance.services.notice import NOTICE_DELAY, convene, print_letters_for_failed, send_again
from governance.views.blueprint import blueprint
from governance.views.papers import pdf

STATES = (
    (MailState.QUEUED, _l("Waiting to be sent")),
    (MailState.SENDING, _l("Being sent")),
    (MailState.SENT, _l("Sent")),
    (MailState.FAILED, _l("Failed")),
)
PROOFS = TableSpec(
    columns=(
        Column("name", _l("Member"), sort=NoticeSending.id),
        Column(
            "channel",
            _l("Channel"),
            sort=NoticeSending.channel,
            value=lambda row: _(CHANNEL_NAMES[Channel(row.channel)]),
        ),
        Column("address", _l("To the address"), sort=NoticeSending.address),
        Column("state", _l("State"), sort=Mail.state),
        Column("sent_at", _l("Accepted by the server"), sort=Mail.sent_at, show="moment"),
        Column("answer", _l("Answer of the server"), sort=MailFact.answer),
    ),
    filters=(
        Filter("canal", _l("Channel"), [(one, _l(name)) for one, name in CHANNEL_NAMES.items()], NoticeSending.channel),
        Filter("etat", _l("State of the e-mail"), STATES, Mail.state),
    ),
    default_sort="name",
    tie_break=NoticeSending.id,
    csv=True,
)


@blueprint.route("/assemblees/<int:assembly_id>/convocation", methods=["GET", "POST"])
@requires(Permission.ASSEMBLY_PREPARE)
def notice(assembly_id: int) -> ResponseReturnValue:
    """Before: what stands in the way, the notice to complete, preview and send. After: the proof."""
    found = assembly_by_id(assembly_id)
    if found.state is not AssemblyState.DRAFT:
        return _proofs(found)
    form = NoticeForm()
    if form.validate_on_submit():
        if request.form.get("act") == "preview":
            return redirect(url_for("governance.notice_preview", assembly_id=assembly_id, **_typed()))
        try:
            return _sent(assembly_id, form)
        except Refused as refusal:
            form.refuse(refusal, field="reason" if refusal.rule == NOTICE_DELAY else None)
    return answer(form, "governance/notice.html", **_preparation(found))


@blueprint.get("/assemblees/<int:assembly_id>/convocation/apercu.pdf")
@requires(Permission.ASSEMBLY_PREPARE)
def notice_preview(assembly_id: int) -> Response:
    """The notice as it would be issued now; kept nowhere."""
    found, at = assembly_by_id(assembly_id), now()
    form = NoticeForm(request.args, meta={"csrf": False})
    form.validate()
    data = notice_data(found, ruling_of(found), form.words(), on=day_of(found, at))
    return pdf("convocation", data, found.zone, name=f"convocation-{assembly_id}.pdf")


@blueprint.post("/assemblees/<int:assembly_id>/convocation/<int:sending_id>/renvoyer")
@requires(Permission.ASSEMBLY_PREPARE)
def resend_notice(assembly_id: int, sending_id: int) -> ResponseReturnValue:
    """Send one failed e-mail again."""
    with transaction():
        send_again(locked_assembly(assembly_id), sending_id, actor=current_actor(), at=now())
    flash(_("The e-mail is queued again: it leaves within a minute."), "success")
    return redirect(url_for("governance.notice", assembly_id=assembly_id))


@blueprint.post("/assemblees/<int:assembly_id>/convocation/lettres")
@requires(Permission.ASSEMBLY_PREPARE)
def letters_for_failed(assembly_id: int) -> ResponseReturnValue:
    """Print a letter for each member whose e-mail failed."""
    with transaction():
        count = print_letters_for_failed(locked_assembly(assembly_id), actor=current_actor(), at=now())
    said = ngettext("%(num)s letter is being printed.", "%(num)s letters are being printed.", count)
    flash(said + " " + _("Find them among the documents of the assembly."), "success")
    return redirect(url_for("governance.notice", assembly_id=assembly_id))


def _sent(assembly_id: int, form: NoticeForm) -> ResponseReturnValue:
    with transaction():
        found = locked_assembly(assembly_id)
        made = convene(found, reason=form.reason.data or "", words=form.words(), actor=current_actor(), at=now())
        count = len(made)
    said = ngettext("%(num)s notice is on its way.", "%(num)s notices are on their way.", count)
    flash(said + " " + _("Below, the proof grows as each one leaves."), "success")
    return redirect(url_for("governance.notice", assembly_id=assembly_id))


def _preparation(found: Assembly) -> dict[str, Any]:
    ruling, at = ruling_of(found), now()
    obstacles = obstacles_to_convening(found, at)
    people = addressees(found, ruling, day_of(found, at))
    return {
        "assembly": found,
        "obstacles": obstacles,
        "blocked": [one for one in obstacles if one.blocks and one.rule != NOTICE_DELAY],
        "late": next((one for one in obstacles if one.blocks and one.rule == NOTICE_DELAY), None),
        "convener": CONVENERS[ruling.statutes.legal_form],
        "by_email": [one for one in people if one.route.channel is Channel.EMAIL],
        "by_letter": [one for one in people if one.route.channel is Channel.LETTER],
    }


def _typed() -> dict[str, Any]:
    """What was typed, for the address of the preview."""
    names = ("convened_by", "decided_on", "signatory", "capacity", "doors_at", "documents")
    return {name: request.form[name] for name in names if request.form.get(name)}


def _proofs(found: Assembly) -> ResponseReturnValue:
    statement = proof_statement(found.id)
    if request.args.get("format") == "csv":
        return csv_response("convocations", PROOFS, PROOFS.all_rows(statement, request.args))
    return render_template(
        "governance/notice_proof.html",
        assembly=found,
        table=PROOFS.read(statement, request.args),
        channels=channel_counts(found),
        mails=mail_counts(found),
    )
