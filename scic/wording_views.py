"""/reglages/lettres: the letters that leave by themselves and the papers, their texts, their switches, who got them."""

from collections import Counter
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.mailing.drafts import Preview, parts_in_force, preview, supplied_parts
from foundation.mailing.models import Mail
from foundation.mailing.rules.delivery import MailState
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from foundation.wording.models import WordingVersion
from foundation.wording.queries import own_parts, silent_letters, texts_in_force, versions_of
from foundation.wording.registry import all_wordings, wording_named
from foundation.wording.rules.letters import GROUP_NAMES, Wording, check_parts
from foundation.wording.services import switch, use_supplied, write_own
from membership.models.members import Member
from membership.queries.card import member_card
from membership.queries.people import member_by_number
from membership.services.letters import first_name
from scic.wording_forms import FIELDS, LetterForm, PaperForm, form_for

blueprint = Blueprint("wordings", __name__, url_prefix="/reglages/lettres")


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
    if not is_number(wanted):
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


def is_number(text: str) -> bool:
    """Whether a member number was typed."""
    return text.isdecimal() and text.isascii() and len(text) < 10


def _language(wording: Wording) -> str:
    asked = request.args.get("langue", "fr")
    return asked if asked in wording.languages else "fr"


def _back(name: str) -> str:
    return url_for(".letters") if request.form.get("from") == "list" else url_for(".letter", name=name)
