"""Write the questions of a consultation, and whom it asks."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.consultations import AudienceForm
from governance.forms.questions import METHODS, draft_of, form_for
from governance.queries.consultations import consultation_by_id, locked_consultation, question_by_id
from governance.queries.consulted_sources import found_members, named_numbers, numbers_of, sources
from governance.rules.consultations import ASK_NAMES, ASK_PURPOSES, AskKind, Audience, To, audience_from_json
from governance.services.consultations import (
    add_question,
    ask,
    change_question,
    move_question,
    remove_question,
    require_unwritten,
)
from governance.views.blueprint import blueprint
from membership.presentation import naming_on

ICONS = {
    "opinion": "message-circle",
    "priorities": "list-checks",
    "date": "calendar",
    "place": "map-pin",
    "consent": "handshake",
}
LONGEST_LIST = 4000


@blueprint.route("/consultations/<int:consultation_id>/questions/nouvelle", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def new_question(consultation_id: int) -> str | Response | tuple[str, int]:
    """Add a question: its kind first, then its form."""
    found = consultation_by_id(consultation_id)
    require_unwritten(found, now())
    wanted = request.values.get("genre", "")
    if wanted not in set(AskKind):
        words = {"kinds": ASK_NAMES, "purposes": ASK_PURPOSES, "icons": ICONS}
        return render_template("governance/consultation_kinds.html", consultation=found, **words)
    kind = AskKind(wanted)
    form = form_for(kind, None)
    if form.validate_on_submit():
        try:
            with transaction():
                locked = locked_consultation(consultation_id)
                add_question(locked, draft_of(form, locked, None), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Question added."))
            return _back(consultation_id)
    return answer(form, "governance/consultation_question.html", consultation=found, question=None, **_kind(kind))


@blueprint.route("/consultations/<int:consultation_id>/questions/<int:question_id>", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def edit_question(consultation_id: int, question_id: int) -> str | Response | tuple[str, int]:
    """Change a question."""
    found = consultation_by_id(consultation_id)
    require_unwritten(found, now())
    question = question_by_id(found, question_id)
    kind = AskKind(question.kind)
    form = form_for(kind, question)
    if form.validate_on_submit():
        try:
            with transaction():
                kept = question_by_id(locked_consultation(consultation_id), question_id)
                change_question(kept, draft_of(form, kept.consultation, kept), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."))
            return _back(consultation_id)
    return answer(form, "governance/consultation_question.html", consultation=found, question=question, **_kind(kind))


@blueprint.post("/consultations/<int:consultation_id>/questions/<int:question_id>/retirer")
@requires(Permission.CONSULTATIONS_WRITE)
def drop_question(consultation_id: int, question_id: int) -> Response:
    """Take a question away."""
    with transaction():
        remove_question(locked_consultation(consultation_id), question_id, actor=current_actor(), at=now())
    flash(_("Question removed."))
    return _back(consultation_id)


@blueprint.post("/consultations/<int:consultation_id>/questions/<int:question_id>/deplacer")
@requires(Permission.CONSULTATIONS_WRITE)
def shift_question(consultation_id: int, question_id: int) -> Response:
    """Move a question up or down."""
    up = request.form.get("direction") == "up"
    with transaction():
        move_question(locked_consultation(consultation_id), question_id, up=up, actor=current_actor(), at=now())
    return _back(consultation_id)


@blueprint.route("/consultations/<int:consultation_id>/destinataires", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def consultation_audience(consultation_id: int) -> str | Response | tuple[str, int]:
    """Choose whom it asks: all, colleges, or a list made by name, by number, or from what members took part in."""
    found = consultation_by_id(consultation_id)
    require_unwritten(found, now())
    naming = naming_on(today())
    form = AudienceForm.of(found).offer(naming.college_choices if naming.votes_by_college else [])
    kept = audience_from_json(found.audience)
    if form.validate_on_submit():
        with transaction():
            ask(locked_consultation(consultation_id), form.audience(kept), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        listed = form.to.data == To.MEMBERS and not kept.members
        return _list(consultation_id) if listed else _back(consultation_id)
    typed = request.args.get("q", "").strip()[:100]
    return answer(
        form,
        "governance/consultation_audience.html",
        consultation=found,
        audience=kept,
        typed=typed,
        results=found_members(typed, today()),
        listed=named_numbers(list(kept.members), today()),
        sources=sources(),
    )


@blueprint.post("/consultations/<int:consultation_id>/destinataires/liste")
@requires(Permission.CONSULTATIONS_WRITE)
def consultation_list(consultation_id: int) -> Response:
    """Add members to the list, or take some off it; the list is then whom it asks."""
    wanted = _picked()
    with transaction():
        locked = locked_consultation(consultation_id)
        kept = audience_from_json(locked.audience)
        known = {one.number for one in named_numbers(wanted, today())}
        gone = request.form.get("act") == "retirer"
        members = set(kept.members) - set(wanted) if gone else set(kept.members) | known
        ask(locked, Audience(To.MEMBERS, kept.colleges, tuple(sorted(members))), actor=current_actor(), at=now())
    changed = len(set(kept.members) ^ members)
    if gone:
        flash(ngettext("%(num)s member taken off the list.", "%(num)s members taken off the list.", changed))
    elif changed:
        flash(ngettext("%(num)s member added to the list.", "%(num)s members added to the list.", changed))
    else:
        flash(
            _(
                "Nobody was added: %(why)s",
                why=_("these members are in the list already, or no member has this number."),
            )
        )
    return _list(consultation_id)


def _picked() -> list[int]:
    """The numbers ticked, typed, or of a source."""
    source = request.form.get("source", "")
    if request.form.get("act") == "source":
        return numbers_of(source, today())
    typed = [
        *request.form.getlist("membre"),
        *request.form.get("numeros", "").replace(",", " ").replace(";", " ").split(),
    ]
    return [int(one) for one in typed[:LONGEST_LIST] if one.isdecimal() and one.isascii() and len(one) < 10]


def _kind(kind: AskKind) -> dict[str, object]:
    return {"kind": kind, "kind_name": ASK_NAMES[kind], "purpose": ASK_PURPOSES[kind], "planned": kind in METHODS}


def _back(consultation_id: int) -> Response:
    return redirect(url_for("governance.consultation", consultation_id=consultation_id, _anchor="questions"))


def _list(consultation_id: int) -> Response:
    return redirect(url_for("governance.consultation_audience", consultation_id=consultation_id, _anchor="liste"))
