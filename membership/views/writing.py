"""Write to a list of members, and follow what was written."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.archive import find
from foundation.documents.delivery import as_response
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.mailing.services import requeue
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction
from foundation.wording.rules.fields import fill
from foundation.wording.rules.marking import as_html, filled, read
from membership.audiences import AUDIENCES, MEMBERS, members_of, params_of, title_of, words_of_filter
from membership.drafts import Draft, Plan, Recipient, plan
from membership.forms.writing import FIELDS, WritingForm
from membership.models.dispatches import Dispatch, DispatchRecipient
from membership.queries.dispatches import (
    counted_mails,
    counted_ways,
    dispatch_by_id,
    dispatches_statement,
    letters_of,
    recipients_statement,
)
from membership.rules.dispatches import FIELDS as NAMED
from membership.rules.dispatches import PURPOSE_NAMES, WAY_NAMES, Purpose
from membership.services.dispatching import print_letters, send
from membership.views.blueprint import blueprint
from membership.views.pages import day_asked

HISTORY = TableSpec(
    columns=(
        Column("subject", _l("Subject"), sort=Dispatch.subject),
        Column("recorded_at", _l("Sent on"), sort=Dispatch.recorded_at, show="moment"),
        Column("actor_name", _l("By"), sort=Dispatch.actor_name),
        Column("audience", _l("To the list")),
        Column("members", _l("Members"), end=True, show="number"),
    ),
    filters=(Filter("but", _l("Why"), [(one, _l(name)) for one, name in PURPOSE_NAMES.items()], Dispatch.purpose),),
    default_sort="recorded_at",
    default_descending=True,
    tie_break=Dispatch.id,
)
LISTED = TableSpec(
    columns=(
        Column("name", _l("Member"), sort=DispatchRecipient.id),
        Column("way", _l("By which way"), sort=DispatchRecipient.way),
        Column("address", _l("To the address"), sort=DispatchRecipient.address),
        Column("state", _l("State"), sort=Mail.state),
    ),
    filters=(
        Filter("voie", _l("By which way"), [(one, _l(name)) for one, name in WAY_NAMES.items()], DispatchRecipient.way),
        Filter(
            "etat",
            _l("State of the e-mail"),
            (
                (MailState.SENT, _l("Sent")),
                (MailState.QUEUED, _l("Waiting to be sent")),
                (MailState.FAILED, _l("Failed")),
            ),
            Mail.state,
        ),
    ),
    default_sort="name",
    tie_break=DispatchRecipient.id,
)


@blueprint.route("/membres/ecrire", methods=["GET", "POST"])
@requires(Permission.MEMBERS_WRITE)
def write() -> ResponseReturnValue:
    """Write to the list of the address: text, preview with who gets it, confirmation."""
    name, on = request.args.get("liste", MEMBERS), day_asked()
    params = params_of(name, request.args)
    form = WritingForm.made(purpose=Purpose.INFORMATION.value, once=secrets.token_hex(16))
    if form.validate_on_submit() and request.form.get("act") != "edit":
        try:
            draft = Draft(
                purpose=form.why(), words=form.words(), english=form.english(), audience=name, params=params, on=on
            )
            if request.form.get("act") == "send" and form.digest.data:
                return _sent(draft, form)
            found = plan(draft)
            form.digest.data = found.digest
            return _preview(form, draft, found)
        except Refused as refusal:
            form.refuse(refusal, field=FIELDS.get(refusal.code))
    return answer(
        form, "membership/write.html", **_list_words(name, params, on), count=len(members_of(name, params, on))
    )


@blueprint.get("/membres/ecrits")
@requires(Permission.MEMBERS_WRITE)
def written() -> ResponseReturnValue:
    """Every mail to a list, the newest first."""
    table = HISTORY.read(dispatches_statement(), request.args)
    return render_template("membership/written.html", table=table, title_of=title_of, purposes=PURPOSE_NAMES)


@blueprint.get("/membres/ecrits/<int:dispatch_id>")
@requires(Permission.MEMBERS_WRITE)
def dispatch(dispatch_id: int) -> ResponseReturnValue:
    """One mail to a list: the text, how far it is, who got it and who did not."""
    found = dispatch_by_id(dispatch_id)
    return render_template(
        "membership/dispatch.html",
        dispatch=found,
        list_title=title_of(found.audience),
        chosen=words_of_filter(found.params, found.as_of),
        shown=_html(found.body, {}),
        ways=counted_ways(found.id),
        mails=counted_mails(found),
        way_names=WAY_NAMES,
        purposes=PURPOSE_NAMES,
        letters=letters_of(found),
        table=LISTED.read(recipients_statement(found.id), request.args),
    )


@blueprint.post("/membres/ecrits/<int:dispatch_id>/lettres")
@requires(Permission.MEMBERS_WRITE)
def dispatch_letters(dispatch_id: int) -> ResponseReturnValue:
    """Print the letters of those whom no mail reaches."""
    with transaction():
        print_letters(dispatch_id, actor=current_actor(), at=now())
    flash(_("The letters are being printed: they appear on this page."), "success")
    return redirect(url_for(".dispatch", dispatch_id=dispatch_id), 303)


@blueprint.get("/membres/ecrits/<int:dispatch_id>/lettres/<int:document_id>")
@requires(Permission.MEMBERS_WRITE)
def dispatch_letter_bundle(dispatch_id: int, document_id: int) -> Response:
    """One bundle of letters."""
    document = find(document_id)
    if document.subject != dispatch_by_id(dispatch_id).reference:
        raise NotFound("dispatch-letters", N_("There is no such mail."))
    return as_response(document)


@blueprint.post("/membres/ecrits/<int:dispatch_id>/<int:mail_id>/renvoi")
@requires(Permission.MEMBERS_WRITE)
def resend_of_dispatch(dispatch_id: int, mail_id: int) -> ResponseReturnValue:
    """Send one failed mail of a list again."""
    with transaction():
        mail = requeue(mail_id, actor=current_actor(), at=now())
        if mail.subject_ref != dispatch_by_id(dispatch_id).reference:
            raise NotFound("dispatch", N_("There is no such mail."))
    flash(_("The mail is queued again: it leaves within a minute."), "success")
    return redirect(url_for(".dispatch", dispatch_id=dispatch_id, etat="failed"), 303)


def _sent(draft: Draft, form: WritingForm) -> ResponseReturnValue:
    with transaction():
        made = send(draft, once=form.once.data or "", digest=form.digest.data or "", actor=current_actor(), at=now())
    flash(_("It is on its way. Below, the list fills as each mail leaves."), "success")
    return redirect(url_for(".dispatch", dispatch_id=made.id), 303)


def _preview(form: WritingForm, draft: Draft, found: Plan) -> ResponseReturnValue:
    """What one member would read, and who gets it by which way."""
    shown = _shown(found)
    words = draft.words_for(shown.member.language) if shown else draft.words
    said = dict(shown.said) if shown else {}
    return render_template(
        "membership/write_preview.html",
        form=form,
        draft=draft,
        plan=found,
        shown=shown,
        subject=fill(words.subject, said),
        text=_html(words.body, said),
        way_names=WAY_NAMES,
        purposes=PURPOSE_NAMES,
        **_list_words(draft.audience, draft.params, draft.on),
    )


def _shown(found: Plan) -> Recipient | None:
    """The member whose number was asked for, else the first."""
    wanted = request.form.get("member", "").strip()
    asked = (one for one in found.recipients if str(one.member.number) == wanted)
    return next(asked, next(iter(found.recipients), None))


def _list_words(name: str, params: Mapping[str, str], on: date) -> dict[str, object]:
    """What both pages say of the list."""
    return {
        "list_name": name,
        "list_title": title_of(name),
        "chosen": words_of_filter(params, on),
        "here": url_for(".write", **dict[str, Any](params), liste=name, date=on.isoformat()),
        "on": on,
        "named": NAMED,
        "others": [(one, found.title) for one, found in AUDIENCES.items() if one != name and not found.params]
        + ([(MEMBERS, title_of(MEMBERS))] if name != MEMBERS or params else []),
    }


def _html(body: str, said: dict[str, str]) -> Markup:
    # every word is escaped by as_html
    return Markup(as_html(filled(read(body), said) if said else read(body)))  # noqa: S704
