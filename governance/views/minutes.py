"""Write the minutes, read them before they are issued, issue them."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import StateMoved
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.incoming import row_number
from foundation.web.transaction import transaction
from governance.forms.minutes import MinutesForm, minutes_form
from governance.models import Assembly, MinutesRevision
from governance.queries.assemblies import assembly_by_id, locked_assembly
from governance.queries.minutes import last_revision, minutes_data, revisions, texts_of
from governance.queries.minutes_votes import was_held
from governance.queries.papers import issued_minutes
from governance.services.minutes import issue_minutes, require_closed, write_minutes
from governance.views.blueprint import blueprint
from governance.views.papers import pdf

STALE = 409
DRAFT = "(projet)"


@blueprint.route("/assemblees/<int:assembly_id>/proces-verbal", methods=["GET", "POST"])
@requires(Permission.MINUTES_WRITE)
def minutes(assembly_id: int) -> ResponseReturnValue:
    """The texts to write. Where somebody else wrote meanwhile, what was typed is shown again: nothing is lost."""
    found = assembly_by_id(assembly_id)
    require_closed(found)
    last = last_revision(found)
    form = minutes_form(found, texts_of(found), last.revision if last else 0)
    if not form.validate_on_submit():
        return answer(form, "governance/minutes.html", **_context(found))
    try:
        with transaction():
            written = locked_assembly(assembly_id)
            write_minutes(written, form.texts(), seen_revision=form.seen, actor=current_actor(), at=now())
    except StateMoved as refusal:
        return _typed_again(found, form, refusal)
    flash(_("Revision saved."), "success")
    return redirect(url_for("governance.minutes", assembly_id=assembly_id))


@blueprint.get("/assemblees/<int:assembly_id>/proces-verbal/apercu.pdf")
@requires(Permission.MINUTES_WRITE)
def minutes_preview(assembly_id: int) -> Response:
    """The minutes as they stand (or as a revision had them), marked as a draft; kept nowhere."""
    found = assembly_by_id(assembly_id)
    require_closed(found)
    texts = texts_of(found, request.args.get("revision", type=row_number))
    data = minutes_data(found, texts, number=DRAFT, draft=True, at=now())
    return pdf("proces-verbal", data, found.zone, name=f"proces-verbal-projet-{assembly_id}.pdf")


@blueprint.post("/assemblees/<int:assembly_id>/proces-verbal/etablir")
@requires(Permission.MINUTES_WRITE)
def issue(assembly_id: int) -> ResponseReturnValue:
    """Issue the minutes under the next number, and the attendance sheet with them; texts sent along are saved first."""
    found = assembly_by_id(assembly_id)
    require_closed(found)
    form = minutes_form(found, texts_of(found), 0) if "seen_revision" in request.form else None
    if form and not form.validate():
        return answer(form, "governance/minutes.html", **_context(found))
    try:
        number = _save_and_issue(assembly_id, form)
    except StateMoved as refusal:
        if form is None or issued_minutes(found):
            raise
        return _typed_again(found, form, refusal)
    flash(
        _("Minutes no. %(number)s issued: print them, have the officers sign, and keep them.", number=number), "success"
    )
    return redirect(url_for("governance.minutes", assembly_id=assembly_id))


def _save_and_issue(assembly_id: int, form: MinutesForm | None) -> int:
    with transaction():
        written = locked_assembly(assembly_id)
        if form is not None and form.texts() != texts_of(written):
            write_minutes(written, form.texts(), seen_revision=form.seen, actor=current_actor(), at=now())
        return issue_minutes(written, actor=current_actor(), at=now()).number


def _typed_again(found: Assembly, form: MinutesForm, refusal: StateMoved) -> ResponseReturnValue:
    last = last_revision(found)
    form.seen_revision.data = str(last.revision if last else 0)
    form.refuse(refusal)
    return render_template("governance/minutes.html", form=form, **_context(found, conflict=last)), STALE


def _context(found: Assembly, conflict: MinutesRevision | None = None) -> dict[str, object]:
    return {
        "assembly": found,
        "revisions": revisions(found),
        "issued": issued_minutes(found),
        "held": was_held(found),
        "conflict": conflict,
    }
