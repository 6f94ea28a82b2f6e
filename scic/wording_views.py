"""/reglages/lettres: the letters that leave by themselves and the papers, their texts, their switches, who got them."""

from collections import Counter
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.mailing.drafts import Preview, parts_in_force, preview, supplied_parts
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.mailing.services import requeue
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.tables import Column, Filter, TableSpec
from foundation.web.transaction import transaction
from foundation.wording.models import WordingVersion
from foundation.wording.queries import own_parts, silent_letters, texts_in_force, versions_of
from foundation.wording.registry import all_wordings, wording_named
from foundation.wording.rules.letters import GROUP_NAMES, Wording, check_parts
from foundation.wording.services import switch, use_supplied, write_own
from membership.models.members import Member
from membership.queries.card import member_card
from membership.queries.correspondents import correspondents
from membership.queries.people import member_by_number
from membership.services.letters import first_name
from scic.wording_forms import FIELDS, LetterForm, PaperForm, form_for
from shares.services.papers.mailings import print_mail

blueprint = Blueprint("wordings", __name__, url_prefix="/reglages/lettres")

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


@blueprint.get("")
@requires(Permission.LETTERS_WRITE)
def letters() -> ResponseReturnValue:
    """Every letter and paper, with its switch, whose text it has, and how many did not arrive."""
    groups = {group: [one for one in all_wordings().values() if one.group == group] for group in GROUP_NAMES}
    missed = select(Mail.template, func.count()).where(Mail.state == MailState.FAILED).group_by(Mail.template)
    return render_template(
        "wording/letters.html",
        groups={group: found for group, found in groups.items() if found},
        group_names=GROUP_NAMES,
        silent=silent_letters(),
        own=texts_in_force(),
        missed=Counter({row[0]: row[1] for row in db.session.execute(missed)}),
    )


@blueprint.route("/<name>", methods=["GET", "POST"])
@requires(Permission.LETTERS_WRITE)
def letter(name: str) -> ResponseReturnValue:
    """One letter: its text, what it looks like, its fields, its versions."""
    wording, language = wording_named(name), _language(wording_named(name))
    own = own_parts(name)
    form = form_for(wording.printed, _shown(wording, language, own))
    if form.validate_on_submit():
        try:
            kept = check_parts(wording, form.parts())
            if request.form.get("act") != "preview":
                return _saved(wording, language, kept)
        except Refused as refusal:
            form.refuse(refusal, field=FIELDS.get(refusal.code))
    return _page(wording, language, form, own=language in own)


@blueprint.post("/<name>/interrupteur")
@requires(Permission.LETTERS_WRITE)
def turn(name: str) -> Response:
    """Switch a letter on or off."""
    wording, on = wording_named(name), request.form.get("on") == "1"
    with transaction():
        switch(wording, on=on, actor=current_actor(), at=now())
    flash(
        _("This letter leaves by itself again.") if on else _("This letter does not leave any more."),
        "success",
    )
    return redirect(_back(name), 303)


@blueprint.post("/<name>/texte-fourni")
@requires(Permission.LETTERS_WRITE)
def supplied(name: str) -> Response:
    """Back to the supplied text."""
    wording = wording_named(name)
    language = _language(wording)
    with transaction():
        use_supplied(wording, language, actor=current_actor(), at=now())
    flash(_("The supplied text is used again; your versions stay in the list."), "success")
    return redirect(url_for(".letter", name=name, langue=language), 303)


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
    answered = Response(print_mail(mail, at=now()), mimetype="application/pdf")
    answered.headers.set("Content-Disposition", "attachment", filename=f"lettre-{mail_id}.pdf")
    answered.headers["Cache-Control"] = "private, no-cache"
    return answered


def _page(wording: Wording, language: str, form: LetterForm | PaperForm, *, own: bool) -> ResponseReturnValue:
    versions = versions_of(wording.name, language)
    return answer(
        form,
        "wording/letter.html",
        wording=wording,
        language=language,
        own=own,
        leaves=wording.name not in silent_letters(),
        versions=versions,
        previewed=_preview(wording, language, form),
        number=request.args.get("membre", ""),
        version=_version_asked(versions),
    )


def _saved(wording: Wording, language: str, parts: dict[str, str]) -> Response:
    with transaction():
        version = write_own(wording, language, parts, actor=current_actor(), at=now())
    flash(
        _("Saved: letters that leave from now on say this.") if version else _("Nothing had changed."),
        "success",
    )
    return redirect(url_for(".letter", name=wording.name, langue=language), 303)


def _shown(wording: Wording, language: str, own: dict[str, dict[str, str]]) -> dict[str, str]:
    """What the form opens with: the version asked for, the text in force, the supplied one."""
    asked = _version_asked(versions_of(wording.name, language))
    if asked is not None:
        return asked.parts or supplied_parts(wording, language)
    return parts_in_force(wording, language, own)


def _version_asked(versions: Any) -> WordingVersion | None:
    wanted = request.args.get("version", "")
    return next((one for one in versions if str(one.id) == wanted), None)


def _preview(wording: Wording, language: str, form: LetterForm | PaperForm) -> Preview | None:
    """What the typed text would say; nothing while something is to be corrected."""
    if form.is_refused:
        return None
    return preview(wording, language, form.parts(), _known())


def _known() -> dict[str, object]:
    """The reader that the address names by a member number; nobody: the sample's."""
    wanted = request.args.get("membre", "").strip()
    if not (wanted.isdecimal() and wanted.isascii() and len(wanted) < 10):
        return {}
    return reader_of(member_by_number(int(wanted)))


def reader_of(member: Member) -> dict[str, object]:
    """What fields say of a member: name, number, category, college."""
    card = member_card(member, today())
    return {
        "to_name": member.name,
        "party_name": member.name,
        "first_name": first_name(member.party),
        "number": member.number,
        "holder": member.name,
        "member_name": member.name,
        "category": card.category,
    }


def _language(wording: Wording) -> str:
    asked = request.args.get("langue", "fr")
    return asked if asked in wording.languages else "fr"


def _back(name: str) -> str:
    return url_for(".letters") if request.form.get("from") == "list" else url_for(".letter", name=name)
